"""`komplan region collect`."""

import asyncio
import sys
from functools import partial
from typing import Annotated, Any

import typer

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as rpc
from komplan.region.v1 import region_pb2
from komplan_cli.access import Access, reaching
from komplan_cli.asking import over_one_channel
from komplan_cli.days import czech_day
from komplan_cli.output import give_json, say
from komplan_cli.region.apps import Json, region_app
from komplan_cli.region.directory import entries
from komplan_core.regional.titles import COPY_STATES
from komplan_kit.client import Peer

COLLECT_SECONDS = 600.0


async def collected(access: Access, deadline: float) -> dict[str, Any]:
    """Collect once and tell of each city as it answers; gives what the summary says."""
    return await over_one_channel(access, partial(_collected, f"regions/{access.code}", deadline))


async def _collected(name: str, deadline: float, peer: Peer) -> dict[str, Any]:
    request = office.CollectRequest(name=name, deadline_seconds=deadline)
    summary = office.CollectSummary()
    async for part in peer.stream(rpc.RegionOfficeServiceStub(peer.channel).Collect, request, COLLECT_SECONDS):
        if part.WhichOneof("progress") == "summary":
            summary = part.summary
        else:
            city = part.municipality
            say(f"  {city.code}: {COPY_STATES[city.state]}, revize {city.revision} {city.reason}".rstrip())
    region = name.removeprefix("regions/")
    return {
        "areas": summary.areas,
        "not_asked": {city.code: told async for city in entries(peer, region) if (told := _not_asked(city))},
        "fresh": list(summary.fresh),
        "unreachable": list(summary.unreachable),
        "quarantined": list(summary.quarantined),
    }


def _not_asked(city: region_pb2.Municipality) -> str:
    """Why a city of the directory is not asked, in Czech; nothing where it is, or has no instance."""
    if city.kind == "municipality":
        return ""
    if city.blocked:
        return "zablokováno"
    return f"platnost skončila {czech_day(city.valid_until)}" if city.expired else ""


@region_app.command("collect")
@reaching("analyst", region=True)
def collect_command(
    *,
    access: Access,
    deadline: Annotated[float, typer.Option(help="seconds that each city has; 0 for the region's setting")] = 0.0,
    json: Json = False,
) -> None:
    """Ask all cities of a region's directory for what they published. Exit code 6 when one could not be reached.

    Example: komplan region collect --target 127.0.0.1:5200 --code vzorovy-kraj --issuer-key issuer.pem
    """
    found = asyncio.run(collected(access, deadline))
    if json:
        give_json(found)
    else:
        missing, silent = [*found["unreachable"], *found["quarantined"]], found["not_asked"]
        told = [f"chybí: {', '.join(missing)}; důvody ukáže komplan region status"] if missing else []
        if silent:
            told.append(f"nikdo se neptal: {', '.join(f'{city} ({why})' for city, why in silent.items())}")
        if not told:
            told = ["nic nechybí" if found["areas"] else "v adresáři není žádné město (komplan region directory add)"]
        print(f"aktuálních kopií: {len(found['fresh'])} z {found['areas'] + len(silent)}; {'; '.join(told)}")
    if found["unreachable"] or found["quarantined"]:
        sys.exit(6)
