"""Translates between the contract and the use cases; decides nothing."""

from dataclasses import asdict
from typing import Any

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as pb
from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.usecases.counts import counted
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.services import Services
from komplan_core import names
from komplan_core.catalogue import Provider, Service
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.reading import Listing

Catalogue = Database[CatalogueTx]


class CatalogueServicer:
    """Reading."""

    def __init__(self, database: Catalogue, providers: Listing, services: Listing, found: Listing) -> None:
        self._db = database
        self._providers, self._services, self._found = providers, services, found

    async def GetProvider(self, request: pb.GetProviderRequest, context: Any) -> bytes:
        return await self._db.get(self._providers.kind, request.name)

    async def ListProviders(self, request: pb.ListProvidersRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._providers, request)

    async def GetService(self, request: pb.GetServiceRequest, context: Any) -> bytes:
        return await self._db.get(self._services.kind, request.name)

    async def ListServices(self, request: pb.ListServicesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._services, request)

    async def SearchServices(self, request: pb.SearchServicesRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._found, request)

    async def CountServices(self, request: pb.CountServicesRequest, context: Any) -> pb.CountServicesResponse:
        names.AREA.parse(request.parent, "parent")
        return pb.CountServicesResponse(**asdict(await self._db.read(counted)))


class CatalogueEditorServicer:
    """Writing."""

    def __init__(
        self,
        database: Catalogue,
        provider: Codec[Provider],
        service: Codec[Service],
        providers: Providers,
        services: Services,
    ) -> None:
        self._db = database
        self._provider, self._service = provider, service
        self._providers, self._services = providers, services

    async def CreateProvider(self, request: edit.CreateProviderRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._provider.values(request.provider)
        return await self._db.write(self._providers.create, values, request.provider_id)

    async def UpdateProvider(self, request: edit.UpdateProviderRequest, context: Any) -> bytes:
        changed = request.provider
        changes = self._provider.patch(changed, request.update_mask.paths)
        return await self._db.write(self._providers.update, changed.name, changed.etag, changes)

    async def DeleteProvider(self, request: edit.DeleteProviderRequest, context: Any) -> bytes:
        return await self._db.write(self._providers.delete, request.name, request.etag)

    async def CreateService(self, request: edit.CreateServiceRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        values = self._service.values(request.service)
        return await self._db.write(self._services.create, values, request.service_id)

    async def UpdateService(self, request: edit.UpdateServiceRequest, context: Any) -> bytes:
        changed = request.service
        changes = self._service.patch(changed, request.update_mask.paths)
        return await self._db.write(self._services.update, changed.name, changed.etag, changes)

    async def DeleteService(self, request: edit.DeleteServiceRequest, context: Any) -> bytes:
        return await self._db.write(self._services.delete, request.name, request.etag)
