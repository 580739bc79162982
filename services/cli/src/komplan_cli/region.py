"""`komplan region collect`."""

import asyncio
import sys
from functools import partial
from typing import Any

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as rpc
from komplan_cli.access import Access
from komplan_cli.asking import over_one_channel
from komplan_cli.output import give_json, say
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
            say(f"  {city.code}: {city.state}, revision {city.revision} {city.reason}".rstrip())
    return {
        "areas": summary.areas,
        "fresh": list(summary.fresh),
        "unreachable": list(summary.unreachable),
        "quarantined": list(summary.quarantined),
    }


def collect(access: Access, deadline: float, as_json: bool) -> None:
    """Collect once. Ends with exit code 6 when a city could not be reached or sent nonsense."""
    found = asyncio.run(collected(access, deadline))
    if as_json:
        give_json(found)
    else:
        missing = [*found["unreachable"], *found["quarantined"]]
        print(f"{len(found['fresh'])} of {found['areas']} areas are current; missing: {', '.join(missing) or 'none'}")
    if found["unreachable"] or found["quarantined"]:
        sys.exit(6)
