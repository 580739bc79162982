"""`komplan region network show|compare|history`: the network of services, its past, and the register beside it."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import network_pb2, network_view_pb2
from komplan.region.v1 import network_service_pb2 as pb
from komplan.region.v1 import network_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, network_app
from komplan_cli.region.needs import Csv
from komplan_cli.region.network_cells import told_capacities, told_code, told_period, typed_day
from komplan_cli.region.places import Places, places_on
from komplan_cli.tables import print_table, write_csv
from komplan_core.codelists import CodeList
from komplan_core.errors import NotFound
from komplan_core.regional.titles import NETWORK_STATUSES
from komplan_kit.client import Peer

Day = Annotated[datetime | None, day_option("--day", "day for which it holds; today if left out")]
OUTCOMES: Final = {"granted": "zařazeno", "conditional": "podmíněně", "refused": "nezařazeno", "exit": "vyřazeno"}
FINDINGS: Final = {
    "not-in-register": "není v žádném katalogu",
    "not-provided": "už se neposkytuje",
    "type-differs": "jiný druh služby",
    "above-registered": "v síti víc než registrováno",
    "capacity-unknown": "registrovaná kapacita neznámá",
    "not-in-network": "registrovaná, mimo síť",
}


@network_app.command("show")
@reaching(region=True)
def show_command(*, access: Access, day: Day = None, csv: Csv = None, json: Json = False) -> None:
    """Show the network as it was, is or will be on a day.

    Example: komplan region network show --day 2027-06-30 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.GetNetworkRequest(parent=f"regions/{access.code}", day=typed_day(day))

    async def questions(peer: Peer) -> tuple[network_view_pb2.Network, Places]:
        told = await peer.ask(rpc.NetworkServiceStub(peer.channel).GetNetwork, request)
        return told, await places_on(peer, access.code, told.day)

    found, places = asked(access, questions)
    if json:
        give_json(plain(found))
        return
    columns = ["registrace", "služba", "poskytovatel", "druh", "stav", "kapacita", "platí", "usnesení"]
    rows = [_entry(item) for item in found.entries]
    notes = [f"služeb v síti {len(found.entries)}; jednotky nelze sčítat"]
    notes += [
        f"mikrosíť obce {places.municipality(flag.municipality)}: {flag.title}"
        " (bez opory v zákoně, do sítě se nepočítá)"
        for flag in found.municipal_flags
    ]
    _give(f"Síť sociálních služeb k {czech_day(found.day)}", columns, rows, notes, csv)


@network_app.command("compare")
@reaching(region=True)
def compare_command(*, access: Access, day: Day = None, csv: Csv = None, json: Json = False) -> None:
    """Show where the network and the register, as catalogues have it, differ.

    Example: komplan region network compare --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.CompareNetworkRequest(parent=f"regions/{access.code}", day=typed_day(day))
    found = answer(access, lambda channel: rpc.NetworkServiceStub(channel).CompareNetwork, request)
    if json:
        give_json(plain(found))
        return
    columns = ["registrace", "služba", "rozdíl", "forma", "jednotka", "v síti", "registrováno"]
    rows = [
        [
            item.registration,
            item.title,
            FINDINGS[item.code],
            told_code(CodeList.FORMS, item.form),
            told_code(CodeList.CAPACITY_UNITS, item.unit),
            str(item.in_network) if item.HasField("in_network") else "",
            str(item.registered) if item.HasField("registered") else "",
        ]
        for item in found.findings
    ]
    notes = [f"rozdílů {len(rows)}"]
    if found.without_catalogue:
        titles = {item.area: item.title for item in found.coverage}
        cities = ", ".join(titles.get(code, code) for code in found.without_catalogue)
        notes.append(f"aktuální katalog kraj nemá od: {cities}; zda jejich služby v registru jsou, se proto neví")
    _give(f"Síť a registr k {czech_day(found.day)}", columns, rows, notes, csv)


@network_app.command("history")
@reaching(region=True)
def history_command(
    *,
    access: Access,
    registration: Annotated[str, typer.Argument(help="number of the service in the register")],
    json: Json = False,
) -> None:
    """Show all decisions on one service, with their reasons.

    Example: komplan region network history 1234567 --target 127.0.0.1:5200 --code vzorovy-kraj
    """
    request = pb.ListNetworkDecisionsRequest(
        parent=f"regions/{access.code}", page_size=500, registration="".join(registration.split())
    )

    async def questions(peer: Peer) -> list[Any]:
        method = rpc.NetworkServiceStub(peer.channel).ListNetworkDecisions
        return [item async for item in everything(peer, method, request, "network_decisions")]

    found = asked(access, questions)
    if not found:
        raise NotFound("NOT_FOUND", f"the region has decided nothing about a service registered as `{registration}`")
    if json:
        give_json([plain(item) for item in found])
        return
    columns = ["den", "usnesení", "rozhodl", "výsledek", "platí", "kapacita", "důvod"]
    rows = [
        [
            czech_day(item.decided_on),
            item.resolution,
            item.decided_by,
            OUTCOMES[item.outcome],
            told_period(item.validity),
            told_capacities(item.capacities),
            "; ".join(filter(None, [item.reason, item.conditions])),
        ]
        for item in found
    ]
    print_table(f"Rozhodnutí o službě {registration}", columns, rows)


def _entry(item: network_pb2.NetworkEntry) -> list[str]:
    return [
        item.registration,
        item.title,
        item.provider,
        told_code(CodeList.SERVICE_TYPES, item.service_type),
        NETWORK_STATUSES[item.status],
        told_capacities(item.capacities),
        told_period(item.validity),
        item.resolution,
    ]


def _give(title: str, columns: list[str], rows: list[list[str]], notes: list[str], csv: Any) -> None:
    if csv is not None:
        write_csv(csv, columns, rows)
    print_table(title, columns, rows, notes)
