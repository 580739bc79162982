"""`komplan consultation import`: comments from a sheet or from e-mails, all of them or none."""

import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan.consultation.v1 import import_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.consultation.apps import consultation_app
from komplan_cli.consultation.naming import round_name
from komplan_cli.files import check_folder, check_new, told_of, whole
from komplan_cli.output import counted, give_json, say
from komplan_consultation.sources import answering, czech, letters, sending, tables
from komplan_consultation.sources.columns import SHEET, USUAL, Layout
from komplan_consultation.sources.declared import layout_of
from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.sheets.reading import open_sheet

IMPORT_SECONDS: Final = 600.0
MOST_SHOWN: Final = 20
SHEETS: Final = (".csv", ".xlsx")


@consultation_app.command("import")
@reaching("clerk", personal=True)
def import_command(
    *,
    access: Access,
    round_id: Annotated[str, typer.Argument(help="id of the round")],
    file: Annotated[Path | None, typer.Argument(help="sheet .csv or .xlsx, e-mail .eml, or a folder of them")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="decide and report as usual, store nothing")] = False,
    kind: Annotated[
        str, typer.Option("--kind", help="of senders of e-mails: user, organisation or individual")
    ] = "individual",
    errors: Annotated[Path | None, typer.Option("--errors", help="write the sheet back here with its errors")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="write an empty sheet here and end")] = None,
    sheet: Annotated[
        str, typer.Option("--sheet", help="code of a sheet that the city declares; komplan's own if not given")
    ] = "",
    request_id: Annotated[str, typer.Option("--request-id", help="repeating it has no second effect")] = "",
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Import comments, all of them or none; those imported before are left as they are. Exit code 3 for errors.

    Example: komplan consultation import jaro p.xlsx --dry-run --as k12 --target h:5100 --area vzorov --issuer-key i.pem
    """
    if template is not None:
        check_new(template)
        with whole(template) as part:
            answering.template(part, _layout(access, sheet))
        print(f"{template}: an empty sheet; fill it in and keep it under another name")
        return
    if file is None or not file.exists():
        raise Invalid.field("file", "INVALID_VALUE", f"there is no file `{file or ''}`")
    layout = USUAL if _is_letters(file) else _layout(access, sheet)
    rows, notices = _opened(file, kind, layout)
    if errors is not None:
        _check_errors(file, errors)
    parent = round_name(access, round_id)
    report = asked(access, lambda peer: _sent(peer, sending.requests(parent, rows, dry_run, request_id)))
    if errors is not None and report.errors:
        with whole(errors) as part:
            answering.returned(file, part, _by_row(report, layout), layout)
        say(f"the sheet with its errors: {errors}")
    _show(report, notices, dry_run, json, layout)
    if report.wrong:
        sys.exit(3)


def _is_letters(file: Path) -> bool:
    return file.is_dir() or file.suffix.lower() == ".eml"


def _layout(access: Access, code: str) -> Layout:
    """What the columns of a sheet mean in this city."""
    request = pb.GetCommentSheetsRequest(name=f"areas/{access.code}")
    found = answer(access, lambda channel: rpc.CommentImportServiceStub(channel).GetCommentSheets, request)
    return layout_of(found, code)


def _opened(file: Path, kind: str, layout: Layout) -> tuple[Iterable[pb.CommentRow], list[tuple[str, str]]]:
    if _is_letters(file):
        paths = letters.letters_in(file)
        if not paths:
            raise Invalid.field("file", "IMPORT_EMPTY", f"the folder `{file}` has no e-mails .eml")
        return letters.rows_of(paths, kind), []
    if file.suffix.lower() not in SHEETS:
        raise Invalid.field("file", "SOURCE_FORMAT", "save the sheet as .xlsx or as CSV UTF-8, an e-mail as .eml")
    with told_of(file):
        sheet = open_sheet(file, SHEET)
    return tables.rows_of(sheet, layout), sheet.notices


def _check_errors(file: Path, errors: Path) -> None:
    if file.suffix.lower() not in SHEETS:
        raise Invalid.field("errors", "INVALID_VALUE", "only a sheet can be written back with its errors")
    if errors.resolve() == file.resolve():
        raise Invalid.field("errors", "INVALID_VALUE", "name another file than the sheet itself")
    check_folder(errors)


async def _sent(peer: Peer, made: Iterable[pb.ImportCommentsRequest]) -> pb.ImportCommentsReport:
    async def parts() -> AsyncIterator[pb.ImportCommentsRequest]:
        for part in made:
            yield part

    method = rpc.CommentImportServiceStub(peer.channel).ImportComments
    report: pb.ImportCommentsReport = await peer.send(method, parts(), IMPORT_SECONDS)
    return report


def _by_row(report: pb.ImportCommentsReport, layout: Layout) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for problem in report.errors:
        found.setdefault(problem.position, []).append(czech.told(problem, layout))
    return found


def _show(
    report: pb.ImportCommentsReport, notices: list[tuple[str, str]], dry_run: bool, as_json: bool, layout: Layout
) -> None:
    if as_json:
        names = ("rows", "registered", "refused", "unchanged", "wrong", "first_number", "last_number", "applied")
        told: dict[str, Any] = {name: getattr(report, name) for name in names}
        errors = [
            {"row": item.position, "reason": item.reason, "told": czech.told(item, layout)} for item in report.errors
        ]
        give_json({**told, "errors": errors, "notices": [f"{reason}: {message}" for reason, message in notices]})
        return
    for reason, message in notices:
        say(f"[yellow]{reason}[/]: {message}")
    state = (
        "dry run: would be taken" if dry_run and not report.wrong else "taken" if report.applied else "nothing taken"
    )
    print(
        f"{state}; {counted(report.rows, 'row')}: {report.registered} registered, {report.refused} refused, "
        f"{report.unchanged} known, {report.wrong} wrong"
    )
    if report.applied and report.registered:
        print(f"  numbers {report.first_number} to {report.last_number}")
    for item in report.errors[:MOST_SHOWN]:
        print(f"  řádek {item.position}, {czech.told(item, layout)}")
    if len(report.errors) > MOST_SHOWN:
        print(f"  … and {len(report.errors) - MOST_SHOWN} more; write them all with --errors")
