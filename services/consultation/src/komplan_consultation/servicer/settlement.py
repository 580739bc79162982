"""Reading the book and settling its points."""

from typing import Any

from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan.consultation.v1.comment_pb2 import Settlement as SettlementMessage
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.points import Points
from komplan_core import names
from komplan_core.consultation import Settlement
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing

SETTLEMENT = Codec(SettlementMessage, Settlement)


class SettlementServicer:
    """The comment book as the office reads and settles it."""

    def __init__(self, database: Consultation, comment_list: Listing, points: Points) -> None:
        self._db, self._comment_list, self._points = database, comment_list, points

    async def GetComment(self, request: pb.GetCommentRequest, context: Any) -> bytes:
        return await self._db.get(self._comment_list.kind, request.name)

    async def ListComments(self, request: pb.ListCommentsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._comment_list, request, parent=request.parent)

    async def CategorisePoint(self, request: pb.CategorisePointRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.categorise, request.name, request.category, roles, personal=Comment)

    async def AssignPoint(self, request: pb.AssignPointRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.assign, request.name, request.working_group, roles, personal=Comment)

    async def SettlePoint(self, request: pb.SettlePointRequest, context: Any) -> bytes:
        settlement = SETTLEMENT.values(request.settlement)
        roles = current.get().caller.acting_roles
        return await self._db.write(self._points.settle, request.name, settlement, roles, personal=Comment)
