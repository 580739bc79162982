"""Builds the region's service; the only place that constructs."""

from functools import partial

from komplan.region.v1 import region_office_service_pb2, region_service_pb2
from komplan_core.errors import Refused
from komplan_kit.client import credentials
from komplan_kit.config import Outgoing
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.identity import assertion
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context
from komplan_region.collecting.collector import Collector
from komplan_region.collecting.lines import Lines
from komplan_region.compose.background import add_background
from komplan_region.compose.directory import add_directory
from komplan_region.compose.funding import add_funding
from komplan_region.compose.midterm import add_midterm
from komplan_region.compose.needs import add_needs
from komplan_region.compose.supply import add_supply
from komplan_region.compose.territory import add_territory
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import METADATA
from komplan_region.repositories.remembering import Remembering
from komplan_region.repositories.transaction import RegionStore
from komplan_region.servicer.messages import OFFICE
from komplan_region.servicer.office import RegionOfficeServicer
from komplan_region.servicer.reading import RegionServicer
from komplan_region.usecases.directory import Directory


def compose(context: Context) -> None:
    """Add the region's service to the process."""
    region = context.settings.region
    if region is None:
        raise Refused("CONFIG", "no region is configured")
    store = Store(context.settings.database("region"))
    upgrade(store, "komplan_region")
    database: Database[RegionTx] = Database(
        store, METADATA, partial(RegionStore, remembering=Remembering()), staff=OFFICE
    )
    outgoing = context.settings.outgoing
    directory = Directory(region.code, secured=outgoing.ca is not None)
    lines = _lines(outgoing, f"region-{region.code}")
    collector = Collector(database, directory, lines)
    office = RegionOfficeServicer(database, directory, collector, region.deadline_seconds)
    server = context.server
    add_background(server, database, directory, collector, region)
    server.add(
        region_service_pb2.DESCRIPTOR.services_by_name["RegionService"],
        RegionServicer(database, directory, region.title),
    )
    server.add(region_office_service_pb2.DESCRIPTOR.services_by_name["RegionOfficeService"], office)
    add_directory(server, database, directory, lines, region)
    add_territory(server, database, region.code)
    add_funding(server, database, region.code)
    add_needs(server, database, region.code, region.title)
    add_midterm(context, database, region.code)
    add_supply(server, database, region.code)
    server.closing(database.close)
    server.closing(collector.close)


def _lines(own: Outgoing, subject: str) -> Lines:
    channel = credentials(own.ca, own.certificate, own.key) if own.ca else None
    key = own.issuer_key
    return Lines(channel, (lambda area: assertion(key, subject, ("region",), area)) if key is not None else None)
