"""Builds what serves the region's plan."""

from komplan.region.v1 import (
    midterm_comparison_service_pb2,
    midterm_following_office_service_pb2,
    midterm_following_service_pb2,
    midterm_plan_office_service_pb2,
    midterm_plan_service_pb2,
    midterm_strategy_service_pb2,
)
from komplan_kit.client import credentials
from komplan_kit.clock import random_id
from komplan_kit.config import NO_CONSULTATION
from komplan_kit.database import Database
from komplan_kit.serving import Context
from komplan_region import repositories
from komplan_region.consulting import Consulting, NoConsulting
from komplan_region.ports.consulting import RegionConsultation
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import midterm_kinds as kinds
from komplan_region.repositories.midterm_scratch import ScratchRegion
from komplan_region.servicer.midterm import MidtermListings, MidtermPlanServicer
from komplan_region.servicer.midterm_comparison import MidtermComparisonServicer
from komplan_region.servicer.midterm_following import MidtermFollowingOfficeServicer, MidtermFollowingServicer
from komplan_region.servicer.midterm_office import MidtermPlanOfficeServicer
from komplan_region.servicer.midterm_strategy import MidtermStrategyServicer
from komplan_region.usecases.midterm_following import MidtermFollowing
from komplan_region.usecases.midterm_plans import MidtermPlans
from komplan_region.usecases.midterm_strategy import MidtermStrategy


def add_midterm(context: Context, database: Database[RegionTx], region: str) -> None:
    """Add its services to the process."""
    lists = MidtermListings(
        kinds.PLAN_LIST,
        kinds.VERSION_LIST,
        kinds.SECTION_LIST,
        kinds.PRIORITY_LIST,
        kinds.MEASURE_LIST,
        kinds.ACTION_PLAN_LIST,
        kinds.EVALUATION_LIST,
    )
    plans, following = MidtermPlans(region), MidtermFollowing(random_id)
    scratch = ScratchRegion(repositories)
    office = MidtermPlanOfficeServicer(database, lists, plans, _consultation(context), scratch)
    server = context.server
    for file, name, servicer in (
        (midterm_plan_service_pb2, "MidtermPlanService", MidtermPlanServicer(database, lists, plans)),
        (midterm_comparison_service_pb2, "MidtermComparisonService", MidtermComparisonServicer(database)),
        (midterm_plan_office_service_pb2, "MidtermPlanOfficeService", office),
        (
            midterm_strategy_service_pb2,
            "MidtermStrategyService",
            MidtermStrategyServicer(database, lists, MidtermStrategy(random_id)),
        ),
        (
            midterm_following_service_pb2,
            "MidtermFollowingService",
            MidtermFollowingServicer(database, lists, following),
        ),
        (
            midterm_following_office_service_pb2,
            "MidtermFollowingOfficeService",
            MidtermFollowingOfficeServicer(database, lists, following),
        ),
    ):
        server.add(file.DESCRIPTOR.services_by_name[name], servicer)
    server.closing(office.close)


def _consultation(context: Context) -> RegionConsultation:
    """The consultation service that the configuration names, if it names one."""
    settings, own = context.settings, context.settings.outgoing
    if not settings.consultation or settings.consultation == NO_CONSULTATION:
        return NoConsulting()
    consulting = Consulting(settings.consultation, credentials(own.ca, own.certificate, own.key) if own.ca else None)
    context.server.closing(consulting.close)
    return consulting
