"""How the witnesses of the book stand."""

from typing import Any

from komplan.consultation.v1 import book_witness_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.witnesses import Standing, Witnesses
from komplan_core import names


class BookWitnessServicer:
    """Public: whether others watch the book."""

    def __init__(self, database: Consultation, witnesses: Witnesses) -> None:
        self._db, self._witnesses = database, witnesses

    async def GetWitnessState(self, request: pb.GetWitnessStateRequest, context: Any) -> pb.GetWitnessStateResponse:
        names.ROUND.parse(request.parent, "parent")
        found = await self._db.read(self._witnesses.standings, request.parent)
        return pb.GetWitnessStateResponse(
            witnesses=map(_message, found), alarm=any(standing.alarm or standing.known_size for standing in found)
        )


def _message(standing: Standing) -> pb.WitnessState:
    told = pb.WitnessState(
        witness=standing.witness.name,
        key=str(standing.witness),
        origin=standing.origin,
        size=standing.size,
        problem=standing.problem,
        alarm=standing.alarm,
        contradicted_size=standing.known_size,
    )
    if standing.cosigned_at is not None:
        told.cosigned_at.FromDatetime(standing.cosigned_at)
    if standing.asked_at is not None:
        told.asked_at.FromDatetime(standing.asked_at)
    return told
