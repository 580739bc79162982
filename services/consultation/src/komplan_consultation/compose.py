"""Builds the consultation service; the only place that constructs."""

from komplan.consultation.v1 import consultation_office_service_pb2, consultation_service_pb2
from komplan_consultation.ports import ConsultationTx
from komplan_consultation.repositories import COMMENT_LIST, METADATA, ROUND_LIST, ConsultationStore
from komplan_consultation.servicer import ConsultationOfficeServicer, ConsultationServicer
from komplan_consultation.usecases.book import Book
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.points import Points
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
    database: Database[ConsultationTx] = Database(store, METADATA, ConsultationStore, context.keys(), utc_now)
    office = Office(profile, utc_now, random_id)
    rounds = Rounds(office)
    reading = ConsultationServicer(database, ROUND_LIST, rounds)
    writing = ConsultationOfficeServicer(database, ROUND_LIST, COMMENT_LIST, rounds, Book(office), Points(office))
    server = context.server
    server.add(consultation_service_pb2.DESCRIPTOR.services_by_name["ConsultationService"], reading)
    server.add(consultation_office_service_pb2.DESCRIPTOR.services_by_name["ConsultationOfficeService"], writing)
    server.closing(database.close)
