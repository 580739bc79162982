"""Takes a version out to a file, and a file into a version."""

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from komplan.planning.v1 import plan_batch_pb2, plan_view_pb2, profile_pb2
from komplan.planning.v1 import plan_batch_service_pb2_grpc as batch_rpc
from komplan.planning.v1 import plan_content_service_pb2 as pb
from komplan.planning.v1 import plan_content_service_pb2_grpc as rpc
from komplan_cli.access import Access
from komplan_cli.asking import asked
from komplan_cli.city import profile_of
from komplan_cli.files import check_folder, check_new, told_of, whole
from komplan_cli.output import counted, give_json, say
from komplan_cli.tables import print_table, write_csv
from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.sheets.reading import open_sheets
from komplan_kit.sheets.writing import Folder, Workbook
from komplan_planning.sources import document, exporting, sending, tables
from komplan_planning.sources.columns import BY_SHEET
from komplan_planning.sources.drafts import Draft, Item, Present, Problem, changes, problem

READ_SECONDS: Final = 60.0
APPLY_SECONDS: Final = 300.0
SHOWN: Final = 50
"""Problems that are printed; all are in the file of errors."""
COLUMNS: Final = ("list", "řádek", "sloupec", "kód", "co s tím")


def export(access: Access, version: str, file: Path, chosen: str, replace: bool) -> None:
    """Write a version to a file of the chosen format."""
    if not replace:
        check_new(file, "--replace")

    async def read(peer: Peer) -> tuple[plan_view_pb2.PlanTree, profile_pb2.Profile]:
        return await _tree(peer, _name(access, version)), await profile_of(peer, access.code)

    tree, profile = asked(access, read)
    present = Present.of(tree)
    told = counted(len(present.items), "item")
    if chosen == "json":
        with whole(file) as part:
            part.write_bytes(document.document_of(tree))
    elif chosen == "xlsx":
        with whole(file) as part, Workbook(part) as book:
            told += f" in {counted(exporting.write(present, book, True, profile), 'row')}"
    else:
        with _whole_folder(file) as part, Folder(part) as folder:
            told += f" in {counted(exporting.write(present, folder, with_guide=False), 'row')}"
    say(f"{file}: {told}")


def take(access: Access, version: str, file: Path, dry_run: bool, errors: Path | None, as_json: bool) -> None:
    """Take a file into a draft and tell what came of it; ends with exit code 3 when something is wrong."""
    if not file.exists():
        raise Invalid.field("file", "INVALID_VALUE", f"there is no file `{file}`")
    if errors is not None:
        check_folder(errors)
    name = _name(access, version)
    report, problems, unchanged = asked(access, lambda peer: _taken(peer, name, file, dry_run))
    if errors is not None:
        _write_errors(errors, problems)
    _show(report, problems, unchanged, as_json)
    if problems:
        sys.exit(3)


async def _taken(
    peer: Peer, name: str, file: Path, dry_run: bool
) -> tuple[plan_batch_pb2.PlanBatchReport, list[Problem], int]:
    """The service's report, what is wrong, and how many items of the file are as they are in the version."""
    draft = _draft(file, Present.of(await _tree(peer, name)))
    wanted = changes(draft)
    faulty = bool(draft.problems)
    report = plan_batch_pb2.PlanBatchReport()
    if wanted:
        stub = batch_rpc.PlanBatchServiceStub(peer.channel)
        report = await peer.send(stub.ApplyPlanChanges, _parts(name, wanted, dry_run or faulty), APPLY_SECONDS)
    told = [problem(wanted[of.position - 1][0], of.field, of.reason, of.message) for of in report.problems]
    return report, [*draft.problems, *told], len(draft.items) - len(wanted) + report.unchanged


def _draft(file: Path, present: Present) -> Draft:
    with told_of(file):
        if file.suffix.lower() == ".json":
            return document.draft_of(file, present)
        return tables.draft_of(open_sheets(file), present)


async def _parts(
    name: str, wanted: list[tuple[Item, plan_batch_pb2.ContentChange]], dry_run: bool
) -> AsyncIterator[Any]:
    for part in sending.requests(name, (change for _, change in wanted), dry_run):
        yield part


async def _tree(peer: Peer, name: str) -> plan_view_pb2.PlanTree:
    request = pb.GetPlanTreeRequest(name=name)
    tree: plan_view_pb2.PlanTree = await peer.ask(
        rpc.PlanContentServiceStub(peer.channel).GetPlanTree, request, READ_SECONDS
    )
    return tree


def _name(access: Access, version: str) -> str:
    return version if version.startswith("areas/") else f"areas/{access.code}/{version}"


def _write_errors(path: Path, problems: list[Problem]) -> None:
    """Write what is wrong; where nothing is, the file of an earlier attempt goes."""
    if problems:
        write_csv(path, COLUMNS, [_row(found) for found in problems])
        say(f"what is wrong: {path}")
    elif path.is_file() and path.read_text("utf-8-sig", "replace").startswith(";".join(COLUMNS)):
        path.unlink()
        say(f"no errors: {path} of an earlier attempt is removed")


def _show(report: plan_batch_pb2.PlanBatchReport, problems: list[Problem], unchanged: int, as_json: bool) -> None:
    counts = {"created": report.created, "updated": report.updated, "unchanged": unchanged, "deleted": report.deleted}
    if as_json:
        keys = ("sheet", "row", "column", "reason", "message")
        told = [dict(zip(keys, (*found.where, *found[1:]), strict=True)) for found in problems]
        give_json({"stored": report.stored, **counts, "errors": told})
        return
    if problems:
        print_table("Co je špatně", list(COLUMNS), [_row(found) for found in problems[:SHOWN]])
    say(", ".join(f"{what} {count}" for what, count in counts.items()))
    say(
        "stored"
        if report.stored
        else f"nothing stored: {counted(len(problems), 'error')}"
        if problems
        else "nothing stored"
    )


def _row(found: Problem) -> list[str]:
    return [found.where.sheet, str(found.where.row), found.column, found.reason, found.message]


@contextmanager
def _whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write into; it takes its place when it is whole."""
    check_folder(path)
    part = path.with_name(f".{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    with told_of(path):
        try:
            yield part
            if path.is_dir() and {file.name for file in path.iterdir()} <= {f"{sheet}.csv" for sheet in BY_SHEET}:
                shutil.rmtree(path)  # of an earlier export; another folder is left alone, and replacing it fails
            part.replace(path)
        finally:
            shutil.rmtree(part, ignore_errors=True)
