"""Builds what serves the crosswalk, the money and what can be funded."""

from komplan.region.v1 import (
    crosswalk_office_service_pb2,
    crosswalk_service_pb2,
    funding_office_service_pb2,
    funding_service_pb2,
    money_service_pb2,
)
from komplan_kit.clock import random_id
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories.crosswalk import CROSSWALK_LIST
from komplan_region.repositories.funding import FUNDING_LIST
from komplan_region.servicer.crosswalk import CrosswalkOfficeServicer, CrosswalkServicer
from komplan_region.servicer.funding import FundingOfficeServicer, FundingServicer, encoded
from komplan_region.servicer.money import MoneyServicer
from komplan_region.solving.highs import Highs
from komplan_region.usecases.crosswalk import Crosswalks
from komplan_region.usecases.funding import Fundings


def add_funding(server: Server, database: Database[RegionTx], region: str) -> None:
    """Add their services to the process."""
    crosswalks, fundings = Crosswalks(region, random_id), Fundings(region, random_id, encoded)
    of_funding = FundingOfficeServicer(database, FUNDING_LIST, fundings, Highs)
    for file, name, servicer in (
        (crosswalk_service_pb2, "CrosswalkService", CrosswalkServicer(database, CROSSWALK_LIST, crosswalks)),
        (
            crosswalk_office_service_pb2,
            "CrosswalkOfficeService",
            CrosswalkOfficeServicer(database, CROSSWALK_LIST, crosswalks),
        ),
        (funding_service_pb2, "FundingService", FundingServicer(database, FUNDING_LIST, fundings)),
        (funding_office_service_pb2, "FundingOfficeService", of_funding),
        (money_service_pb2, "MoneyService", MoneyServicer(database)),
    ):
        server.add(file.DESCRIPTOR.services_by_name[name], servicer)
    server.closing(of_funding.close)
