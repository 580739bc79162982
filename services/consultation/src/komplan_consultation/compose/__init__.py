"""Builds the consultation service; the only place that constructs. A module for each subject."""

from komplan.consultation.v1 import (
    consultation_service_pb2,
    intake_service_pb2,
    privacy_service_pb2,
    round_office_service_pb2,
    settlement_service_pb2,
)
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.repositories import METADATA
from komplan_consultation.repositories.kinds import COMMENT_LIST, ROUND_LIST
from komplan_consultation.repositories.transaction import ConsultationStore
from komplan_consultation.servicer.intake import IntakeServicer
from komplan_consultation.servicer.privacy import PrivacyServicer
from komplan_consultation.servicer.reading import Consultation, ConsultationServicer
from komplan_consultation.servicer.rounds import RoundOfficeServicer
from komplan_consultation.servicer.settlement import SettlementServicer
from komplan_consultation.usecases.intake import Intake
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.points import Points
from komplan_consultation.usecases.privacy import Privacy
from komplan_consultation.usecases.rounds import Rounds
from komplan_kit.clock import random_id, utc_now
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_kit.serving import Context


def compose(context: Context) -> None:
    """Add the consultation service to the process."""
    store = Store(context.settings.database("consultation"))
    upgrade(store, "komplan_consultation")
    profile, _ = context.profile()
    database: Consultation = Database[ConsultationTx](store, METADATA, ConsultationStore, context.keys(), utc_now)
    office = Office(profile, utc_now, random_id)
    rounds = Rounds(office)
    server, services = (
        context.server,
        {
            **consultation_service_pb2.DESCRIPTOR.services_by_name,
            **round_office_service_pb2.DESCRIPTOR.services_by_name,
            **intake_service_pb2.DESCRIPTOR.services_by_name,
            **settlement_service_pb2.DESCRIPTOR.services_by_name,
            **privacy_service_pb2.DESCRIPTOR.services_by_name,
        },
    )
    server.add(services["ConsultationService"], ConsultationServicer(database, ROUND_LIST, rounds))
    server.add(services["RoundOfficeService"], RoundOfficeServicer(database, ROUND_LIST, rounds))
    server.add(services["IntakeService"], IntakeServicer(database, COMMENT_LIST, Intake(office, rounds)))
    server.add(services["SettlementService"], SettlementServicer(database, COMMENT_LIST, Points(office)))
    server.add(services["PrivacyService"], PrivacyServicer(database, Privacy()))
    server.closing(database.close)
