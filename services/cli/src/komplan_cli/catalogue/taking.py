"""Imports a file through the service and tells what came of it."""

import contextlib
import gc
import resource
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_import_service_pb2_grpc as rpc
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources import answering, exporting, hsds, rpss, sending, sheets, tables, writing
from komplan_catalogue.sources.columns import header_of
from komplan_cli.access import Access
from komplan_cli.asking import asked
from komplan_cli.output import give_json, say
from komplan_core.errors import Invalid
from komplan_core.territory import MUNICIPALITIES_FILE, load_territory
from komplan_kit.client import Peer

IMPORT_SECONDS: Final = 600.0
UNDO_SECONDS: Final = 300.0
MOST_SHOWN: Final = 20
KINDS: Final = {".json": "register", ".csv": "table", ".xlsx": "table", ".ndjson": "hsds"}


@dataclass(frozen=True)
class Chosen:
    """What is to be imported, and how."""

    file: Path
    kind: str = ""
    dry_run: bool = False
    force: bool = False
    municipalities: tuple[str, ...] = ()
    territory: Path | None = None
    errors: Path | None = None


@dataclass(frozen=True)
class Opened:
    """A file that is being read."""

    header: import_pb2.ImportHeader
    rows: Iterator[import_pb2.ImportRow]
    notices: tuple[tuple[str, str], ...] = ()


def take(access: Access, chosen: Chosen, as_json: bool) -> None:
    """Import a file and print the report. Raises PlanError; ends with exit code 3 when rows have errors."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # records are read and dropped by the thousand
    with ExitStack() as stack:
        opened = _opened(access, chosen, stack)
        report = asked(access, lambda peer: _sent(peer, access.code, chosen, opened))
    if chosen.errors is not None and report.errors:
        answering.write(chosen.file, chosen.errors, _by_row(report))
        say(f"the sheet with its errors: {chosen.errors}")
    _show(report, opened.notices, as_json)
    if report.run.state == "refused":
        sys.exit(3 if report.run.refusal == "IMPORT_ERRORS" else 5)


def undo(access: Access, run: str, as_json: bool) -> None:
    """Take an import back."""

    request = pb.UndoRunRequest(name=run if "/" in run else f"areas/{access.code}/runs/{run}")
    report: pb.UndoReport = asked(
        access, lambda peer: peer.ask(rpc.CatalogueImportServiceStub(peer.channel).UndoRun, request, UNDO_SECONDS)
    )
    if as_json:
        give_json({"run": report.run.name, "removed": report.removed, "restored": report.restored})
    else:
        print(f"{report.run.name}: {report.removed} entries removed, {report.restored} as they were before")


def write_template(path: Path) -> None:
    """Write an empty sheet; a workbook has a second one that says what each column means."""
    with writing.writer_of(path, exporting.guide()) as writer:
        writer.row(exporting.HEADER)


def _opened(access: Access, chosen: Chosen, stack: ExitStack) -> Opened:
    kind = chosen.kind or KINDS.get(chosen.file.suffix.lower(), "")
    if not chosen.file.is_file():
        raise Invalid.field("file", "INVALID_VALUE", f"there is no file `{chosen.file}`")
    if chosen.errors is not None and kind != "table":
        raise Invalid.field("errors", "INVALID_VALUE", "only a sheet can be written back with its errors")
    if kind == "table":
        sheet = sheets.open_sheet(chosen.file)
        table = tables.table_of(sheet, f"areas/{access.code}")
        return Opened(tables.header_of(table), table.rows(), tuple(sheet.notices))
    if kind == "register":
        stream = stack.enter_context(chosen.file.open("rb"))
        return Opened(_header(kind, rpss), rpss.rows(stream, _towns(chosen.territory)))
    if kind == "hsds":
        return Opened(_header(kind, hsds), hsds.rows(stack.enter_context(chosen.file.open("rb"))))
    raise Invalid.field("kind", "UNKNOWN_CODE", "say with --kind whether it is a register, a table or hsds")


def _header(kind: str, source: Any) -> import_pb2.ImportHeader:
    return import_pb2.ImportHeader(
        kind=kind,
        provider_fields=source.PROVIDER_FIELDS,
        service_fields=source.SERVICE_FIELDS,
        place_fields=source.PLACE_FIELDS,
    )


def _towns(folder: Path | None) -> Mapping[str, str]:
    """Names of municipalities by code; none without the official tables."""
    if folder is None:
        return {}
    if not (folder / MUNICIPALITIES_FILE).is_file():
        raise Invalid.field("territory", "TERRITORY_LAYOUT", f"the folder has no {MUNICIPALITIES_FILE}")
    return {town.code: town.title for town in load_territory(folder).municipalities}


async def _sent(peer: Peer, area: str, chosen: Chosen, opened: Opened) -> pb.ImportReport:
    before = chosen.file.stat()
    header = opened.header
    header.dry_run, header.force = chosen.dry_run, chosen.force
    header.title, header.sha256 = chosen.file.name[:500], sending.sha256_of(chosen.file)
    header.fetched_at.FromDatetime(datetime.fromtimestamp(before.st_mtime, UTC))
    header.municipalities.extend(chosen.municipalities)

    async def parts() -> AsyncIterator[pb.ImportRequest]:
        for part in sending.requests(f"areas/{area}", header, opened.rows):
            if part.HasField("end") and _changed(before, chosen.file.stat()):
                raise Invalid.field("file", "INVALID_VALUE", "the file changed while it was read: repeat the import")
            yield part

    report: pb.ImportReport = await peer.send(
        rpc.CatalogueImportServiceStub(peer.channel).Import, parts(), IMPORT_SECONDS
    )
    return report


def _changed(before: Any, after: Any) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _by_row(report: pb.ImportReport) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for problem in report.errors:
        said = f"{header_of(problem.field)}: {problem.message} [{problem.reason}]".removeprefix(": ")
        found.setdefault(problem.position, []).append(said)
    return found


def peak_memory() -> int:
    """The most memory that this process held (peak RSS), in megabytes of 10⁶ bytes."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):  # the system's own figure counts what the process was before its program began
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes * 1024 / 1e6)


