"""Imports a file through the service and tells what came of it."""

import contextlib
import gc
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_import_service_pb2_grpc as rpc
from komplan.catalogue.v1 import import_pb2
from komplan_catalogue.sources import answering, czech, exporting, hsds, rpss, sending, tables, workbook
from komplan_catalogue.sources.columns import ERROR_COLUMN
from komplan_cli.access import Access
from komplan_cli.asking import asked
from komplan_cli.catalogue.telling import show
from komplan_cli.files import check_folder, check_new, told_of, whole
from komplan_cli.output import give_json, say
from komplan_core.errors import Invalid, PlanError
from komplan_core.territory import MUNICIPALITIES_FILE, load_territory
from komplan_kit.client import Peer

IMPORT_SECONDS: Final = 600.0
UNDO_SECONDS: Final = 300.0
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
    if chosen.errors is not None:
        _send_back(chosen.file, chosen.errors, report)
    show(report, opened.notices, as_json, chosen.dry_run)
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
    """Write an empty sheet; a workbook also says what each column means, and which values it may hold."""
    check_new(path)
    with whole(path) as part, workbook.writer_of(part, exporting.guide(), exporting.lists()) as writer:
        writer.row(exporting.HEADER)
    print(f"{path}: a template with {len(exporting.HEADER)} columns; fill it in and keep it under another name")


def _send_back(sheet: Path, target: Path, report: pb.ImportReport) -> None:
    """Write the sheet with its errors; where it has none, the one of an earlier attempt goes."""
    if report.errors:
        with whole(target) as part:
            answering.write(sheet, part, _by_row(report))
        say(f"the sheet with its errors: {target}")
    elif target.is_file() and ERROR_COLUMN in _titles(target):
        target.unlink()
        say(f"no errors: {target} of an earlier attempt is removed")


def _titles(sheet: Path) -> list[str]:
    with contextlib.suppress(PlanError):
        return [
            cell.strip().casefold() for cell in next(workbook.open_sheet(sheet).lines).cells if isinstance(cell, str)
        ]
    return []


def _opened(access: Access, chosen: Chosen, stack: ExitStack) -> Opened:
    kind = chosen.kind or KINDS.get(chosen.file.suffix.lower(), "")
    if not chosen.file.is_file():
        raise Invalid.field("file", "INVALID_VALUE", f"there is no file `{chosen.file}`")
    if chosen.errors is not None:
        _check_errors(chosen.file, chosen.errors, kind)
    if kind == "table":
        with told_of(chosen.file):
            sheet = workbook.open_sheet(chosen.file)
        table = tables.table_of(sheet, f"areas/{access.code}")
        return Opened(tables.header_of(table), table.rows(), tuple(sheet.notices))
    if kind == "register":
        stream = _stream(chosen.file, stack)
        return Opened(_header(kind, rpss), rpss.rows(stream, _towns(chosen.territory)))
    if kind == "hsds":
        return Opened(_header(kind, hsds), hsds.rows(_stream(chosen.file, stack)))
    if chosen.file.suffix.lower() in (".xls", ".ods"):
        raise Invalid.field("file", "SOURCE_FORMAT", "save the sheet as .xlsx or as CSV UTF-8")
    raise Invalid.field("kind", "UNKNOWN_CODE", "say with --kind whether it is a register, a table or hsds")


def _stream(file: Path, stack: ExitStack) -> BinaryIO:
    with told_of(file):
        return stack.enter_context(file.open("rb"))


def _check_errors(file: Path, errors: Path, kind: str) -> None:
    if kind != "table":
        raise Invalid.field("errors", "INVALID_VALUE", "only a sheet can be written back with its errors")
    if errors.resolve() == file.resolve():
        raise Invalid.field("errors", "INVALID_VALUE", "name another file than the sheet itself")
    check_folder(errors)


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
        found.setdefault(problem.position, []).append(czech.told(problem))
    return found
