"""Reading the book and settling its points."""

from typing import Any, Final

from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan.consultation.v1.comment_pb2 import Settlement as SettlementMessage
from komplan_consultation.ports.meetings import Meetings
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.deciding import Asked, Deciding, NotStored
from komplan_consultation.usecases.settling import Settling
from komplan_core import names
from komplan_core.consultation import Settlement
from komplan_core.consultation.ruling import StatedDecision
from komplan_core.errors import Invalid
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.identity import HEADER
from komplan_kit.reading import Listing

SETTLEMENT: Final = Codec(SettlementMessage, Settlement)
STATED: Final = Codec(pb.StatedDecision, StatedDecision)


class SettlementServicer:
    """The comment book as the office reads and settles it."""

    def __init__(
        self,
        database: Consultation,
        comment_list: Listing,
        settling: Settling,
        deciding: Deciding,
        meetings: Meetings,
    ) -> None:
        self._db, self._comment_list = database, comment_list
        self._settling, self._deciding, self._meetings = settling, deciding, meetings

    async def GetComment(self, request: pb.GetCommentRequest, context: Any) -> bytes:
        return await self._db.get(self._comment_list.kind, request.name)

    async def ListComments(self, request: pb.ListCommentsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._comment_list, request, parent=request.parent)

    async def ProposeSettlement(self, request: pb.ProposeSettlementRequest, context: Any) -> bytes:
        return await self._written(self._settling.propose, request.name, SETTLEMENT.values(request.settlement))

    async def ReturnProposal(self, request: pb.ReturnProposalRequest, context: Any) -> bytes:
        return await self._written(self._settling.take_back, request.name)

    async def DecidePoints(self, request: pb.DecidePointsRequest, context: Any) -> pb.DecidePointsResponse | bytes:
        names.ROUND.parse(request.parent, "parent")
        asked = [Asked(item.name, tuple(item.conflicts)) for item in request.points]
        if bool(request.decision) == request.HasField("stated"):
            raise Invalid.field("decision", "REQUIRED", "name planning's decision, or state one where there is none")
        caller = current.get().caller
        try:
            if request.HasField("stated"):
                if not self._meetings.stated:
                    raise Invalid.field("stated", "INVALID_VALUE", "planning keeps the meetings: name its decision")
                stated = STATED.decode(request.stated, "stated")
                return await self._db.write(self._deciding.by_statement, request.parent, asked, stated, caller)
            sitting = await self._meetings.sitting(request.decision, _presented(context))
            if sitting is None:
                raise Invalid.field("decision", "INVALID_VALUE", "planning keeps no meetings here: state the decision")
            return await self._db.write(self._deciding.by_meeting, request.parent, asked, sitting, caller)
        except NotStored as refused:
            return pb.DecidePointsResponse(results=refused.results)

    async def DecideEditorial(self, request: pb.DecideEditorialRequest, context: Any) -> bytes:
        return await self._written(
            self._settling.decide_editorial, request.name, request.outcome, request.justification
        )

    async def ReopenPoint(self, request: pb.ReopenPointRequest, context: Any) -> bytes:
        return await self._written(self._settling.reopen, request.name, request.reason)

    async def _written(self, use_case: Any, *arguments: Any) -> bytes:
        """Comments hold sealed words: a kept answer is made readable again."""
        return await self._db.write(use_case, *arguments, current.get().caller, personal=Comment)


def _presented(context: Any) -> str:
    """The assertion with which the caller came, to be handed on to planning."""
    return next((str(value) for key, value in context.invocation_metadata() or () if key == HEADER), "")
