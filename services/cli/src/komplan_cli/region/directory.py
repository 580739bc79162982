"""`komplan region directory add|list|confirm|block|unblock|renew|remove`: who is in the region's directory."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Any, Final

import typer

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan.region.v1 import region_service_pb2_grpc as rpc
from komplan_cli.access import Access, reaching
from komplan_cli.asking import answer, asked, everything
from komplan_cli.contract import plain
from komplan_cli.days import czech_day, day_option
from komplan_cli.output import give_json
from komplan_cli.region.apps import Json, directory_app
from komplan_cli.region.claims import claimed, shared
from komplan_cli.region.places import Places, places_on
from komplan_cli.tables import print_table
from komplan_core.directory import warned_days
from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now
from komplan_kit.days import day_message

KINDS: Final = {"": "město", "city": "město", "municipality": "obec bez instance"}
Towns = Annotated[
    list[str] | None, typer.Option("--municipality", help="RÚIAN code of a municipality for which it speaks; repeat it")
]
Orps = Annotated[list[str] | None, typer.Option("--orp", help="RÚIAN code of an ORP for the whole of which it speaks")]
City = Annotated[str, typer.Argument(help="code of the planning area")]


async def entries(peer: Peer, region: str) -> AsyncIterator[region_pb2.Municipality]:
    """All entries of a region's directory."""
    request = pb.ListMunicipalitiesRequest(parent=f"regions/{region}", page_size=500)
    method = rpc.RegionServiceStub(peer.channel).ListMunicipalities
    async for entry in everything(peer, method, request, "municipalities"):
        yield entry


def warning(entry: region_pb2.Municipality) -> str:
    """What the office should know of the last day of an entry, in Czech; nothing where there is time."""
    until = entry.valid_until
    day = date(until.year, until.month, until.day) if entry.HasField("valid_until") else None
    left = warned_days(day, today(utc_now))
    if left is None:
        return ""
    if left < 0:
        return f"platnost skončila {czech_day(until)}: město se neptá"
    return f"platí už jen do {czech_day(until)} (zbývá dní: {left})"


@directory_app.command("list")
@reaching("analyst", region=True)
def list_command(*, access: Access, json: Json = False) -> None:
    """List the region's directory: who may be asked, where, under which certificate, and until when.

    Example: komplan region directory list --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """

    async def listed(peer: Peer) -> tuple[list[region_pb2.Municipality], Places]:
        return [entry async for entry in entries(peer, access.code)], await places_on(peer, access.code)

    found, places = asked(access, listed)
    if json:
        give_json({"municipalities": [plain(entry) for entry in found]})
        return
    columns = ["kód", "název", "druh", "adresa", "certifikát", "platí do", "mluví za obcí", "upozornění"]
    rows = [
        [
            entry.code,
            entry.title,
            KINDS.get(entry.kind, entry.kind),
            entry.target,
            entry.certificate_name,
            czech_day(entry.valid_until),
            str(len(entry.speaks_for)) if entry.kind != "municipality" else "",
            "; ".join(filter(None, ["zablokováno" if entry.blocked else "", warning(entry)])),
        ]
        for entry in found
    ]
    print_table("Adresář kraje", columns, rows, [told for entry in found if (told := claimed(entry, places))])


@directory_app.command("add")
@reaching("analyst", region=True)
def add_command(
    city: City,
    *,
    access: Access,
    title: Annotated[str, typer.Option("--title", help="Czech title")],
    address: Annotated[str, typer.Option("--address", help="of its planning service, host:port")] = "",
    catalogue: Annotated[str, typer.Option("--catalogue", help="of its catalogue; not collected if left out")] = "",
    consultation: Annotated[
        str, typer.Option("--consultation", help="of its consultation, whose books may be witnessed")
    ] = "",
    public: Annotated[str, typer.Option("--public", help="where everybody may reach it, host:port")] = "",
    certificate_name: Annotated[
        str, typer.Option("--certificate-name", help="name that the certificate of its server shows")
    ] = "",
    until: Annotated[datetime | None, day_option("--until", "last day on which the entry holds")] = None,
    municipalities: Towns = None,
    orps: Orps = None,
    without_instance: Annotated[
        bool, typer.Option("--without-instance", help="a municipality without an instance: nobody asks it")
    ] = False,
) -> None:
    """Enter a planning area in the region's directory.

    Without --municipality and --orp it speaks for the one municipality of the region that bears its title.

    Example: komplan region directory add brno --title Brno --address 192.0.2.5:5100 --target h:5200 --code kraj
    """
    _still_to_come(until)
    entry = region_pb2.Municipality(
        code=city,
        title=title,
        kind="municipality" if without_instance else "city",
        target=address,
        catalogue_target=catalogue,
        consultation_target=consultation,
        public_address=public,
        certificate_name=certificate_name,
        valid_until=day_message(until.date()) if until is not None else None,
        municipalities=municipalities or (),
        orps=orps or (),
    )
    request = office.CreateMunicipalityRequest(parent=f"regions/{access.code}", municipality=entry)
    made = answer(access, lambda channel: office_rpc.RegionOfficeServiceStub(channel).CreateMunicipality, request)
    asking = "zeptá se ho příští sběr (komplan region collect)"
    asking = "nikdo se ho neptá; mluví za něj jeho ORP, nebo vyplní formulář potřeb" if without_instance else asking
    print(f"{made.code}: zapsáno jako {made.name}; {asking}")
    _tell_of_others(access, made)


