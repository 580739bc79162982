"""`komplan region network apply|applications|check|return|resubmit|decide`: who asks for a place, and who gets it."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import network_office_service_pb2 as office
from komplan.region.v1 import network_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import network_pb2
from komplan.region.v1 import network_service_pb2 as network
from komplan.region.v1 import network_service_pb2_grpc as network_rpc
from komplan.type.v1 import period_pb2
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json, say
from komplan_cli.region.apps import Json, network_app
from komplan_cli.region.network import FINDINGS, OUTCOMES
from komplan_cli.region.network_cells import told_capacities, typed_capacities, typed_day
from komplan_cli.tables import print_table
from komplan_core.names import last_id
from komplan_kit.client import Peer

Application = Annotated[str, typer.Argument(help="id of the application")]
Capacity = Annotated[
    list[str] | None, typer.Option("--capacity", help="form/unit=number, such as residential/beds=40; repeatable")
]
RESULTS: Final = {"met": "splněno", "not-met": "nesplněno", "unknown": "nelze zjistit", "by-hand": "posoudí člověk"}
STATES: Final = {"submitted": "podaná", "returned": "vrácená", "decided": "rozhodnutá"}


@network_app.command("apply")
@reaching("analyst", region=True)
def apply_command(
    *,
    access: Access,
    application: Annotated[str, typer.Argument(help="id for the application")],
    registration: Annotated[str, typer.Option("--registration", help="number in the register")],
    title: Annotated[str, typer.Option("--title", help="title of the service")],
    provider: Annotated[str, typer.Option("--provider", help="title of the provider")],
    service_type: Annotated[str, typer.Option("--service-type", help="code of the type of service")],
    asked_from: Annotated[datetime, day_option("--from", "day from which a place is asked for")],
    submitted: Annotated[datetime, day_option("--submitted", "day on which it came")],
    capacity: Capacity = None,
    reason: Annotated[
        list[str] | None, typer.Option("--reason", help="criterion=text, what is said to one criterion; repeatable")
    ] = None,
    service: Annotated[str, typer.Option("--service", help="resource name in a city's catalogue")] = "",
    json: Json = False,
) -> None:
    """Take an application of a provider for a place in the network.

    Example: komplan region network apply z1 --registration 1234567 --title Domov --provider Charita --service-type home-for-seniors --capacity residential/beds=40 --from 2028-01-01 --submitted 2026-03-01 --target h:5200 --code k
    """  # noqa: E501
    asks = network_pb2.NetworkApplication(
        registration=registration,
        service=service,
        title=title,
        provider=provider,
        service_type=service_type,
        capacities=typed_capacities(capacity),
        asked_from=typed_day(asked_from),
        submitted_on=typed_day(submitted),
    )
    for said in reason or ():
        criterion, _, text = said.partition("=")
        asks.reasons.add(criterion=f"regions/{access.code}/network-criteria/{criterion}", text=text)
    request = office.CreateNetworkApplicationRequest(
        parent=f"regions/{access.code}", network_application=asks, network_application_id=application
    )
    _done(access, "CreateNetworkApplication", request, json)


@network_app.command("applications")
@reaching("analyst", region=True)
def applications_command(
    *,
    access: Access,
    state: Annotated[str, typer.Option("--state", help="submitted, returned or decided")] = "",
    json: Json = False,
) -> None:
    """List applications for a place in the network.

    Example: komplan region network applications --state submitted --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.ListNetworkApplicationsRequest(parent=f"regions/{access.code}", page_size=500, state=state)

    async def questions(peer: Peer) -> list[Any]:
        method = office_rpc.NetworkOfficeServiceStub(peer.channel).ListNetworkApplications
        return [item async for item in everything(peer, method, request, "network_applications")]

    found = asked(access, questions)
    if json:
        give_json([plain(item) for item in found])
        return
    columns = ["žádost", "registrace", "služba", "poskytovatel", "stav", "kapacita", "od"]
    rows = [
        [
            last_id(item.name),
            item.registration,
            item.title,
            item.provider,
            STATES[item.state],
            told_capacities(item.capacities),
            czech_day(item.asked_from),
        ]
        for item in found
    ]
    print_table("Žádosti o zařazení do sítě", columns, rows)


