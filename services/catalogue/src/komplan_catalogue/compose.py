"""Builds the catalogue service; the only place that constructs."""

import threading

from komplan.catalogue.v1 import (
    campaign_editor_service_pb2,
    campaign_service_pb2,
    catalogue_editor_service_pb2,
    catalogue_import_service_pb2,
    catalogue_service_pb2,
    change_request_service_pb2,
    export_service_pb2,
    history_service_pb2,
    merge_service_pb2,
    provenance_editor_service_pb2,
    provenance_service_pb2,
    reporting_editor_service_pb2,
    reporting_service_pb2,
)
from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.repositories import METADATA, kinds
from komplan_catalogue.repositories.campaigns import CAMPAIGN_ITEM_LIST, CAMPAIGN_LIST, CAMPAIGNS
from komplan_catalogue.repositories.change_requests import CHANGE_REQUEST_LIST, OWN_CHANGE_REQUEST_LIST
from komplan_catalogue.repositories.importing import RUN_LIST
from komplan_catalogue.repositories.merging import MERGE_LIST
from komplan_catalogue.repositories.reporting import PUBLISHED_REPORT_LIST, REPORT_LIST, REPORT_PERIOD_LIST
from komplan_catalogue.repositories.transaction import CatalogueStore
from komplan_catalogue.servicer.campaigns import (
    CampaignDesk,
    CampaignEditorServicer,
    CampaignListings,
    CampaignServicer,
)
from komplan_catalogue.servicer.change_requests import ChangeRequestServicer, RequestLists
from komplan_catalogue.servicer.editing import CatalogueEditorServicer, Desk, Kinds
from komplan_catalogue.servicer.entries import EntryMessages
from komplan_catalogue.servicer.history import HistoryServicer
from komplan_catalogue.servicer.importing import CatalogueImportServicer
from komplan_catalogue.servicer.merging import MergeServicer
from komplan_catalogue.servicer.outputs import CatalogueExportServicer, Outputs
from komplan_catalogue.servicer.provenance import ProvenanceEditorServicer, ProvenanceMessages, ProvenanceServicer
from komplan_catalogue.servicer.reading import CatalogueServicer, Listings
from komplan_catalogue.servicer.reporting import ReportingEditorServicer, ReportingListings, ReportingServicer
from komplan_catalogue.usecases import entries as by_name
from komplan_catalogue.usecases.campaigns.confirming import Confirming
from komplan_catalogue.usecases.campaigns.reminding import Reminding
from komplan_catalogue.usecases.campaigns.rounds import Campaigns
from komplan_catalogue.usecases.campaigns.tokens import Tokens
from komplan_catalogue.usecases.capacities import Capacities
from komplan_catalogue.usecases.change_requests import ChangeRequests
from komplan_catalogue.usecases.directory import Directory
from komplan_catalogue.usecases.history import History
from komplan_catalogue.usecases.importing.imports import Imports
from komplan_catalogue.usecases.importing.speaking import Desk as ImportDesk
from komplan_catalogue.usecases.importing.undo import Undo
from komplan_catalogue.usecases.layers import Layers
from komplan_catalogue.usecases.merging.merging import Merges
from komplan_catalogue.usecases.merging.references import Moves
from komplan_catalogue.usecases.outputs.feed import Feed
from komplan_catalogue.usecases.outputs.geojson import GeoJson
from komplan_catalogue.usecases.outputs.hsds.lines import Hsds
from komplan_catalogue.usecases.outputs.town import Town
from komplan_catalogue.usecases.places import Places, Restricted
from komplan_catalogue.usecases.provenance import Provenances
from komplan_catalogue.usecases.providers import Providers
from komplan_catalogue.usecases.reporting.desk import ReportingDesk
from komplan_catalogue.usecases.reporting.figures import Figures
from komplan_catalogue.usecases.reporting.organisations import Organisations
from komplan_catalogue.usecases.reporting.periods import ReportPeriods
from komplan_catalogue.usecases.reporting.reports import Reports
from komplan_catalogue.usecases.search import Search
from komplan_catalogue.usecases.services import Services
from komplan_catalogue.usecases.situations import Situations
from komplan_catalogue.usecases.synonyms import SynonymGroups
from komplan_core import names
from komplan_kit.clock import random_id, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.schema import upgrade
from komplan_kit.server import Server
from komplan_kit.serving import Context
from komplan_kit.tokens import Tokens as SignedTokens

