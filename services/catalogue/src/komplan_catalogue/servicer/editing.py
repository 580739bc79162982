"""Writing the directory."""

from dataclasses import dataclass
from typing import Any

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import place_pb2
from komplan_catalogue.ports.searching import Missed
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.capacities import Capacities
from komplan_catalogue.usecases.places import Places, Restricted
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.search import Search
from komplan_catalogue.usecases.services import Services
from komplan_catalogue.usecases.situations import Situations
from komplan_catalogue.usecases.synonyms import SynonymGroups
from komplan_core import names
from komplan_kit.caller import current
from komplan_kit.days import day_message
from komplan_kit.reading import Listing
from komplan_kit.store import Kind


@dataclass(frozen=True)
class Kinds:
    """The kinds that are written here."""

    provider: Kind[Any]
    service: Kind[Any]
    place: Kind[Any]
    situation: Kind[Any]
    synonyms: Kind[Any]
    capacity_report: Kind[Any]
    confidential_address: Kind[Any]
    restricted_detail: Kind[Any]


@dataclass(frozen=True)
class Desk:
    """The use cases of the office that keeps the catalogue."""

    providers: Providers
    services: Services
    places: Places
    situations: Situations
    capacities: Capacities
    restricted: Restricted
    synonyms: SynonymGroups
    search: Search


class CatalogueEditorServicer:
    """Writing."""

    def __init__(self, database: Catalogue, kinds: Kinds, desk: Desk, synonyms_list: Listing) -> None:
        self._db, self._kinds, self._desk, self._synonyms_list = database, kinds, desk, synonyms_list

    async def CreateProvider(self, request: edit.CreateProviderRequest, context: Any) -> bytes:
        return await self._create(self._kinds.provider, self._desk.providers, request, "provider")

    async def UpdateProvider(self, request: edit.UpdateProviderRequest, context: Any) -> bytes:
        return await self._update(self._kinds.provider, self._desk.providers, request, "provider")

    async def DeleteProvider(self, request: edit.DeleteProviderRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.providers.delete, request.name, request.etag)

    async def CreateService(self, request: edit.CreateServiceRequest, context: Any) -> bytes:
        return await self._create(self._kinds.service, self._desk.services, request, "service")

    async def UpdateService(self, request: edit.UpdateServiceRequest, context: Any) -> bytes:
        return await self._update(self._kinds.service, self._desk.services, request, "service")

    async def DeleteService(self, request: edit.DeleteServiceRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.services.delete, request.name, request.etag)

    async def CreatePlace(self, request: edit.CreatePlaceRequest, context: Any) -> bytes:
        return await self._create(self._kinds.place, self._desk.places, request, "place")

    async def UpdatePlace(self, request: edit.UpdatePlaceRequest, context: Any) -> bytes:
        return await self._update(self._kinds.place, self._desk.places, request, "place")

    async def DeletePlace(self, request: edit.DeletePlaceRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.places.delete, request.name, request.etag)

    async def CreateLifeSituation(self, request: edit.CreateLifeSituationRequest, context: Any) -> bytes:
        return await self._create(self._kinds.situation, self._desk.situations, request, "situation")

    async def UpdateLifeSituation(self, request: edit.UpdateLifeSituationRequest, context: Any) -> bytes:
        return await self._update(self._kinds.situation, self._desk.situations, request, "situation")

    async def DeleteLifeSituation(self, request: edit.DeleteLifeSituationRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.situations.delete, request.name, request.etag)

    async def CreateSynonyms(self, request: edit.CreateSynonymsRequest, context: Any) -> bytes:
        return await self._create(self._kinds.synonyms, self._desk.synonyms, request, "synonyms")

    async def UpdateSynonyms(self, request: edit.UpdateSynonymsRequest, context: Any) -> bytes:
        return await self._update(self._kinds.synonyms, self._desk.synonyms, request, "synonyms")

    async def DeleteSynonyms(self, request: edit.DeleteSynonymsRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.synonyms.delete, request.name, request.etag)

    async def ListSynonyms(self, request: edit.ListSynonymsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._synonyms_list, request)

    async def ListSearchesWithoutResult(
        self, request: edit.ListSearchesWithoutResultRequest, context: Any
    ) -> edit.ListSearchesWithoutResultResponse:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(self._desk.search.misses)
        return edit.ListSearchesWithoutResultResponse(searches=[_missed(item) for item in found])

    async def ReportCapacity(self, request: edit.ReportCapacityRequest, context: Any) -> edit.ReportCapacityResponse:
        capacities, kind = self._desk.capacities, self._kinds.capacity_report
        values, caller = kind.codec.values(request.report), current.get().caller
        reply = await self._db.write(capacities.report, request.parent, values, caller)
        report = kind.codec.message.FromString(reply)
        warnings = await self._db.read(capacities.warnings, kind.codec.decode(report))
        return edit.ReportCapacityResponse(report=report, warnings=warnings)

    async def SetConfidentialAddress(self, request: edit.SetConfidentialAddressRequest, context: Any) -> bytes:
        values = self._kinds.confidential_address.codec.values(request.address)
        message = place_pb2.ConfidentialAddress
        return await self._db.write(self._desk.restricted.set_address, request.place, values, personal=message)

    async def GetConfidentialAddress(self, request: edit.GetConfidentialAddressRequest, context: Any) -> bytes:
        return await self._db.get(self._kinds.confidential_address, request.name)

    async def DeleteConfidentialAddress(self, request: edit.DeleteConfidentialAddressRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.restricted.delete_address, request.name, request.etag)

    async def CreateRestrictedDetail(self, request: edit.CreateRestrictedDetailRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._kinds.restricted_detail.codec.values(request.detail)
        message = place_pb2.RestrictedDetail
        return await self._db.write(self._desk.restricted.create, values, request.detail_id, personal=message)

    async def ListRestrictedDetails(
        self, request: edit.ListRestrictedDetailsRequest, context: Any
    ) -> edit.ListRestrictedDetailsResponse:
        found = await self._db.read(self._desk.restricted.of, request.owner, current.get().caller)
        encode = self._kinds.restricted_detail.codec.encode
        return edit.ListRestrictedDetailsResponse(details=[encode(detail) for detail in found])

    async def DeleteRestrictedDetail(self, request: edit.DeleteRestrictedDetailRequest, context: Any) -> bytes:
        return await self._db.write(self._desk.restricted.delete, request.name, request.etag)

    async def _create(self, kind: Kind[Any], entries: Any, request: Any, field: str) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = kind.codec.values(getattr(request, field))
        return await self._db.write(entries.create, values, getattr(request, f"{field}_id"))

    async def _update(self, kind: Kind[Any], entries: Any, request: Any, field: str) -> bytes:
        changed = getattr(request, field)
        changes = kind.codec.patch(changed, request.update_mask.paths)
        return await self._db.write(entries.update, changed.name, changed.etag, changes)


def _missed(item: Missed) -> edit.SearchWithoutResult:
    return edit.SearchWithoutResult(
        words=item.words, count=item.count, first_on=day_message(item.first_on), last_on=day_message(item.last_on)
    )
