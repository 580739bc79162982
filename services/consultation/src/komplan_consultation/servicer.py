"""Translates between the contract and the use cases; decides nothing."""

from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import consultation_office_service_pb2 as office
from komplan.consultation.v1 import consultation_service_pb2 as pb
from komplan.consultation.v1.consultation_pb2 import Comment
from komplan.consultation.v1.consultation_pb2 import Settlement as SettlementMessage
from komplan_consultation.ports import ConsultationTx
from komplan_consultation.usecases.book import Book
from komplan_consultation.usecases.points import Points
from komplan_consultation.usecases.rounds import Rounds
from komplan_core import names
from komplan_core.consultation import Settlement
from komplan_core.errors import Invalid
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.reading import Listing

Consultation = Database[ConsultationTx]
SETTLEMENT = Codec(SettlementMessage, Settlement)


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


class ConsultationOfficeServicer:
    """The office's work."""

    def __init__(
        self,
        database: Consultation,
        round_list: Listing,
        comment_list: Listing,
        rounds: Rounds,
        book: Book,
        points: Points,
    ) -> None:
        self._db, self._comment_list = database, comment_list
        self._round, self._comment = round_list.kind.codec, comment_list.kind.codec
        self._rounds, self._book, self._points = rounds, book, points

    async def OpenRound(self, request: office.OpenRoundRequest, context: Any) -> bytes:
        names.AREA.parse(request.parent, "parent")
        return await self._db.write(self._rounds.open, self._round.values(request.round), request.round_id)

    async def CloseRound(self, request: office.CloseRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.close, request.name, request.etag, roles)

    async def SettleRound(self, request: office.SettleRoundRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._rounds.settle, request.name, request.etag, roles)

    async def RegisterComment(self, request: office.RegisterCommentRequest, context: Any) -> bytes:
        values, clerk = self._comment.values(request.comment), current.get().caller.subject
        return await self._db.write(
            self._book.register, request.parent, values, clerk, personal=office.RegisterCommentResponse
        )

    async def GetComment(self, request: office.GetCommentRequest, context: Any) -> bytes:
        return await self._db.get(self._comment_list.kind, request.name)

    async def ListComments(self, request: office.ListCommentsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._comment_list, request, parent=request.parent)

    async def CategorisePoint(self, request: office.CategorisePointRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.categorise, request.name, request.category, roles, personal=Comment)

    async def AssignPoint(self, request: office.AssignPointRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.assign, request.name, request.working_group, roles, personal=Comment)

    async def SettlePoint(self, request: office.SettlePointRequest, context: Any) -> bytes:
        settlement = SETTLEMENT.decode(request.settlement, "settlement")
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.settle, request.name, settlement, roles, personal=Comment)

    async def EraseAuthors(self, request: office.EraseAuthorsRequest, context: Any) -> bytes:
        return await self._db.write(self._book.erase, request.name, personal=Comment)