def _show(report: pb.ImportReport, notices: Iterable[tuple[str, str]], as_json: bool) -> None:
    run = report.run
    counts = {field.name: getattr(run.counts, field.name) for field in run.counts.DESCRIPTOR.fields}
    if as_json:
        give_json(
            {
                "run": run.name,
                "state": run.state,
                "refusal": run.refusal,
                "message": report.message,
                "counts": counts,
                "errors": [_plain(problem) for problem in report.errors],
                "warnings": {item.reason: item.count for item in run.warnings},
                "notices": [{"reason": reason, "message": message} for reason, message in notices],
                "unknown_codes": {f"{item.code_list} {item.code}": item.count for item in run.unknown_codes},
                "gone": list(report.gone),
                "peak_memory_mb": peak_memory(),
            }
        )
        return
    with contextlib.suppress(BrokenPipeError):
        print(f"{run.name or 'dry run'}: {run.state}{f', {report.message}' if report.message else ''}")
        print("  " + ", ".join(f"{name} {count}" for name, count in counts.items() if count))
        _list("errors", [_line(problem) for problem in report.errors])
        _list("gone", list(report.gone))
        _list("warnings", [f"{item.reason}: {item.count}" for item in run.warnings])
        _list("notices", [f"{reason}: {message}" for reason, message in notices])
        _list("unknown codes", [f"{item.code_list} {item.code}: {item.count}" for item in run.unknown_codes])
    say(f"peak memory: {peak_memory()} MB")


def _plain(problem: import_pb2.RowProblem) -> dict[str, Any]:
    field = header_of(problem.field)
    return {"row": problem.position, "field": field, "reason": problem.reason, "message": problem.message}


def _line(problem: import_pb2.RowProblem) -> str:
    return f"row {problem.position}, {header_of(problem.field) or 'record'}: {problem.message} [{problem.reason}]"


def _list(title: str, lines: list[str]) -> None:
    if lines:
        print(f"{title}:")
        print("\n".join(f"  {line}" for line in lines[:MOST_SHOWN]))
        if len(lines) > MOST_SHOWN:
            print(f"  … and {len(lines) - MOST_SHOWN} more")
