"""Builds what serves the process of a cycle."""

from komplan.planning.v1 import (
    process_editor_service_pb2,
    process_service_pb2,
)
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories.process import ENTRY_LIST, PROJECT_LIST, STEP_LIST
from komplan_planning.servicer.process import ProcessDesks, ProcessEditorServicer, ProcessLists, ProcessServicer
from komplan_planning.usecases.process.calendar import Calendar
from komplan_planning.usecases.process.desk import ProcessDesk
from komplan_planning.usecases.process.planning_back import PlanningBack
from komplan_planning.usecases.process.projects import PayingProjects
from komplan_planning.usecases.process.status import Statuses
from komplan_planning.usecases.process.steps import Steps
from komplan_planning.usecases.structure import Structure


def add_process(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    """Add its services to the process."""
    desk, lists = ProcessDesk(city), ProcessLists(STEP_LIST, ENTRY_LIST, PROJECT_LIST)
    steps, projects = Steps(desk), PayingProjects(desk)
    desks = ProcessDesks(steps, Calendar(desk), PlanningBack(desk), projects)
    reader = ProcessServicer(database, lists, Statuses(desk, steps), projects)
    editor = ProcessEditorServicer(database, lists, desks)
    server.add(process_service_pb2.DESCRIPTOR.services_by_name["ProcessService"], reader)
    server.add(process_editor_service_pb2.DESCRIPTOR.services_by_name["ProcessEditorService"], editor)