@directory_app.command("confirm")
@reaching("analyst", region=True)
def confirm_command(
    city: City,
    *,
    access: Access,
    municipalities: Towns = None,
    orps: Orps = None,
    by_title: Annotated[
        bool, typer.Option("--by-title", help="take back what was confirmed: the one municipality of its title holds")
    ] = False,
) -> None:
    """Confirm for which territory a city speaks, in place of what was confirmed before; it holds at once.

    Name all of it by its codes: `komplan region territory show` lists those of ORP, with --json of municipalities too.

    Example: komplan region directory confirm zabreh --orp 2011 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    if by_title == bool(municipalities or orps):
        told = "say for which territory by --orp or --municipality, or take all of it back by --by-title, not both"
        raise Invalid.field("--orp", "REQUIRED", told)
    entry = _change(access, city, municipalities=municipalities or (), orps=orps or ())
    print(f"{city}: mluví za obcí: {len(entry.speaks_for)}")
    _tell_of_others(access, entry)


@directory_app.command("block")
@reaching("analyst", region=True)
def block_command(city: City, *, access: Access) -> None:
    """Block an entry: it is not asked any more, what is under way is dropped, and the signed directory says so.

    Example: komplan region directory block brno --target h:5200 --code kraj --issuer-key issuer.pem
    """
    _change(access, city, blocked=True)
    print(f"{city}: zablokováno; poslední dobrá kopie zůstává")


@directory_app.command("unblock")
@reaching("analyst", region=True)
def unblock_command(city: City, *, access: Access) -> None:
    """Let a blocked entry be asked again.

    Example: komplan region directory unblock brno --target h:5200 --code kraj --issuer-key issuer.pem
    """
    _change(access, city, blocked=False)
    print(f"{city}: kraj se ho zase ptá")


@directory_app.command("renew")
@reaching("analyst", region=True)
def renew_command(
    city: City,
    *,
    access: Access,
    until: Annotated[datetime, day_option("--until", "last day on which the entry holds")],
    certificate_name: Annotated[
        str, typer.Option("--certificate-name", help="the new name in its certificate; the old one if left out")
    ] = "",
) -> None:
    """Let an entry hold longer, and name its new certificate where it has another one.

    Example: komplan region directory renew brno --until 2028-12-31 --target h:5200 --code kraj --issuer-key issuer.pem
    """
    _still_to_come(until)
    named = {"certificate_name": certificate_name} if certificate_name else {}
    _change(access, city, valid_until=day_message(until.date()), **named)
    print(f"{city}: platí do {czech_day(until.date())}")


@directory_app.command("remove")
@reaching("analyst", region=True)
def remove_command(city: City, *, access: Access) -> None:
    """Remove an entry and the region's copy of it. The journal keeps that it was there.

    Example: komplan region directory remove brno --target h:5200 --code kraj --issuer-key issuer.pem
    """
    request = office.DeleteMunicipalityRequest(name=f"regions/{access.code}/municipalities/{city}")
    answer(access, lambda channel: office_rpc.RegionOfficeServiceStub(channel).DeleteMunicipality, request)
    print(f"{city}: odebráno i s kopií")


def _tell_of_others(access: Access, entry: region_pb2.Municipality) -> None:
    """Say where an entry just written and the others of the directory get into each other's way."""

    async def listed(peer: Peer) -> tuple[list[region_pb2.Municipality], Places]:
        return [item async for item in entries(peer, access.code)], await places_on(peer, access.code)

    found, places = asked(access, listed)
    for told in (*shared(entry, found, places), claimed(entry, places)):
        if told:
            print(told)


def _still_to_come(until: datetime | None) -> None:
    """Refuse a last day that is over: whoever is not to be asked any more is blocked or removed."""
    if until is not None and until.date() < today(utc_now):
        told = "the last day is over: write one to come; to end a relation use block or remove"
        raise Invalid.field("--until", "INVALID_VALUE", told)


def _change(access: Access, city: str, **values: Any) -> region_pb2.Municipality:
    entry = region_pb2.Municipality(name=f"regions/{access.code}/municipalities/{city}", **values)
    request = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": list(values)})
    changed: region_pb2.Municipality = answer(
        access, lambda channel: office_rpc.RegionOfficeServiceStub(channel).UpdateMunicipality, request
    )
    return changed
