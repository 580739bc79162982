"""`komplan region status|reset`: how current the copies are, and believing a city that went back."""

from typing import Annotated

import typer

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_pb2
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked
from komplan_cli.contract import plain
from komplan_cli.days import czech_moment
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, region_app
from komplan_cli.region.claims import counted_claims
from komplan_cli.region.directory import entries, warning
from komplan_cli.tables import print_table
from komplan_core.regional.titles import COPY_STATES, FEEDS
from komplan_kit.client import Peer


@region_app.command("status")
@reaching("analyst", region=True)
def status_command(*, access: Access, json: Json = False) -> None:
    """Show what the region holds of each city: how current it is, why it is not, and which entries end in 30 days.

    Example: komplan region status --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """

    async def listed(peer: Peer) -> list[region_pb2.Municipality]:
        return [city async for city in entries(peer, access.code)]

    cities = asked(access, listed)
    if json:
        give_json({"municipalities": [plain(city) for city in cities]})
        return
    rows = [_row(city, feed) for city in cities if city.kind != "municipality" for feed in city.feeds]
    notes = [f"{city.title}: {told}" for city in cities if (told := warning(city))]
    notes += [told for city in cities if (told := counted_claims(city))]
    print_table("Kopie měst", ["město", "co", "stav", "k času", "záznamů", "revize", "důvod"], rows, notes)


@region_app.command("reset")
@reaching("analyst", region=True)
def reset_command(
    *,
    access: Access,
    city: Annotated[str, typer.Argument(help="code of the planning area")],
    reason: Annotated[str, typer.Option("--reason", help="why what it says now is to be believed; kept for ever")],
) -> None:
    """Let the next collection take a city from the beginning, although it went back: after it was restored, say.

    Example: komplan region reset brno --reason "Obnova ze zálohy" --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.ResetCopyRequest(name=f"regions/{access.code}/municipalities/{city}", reason=reason)
    answer(access, lambda channel: office_rpc.RegionOfficeServiceStub(channel).ResetCopy, request)
    print(f"{city}: příští sběr ho převezme od začátku; do té doby kopie zůstává")


def _row(city: region_pb2.Municipality, feed: region_pb2.Freshness) -> list[str]:
    since = czech_moment(feed.as_of) if feed.HasField("as_of") else ""
    state = f"{COPY_STATES[feed.state]}, zablokováno" if city.blocked else COPY_STATES[feed.state]
    return [city.title, FEEDS[feed.feed], state, since, str(feed.records), str(feed.revision), feed.reason]
