"""Builds what serves traceability, the end of a round, publication and replies."""

from functools import partial
from typing import Final

from komplan.consultation.v1 import (
    publication_office_service_pb2,
    publication_service_pb2,
    reply_service_pb2,
    round_outcome_service_pb2,
    traceability_service_pb2,
)
from komplan_consultation.planning import AskingPlanning, NoPlanning
from komplan_consultation.ports.results import Results
from komplan_consultation.repositories.replies import REPLY_LIST
from komplan_consultation.repositories.traceability import INCORPORATION_LIST
from komplan_consultation.results import AskingResults, NoResults
from komplan_consultation.servicer.outcomes import RoundOutcomeServicer
from komplan_consultation.servicer.publication_office import PublicationOfficeServicer
from komplan_consultation.servicer.publishing import PublicationServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.replies import ReplyServicer
from komplan_consultation.servicer.tables import Tables
from komplan_consultation.servicer.traceability import TraceabilityServicer
from komplan_consultation.servicer.trails import TrailMessages
from komplan_consultation.usecases.evaluating import Evaluating
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.publishing import Publishing
from komplan_consultation.usecases.recording import Recording
from komplan_consultation.usecases.releasing import Releasing
from komplan_consultation.usecases.replying import Replying
from komplan_consultation.usecases.tabulating import Tabulating
from komplan_consultation.usecases.tracing import Tracing
from komplan_consultation.usecases.trailing import Trailing
from komplan_core.errors import NotFound, Refused
from komplan_kit.server import Server

LOOK_EVERY: Final = 3600.0
"""Seconds between two looks at what planning published of the measures of consulted plans."""


def add_publishing(
    server: Server, database: Consultation, office: Office, planning: AskingPlanning | NoPlanning
) -> None:
    """Add their services to the server."""
    services = {
        **traceability_service_pb2.DESCRIPTOR.services_by_name,
        **round_outcome_service_pb2.DESCRIPTOR.services_by_name,
        **publication_service_pb2.DESCRIPTOR.services_by_name,
        **publication_office_service_pb2.DESCRIPTOR.services_by_name,
        **reply_service_pb2.DESCRIPTOR.services_by_name,
    }
    results: Results = AskingResults(planning) if isinstance(planning, AskingPlanning) else NoResults()
    tracing, publishing, tabulating = Tracing(office), Publishing(office), Tabulating(office)
    trails = TrailMessages(Trailing(office, publishing), results, office.titles)
    tables, recording = Tables(database, tabulating), Recording(office)
    server.add(
        services["TraceabilityService"],
        TraceabilityServicer(database, INCORPORATION_LIST, tracing, recording, trails, results),
    )
    server.add(services["RoundOutcomeService"], RoundOutcomeServicer(database, Releasing(office, tracing), results))
    server.add(
        services["PublicationService"],
        PublicationServicer(database, publishing, tabulating, trails, tables, office.profile.workflow("point")),
    )
    server.add(services["PublicationOfficeService"], PublicationOfficeServicer(database, publishing, tables))
    if isinstance(planning, AskingPlanning):
        server.background("monitoring", LOOK_EVERY, partial(_look, database, recording, results))
    replies = ReplyServicer(database, REPLY_LIST, Replying(office), Evaluating(office), results)
    server.add(services["ReplyService"], replies)


async def _look(database: Consultation, recording: Recording, results: Results) -> None:
    """Enter what planning published anew of the plans on which people commented."""
    for plan in await database.read(recording.plans):
        try:
            published = await results.published(plan)
        except (NotFound, Refused):  # the plan is not kept by this planning service, or none is configured
            continue
        if published is not None and await database.read(recording.is_due, plan, published):
            await database.write(recording.record, plan, published, alone=True)
