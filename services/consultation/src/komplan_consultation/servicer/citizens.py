"""What citizens do themselves."""

from typing import Any, Final

from google.protobuf.timestamp_pb2 import Timestamp

from komplan.consultation.v1 import citizen_service_pb2 as pb
from komplan.consultation.v1.intake_service_pb2 import RegisterCommentResponse
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.intake import Intake, identity_of
from komplan_consultation.usecases.standing import Standings
from komplan_kit.days import day_message
from komplan_kit.rates import Rate, Rates
from komplan_kit.reading import Listing

BY_ONE_PERSON: Final = Rate(10, 360.0)
"""Comments over the web of one contact."""


class CitizenServicer:
    """Comments over the web, and what a token may do. How often one contact comments is remembered by a keyed hash."""

    def __init__(
        self, database: Consultation, comment_list: Listing, intake: Intake, standings: Standings, secret: bytes
    ) -> None:
        self._db, self._codec, self._secret = database, comment_list.kind.codec, secret
        self._intake, self._standings = intake, standings
        self._rates = Rates()

    async def GetChallenge(self, request: pb.GetChallengeRequest, context: Any) -> pb.Challenge:
        challenge, bits, expires = await self._db.read(self._intake.challenge, request.parent)
        at = Timestamp()
        at.FromDatetime(expires)
        return pb.Challenge(challenge=challenge, bits=bits, expires_at=at)

    async def SubmitComment(self, request: pb.SubmitCommentRequest, context: Any) -> bytes:
        values = self._codec.values(request.comment)

        def count() -> None:
            self._rates.take(identity_of(values, self._secret), BY_ONE_PERSON)

        given = (request.parent, values, request.challenge, request.solution, count)
        return await self._db.write(self._intake.submit, *given, personal=RegisterCommentResponse)

    async def PreviewComment(self, request: pb.PreviewCommentRequest, context: Any) -> pb.CommentPreview:
        found = await self._db.read(self._standings.preview, request.token)
        return pb.CommentPreview(
            round_title=found.round_title,
            number=found.number,
            received_on=day_message(found.received_on),
            texts=found.texts,
        )

    async def ConfirmComment(self, request: pb.ConfirmCommentRequest, context: Any) -> bytes:
        return await self._db.write(self._standings.confirm, request.token)

    async def DisputeComment(self, request: pb.DisputeCommentRequest, context: Any) -> bytes:
        return await self._db.write(self._standings.dispute, request.token)

    async def WithdrawComment(self, request: pb.WithdrawCommentRequest, context: Any) -> bytes:
        return await self._db.write(self._standings.withdraw, request.token)
