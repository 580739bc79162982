"""Builds what serves bodies and meetings."""

from komplan.planning.v1 import (
    meeting_service_pb2,
    organisation_editor_service_pb2,
    organisation_service_pb2,
)
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories.meetings import DECISION_LIST, MEETING_LIST, TASK_LIST
from komplan_planning.repositories.organisation import EVENT_LIST, HANDOVER_LIST
from komplan_planning.servicer.meetings import MeetingDesk, MeetingServicer
from komplan_planning.servicer.organisation import (
    OrganisationDesk,
    OrganisationEditorServicer,
    OrganisationServicer,
)
from komplan_planning.usecases.meetings.deciding import Deciding
from komplan_planning.usecases.meetings.meetings import Meetings
from komplan_planning.usecases.meetings.notices import Notices
from komplan_planning.usecases.meetings.tasks import Tasks
from komplan_planning.usecases.organisation.bodies import Bodies
from komplan_planning.usecases.organisation.records import Events, Handovers
from komplan_planning.usecases.structure import Structure


def add_organisation(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    """Add its services to the process."""
    bodies, meetings = Bodies(city), Meetings(city)
    desk = OrganisationDesk(bodies, Handovers(city), Events(city), Notices(city.profile), HANDOVER_LIST, EVENT_LIST)
    meeting_desk = MeetingDesk(
        bodies, meetings, Deciding(city, meetings), Tasks(city), MEETING_LIST, DECISION_LIST, TASK_LIST
    )
    for descriptor, name, servicer in (
        (organisation_service_pb2.DESCRIPTOR, "OrganisationService", OrganisationServicer(database, desk)),
        (
            organisation_editor_service_pb2.DESCRIPTOR,
            "OrganisationEditorService",
            OrganisationEditorServicer(database, desk),
        ),
        (meeting_service_pb2.DESCRIPTOR, "MeetingService", MeetingServicer(database, meeting_desk)),
    ):
        server.add(descriptor.services_by_name[name], servicer)
