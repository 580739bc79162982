"""Builds the consultation service; the only place that constructs. A module for each subject."""

from functools import partial

from komplan.consultation.v1 import (
    consultation_service_pb2,
)
from komplan_consultation.compose.book import add_book, book_keys
from komplan_consultation.compose.intake import add_intake
from komplan_consultation.compose.planning import planning_of
from komplan_consultation.compose.privacy import add_privacy
from komplan_consultation.compose.processing import add_processing
from komplan_consultation.compose.publishing import add_publishing
from komplan_consultation.compose.rounds import add_rounds
from komplan_consultation.compose.witnesses import add_witnesses
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.repositories import METADATA
from komplan_consultation.repositories.kinds import ROUND_LIST
from komplan_consultation.repositories.transaction import ConsultationStore
from komplan_consultation.servicer.reading import Consultation, ConsultationServicer
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.tracing import Tracing
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
    book = book_keys(context.settings, store)
    database: Consultation = Database[ConsultationTx](
        store, METADATA, partial(ConsultationStore, keys=book), context.keys(), utc_now
    )
    office = Office(profile, utc_now, random_id)
    planning = planning_of(context)
    rounds = add_rounds(context.server, database, office, planning)
    add_processing(context.server, database, office, planning)
    server, services = (
        context.server,
        {
            **consultation_service_pb2.DESCRIPTOR.services_by_name,
        },
    )
    server.add(services["ConsultationService"], ConsultationServicer(database, ROUND_LIST, rounds, Tracing(office)))
    add_intake(context, database, office, rounds)
    add_privacy(context, database, office)
    add_witnesses(context, database, office, book)
    add_book(context, database, office, book)
    add_publishing(server, database, office, planning)
    server.closing(database.close)
