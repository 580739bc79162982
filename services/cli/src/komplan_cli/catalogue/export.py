"""`komplan catalogue export`: the catalogue as a file, in one of several formats."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from komplan_cli.access import Access, Area, Ca, Certificate, Key, Target
from komplan_cli.catalogue.app import catalogue_app
from komplan_core.errors import Invalid

Export = Callable[..., int]
"""Writes the file and gives the number of its records."""

FORMATS: Final = {
    "csv": "sheet.export",
    "xlsx": "sheet.export",
    "hsds": "open_data.services",
    "hsds-organizations": "open_data.organizations",
    "hsds-terms": "open_data.terms",
    "geojson": "open_data.places",
    "changes": "open_data.changes",
}
"""The module beside this one that writes a format, and its function."""
SUFFIXES: Final = {".csv": "csv", ".xlsx": "xlsx", ".geojson": "geojson"}


@catalogue_app.command("export")
def export_command(
    target: Target,
    area: Area,
    file: Annotated[Path, typer.Argument(help="file to write")],
    format_: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}; told by the file's name")] = "",
    after: Annotated[int, typer.Option("--after", help="changes only: number up to which you hold everything")] = 0,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
) -> None:
    """Write what everybody may read of a catalogue. A sheet has exactly the columns that `import` reads.

    Example: komplan catalogue export sluzby.xlsx --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli.catalogue.taking import peak_memory
    from komplan_cli.output import say

    chosen = format_ or SUFFIXES.get(file.suffix.lower(), "")
    if chosen not in FORMATS:
        raise Invalid.field("format", "UNKNOWN_CODE", f"choose a format with --format: {', '.join(FORMATS)}")
    if after and chosen != "changes":
        raise Invalid.field("after", "INVALID_VALUE", "only changes are told after a number: use --format changes")
    module, _, name = FORMATS[chosen].partition(".")
    export: Export = getattr(import_module(f"komplan_cli.catalogue.{module}"), name)
    told = {"after": after} if chosen == "changes" else {}
    part = file.with_name(f".{file.name}.part{file.suffix}")
    try:
        count = export(Access(target, area, "anyone", None, ca, certificate, key), part, **told)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    say(f"{count} records, peak memory: {peak_memory()} MB")
