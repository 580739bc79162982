"""Builds what serves completeness and adoption."""

from collections.abc import Callable

from komplan.planning.v1 import (
    adoption_service_pb2,
    completeness_service_pb2,
    resolution_editor_service_pb2,
    resolution_service_pb2,
    scoring_service_pb2,
    staff_fields_service_pb2,
)
from komplan_kit.client import credentials
from komplan_kit.config import NO_CONSULTATION
from komplan_kit.database import Database
from komplan_kit.serving import Context
from komplan_planning.consulting import Consulting, NoConsultation
from komplan_planning.ports.adoption import Consultation
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.repositories.adoption import RESOLUTION_LIST, SCORING_LIST, SUBMISSION_LIST
from komplan_planning.servicer.adoption import AdoptionServicer
from komplan_planning.servicer.completeness import CompletenessServicer
from komplan_planning.servicer.resolutions import ResolutionEditorServicer, ResolutionServicer
from komplan_planning.servicer.scoring import ScoringServicer
from komplan_planning.servicer.staff_fields import StaffFieldsServicer
from komplan_planning.usecases.adopting import Adopting
from komplan_planning.usecases.completeness import Completeness
from komplan_planning.usecases.resolutions import Resolutions
from komplan_planning.usecases.scoring import Scorings
from komplan_planning.usecases.staff_fields import StaffValues
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.submitting import Submitting
from komplan_planning.usecases.versions import Versions


def add_adoption(
    context: Context, database: Database[PlanningTx], city: Structure, published: Callable[[], None]
) -> None:
    """Add its services to the process; `published` is called when a plan was adopted."""
    server, services = (
        context.server,
        {
            **completeness_service_pb2.DESCRIPTOR.services_by_name,
            **adoption_service_pb2.DESCRIPTOR.services_by_name,
            **resolution_service_pb2.DESCRIPTOR.services_by_name,
            **resolution_editor_service_pb2.DESCRIPTOR.services_by_name,
            **scoring_service_pb2.DESCRIPTOR.services_by_name,
            **staff_fields_service_pb2.DESCRIPTOR.services_by_name,
        },
    )
    consultation = _consultation(context)
    submitting, adopting = Submitting(city), Adopting(city, Versions(city))
    adoption = AdoptionServicer(database, SUBMISSION_LIST, submitting, adopting, consultation, published)
    server.add(services["CompletenessService"], CompletenessServicer(database, Completeness(city)))
    server.add(services["AdoptionService"], adoption)
    server.add(services["ResolutionService"], ResolutionServicer(database, RESOLUTION_LIST))
    server.add(
        services["ResolutionEditorService"], ResolutionEditorServicer(database, RESOLUTION_LIST, Resolutions(city))
    )
    server.add(services["ScoringService"], ScoringServicer(database, SCORING_LIST, Scorings(city)))
    server.add(services["StaffFieldsService"], StaffFieldsServicer(database, StaffValues(city)))


def _consultation(context: Context) -> Consultation:
    """The consultation service that the configuration names, or the one in this process, or the word that none is."""
    settings, own = context.settings, context.settings.outgoing
    if settings.consultation == NO_CONSULTATION:
        return NoConsultation()

    def target() -> str:
        if settings.consultation:
            return settings.consultation
        if "consultation" in context.services:  # the port may have been chosen at the start
            return f"{settings.address(context.services).rsplit(':', 1)[0]}:{context.server.port}"
        return settings.listen_by_service.get("consultation", "")

    consulting = Consulting(target, credentials(own.ca, own.certificate, own.key) if own.ca else None)
    context.server.closing(consulting.close)
    return consulting
