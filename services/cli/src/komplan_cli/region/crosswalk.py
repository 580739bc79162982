"""`komplan region crosswalk`: what cities' codes stand for, and what the region says of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

import typer
from google.type.date_pb2 import Date

from komplan.region.v1 import crosswalk_office_service_pb2 as office
from komplan.region.v1 import crosswalk_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import crosswalk_pb2
from komplan.region.v1 import crosswalk_service_pb2 as pb
from komplan.region.v1 import crosswalk_service_pb2_grpc as rpc
from komplan.region.v1 import region_service_pb2 as region
from komplan.region.v1 import region_service_pb2_grpc as region_rpc
from komplan.type.v1.period_pb2 import Period
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, crosswalk_app
from komplan_cli.region.budgets import shares
from komplan_cli.region.network_cells import told_code
from komplan_cli.tables import print_table
from komplan_core.codelists import CodeList
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.days import day_message

KINDS: Final = {
    "target-group": "cílová skupina",
    "level": "úroveň plánu",
    "indicator": "ukazatel",
    "funding-source": "zdroj",
}
LISTS: Final = {"target-group": CodeList.TARGET_GROUPS, "funding-source": CodeList.FUNDING_SOURCES}
"""Where canonical codes of a kind have their titles."""
LEVELS: Final = {"priority": "priorita", "goal": "cíl", "measure": "opatření", "activity": "aktivita"}
ORIGINS: Final = {
    "city": "město",
    "region": "doplnil kraj",
    "correction": "opravil kraj",
    "unmapped": "bez přiřazení",
}
City = Annotated[str, typer.Argument(help="code of the planning area")]


@crosswalk_app.command("show")
@reaching(region=True)
def show_command(
    city: City,
    *,
    access: Access,
    day: Annotated[datetime | None, day_option("--day", "the day; today if left out")] = None,
    json: Json = False,
) -> None:
    """Show what every code of a city stands for on a day and who says so, and who carries on for its working groups.

    Example: komplan region crosswalk show vzorov --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    name = f"regions/{access.code}/municipalities/{city}"

    async def shown(peer: Peer) -> tuple[crosswalk_pb2.Crosswalk, str]:
        request = pb.LookUpCrosswalkRequest(name=name, day=_day(day))
        looked_up = await peer.ask(rpc.CrosswalkServiceStub(peer.channel).LookUpCrosswalk, request)
        entry = await peer.ask(
            region_rpc.RegionServiceStub(peer.channel).GetMunicipality, region.GetMunicipalityRequest(name=name)
        )
        return looked_up, entry.title

    found, title = asked(access, shown)
    if json:
        codes = [
            {"kind": i.kind, "code": i.code, "title": i.title, "canonical": dict(i.canonical), "origin": i.origin}
            for i in found.codes
        ]
        groups = {item.code: list(item.carried_on_by) for item in found.working_groups}
        give_json({"area": found.area, "revision": found.revision, "codes": codes, "working_groups": groups})
        return
    rows = [
        [
            KINDS[item.kind],
            item.code,
            item.title,
            _stands_for(item.kind, item.canonical),
            ORIGINS[item.origin],
        ]
        for item in found.codes
    ]
    print_table(f"Převodník: {title} ({city})", ("druh", "kód", "název", "kanonicky", "kdo říká"), rows)
    titles = {item.code: item.title for item in found.working_groups}
    groups_of = [
        [item.code, item.title, ", ".join(titles.get(code, code) for code in item.carried_on_by)]
        for item in found.working_groups
    ]
    print_table("Pracovní skupiny", ("kód", "název", "kdo pokračuje"), groups_of)


@crosswalk_app.command("say")
@reaching("analyst", region=True)
def say_command(
    city: City,
    kind: Annotated[str, typer.Argument(help="target-group, level, indicator or funding-source")],
    local: Annotated[str, typer.Argument(help="the city's own code")],
    canonical: Annotated[list[str], typer.Argument(help="canonical codes with shares, such as seniors=0.7 carers=0.3")],
    *,
    access: Access,
    from_day: Annotated[datetime, day_option("--from", "first day")],
    to_day: Annotated[datetime | None, day_option("--to", "last day; open if left out")] = None,
    correction: Annotated[bool, typer.Option("--correction", help="go before what the city states")] = False,
    note: Annotated[str, typer.Option(help="why; a correction needs a reason")] = "",
    json: Json = False,
) -> None:
    """Say what a city's code stands for. The city's figures are made anew at once, from the region's copy.

    Example: komplan region crosswalk say vzorov target-group newcomers immigrants-and-refugees=1 --from 2027-01-01
    """
    entry = crosswalk_pb2.CrosswalkEntry(
        area=city,
        kind=kind,
        code=local,
        canonical=dict(shares(canonical, "canonical")),
        validity=Period(start=_day(from_day), end=_day(to_day)),
        correction=correction,
        note=note,
    )
    request = office.CreateCrosswalkEntryRequest(parent=f"regions/{access.code}", crosswalk_entry=entry)
    made = answer(access, lambda channel: office_rpc.CrosswalkOfficeServiceStub(channel).CreateCrosswalkEntry, request)
    if json:
        give_json(plain(made))
        return
    told = _stands_for(kind, made.canonical)
    print(f"{city}, {KINDS[kind]} {local}: {told}; platí od {czech_day(from_day.date())} ({last_id(made.name)})")
    print("údaje města jsou přepočtené z kopie, města se nikdo neptal")


def _stands_for(kind: str, canonical: Mapping[str, str]) -> str:
    """Canonical codes by their titles, with shares where a code is divided."""
    of = LISTS.get(kind)
    told = ((told_code(of, code) if of else LEVELS.get(code, code), share) for code, share in sorted(canonical.items()))
    return ", ".join(title if share == "1" else f"{title} {share.replace('.', ',')}" for title, share in told)


def _day(given: datetime | None) -> Date | None:
    return day_message(given.date()) if given is not None else None
