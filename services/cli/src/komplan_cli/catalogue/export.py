"""`komplan catalogue export`: the catalogue as a file, in one of several formats."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Final

import typer

from komplan_cli.access import Access, Area, Ca, Certificate, Key, Target
from komplan_cli.catalogue.app import catalogue_app
from komplan_core.errors import Invalid

Export = Callable[..., str]
"""Writes the file and tells how much stands in it."""

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
SHEETS: Final = ("csv", "xlsx")
"""Formats that people fill in by hand: what is there is not written over unless somebody says so."""
SUFFIXES: Final = {".csv": "csv", ".xlsx": "xlsx", ".geojson": "geojson"}


@catalogue_app.command("export")
def export_command(
    target: Target,
    area: Area,
    file: Annotated[Path, typer.Argument(help="file to write")],
    format_: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}; told by the file's name")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="write over a sheet that is there already")] = False,
    after: Annotated[int, typer.Option("--after", help="changes only: number up to which you hold everything")] = 0,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
) -> None:
    """Write what everybody may read of a catalogue. A sheet has exactly the columns that `import` reads.

    Example: komplan catalogue export sluzby.xlsx --target 127.0.0.1:5100 --area vzorov
    """
    from komplan_cli.catalogue.telling import peak_memory
    from komplan_cli.files import check_new, whole
    from komplan_cli.output import say

    chosen = format_ or SUFFIXES.get(file.suffix.lower(), "")
    if chosen not in FORMATS:
        raise Invalid.field("format", "UNKNOWN_CODE", f"choose a format with --format: {', '.join(FORMATS)}")
    if after and chosen != "changes":
        raise Invalid.field("after", "INVALID_VALUE", "only changes are told after a number: use --format changes")
    module, _, name = FORMATS[chosen].partition(".")
    export: Export = getattr(import_module(f"komplan_cli.catalogue.{module}"), name)
    told = {"after": after} if chosen == "changes" else {}
    if chosen in SHEETS and not replace:
        check_new(file)
    with whole(file) as part:
        count = export(Access(target, area, "anyone", None, ca, certificate, key), part, **told)
    say(f"{count}, peak memory: {peak_memory()} MB")
