"""Builds the catalogue service; the only place that constructs."""

from komplan.catalogue.v1 import catalogue_editor_service_pb2, catalogue_service_pb2
from komplan_catalogue.ports import CatalogueTx
from komplan_catalogue.repositories import METADATA, kinds
from komplan_catalogue.repositories.searching import FOUND_SERVICE_LIST
from komplan_catalogue.repositories.transaction import CatalogueStore
from komplan_catalogue.servicer.editing import CatalogueEditorServicer, Desk, Kinds
from komplan_catalogue.servicer.reading import CatalogueServicer, Listings
from komplan_catalogue.usecases.capacities import Capacities
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.places import Places, Restricted
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.services import Services
from komplan_catalogue.usecases.situations import Situations
from komplan_core import names
from komplan_kit.clock import random_id, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context

LISTINGS = Listings(kinds.PROVIDER_LIST, kinds.SERVICE_LIST, kinds.PLACE_LIST, kinds.SITUATION_LIST, FOUND_SERVICE_LIST)
KINDS = Kinds(
    kinds.PROVIDERS,
    kinds.SERVICES,
    kinds.PLACES,
    kinds.SITUATIONS,
    kinds.CAPACITY_REPORTS,
    kinds.CONFIDENTIAL_ADDRESSES,
    kinds.RESTRICTED_DETAILS,
)


def compose(context: Context) -> None:
    """Add the catalogue service to the process."""
    store = Store(context.settings.database("catalogue"))
    upgrade(store, "komplan_catalogue")
    profile, _ = context.profile()
    database: Database[CatalogueTx] = Database(store, METADATA, CatalogueStore, context.keys(), utc_now)
    directory = Directory(names.AREA.format(area=profile.area.code), random_id, utc_now)
    capacities = Capacities(directory)
    desk = Desk(
        Providers(directory),
        Services(directory),
        Places(directory),
        Situations(directory),
        capacities,
        Restricted(directory),
    )
    reader = CatalogueServicer(database, LISTINGS, capacities)
    editor = CatalogueEditorServicer(database, KINDS, desk)
    server = context.server
    server.add(catalogue_service_pb2.DESCRIPTOR.services_by_name["CatalogueService"], reader)
    server.add(catalogue_editor_service_pb2.DESCRIPTOR.services_by_name["CatalogueEditorService"], editor)
    server.closing(database.close)