@network_app.command("check")
@reaching("analyst", region=True)
def check_command(
    *,
    access: Access,
    application: Application,
    year: Annotated[int, typer.Option("--year", help="year of the reports of needs")] = 0,
    json: Json = False,
) -> None:
    """Tell whether an application meets the criteria, as far as data can say. It decides nothing.

    Example: komplan region network check z1 --year 2027 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name = f"regions/{access.code}/network-applications/{application}"
    request = office.CheckNetworkApplicationRequest(name=name, year=year)
    found = answer(
        access, lambda channel: office_rpc.NetworkOfficeServiceStub(channel).CheckNetworkApplication, request
    )
    if json:
        give_json(plain(found))
        return
    rows = [[item.title, RESULTS[item.result], item.reason] for item in found.findings]
    nothing = "v den, od kterého se o místo žádá, neplatí žádné pravidlo vstupu: není co ověřit"
    notes = [] if rows else [nothing]
    print_table(f"Kritéria a žádost {application}", ["kritérium", "výsledek", "žadatel uvádí"], rows, notes)


@network_app.command("return")
@reaching("analyst", region=True)
def return_command(
    *,
    access: Access,
    application: Application,
    reason: Annotated[str, typer.Option("--reason", help="what is to be completed")],
    json: Json = False,
) -> None:
    """Give an application back to be completed; it is decided only after it was resubmitted.

    Example: komplan region network return z1 --reason "chybí rozpočet" --target h:5200 --code k --issuer-key i.pem
    """
    name = f"regions/{access.code}/network-applications/{application}"
    _done(access, "ReturnNetworkApplication", office.ReturnNetworkApplicationRequest(name=name, reason=reason), json)


@network_app.command("resubmit")
@reaching("analyst", region=True)
def resubmit_command(*, access: Access, application: Application, json: Json = False) -> None:
    """Take a returned application again, after `komplan put` completed what was missing.

    Example: komplan region network resubmit z1 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    name = f"regions/{access.code}/network-applications/{application}"
    _done(access, "ResubmitNetworkApplication", office.ResubmitNetworkApplicationRequest(name=name), json)


@network_app.command("decide")
@reaching("analyst", region=True)
def decide_command(
    *,
    access: Access,
    outcome: Annotated[str, typer.Argument(help="granted, conditional, refused or exit")],
    reason: Annotated[str, typer.Option("--reason", help="why, in words; compulsory")],
    by: Annotated[str, typer.Option("--by", help="body that decided, not a person")],
    resolution: Annotated[str, typer.Option("--resolution", help="number of the resolution")],
    decided: Annotated[datetime, day_option("--decided", "day of the decision")],
    application: Annotated[str, typer.Option("--application", help="id of the application that it answers")] = "",
    registration: Annotated[str, typer.Option("--registration", help="number in the register, without any")] = "",
    title: Annotated[str, typer.Option("--title", help="title of the service")] = "",
    provider: Annotated[str, typer.Option("--provider", help="title of the provider")] = "",
    service_type: Annotated[str, typer.Option("--service-type", help="code of the type of service")] = "",
    conditions: Annotated[str, typer.Option("--conditions", help="what a conditional place has to meet")] = "",
    capacity: Capacity = None,
    valid_from: Annotated[datetime | None, day_option("--from", "first day; not for refused")] = None,
    valid_to: Annotated[datetime | None, day_option("--to", "last day; open if left out")] = None,
    json: Json = False,
) -> None:
    """Keep a decision on a service's place in the network; only this changes the network.

    Example: komplan region network decide granted --application z1 --reason "potřeba v ORP" --by zastupitelstvo --resolution 12/2026 --decided 2026-06-20 --from 2028-01-01 --target h:5200 --code k
    """  # noqa: E501
    made = network_pb2.NetworkDecision(
        application=f"regions/{access.code}/network-applications/{application}" if application else "",
        registration=registration,
        title=title,
        provider=provider,
        service_type=service_type,
        outcome=outcome,
        reason=reason,
        conditions=conditions,
        capacities=typed_capacities(capacity),
        decided_by=by,
        decided_on=typed_day(decided),
        resolution=resolution,
    )
    if valid_from is not None:
        made.validity.CopyFrom(period_pb2.Period(start=typed_day(valid_from), end=typed_day(valid_to)))
    request = office.DecideNetworkRequest(parent=f"regions/{access.code}", network_decision=made)

    async def questions(peer: Peer) -> tuple[network_pb2.NetworkDecision, list[str]]:
        kept = await peer.ask(office_rpc.NetworkOfficeServiceStub(peer.channel).DecideNetwork, request)
        return kept, await _doubts(peer, kept)

    kept, doubts = asked(access, questions)
    _tell(kept, json)
    for doubt in doubts:
        say(f"pozor: {kept.title} ({kept.registration}): {doubt}")


async def _doubts(peer: Peer, made: network_pb2.NetworkDecision) -> list[str]:
    """In what a place in the network differs from all catalogues on its first day."""
    if made.outcome not in ("granted", "conditional"):
        return []
    method = network_rpc.NetworkServiceStub(peer.channel).CompareNetwork
    region = made.name.split("/network-decisions/")[0]
    found = await peer.ask(method, network.CompareNetworkRequest(parent=region, day=made.validity.start))
    return list(dict.fromkeys(FINDINGS[item.code] for item in found.findings if item.entry == made.entry))


def _done(access: Access, method: str, request: Any, json: bool) -> None:
    _tell(answer(access, lambda channel: getattr(office_rpc.NetworkOfficeServiceStub(channel), method), request), json)


def _tell(made: Any, json: bool) -> None:
    if json:
        give_json(plain(made))
    elif isinstance(made, network_pb2.NetworkDecision):
        print(f"{made.title} ({made.registration}): {OUTCOMES[made.outcome]}, usnesení {made.resolution}")
    else:
        print(f"žádost {last_id(made.name)} ({made.title}): {STATES[made.state]}")
