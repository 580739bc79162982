"""Builds what serves supply, inhabitants and the network."""

from komplan.region.v1 import (
    network_office_service_pb2,
    network_service_pb2,
    population_office_service_pb2,
    population_service_pb2,
    supply_office_service_pb2,
    supply_service_pb2,
)
from komplan_kit.clock import random_id
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import network
from komplan_region.repositories.population import POPULATIONS
from komplan_region.repositories.supply import SCENARIO_LIST, SERVED_AGES_LIST
from komplan_region.servicer.network import NetworkListings, NetworkServicer
from komplan_region.servicer.network_office import NetworkOfficeServicer
from komplan_region.servicer.population import PopulationOfficeServicer, PopulationServicer, import_reply
from komplan_region.servicer.supply import SupplyOfficeServicer, SupplyServicer
from komplan_region.usecases.network import NetworkOffice
from komplan_region.usecases.population import Populations
from komplan_region.usecases.supply_saying import Scenarios, ServedAgesSaying


def add_supply(server: Server, database: Database[RegionTx], region: str) -> None:
    """Add their services to the process."""
    lists = NetworkListings(
        network.ENTRY_LIST, network.DECISION_LIST, network.APPLICATION_LIST, network.CRITERION_LIST, network.FLAG_LIST
    )
    ages, scenarios = SERVED_AGES_LIST, SCENARIO_LIST
    saying, assuming = ServedAgesSaying(region, random_id), Scenarios(region, random_id)
    for file, name, servicer in (
        (supply_service_pb2, "SupplyService", SupplyServicer(database, ages, scenarios)),
        (
            supply_office_service_pb2,
            "SupplyOfficeService",
            SupplyOfficeServicer(database, ages, scenarios, saying, assuming),
        ),
        (population_service_pb2, "PopulationService", PopulationServicer(database, POPULATIONS)),
        (
            population_office_service_pb2,
            "PopulationOfficeService",
            PopulationOfficeServicer(database, Populations(region, import_reply)),
        ),
        (network_service_pb2, "NetworkService", NetworkServicer(database, lists)),
        (
            network_office_service_pb2,
            "NetworkOfficeService",
            NetworkOfficeServicer(database, lists, NetworkOffice(region, random_id)),
        ),
    ):
        server.add(file.DESCRIPTOR.services_by_name[name], servicer)
