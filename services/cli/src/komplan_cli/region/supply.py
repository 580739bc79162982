"""`komplan region gap`: what services there are, what is missing, and what would be if."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import supply_pb2
from komplan.region.v1 import supply_service_pb2 as pb
from komplan.region.v1 import supply_service_pb2_grpc as rpc
from komplan.region.v1 import territory_service_pb2 as territories
from komplan.region.v1 import territory_service_pb2_grpc as territories_rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import day_option
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, ToYear, Year, gap_app
from komplan_cli.region.needs import Csv
from komplan_cli.region.network_cells import told_code
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList
from komplan_core.regional.titles import COPY_STATES, FEEDS, GAP_NOTE, RELATED
from komplan_kit.client import Peer
from komplan_kit.days import day_message

Orp = Annotated[str, typer.Option("--orp", help="RÚIAN code of an ORP")]
ServiceType = Annotated[str, typer.Option("--service-type", help="code of a type of service, such as home-care")]
Day = Annotated[datetime | None, day_option("--day", "day for which it holds; today if left out")]
UNKNOWN: Final = "neznámo"
"""Stands where a number is not known; a file has an empty cell there."""
CONTRADICTIONS: Final = {"status": "stav", "service-type": "druh"}


@gap_app.command("supply")
@reaching(region=True)
def supply_command(
    *,
    access: Access,
    day: Day = None,
    orp: Orp = "",
    service_type: ServiceType = "",
    population_year: Annotated[
        int, typer.Option("--population-year", help="year of the inhabitants; the last known one if left out")
    ] = 0,
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Show capacities by ORP, type, form and unit, and how many there are per 1,000 inhabitants. Nothing twice.

    Example: komplan region gap supply --service-type home-for-seniors --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetSupplyRequest(
        parent=f"regions/{access.code}",
        day=day_message(day.date()) if day is not None else None,
        orp=orp,
        service_type=service_type,
        population_year=population_year,
    )
    found = answer(access, lambda channel: rpc.SupplyServiceStub(channel).GetSupply, request)
    if json:
        give_json(plain(found))
        return
    columns = [
        "ORP",
        "druh",
        "forma",
        "jednotka",
        "registrováno",
        "neznámo u",
        "volno",
        "služeb",
        "na 1 000",
        "obyvatel",
    ]
    rows = [_total(total) for total in found.totals]
    year = f"obyvatelé k 31. 12. {found.population_year}" if found.population_year else "obyvatelé nejsou známi"
    notes = [f"{year}{' (SMYŠLENÍ)' if found.population_fictional else ''}; věk uživatelů podle druhu není ověřený"]
    notes.append(f"služeb {found.services}, ve více katalozích {found.in_several_catalogues}; jednotky nelze sčítat")
    if found.contradictory:
        notes.append(f"katalogy se liší: {', '.join(found.contradictory)}")
    _give("Kapacity služeb", columns, rows, [*notes, *_copies(found.coverage)], csv)


@gap_app.command("services")
@reaching(region=True)
def services_command(
    *,
    access: Access,
    orp: Orp = "",
    service_type: ServiceType = "",
    contradictory: Annotated[
        bool, typer.Option("--contradictory", help="only those that catalogues show differently")
    ] = False,
    csv: Csv = None,
    json: Json = False,
) -> None:
    """List services, each once, with all catalogues that show it.

    Example: komplan region gap services --contradictory --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.ListSuppliedServicesRequest(
        parent=f"regions/{access.code}",
        page_size=500,
        orp=orp,
        service_type=service_type,
        contradictory=contradictory,
    )

    async def questions(peer: Peer) -> tuple[list[Any], dict[str, str]]:
        method = rpc.SupplyServiceStub(peer.channel).ListSuppliedServices
        listed = [service async for service in everything(peer, method, request, "services")]
        units = territories_rpc.TerritoryServiceStub(peer.channel).LookUpTerritory
        known = await peer.ask(units, territories.LookUpTerritoryRequest(parent=f"regions/{access.code}"))
        return listed, {item.code: item.title for item in known.orps}

    found, orps = asked(access, questions)
    if json:
        give_json([plain(service) for service in found])
        return
    columns = ["registrace", "název", "poskytovatel", "druh", "ORP", "katalogy", "liší se v"]
    rows = [
        [
            service.key,
            service.title,
            service.provider,
            _type(service),
            ", ".join(orps.get(code, "neznámé ORP") for code in service.orps),
            ", ".join(source.area for source in service.sources),
            ", ".join(map(_contradiction, service.contradictions)),
        ]
        for service in found
    ]
    _give("Služby kraje", columns, rows, [f"celkem {len(found)}"], csv)


