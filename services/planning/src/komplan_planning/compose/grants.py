"""Builds what serves grants."""

from komplan.planning.v1 import (
    grant_application_service_pb2,
    grant_editor_service_pb2,
    grant_service_pb2,
)
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories.grants import (
    APPLICATION_LIST,
    ASSESSMENT_LIST,
    CALL_LIST,
    GRANT_DECISION_LIST,
    OWN_APPLICATION_LIST,
    PROPOSAL_LIST,
    RESULT_LIST,
)
from komplan_planning.servicer.grant_editing import GrantEditorServicer, GrantOffice
from komplan_planning.servicer.grants import GrantApplicationServicer, GrantLists, GrantServicer
from komplan_planning.usecases.grants.applications import GrantApplications
from komplan_planning.usecases.grants.calls import GrantCalls
from komplan_planning.usecases.grants.deciding import GrantDeciding
from komplan_planning.usecases.grants.desk import GrantDesk
from komplan_planning.usecases.grants.judging import GrantJudging
from komplan_planning.usecases.grants.money import GrantMoney
from komplan_planning.usecases.grants.paying import GrantPaying
from komplan_planning.usecases.structure import Structure


def add_grants(server: Server, database: Database[PlanningTx], city: Structure) -> None:
    """Add its services to the process."""
    desk = GrantDesk(city)
    lists = GrantLists(
        CALL_LIST,
        APPLICATION_LIST,
        OWN_APPLICATION_LIST,
        ASSESSMENT_LIST,
        PROPOSAL_LIST,
        GRANT_DECISION_LIST,
        RESULT_LIST,
    )
    office = GrantOffice(GrantCalls(desk), GrantJudging(desk), GrantDeciding(desk), GrantPaying(desk))
    applying = GrantApplicationServicer(database, lists, desk, GrantApplications(desk))
    server.add(
        grant_service_pb2.DESCRIPTOR.services_by_name["GrantService"],
        GrantServicer(database, lists, GrantMoney(city.profile)),
    )
    server.add(grant_application_service_pb2.DESCRIPTOR.services_by_name["GrantApplicationService"], applying)
    server.add(
        grant_editor_service_pb2.DESCRIPTOR.services_by_name["GrantEditorService"],
        GrantEditorServicer(database, lists, office),
    )
