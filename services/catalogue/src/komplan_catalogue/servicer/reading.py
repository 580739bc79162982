"""Reading the directory."""

from dataclasses import asdict, dataclass
from typing import Any

from google.type.date_pb2 import Date

from komplan.catalogue.v1 import capacity_pb2
from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.usecases.capacities import Capacities
from komplan_catalogue.usecases.counts import counted
from komplan_core import names
from komplan_core.catalogue.capacity import ShownCapacity
from komplan_kit.caller import current
from komplan_kit.database import Database
from komplan_kit.reading import Listing

Catalogue = Database[CatalogueTx]


@dataclass(frozen=True)
class Listings:
    """The lists that everybody may read."""

    providers: Listing
    services: Listing
    places: Listing
    situations: Listing
    found: Listing


class CatalogueServicer:
    """Reading."""

    def __init__(self, database: Catalogue, listings: Listings, capacities: Capacities) -> None:
        self._db, self._lists, self._capacities = database, listings, capacities

    async def GetProvider(self, request: pb.GetProviderRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.providers.kind, request.name)

    async def ListProviders(self, request: pb.ListProvidersRequest, context: Any) -> bytes:
        return await self._page(self._lists.providers, request)

    async def GetService(self, request: pb.GetServiceRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.services.kind, request.name)

    async def ListServices(self, request: pb.ListServicesRequest, context: Any) -> bytes:
        return await self._page(self._lists.services, request)

    async def GetPlace(self, request: pb.GetPlaceRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.places.kind, request.name)

    async def ListPlaces(self, request: pb.ListPlacesRequest, context: Any) -> bytes:
        return await self._page(self._lists.places, request)

    async def GetLifeSituation(self, request: pb.GetLifeSituationRequest, context: Any) -> bytes:
        return await self._db.get(self._lists.situations.kind, request.name)

    async def ListLifeSituations(self, request: pb.ListLifeSituationsRequest, context: Any) -> bytes:
        return await self._page(self._lists.situations, request)

    async def ListCapacities(self, request: pb.ListCapacitiesRequest, context: Any) -> pb.ListCapacitiesResponse:
        found = await self._db.read(self._capacities.of, request.parent, current.get().caller)
        return pb.ListCapacitiesResponse(capacities=[_shown(item) for item in found])

    async def SearchServices(self, request: pb.SearchServicesRequest, context: Any) -> bytes:
        return await self._page(self._lists.found, request)

    async def CountServices(self, request: pb.CountServicesRequest, context: Any) -> pb.CountServicesResponse:
        names.AREA.parse(request.parent, "parent")
        return pb.CountServicesResponse(**asdict(await self._db.read(counted)))

    async def _page(self, listing: Listing, request: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(listing, request)


def _shown(item: ShownCapacity) -> capacity_pb2.ShownCapacity:
    values = asdict(item)
    for day in ("registered_as_of", "as_of", "last_day"):
        if (value := values[day]) is not None:
            values[day] = Date(year=value.year, month=value.month, day=value.day)
    return capacity_pb2.ShownCapacity(**{**values, "status": str(item.status)})
