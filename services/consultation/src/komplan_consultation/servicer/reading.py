"""Reading the consultation; nothing here is personal."""

from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import consultation_service_pb2 as pb
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.rounds import Rounds
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_kit.database import Database
from komplan_kit.reading import Listing

Consultation = Database[ConsultationTx]


class ConsultationServicer:
    """Reading; nothing here is personal."""

    def __init__(self, database: Consultation, round_list: Listing, rounds: Rounds) -> None:
        self._db, self._round_list, self._rounds = database, round_list, rounds

    async def GetRound(self, request: pb.GetRoundRequest, context: Any) -> bytes:
        return await self._db.get(self._round_list.kind, request.name)

    async def ListRounds(self, request: pb.ListRoundsRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.page(self._round_list, request)

    async def CountComments(self, request: pb.CountCommentsRequest, context: Any) -> pb.CountCommentsResponse:
        return pb.CountCommentsResponse(**asdict(await self._db.read(self._rounds.count, request.parent)))

    async def GetSettlementState(
        self, request: pb.GetSettlementStateRequest, context: Any
    ) -> pb.GetSettlementStateResponse:
        names.AREA.parse(request.parent, "parent")
        if not request.plan_versions:
            raise Invalid.field("plan_versions", "REQUIRED", "name the versions")
        standing = await self._db.read(self._rounds.standing, tuple(request.plan_versions))
        return pb.GetSettlementStateResponse(
            rounds=[
                pb.SettlementState(
                    name=held.name,
                    title=held.title,
                    plan_version=held.plan_version,
                    state=meaning,
                    comments=counts.comments,
                    points=counts.points,
                    unsettled=unsettled,
                )
                for held, meaning, counts, unsettled in standing
            ]
        )
