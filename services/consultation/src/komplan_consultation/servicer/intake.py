"""Taking comments at the desk of the office."""

from typing import Any

from komplan.consultation.v1 import intake_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.intake import Intake
from komplan_consultation.usecases.standing import Standings
from komplan_kit.caller import current
from komplan_kit.reading import Listing


class IntakeServicer:
    """How comments come into the book in one step, and whether they stand."""

    def __init__(self, database: Consultation, comment_list: Listing, intake: Intake, standings: Standings) -> None:
        self._db, self._codec = database, comment_list.kind.codec
        self._intake, self._standings = intake, standings

    async def RegisterComment(self, request: pb.RegisterCommentRequest, context: Any) -> bytes:
        values, clerk = self._codec.values(request.comment), current.get().caller.subject
        return await self._db.write(
            self._intake.register, request.parent, values, clerk, personal=pb.RegisterCommentResponse
        )

    async def IssueReceipt(self, request: pb.IssueReceiptRequest, context: Any) -> pb.IssuedReceipt:
        number, receipt = await self._db.read(self._intake.receipt, request.name)
        return pb.IssuedReceipt(number=number, receipt=receipt)

    async def IssueConfirmation(self, request: pb.IssueConfirmationRequest, context: Any) -> bytes:
        return await self._db.write(self._standings.issue, request.name, request.link)

    async def ConfirmDisputed(self, request: pb.ConfirmDisputedRequest, context: Any) -> bytes:
        use_case = self._standings.confirm_disputed
        return await self._db.write(use_case, request.name, request.etag, personal=Comment)

    async def VoidComment(self, request: pb.VoidCommentRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        return await self._db.write(self._standings.void, request.name, request.etag, roles, personal=Comment)

    async def WithdrawForAuthor(self, request: pb.WithdrawForAuthorRequest, context: Any) -> bytes:
        roles = current.get().caller.acting_roles
        given = (request.name, request.proof, request.etag, roles)
        return await self._db.write(self._standings.withdraw_for, *given, personal=Comment)
