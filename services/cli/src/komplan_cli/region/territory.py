"""`komplan region territory`: the official tables of municipalities and ORP, each from a day on."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from komplan.region.v1 import territory_office_service_pb2 as office
from komplan.region.v1 import territory_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import territory_service_pb2 as pb
from komplan.region.v1 import territory_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.files import told_of
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, territory_app
from komplan_cli.tables import print_table
from komplan_core.territory import CORRECTIONS_FILE, MUNICIPALITIES_FILE, ORPS_FILE, REGIONS_FILE
from komplan_kit.days import day_message


@territory_app.command("import")
@reaching("analyst", region=True)
def import_command(
    *,
    access: Access,
    folder: Annotated[Path, typer.Option("--folder", help=f"with {REGIONS_FILE}, {ORPS_FILE}, {MUNICIPALITIES_FILE}")],
    valid_from: Annotated[datetime, day_option("--valid-from", "first day on which the tables hold")],
    region_code: Annotated[str, typer.Option("--region-code", help="RÚIAN code of the region")] = "",
    source: Annotated[str, typer.Option("--source", help="where the tables are from, in words")] = "",
    allow_shrinking: Annotated[
        bool, typer.Option("--allow-shrinking", help="take them although municipalities are gone")
    ] = False,
    json: Json = False,
) -> None:
    """Take over the official tables of territory, whole or not at all; earlier ones stay for the days before.

    Example: komplan region territory import --folder ruian --valid-from 2026-01-01 --target h:5200 --code kraj
    """
    request = office.ImportTerritoryRequest(
        parent=f"regions/{access.code}",
        valid_from=day_message(valid_from.date()),
        region_code=region_code,
        source=source,
        regions=_table(folder / REGIONS_FILE),
        orps=_table(folder / ORPS_FILE),
        municipalities=_table(folder / MUNICIPALITIES_FILE),
        corrections=_table(folder / CORRECTIONS_FILE) if (folder / CORRECTIONS_FILE).exists() else b"",
        allow_shrinking=allow_shrinking,
    )
    made = answer(access, lambda channel: office_rpc.TerritoryOfficeServiceStub(channel).ImportTerritory, request)
    if json:
        give_json({"name": made.name, "orps": len(made.orps), "municipalities": len(made.municipalities)})
    else:
        counts = f"{len(made.orps)} ORP, {len(made.municipalities)} obcí"
        print(f"{made.title}: {counts}, platí od {czech_day(made.valid_from)}")


@territory_app.command("show")
@reaching(region=True)
def show_command(
    *,
    access: Access,
    day: Annotated[datetime | None, day_option("--day", "day on which it holds; today if left out")] = None,
    json: Json = False,
) -> None:
    """Show the ORP of a region and how many municipalities each has, as they were on a day.

    Example: komplan region territory show --day 2026-06-30 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    asked = day_message(day.date()) if day is not None else None
    request = pb.LookUpTerritoryRequest(parent=f"regions/{access.code}", day=asked)
    found = answer(access, lambda channel: rpc.TerritoryServiceStub(channel).LookUpTerritory, request)
    if json:
        give_json(plain(found))
        return
    rows = [
        [orp.code, orp.title, str(sum(town.orp == orp.code for town in found.municipalities))] for orp in found.orps
    ]
    notes = [f"platí od {czech_day(found.valid_from)}; obcí {len(found.municipalities)}", found.source]
    print_table(f"{found.title} ({found.region})", ["ORP", "název", "obcí"], rows, list(filter(None, notes)))


def _table(path: Path) -> bytes:
    with told_of(path):
        return path.read_bytes()