@gap_app.command("table")
@reaching("analyst", region=True)
def table_command(
    *,
    access: Access,
    year: Year,
    to: ToYear = 0,
    orp: Orp = "",
    service_type: ServiceType = "",
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Set what reports say is needed beside what there is. What is not known is told, never taken for zero.

    Example: komplan region gap table 2027 --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    request = pb.GetCapacityGapsRequest(
        parent=f"regions/{access.code}", from_year=year, to_year=to, orp=orp, service_type=service_type
    )
    found = answer(access, lambda channel: rpc.SupplyServiceStub(channel).GetCapacityGaps, request)
    if json:
        give_json(plain(found))
        return
    columns = ["ORP", "druh", "forma", "jednotka", "potřeba", "z toho neznámo, co je", "je", "nad potřebu", "chybí"]
    columns += ["registrováno", "hlášení"]
    rows = [
        [
            *_place(gap),
            str(gap.needed),
            str(gap.unmeasured),
            _number(gap, "now"),
            str(gap.spare),
            _number(gap, "gap"),
            _number(gap, "registered"),
            ", ".join(f"{line.report}{'' if line.counted else ' (nezapočteno)'}" for line in gap.lines),
        ]
        for gap in found.gaps
    ]
    notes = [GAP_NOTE, *(f"{item.year}: {_coverage(item.orps[0].coverage)}" for item in found.need_coverage)]
    notes += [f"{year}: kraj nemá kolo, kdo mlčí, se neví" for year in found.without_round]
    span = f"{year}–{to}" if to > year else str(year)
    _give(f"Potřebné kapacity {span}", columns, rows, [*notes, *_copies(found.coverage)], csv)


@gap_app.command("compare")
@reaching("analyst", region=True)
def compare_command(
    *,
    access: Access,
    scenario: Annotated[str, typer.Argument(help="id of a scenario")],
    other: Annotated[str, typer.Argument(help="id of another one; what there is alone if left out")] = "",
    year: Annotated[int, typer.Option("--year", help="to whose end the changes are made")],
    reports: Annotated[int, typer.Option("--reports", help="year of the reports; that of --year if left out")] = 0,
    csv: Csv = None,
    json: Json = False,
) -> None:
    """Set one or two scenarios beside what there is and what is missing.

    Example: komplan region gap compare a b --year 2029 --reports 2027 --target h:5200 --code k --issuer-key i.pem
    """
    name = f"regions/{access.code}/scenarios/"
    request = pb.CompareScenariosRequest(
        name=f"{name}{scenario}", other=f"{name}{other}" if other else "", year=year, from_year=reports
    )
    found = answer(access, lambda channel: rpc.SupplyServiceStub(channel).CompareScenarios, request)
    if json:
        give_json(plain(found))
        return
    columns = ["ORP", "druh", "forma", "jednotka", "je", "chybí"]
    for told in (found.first, found.second) if other else (found.first,):
        columns += [told.title, f"chybí ({told.title})"]
    rows = []
    for row in found.rows:
        cells = [*_place(row), _number(row, "base"), _number(row, "gap")]
        for effect in (row.first, row.second) if other else (row.first,):
            cells += [
                _number(effect, "value") + (" (nelze víc ubrat)" if effect.below_zero else ""),
                _number(effect, "gap"),
            ]
        rows.append(cells)
    note = "chybí je neznámo tam, kde některé hlášení neříká, co je, nebo potřebu nikdo nehlásil"
    _give(f"Scénáře ke konci roku {year}", columns, rows, [note], csv)


def _contradiction(code: str) -> str:
    form, _, unit = code.partition("/")
    if not unit:
        return CONTRADICTIONS[code]
    return f"{told_code(CodeList.FORMS, form)}, {told_code(CodeList.CAPACITY_UNITS, unit)}"


def _total(total: supply_pb2.SupplyTotal) -> list[str]:
    return [
        total.orp_title or "celý kraj",
        _type(total),
        told_code(CodeList.FORMS, total.form),
        told_code(CodeList.CAPACITY_UNITS, total.unit),
        _number(total, "registered"),
        str(total.registered_unknown),
        _number(total, "available"),
        str(len(total.services)),
        total.per_thousand.replace(".", ","),
        _number(total, "people"),
    ]


def _type(of: supply_pb2.SupplyTotal | supply_pb2.SuppliedService) -> str:
    nothing = RELATED if of.service_class == "related" else ""
    return told_code(CodeList.SERVICE_TYPES, of.service_type) or nothing


def _place(item: Any) -> list[str]:
    return [
        item.orp_title or "celý kraj",
        told_code(CodeList.SERVICE_TYPES, item.service_type),
        told_code(CodeList.FORMS, item.form),
        told_code(CodeList.CAPACITY_UNITS, item.unit),
    ]


def _number(message: Any, field: str) -> str:
    return str(getattr(message, field)) if message.HasField(field) else UNKNOWN


def _coverage(of: Any) -> str:
    spoken = of.reported + of.no_change + of.reported_by_orp
    percent = of.percent.replace(".", ",")
    return f"pokrytí {spoken} z {of.municipalities} obcí ({percent} %), mlčí {of.silent}, čeká se {of.awaited}"


def _copies(coverage: Any) -> list[str]:
    """What is to be said of copies that are not current."""
    return [
        f"{item.title}: {FEEDS[feed.feed]} – {COPY_STATES[feed.state]}"
        for item in coverage
        for feed in item.feeds
        if feed.state != "fresh"
    ]


def _give(title: str, columns: list[str], rows: list[list[str]], notes: list[str], csv: Any) -> None:
    if csv is not None:
        write_csv(csv, columns, [["" if cell == UNKNOWN else cell for cell in row] for row in rows])
    print_table(title, columns, rows, notes)
