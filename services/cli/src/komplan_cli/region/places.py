"""Titles of municipalities and ORP beside their codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from google.type.date_pb2 import Date

from komplan.region.v1 import territory_service_pb2 as pb
from komplan.region.v1 import territory_service_pb2_grpc as rpc
from komplan_core.errors import NotFound
from komplan_kit.client import Peer


@dataclass(frozen=True)
class Places:
    """The region's list of municipalities and ORP on a day; empty where the region has none."""

    orps: Mapping[str, str]
    municipalities: Mapping[str, str]

    def orp(self, code: str) -> str:
        """An ORP with its code, such as `Trhové Sviny (281)`; the whole region without one."""
        if not code:
            return "celý kraj"
        return _told(self.orps, code) if code != "unknown" else "mimo seznam obcí"

    def all_orps(self, codes: Iterable[str]) -> str:
        """Several ORP in one cell."""
        return ", ".join(map(self.orp, codes))

    def municipality(self, code: str) -> str:
        """A municipality with its code, as titles repeat."""
        return _told(self.municipalities, code)


async def places_on(peer: Peer, region: str, day: Date | None = None) -> Places:
    """The titles that hold on a day; today if left out."""
    request = pb.LookUpTerritoryRequest(parent=f"regions/{region}", day=day)
    try:
        found = await peer.ask(rpc.TerritoryServiceStub(peer.channel).LookUpTerritory, request)
    except NotFound:
        return Places({}, {})
    return Places({orp.code: orp.title for orp in found.orps}, {town.code: town.title for town in found.municipalities})


def _told(titles: Mapping[str, str], code: str) -> str:
    return f"{titles[code]} ({code})" if code in titles else code
