"""Builds what serves action plans, monitoring and evaluation."""

from komplan.planning.v1 import (
    as_known_service_pb2,
    monitoring_editor_service_pb2,
    monitoring_service_pb2,
    plan_project_service_pb2,
)
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories import monitoring
from komplan_planning.servicer.as_known import AsKnownServicer
from komplan_planning.servicer.monitoring import MonitoringLists, MonitoringServicer
from komplan_planning.servicer.monitoring_editing import MonitoringEditorServicer, MonitoringOffice
from komplan_planning.servicer.plan_projects import PlanProjectServicer
from komplan_planning.usecases.grants.desk import GrantDesk
from komplan_planning.usecases.monitoring.action_plans import ActionPlans
from komplan_planning.usecases.monitoring.as_known import AsKnown
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.monitoring.deviations import Deviations
from komplan_planning.usecases.monitoring.evaluations import Evaluations
from komplan_planning.usecases.monitoring.observations import Observations
from komplan_planning.usecases.monitoring.projects import PlanProjects
from komplan_planning.usecases.monitoring.watching import Watching
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.tree import Tree


def add_monitoring(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    """Add its services to the process."""
    desk = MonitoringDesk(city)
    lists = MonitoringLists(
        monitoring.ACTION_PLAN_LIST,
        monitoring.OBSERVATION_LIST,
        monitoring.PUBLISHED_LIST,
        monitoring.DEVIATION_LIST,
        monitoring.PLAN_PROJECT_LIST,
        monitoring.REVISION_LIST,
        monitoring.OWN_REVISION_LIST,
        monitoring.EVALUATION_LIST,
    )
    action_plans, evaluations = ActionPlans(desk), Evaluations(desk)
    projects = PlanProjects(desk, GrantDesk(city).own_provider)
    observations, watching = Observations(desk, Tree(city)), Watching(desk, projects)
    office = MonitoringOffice(action_plans, observations, Deviations(desk), evaluations, watching)
    for descriptor, name, servicer in (
        (
            monitoring_service_pb2.DESCRIPTOR,
            "MonitoringService",
            MonitoringServicer(database, lists, action_plans, projects, evaluations),
        ),
        (
            monitoring_editor_service_pb2.DESCRIPTOR,
            "MonitoringEditorService",
            MonitoringEditorServicer(database, lists, office),
        ),
        (
            plan_project_service_pb2.DESCRIPTOR,
            "PlanProjectService",
            PlanProjectServicer(database, lists, projects),
        ),
        (
            as_known_service_pb2.DESCRIPTOR,
            "AsKnownService",
            AsKnownServicer(database, monitoring.KNOWN, AsKnown()),
        ),
    ):
        server.add(descriptor.services_by_name[name], servicer)
