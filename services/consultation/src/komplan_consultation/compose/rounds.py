"""Builds what serves rounds, drafts and paper forms."""

from typing import Final

from komplan.consultation.v1 import (
    draft_office_service_pb2,
    draft_service_pb2,
    form_office_service_pb2,
    form_service_pb2,
    round_office_service_pb2,
)
from komplan_consultation.ports.planning import Planning
from komplan_consultation.repositories.drafts import DRAFT_LIST, PLACE_LIST
from komplan_consultation.repositories.forms import FORM_BATCH_LIST
from komplan_consultation.repositories.kinds import ROUND_LIST
from komplan_consultation.servicer.drafts import DraftOfficeServicer, DraftServicer
from komplan_consultation.servicer.forms import FormOfficeServicer, FormServicer
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.rounds import RoundOfficeServicer
from komplan_consultation.usecases.drafts import Drafts
from komplan_consultation.usecases.forms import Forms
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.rounds import Rounds
from komplan_kit.server import Server

LOOK_EVERY: Final = 30.0
"""Seconds between two looks at whether a round opens, switches its phase or closes."""


def add_rounds(server: Server, database: Consultation, office: Office, planning: Planning) -> Rounds:
    """Add their services to the server, and the job that opens and closes rounds. Gives their use cases."""
    services = {
        **round_office_service_pb2.DESCRIPTOR.services_by_name,
        **draft_service_pb2.DESCRIPTOR.services_by_name,
        **draft_office_service_pb2.DESCRIPTOR.services_by_name,
        **form_service_pb2.DESCRIPTOR.services_by_name,
        **form_office_service_pb2.DESCRIPTOR.services_by_name,
    }
    drafts = Drafts(office)
    rounds = Rounds(office, drafts)
    forms = Forms(office, rounds)
    server.add(services["RoundOfficeService"], RoundOfficeServicer(database, ROUND_LIST, rounds, planning))
    server.add(services["DraftService"], DraftServicer(database, DRAFT_LIST, drafts))
    server.add(services["DraftOfficeService"], DraftOfficeServicer(database, PLACE_LIST, drafts, planning))
    server.add(services["FormService"], FormServicer(database, forms))
    server.add(services["FormOfficeService"], FormOfficeServicer(database, FORM_BATCH_LIST, forms))

    async def look() -> None:
        for name in await database.read(rounds.behind):
            await database.write(rounds.catch_up, name)

    server.background("rounds", LOOK_EVERY, look)
    return rounds
