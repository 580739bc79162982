"""`komplan catalogue import`: the register, sheets and other catalogues; what came of it; taking it back."""

from pathlib import Path
from typing import Annotated

import typer

from komplan_cli.access import Access, Ca, Certificate, IssuerKey, Key
from komplan_cli.catalogue.app import catalogue_app

OFFICE = "catalogue-editor"


@catalogue_app.command("import")
def import_command(
    file: Annotated[Path | None, typer.Argument(help="register .json, sheet .csv or .xlsx, HSDS .ndjson")] = None,
    target: Annotated[str, typer.Option("--target", help="address of the service, host:port")] = "",
    area: Annotated[str, typer.Option("--area", help="code of the planning area")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="register, table or hsds; told by the file's name if left out")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="decide and report as usual, store nothing")] = False,
    force: Annotated[bool, typer.Option("--force", help="take a register that lost more than a twentieth")] = False,
    municipality: Annotated[
        list[str] | None, typer.Option("--municipality", help="RÚIAN code; only records with a place there; repeat")
    ] = None,
    territory: Annotated[
        Path | None, typer.Option("--territory", help="folder of official tables, for the names of municipalities")
    ] = None,
    errors: Annotated[Path | None, typer.Option("--errors", help="write the sheet back here with its errors")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="write an empty sheet here and end")] = None,
    undo: Annotated[str, typer.Option("--undo", help="take the import with this id back and end")] = "",
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
) -> None:
    """Import the national register, a sheet or another catalogue, all of it or nothing. Prints the peak memory used.

    Exit code 3 when rows have errors, 5 when the import is refused as a whole.

    Example: komplan catalogue import rpss.json --dry-run --target 127.0.0.1:5100 --area vzorov --issuer-key issuer.pem
    """
    from komplan_cli.catalogue import taking

    if template is not None:
        taking.write_template(template)
        return
    if not target or not area:
        raise typer.BadParameter("name the service with --target and --area")
    access = Access(target, area, OFFICE, issuer_key, ca, certificate, key)
    if undo:
        taking.undo(access, undo, json)
        return
    if file is None:
        raise typer.BadParameter("name the file to import")
    chosen = taking.Chosen(file, kind, dry_run, force, tuple(municipality or ()), territory, errors)
    taking.take(access, chosen, json)
