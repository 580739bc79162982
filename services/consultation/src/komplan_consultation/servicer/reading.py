"""Reading the consultation; nothing here is personal."""

from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import consultation_service_pb2 as pb
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.rounds import RoundOfVersion, Rounds
from komplan_consultation.usecases.tracing import Passing, Tracing
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_kit.database import Database
from komplan_kit.reading import Listing

Consultation = Database[ConsultationTx]
MOST_NAMED = 1_000
"""Gaps of a round that are named; the gate names all."""


class ConsultationServicer:
    """Reading; nothing here is personal."""

    def __init__(self, database: Consultation, round_list: Listing, rounds: Rounds, tracing: Tracing) -> None:
        self._db, self._round_list, self._rounds, self._tracing = database, round_list, rounds, tracing

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
        standing = await self._db.read(self._standing, tuple(request.plan_versions))
        return pb.GetSettlementStateResponse(
            rounds=[
                pb.SettlementState(
                    name=stands.held.name,
                    title=stands.held.title,
                    plan_version=stands.held.plan_version,
                    state=stands.meaning,
                    comments=stands.counts.comments,
                    points=stands.counts.points,
                    unsettled=stands.unsettled,
                    texts_kept=passing.texts_kept,
                    unchanged=[point.label for point in passing.unchanged[:MOST_NAMED]],
                    unexplained=[told.difference.block for told in passing.unexplained[:MOST_NAMED]],
                    final_sha256=passing.final_sha256,
                    draft_sha256=passing.draft_sha256,
                    book_root=stands.book_root,
                )
                for stands, passing in standing
            ]
        )

    def _standing(self, tx: ConsultationTx, versions: tuple[str, ...]) -> list[tuple[RoundOfVersion, Passing]]:
        found = self._rounds.standing(tx, versions)
        return [(stands, self._tracing.gate(tx, stands.held.name)) for stands in found]
