"""Builds what serves the region's territory."""

from komplan.region.v1 import territory_office_service_pb2, territory_service_pb2
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories.territory import TERRITORY_LIST
from komplan_region.servicer.territory import TerritoryOfficeServicer, TerritoryServicer
from komplan_region.usecases.territory import Territories


def add_territory(server: Server, database: Database[RegionTx], region: str) -> None:
    """Add its services to the process."""
    territories = Territories(region)
    server.add(
        territory_service_pb2.DESCRIPTOR.services_by_name["TerritoryService"],
        TerritoryServicer(database, TERRITORY_LIST, territories),
    )
    server.add(
        territory_office_service_pb2.DESCRIPTOR.services_by_name["TerritoryOfficeService"],
        TerritoryOfficeServicer(database, territories),
    )