LISTINGS = Listings(kinds.PROVIDER_LIST, kinds.SERVICE_LIST, kinds.PLACE_LIST, kinds.SITUATION_LIST)
KINDS = Kinds(
    kinds.PROVIDERS,
    kinds.SERVICES,
    kinds.PLACES,
    kinds.SITUATIONS,
    kinds.SYNONYMS,
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
    layers = Layers()
    capacities, search = Capacities(directory), Search(directory)
    threading.Thread(target=search.prepare, name="search words", daemon=True).start()
    desk = Desk(
        Providers(directory, layers),
        Services(directory, layers),
        Places(directory, layers),
        Situations(directory),
        capacities,
        Restricted(directory),
        SynonymGroups(directory),
        search,
    )
    reader = CatalogueServicer(database, LISTINGS, capacities, search)
    editor = CatalogueEditorServicer(database, KINDS, desk, kinds.SYNONYMS_LIST)
    server = context.server
    server.add(catalogue_service_pb2.DESCRIPTOR.services_by_name["CatalogueService"], reader)
    server.add(catalogue_editor_service_pb2.DESCRIPTOR.services_by_name["CatalogueEditorService"], editor)
    _add_reporting(server, database, ReportingDesk(directory, profile))
    _add_exports(server, database, Town.of(profile.area), directory)
    written = by_name.Entries(desk.providers, desk.services, desk.places)
    _add_imports(server, database, ImportDesk(directory, written, desk.situations))
    _add_campaigns(server, database, directory, context.keys(), written)
    _add_merging(server, database, directory, written, desk.restricted)
    _add_provenance(server, database, directory, by_name.Entries(desk.providers, desk.services, desk.places))
    server.closing(database.close)


def _add_reporting(server: Server, database: Database[CatalogueTx], desk: ReportingDesk) -> None:
    listings = ReportingListings(REPORT_PERIOD_LIST, REPORT_LIST, PUBLISHED_REPORT_LIST)
    figures = Figures(desk)
    reader = ReportingServicer(database, listings, figures, Organisations(desk))
    editor = ReportingEditorServicer(database, listings, desk, ReportPeriods(desk), Reports(desk), figures)
    server.add(reporting_service_pb2.DESCRIPTOR.services_by_name["ReportingService"], reader)
    server.add(reporting_editor_service_pb2.DESCRIPTOR.services_by_name["ReportingEditorService"], editor)


def _add_exports(server: Server, database: Database[CatalogueTx], town: Town, directory: Directory) -> None:
    outputs = Outputs(Hsds(town, directory.today), GeoJson(town, directory.today), Feed(directory.today))
    exports = CatalogueExportServicer(database, outputs)
    server.add(export_service_pb2.DESCRIPTOR.services_by_name["CatalogueExportService"], exports)


def _add_imports(server: Server, database: Database[CatalogueTx], desk: ImportDesk) -> None:
    servicer = CatalogueImportServicer(database, RUN_LIST, Imports(desk), Undo(desk))
    server.add(catalogue_import_service_pb2.DESCRIPTOR.services_by_name["CatalogueImportService"], servicer)


def _add_campaigns(
    server: Server,
    database: Database[CatalogueTx],
    directory: Directory,
    keys: Keystore,
    entries: by_name.Entries,
) -> None:
    tokens = Tokens(SignedTokens(keys.secret("confirm-token"), directory.area, directory.clock))
    confirming = Confirming(directory, tokens, History(entries))
    desk = CampaignDesk(Campaigns(directory), Reminding(directory, tokens), confirming)
    editor = CampaignEditorServicer(database, CAMPAIGNS, CampaignListings(CAMPAIGN_LIST, CAMPAIGN_ITEM_LIST), desk)
    public = campaign_service_pb2.DESCRIPTOR.services_by_name["CampaignService"]
    server.add(public, CampaignServicer(database, desk))
    server.add(campaign_editor_service_pb2.DESCRIPTOR.services_by_name["CampaignEditorService"], editor)


def _add_provenance(
    server: Server, database: Database[CatalogueTx], directory: Directory, entries: by_name.Entries
) -> None:
    codecs = EntryMessages(kinds.PROVIDERS.codec, kinds.SERVICES.codec, kinds.PLACES.codec)
    known = (database, Provenances(directory, entries), ProvenanceMessages(codecs))
    lists = RequestLists(CHANGE_REQUEST_LIST, OWN_CHANGE_REQUEST_LIST)
    requests = ChangeRequests(directory, entries.services, Campaigns(directory).corrected)
    added = (
        (provenance_service_pb2, ProvenanceServicer(*known)),
        (provenance_editor_service_pb2, ProvenanceEditorServicer(*known)),
        (history_service_pb2, HistoryServicer(database, History(entries), codecs)),
        (change_request_service_pb2, ChangeRequestServicer(database, lists, kinds.SERVICES.codec, requests)),
    )
    for module, servicer in added:
        server.add(next(iter(module.DESCRIPTOR.services_by_name.values())), servicer)


def _add_merging(
    server: Server,
    database: Database[CatalogueTx],
    directory: Directory,
    entries: by_name.Entries,
    restricted: Restricted,
) -> None:
    moves = Moves(entries.services, restricted, directory.clock)
    merges = Merges(directory, entries, moves)
    servicer = MergeServicer(database, MERGE_LIST, merges)
    server.add(merge_service_pb2.DESCRIPTOR.services_by_name["MergeService"], servicer)
