"""`komplan plan export|import`: a version as a workbook, a folder of CSV or a JSON document, and back."""

from pathlib import Path
from typing import Annotated, Final

import typer

from komplan_cli.access import Access, reaching
from komplan_cli.planning.apps import plan_app
from komplan_core.errors import Invalid

FORMATS: Final = {".xlsx": "xlsx", ".json": "json", "": "csv"}
Version = Annotated[str, typer.Argument(help="plans/…/versions/…")]


@plan_app.command("export")
@reaching("editor")
def export_command(
    access: Access,
    version: Version,
    file: Annotated[Path, typer.Argument(help="workbook .xlsx, document .json, or a folder for CSV")],
    format_: Annotated[str, typer.Option("--format", help="xlsx, csv or json; told by the file's name")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="write over a file that is there already")] = False,
) -> None:
    """Write a whole version to a file: exactly what `plan import` reads.

    Example: komplan plan export plans/kp/versions/navrh plan.xlsx --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli.planning import exchanging

    chosen = format_ or FORMATS.get(file.suffix.lower(), "")
    if chosen not in FORMATS.values():
        raise Invalid.field("format", "UNKNOWN_CODE", "choose a format with --format: xlsx, csv or json")
    exchanging.export(access, version, file, chosen, replace)


@plan_app.command("import")
@reaching("editor")
def import_command(
    access: Access,
    version: Version,
    file: Annotated[Path, typer.Argument(help="workbook .xlsx, document .json, or a folder of CSV")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="decide and report as usual, store nothing")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="write what is wrong here as CSV")] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Take what was edited in an exported file into a draft, all of it or nothing. What is missing is not removed.

    Exit code 3 when something is wrong: every error says sheet, row and column.

    Example: komplan plan import plans/kp/versions/navrh plan.xlsx --dry-run --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli.planning import exchanging

    exchanging.take(access, version, file, dry_run, errors, json)
