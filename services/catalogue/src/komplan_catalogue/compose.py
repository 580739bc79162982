"""Builds the catalogue service; the only place that constructs."""

from komplan.catalogue.v1 import catalogue_editor_service_pb2, catalogue_service_pb2
from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.repositories import (
    FOUND_SERVICE_LIST,
    METADATA,
    PROVIDER_LIST,
    PROVIDERS,
    SERVICE_LIST,
    SERVICES,
    CatalogueStore,
)
from komplan_catalogue.servicer import CatalogueEditorServicer, CatalogueServicer
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.services import Services
from komplan_core import names
from komplan_kit.clock import random_id
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context


def compose(context: Context) -> None:
    """Add the catalogue service to the process."""
    store = Store(context.settings.database("catalogue"))
    upgrade(store, "komplan_catalogue")
    profile, _ = context.profile()
    database: Database[CatalogueTx] = Database(store, METADATA, CatalogueStore)
    directory = Directory(names.AREA.format(area=profile.area.code), random_id)
    reader = CatalogueServicer(database, PROVIDER_LIST, SERVICE_LIST, FOUND_SERVICE_LIST)
    editor = CatalogueEditorServicer(
        database, PROVIDERS.codec, SERVICES.codec, Providers(directory), Services(directory)
    )
    server = context.server
    server.add(catalogue_service_pb2.DESCRIPTOR.services_by_name["CatalogueService"], reader)
    server.add(catalogue_editor_service_pb2.DESCRIPTOR.services_by_name["CatalogueEditorService"], editor)
    server.closing(database.close)
