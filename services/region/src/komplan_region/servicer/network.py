"""The network of services, for everybody."""

from dataclasses import dataclass
from typing import Any

from komplan.region.v1 import network_service_pb2 as pb
from komplan.region.v1 import network_view_pb2
from komplan_core import names
from komplan_kit.clock import today, utc_now
from komplan_kit.database import Database
from komplan_kit.days import day_message, given_day
from komplan_kit.reading import Listing
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.messages import copies_of
from komplan_region.usecases.network_figures import network_beside_register, network_on


@dataclass(frozen=True)
class NetworkListings:
    """The lists of the network."""

    entries: Listing
    decisions: Listing
    applications: Listing
    criteria: Listing
    flags: Listing


class NetworkServicer:
    """The network is public, with the decisions that made it."""

    def __init__(self, database: Database[RegionTx], lists: NetworkListings) -> None:
        self._db, self._lists = database, lists

    async def GetNetwork(self, request: pb.GetNetworkRequest, context: Any) -> network_view_pb2.Network:
        names.REGION.parse(request.parent, "parent")
        day = given_day(request, "day") or today(utc_now)
        found = await self._db.read(network_on, day, request.service_type)
        encode, flag = self._lists.entries.kind.codec.encode, self._lists.flags.kind.codec.encode
        return network_view_pb2.Network(
            day=day_message(day),
            entries=map(encode, found.entries),
            totals=(
                network_view_pb2.NetworkTotal(
                    service_type=total.service_type,
                    form=total.form,
                    unit=total.unit,
                    status=total.status,
                    quantity=total.quantity,
                    services=len(total.entries),
                )
                for total in found.totals
            ),
            municipal_flags=map(flag, found.municipal),
        )

    async def CompareNetwork(
        self, request: pb.CompareNetworkRequest, context: Any
    ) -> network_view_pb2.NetworkComparison:
        names.REGION.parse(request.parent, "parent")
        day = given_day(request, "day") or today(utc_now)
        found = await self._db.read(network_beside_register, day)
        return network_view_pb2.NetworkComparison(
            day=day_message(day),
            findings=(
                network_view_pb2.NetworkFinding(
                    code=item.code,
                    registration=item.registration,
                    title=item.title,
                    entry=item.entry,
                    services=item.services,
                    form=item.form,
                    unit=item.unit,
                    in_network=item.in_network,
                    registered=item.registered,
                )
                for item in found.findings
            ),
            coverage=copies_of(found.standings),
            without_catalogue=found.without_catalogue,
        )

    async def GetNetworkEntry(self, request: pb.GetNetworkEntryRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.entries.kind, request.name)

    async def ListNetworkEntries(self, request: pb.ListNetworkEntriesRequest, context: Any) -> bytes:
        return await self._page(self._lists.entries, request)

    async def GetNetworkDecision(self, request: pb.GetNetworkDecisionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.decisions.kind, request.name)

    async def ListNetworkDecisions(self, request: pb.ListNetworkDecisionsRequest, context: Any) -> bytes:
        return await self._page(self._lists.decisions, request)

    async def GetNetworkCriterion(self, request: pb.GetNetworkCriterionRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.criteria.kind, request.name)

    async def ListNetworkCriteria(self, request: pb.ListNetworkCriteriaRequest, context: Any) -> bytes:
        return await self._page(self._lists.criteria, request)

    async def GetMunicipalFlag(self, request: pb.GetMunicipalFlagRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.flags.kind, request.name)

    async def ListMunicipalFlags(self, request: pb.ListMunicipalFlagsRequest, context: Any) -> bytes:
        return await self._page(self._lists.flags, request)

    async def _page(self, listing: Listing, request: Any) -> bytes:
        names.REGION.parse(request.parent, "parent")
        return await self._db.page(listing, request)
