"""Reading the directory."""

from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2
from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.capacities import Capacities
from komplan_catalogue.usecases.counts import counted
from komplan_catalogue.usecases.merging import redirects
from komplan_catalogue.usecases.search import Hit, Query, Search
from komplan_core import names
from komplan_core.catalogue.capacity import ShownCapacity
from komplan_core.errors import NotFound, PlanError
from komplan_kit import pages
from komplan_kit.caller import current
from komplan_kit.database import Database
from komplan_kit.days import day_message
from komplan_kit.reading import Listing

Catalogue = Database[CatalogueTx]


@dataclass(frozen=True)
class Listings:
    """The lists that everybody may read."""

    providers: Listing
    services: Listing
    places: Listing
    situations: Listing


class CatalogueServicer:
    """Reading."""

    def __init__(self, database: Catalogue, listings: Listings, capacities: Capacities, search: Search) -> None:
        self._db, self._lists, self._capacities, self._search = database, listings, capacities, search

    async def GetProvider(self, request: pb.GetProviderRequest, context: Any) -> bytes:
        return await self._get(self._lists.providers, request.name)

    async def ListProviders(self, request: pb.ListProvidersRequest, context: Any) -> bytes:
        return await self._page(self._lists.providers, request)

    async def GetService(self, request: pb.GetServiceRequest, context: Any) -> bytes:
        return await self._get(self._lists.services, request.name)

    async def ListServices(self, request: pb.ListServicesRequest, context: Any) -> bytes:
        return await self._page(self._lists.services, request)

    async def GetPlace(self, request: pb.GetPlaceRequest, context: Any) -> bytes:
        return await self._get(self._lists.places, request.name)

    async def ListPlaces(self, request: pb.ListPlacesRequest, context: Any) -> bytes:
        return await self._page(self._lists.places, request)

    async def GetLifeSituation(self, request: pb.GetLifeSituationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.situations.kind, request.name)

    async def ListLifeSituations(self, request: pb.ListLifeSituationsRequest, context: Any) -> bytes:
        return await self._page(self._lists.situations, request)

    async def ListCapacities(self, request: pb.ListCapacitiesRequest, context: Any) -> pb.ListCapacitiesResponse:
        found = await self._db.read(self._capacities.of, request.parent, current.get().caller)
        return pb.ListCapacitiesResponse(capacities=[shown_message(item) for item in found])

    async def SearchServices(self, request: pb.SearchServicesRequest, context: Any) -> pb.SearchServicesResponse:
        names.AREA.parse(request.parent, "parent")
        size, offset = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._search.find, _query(request), offset, size)
        if found.in_vain:
            with suppress(PlanError):  # what was found is told, whether it could be counted or not
                await self._db.write(self._search.count_miss, found.in_vain)
        token = pages.token(offset + size, request) if offset + size < found.total else ""
        return pb.SearchServicesResponse(
            hits=[_hit(hit) for hit in found.hits],
            next_page_token=token,
            total=found.total,
            complete=found.complete,
            unknown=found.unknown,
        )

    async def CountServices(self, request: pb.CountServicesRequest, context: Any) -> pb.CountServicesResponse:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(counted)
        totals = [
            pb.CapacityTotal(form=form, unit=unit, registered=registered)
            for (form, unit), registered in sorted(found.capacities.items())
        ]
        return pb.CountServicesResponse(**{**asdict(found), "capacities": totals})

    async def _get(self, listing: Listing, name: str) -> bytes:
        """An entry, or the one into which it was merged."""
        try:
            return await self._db.get(listing.kind, name)
        except NotFound:
            target = await self._db.read(redirects.target, name)
            if target is None:
                raise
        return await self._db.get(listing.kind, target)

    async def _page(self, listing: Listing, request: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(listing, request)


def shown_message(item: ShownCapacity) -> capacity_pb2.ShownCapacity:
    """What is shown, as the contract has it."""
    values = asdict(item)
    for day in ("registered_as_of", "as_of", "last_day"):
        values[day] = day_message(values[day])
    return capacity_pb2.ShownCapacity(**{**values, "status": str(item.status)})


def _query(request: pb.SearchServicesRequest) -> Query:
    return Query(
        request.query,
        request.service_types,
        request.forms,
        request.target_groups,
        request.situations,
        request.service_class,
        request.municipality,
        request.orp,
        request.open_now,
        request.free_capacity,
    )


def _hit(hit: Hit) -> pb.SearchHit:
    matches = [
        pb.SearchMatch(asked=match.asked, found=match.found, field=match.field, how=match.how) for match in hit.matches
    ]
    return pb.SearchHit(service=catalogue_pb2.Service.FromString(hit.encoded), matches=matches)
