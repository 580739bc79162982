"""The witnesses of the comment book: who they are, and the job that goes round them."""

from komplan.consultation.v1 import book_witness_service_pb2
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.witnesses import BookWitnessServicer
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.witnesses import Witnesses
from komplan_consultation.witnessing import Visits
from komplan_core.book.notes import VerifierKey
from komplan_core.consultation.witnessed import WHILE_OPEN
from komplan_kit.client import credentials
from komplan_kit.serving import Context


def add_witnesses(context: Context, database: Consultation, office: Office, book: BookKeys) -> None:
    """Serve how the witnesses stand, and go round them while the server serves."""
    own, named = context.settings.outgoing, context.settings.book.witnesses
    keys = [VerifierKey.parse(witness.key) for witness in named]
    witnesses = Witnesses(office.profile, office.clock, keys)
    service = book_witness_service_pb2.DESCRIPTOR.services_by_name["BookWitnessService"]
    context.server.add(service, BookWitnessServicer(database, witnesses))
    if not keys:
        return
    channel = credentials(own.ca, own.certificate, own.key) if own.ca else None
    addresses = {key.name: witness.address for key, witness in zip(keys, named, strict=True)}
    visits = Visits(database, witnesses, addresses, channel, book.refusals.__setitem__)
    context.server.background("witnessing", WHILE_OPEN.total_seconds(), visits.turn)
    context.server.closing(visits.close)
