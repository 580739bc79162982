"""`komplan catalogue campaign`: asking every provider whether the catalogue still says the truth."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from google.type.date_pb2 import Date

from komplan.catalogue.v1 import campaign_editor_service_pb2 as pb
from komplan.catalogue.v1 import campaign_editor_service_pb2_grpc as rpc
from komplan.catalogue.v1.campaign_pb2 import Campaign, CampaignItem, CampaignTally
from komplan_cli.access import Access, Area, Ca, Certificate, IssuerKey, Key, Target
from komplan_cli.asking import asked
from komplan_cli.catalogue.app import catalogue_app
from komplan_cli.output import give_json
from komplan_cli.tables import print_table, write_csv
from komplan_core.catalogue.campaign import OPEN_TITLE, OUTCOMES, CampaignKind
from komplan_core.errors import Invalid, NotFound
from komplan_core.names import last_id
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now
from komplan_kit.days import day_message

campaign_app = typer.Typer(no_args_is_help=True, help="Update campaigns: letters, calls, and what came of them.")
catalogue_app.add_typer(campaign_app, name="campaign")

Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Which = Annotated[str, typer.Argument(help="id of the campaign")]
Of = Annotated[str, typer.Option("--campaign", help="id of the campaign")]
Item = Annotated[str, typer.Argument(help="id of the item, which is that of the service")]
SECONDS: Final = 600.0
USUAL_DAYS: Final = 91
TITLE: Final = "Katalog sociálních služeb"
STATES: Final = {
    "waiting": "čeká na první dopis",
    "reminded": "osloveno dopisem",
    "phoned": "voláno",
    **{state.value: title for state, title in OUTCOMES.items()},
}
YEARLY: Final = CampaignKind.YEARLY
COLUMNS: Final = ("poskytovatel", *OUTCOMES.values(), OPEN_TITLE, "celkem")


@campaign_app.command("start")
def start_command(
    target: Target,
    area: Area,
    campaign: Which,
    title: Annotated[
        str, typer.Option("--title", help="Czech title; it signs the e-mails")
    ] = "Katalog sociálních služeb",
    kind: Annotated[
        CampaignKind, typer.Option("--kind", help="yearly, or half-year for a nudge")
    ] = CampaignKind.YEARLY,
    opens: Annotated[str, typer.Option("--opens", help="first day, 2027-03-01; today if not given")] = "",
    closes: Annotated[str, typer.Option("--closes", help="last day; 91 days later if not given")] = "",
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Start a campaign, which is planned first unless it is already: every service gets an item.

    Example: komplan catalogue campaign start jaro-2027 --target localhost:5100 --area vzorov --issuer-key issuer.pem
    """
    opens_on = _day(opens, "opens") if opens else today(utc_now)
    closes_on = _day(closes, "closes") if closes else opens_on + timedelta(days=USUAL_DAYS)
    planned = Campaign(title=title, kind=kind.value, opens_on=day_message(opens_on), closes_on=day_message(closes_on))

    async def run(peer: Peer) -> int:
        stub, name = rpc.CampaignEditorServiceStub(peer.channel), f"areas/{area}/campaigns/{campaign}"
        try:
            await peer.ask(stub.GetCampaign, pb.GetCampaignRequest(name=name))
        except NotFound:
            request = pb.CreateCampaignRequest(parent=f"areas/{area}", campaign=planned, campaign_id=campaign)
            await peer.ask(stub.CreateCampaign, request)
        await peer.ask(stub.StartCampaign, pb.StartCampaignRequest(name=name), SECONDS)
        return len(await _items(peer, name))

    number = asked(Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key), run)
    _give(json, {"campaign": campaign, "items": number}, f"{campaign} runs and asks about {number} services")


@campaign_app.command("due")
def due_command(
    target: Target,
    area: Area,
    campaign: Which,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """List the calls that the coordinator should make today, and how many records still wait for what.

    Example: komplan catalogue campaign due jaro-2027 --target localhost:5100 --area vzorov --issuer-key issuer.pem
    """
    name = f"areas/{area}/campaigns/{campaign}"

    async def run(peer: Peer) -> tuple[list[pb.DueCall], list[CampaignItem]]:
        stub = rpc.CampaignEditorServiceStub(peer.channel)
        calls = await peer.ask(stub.ListDueCalls, pb.ListDueCallsRequest(parent=name), SECONDS)
        return list(calls.calls), await _items(peer, name)

    calls, items = asked(Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key), run)
    states: dict[str, int] = {}
    for item in items:
        states[item.state] = states.get(item.state, 0) + 1
    rows = [[last_id(call.item), call.title, call.provider_title, ", ".join(call.phones), call.etag] for call in calls]
    if json:
        keys = ("item", "service", "provider", "phones", "etag")
        give_json({"calls": [dict(zip(keys, row, strict=True)) for row in rows], "states": states})
        return
    notes = [f"{STATES.get(state, state)}: {number}" for state, number in sorted(states.items())]
    print_table("Dnes zavolat", ("položka", "služba", "poskytovatel", "telefony", "etag"), rows, notes)


