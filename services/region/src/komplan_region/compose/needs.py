"""Builds what serves the region's needs."""

from komplan.region.v1 import (
    need_intake_office_service_pb2,
    need_intake_service_pb2,
    need_round_office_service_pb2,
    needs_office_service_pb2,
    needs_service_pb2,
)
from komplan_kit.clock import random_id
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import need_kinds
from komplan_region.servicer.need_intake import NeedIntakeServicer
from komplan_region.servicer.need_intake_office import NeedIntakeOfficeServicer
from komplan_region.servicer.need_replies import codes_reply, submitted_reply
from komplan_region.servicer.need_rounds import NeedRoundOfficeServicer
from komplan_region.servicer.need_workbooks import Workbooks
from komplan_region.servicer.needs import NeedListings, NeedsServicer
from komplan_region.servicer.needs_office import NeedsOfficeServicer
from komplan_region.sources.need_forms import WorkbookForms
from komplan_region.usecases.need_intake import NeedIntake
from komplan_region.usecases.need_merging import NeedMerging
from komplan_region.usecases.need_rounds import RegionNeedRounds


def add_needs(server: Server, database: Database[RegionTx], region: str, title: str) -> None:
    """Add its services to the process."""
    lists = NeedListings(
        need_kinds.ROUND_LIST,
        need_kinds.INTAKE_LIST,
        need_kinds.CODE_LIST,
        need_kinds.MERGE_LIST,
        need_kinds.RESPONSE_LIST,
    )
    rounds, merging = RegionNeedRounds(region, codes_reply), NeedMerging(region, random_id)
    taking = database, NeedIntake(title, submitted_reply), Workbooks(WorkbookForms())
    for descriptor, name, servicer in (
        (needs_service_pb2.DESCRIPTOR, "NeedsService", NeedsServicer(database, lists, rounds)),
        (needs_office_service_pb2.DESCRIPTOR, "NeedsOfficeService", NeedsOfficeServicer(database, lists, merging)),
        (
            need_round_office_service_pb2.DESCRIPTOR,
            "NeedRoundOfficeService",
            NeedRoundOfficeServicer(database, lists, rounds),
        ),
        (need_intake_service_pb2.DESCRIPTOR, "NeedIntakeService", NeedIntakeServicer(*taking)),
        (
            need_intake_office_service_pb2.DESCRIPTOR,
            "NeedIntakeOfficeService",
            NeedIntakeOfficeServicer(*taking),
        ),
    ):
        server.add(descriptor.services_by_name[name], servicer)