@campaign_app.command("phoned")
def phoned_command(
    target: Target,
    area: Area,
    item: Item,
    campaign: Of,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="the provider said that all is true")] = False,
    etag: Annotated[str, typer.Option("--etag", help="etag of `due`: what was read to the provider")] = "",
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Note that the coordinator phoned about a service, and whether the provider confirmed it.

    Example: komplan catalogue campaign phoned domov --campaign jaro --confirmed --etag 5 --target cat:5100 --area brno
    """
    name = f"areas/{area}/campaigns/{campaign}/items/{item}"
    request = pb.MarkPhonedRequest(name=name, confirmed=confirmed, etag=etag)
    access = Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key)
    _tell(_asked(access, "MarkPhoned", request), json)


@campaign_app.command("unreachable")
def unreachable_command(
    target: Target,
    area: Area,
    item: Item,
    campaign: Of,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Give up on a service: it is shown as unverified, and stays in the catalogue.

    Example: komplan catalogue campaign unreachable domov --campaign jaro-2027 --target localhost:5100 --area vzorov
    """
    request = pb.MarkUnreachableRequest(name=f"areas/{area}/campaigns/{campaign}/items/{item}")
    access = Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key)
    _tell(_asked(access, "MarkUnreachable", request), json)


@campaign_app.command("report")
def report_command(
    target: Target,
    area: Area,
    campaign: Which,
    csv: Annotated[Path | None, typer.Option("--csv", help="write the table to this file")] = None,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """Show how the records of a campaign ended, by provider: the proof of the yearly update.

    Example: komplan catalogue campaign report jaro-2027 --csv aktualizace.csv --target localhost:5100 --area vzorov
    """
    request = pb.GetCampaignReportRequest(name=f"areas/{area}/campaigns/{campaign}")
    access = Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key)
    report: pb.CampaignReport = _asked(access, "GetCampaignReport", request)
    rows = [_row(line.title or line.provider, line.tally) for line in report.providers]
    rows.append(_row("celkem", report.tally))
    if csv is not None:
        write_csv(csv, COLUMNS, rows)
    if json:
        lines = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        about = {"campaign": campaign, "title": report.campaign.title, "state": report.campaign.state}
        give_json({**about, "made_on": _written(report.made_on), "rows": lines})
        return
    notes = [f"stav: {report.campaign.state}, ke dni {_written(report.made_on)}"]
    print_table(report.campaign.title, COLUMNS, rows, notes)


@campaign_app.command("close")
def close_command(
    target: Target,
    area: Area,
    campaign: Which,
    issuer_key: IssuerKey = None,
    ca: Ca = None,
    certificate: Certificate = None,
    key: Key = None,
    json: Json = False,
) -> None:
    """End a campaign: who is open was not reached, all tokens die, addresses are erased. No service is deleted.

    Example: komplan catalogue campaign close jaro-2027 --target localhost:5100 --area vzorov --issuer-key issuer.pem
    """
    request = pb.CloseCampaignRequest(name=f"areas/{area}/campaigns/{campaign}")
    access = Access(target, area, "catalogue-editor", issuer_key, ca, certificate, key)
    closed: Campaign = _asked(access, "CloseCampaign", request)
    _give(json, {"campaign": campaign, "state": closed.state}, f"{campaign} is {closed.state}")


def _asked(access: Access, method: str, request: Any) -> Any:
    async def run(peer: Peer) -> Any:
        return await peer.ask(getattr(rpc.CampaignEditorServiceStub(peer.channel), method), request, SECONDS)

    return asked(access, run)


async def _items(peer: Peer, campaign: str) -> list[CampaignItem]:
    stub, found = rpc.CampaignEditorServiceStub(peer.channel), []
    request = pb.ListCampaignItemsRequest(parent=campaign, page_size=500)
    while True:
        page = await peer.ask(stub.ListCampaignItems, request)
        found += page.items
        if not page.next_page_token:
            return found
        request.page_token = page.next_page_token


def _tell(item: CampaignItem, as_json: bool) -> None:
    _give(as_json, {"item": last_id(item.name), "state": item.state}, f"{last_id(item.name)} is {item.state}")


def _give(as_json: bool, data: dict[str, Any], talk: str) -> None:
    if as_json:
        give_json(data)
    else:
        print(talk)


def _row(title: str, tally: CampaignTally) -> list[str]:
    numbers = (tally.confirmed, tally.changed, tally.unreachable, tally.closed, tally.open, tally.total)
    return [title, *map(str, numbers)]


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid.field(field, "INVALID_VALUE", "write the day as 2027-03-01") from None


def _written(day: Date) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}"
