"""Intake with four eyes, and the register of refusals."""

from typing import Any

from komplan.consultation.v1 import comment_pb2
from komplan.consultation.v1 import submission_pb2 as messages
from komplan.consultation.v1 import submission_service_pb2 as pb
from komplan.consultation.v1.intake_service_pb2 import RegisterCommentResponse
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.submissions import Submissions
from komplan_core import names
from komplan_core.consultation.submissions import Reading
from komplan_kit.caller import current
from komplan_kit.codec import Codec
from komplan_kit.days import given_day
from komplan_kit.reading import Listing

READING = Codec(messages.Reading, Reading)


class SubmissionServicer:
    """Submissions on their way into the book."""

    def __init__(
        self, database: Consultation, submissions: Submissions, submission_list: Listing, refusal_list: Listing
    ) -> None:
        self._db, self._submissions = database, submissions
        self._submission_list, self._refusal_list = submission_list, refusal_list

    async def ReceiveSubmission(self, request: pb.ReceiveSubmissionRequest, context: Any) -> bytes:
        values = self._submission_list.kind.codec.values(request.submission)
        given = (request.parent, values, current.get().caller.subject)
        return await self._db.write(self._submissions.receive, *given, personal=messages.Submission)

    async def TranscribeSubmission(self, request: pb.TranscribeSubmissionRequest, context: Any) -> bytes:
        given = (request.name, request.etag, READING.values(request.reading), current.get().caller.subject)
        return await self._db.write(self._submissions.transcribe, *given, personal=messages.Submission)

    async def CheckSubmission(self, request: pb.CheckSubmissionRequest, context: Any) -> bytes:
        reading = READING.values(request.reading) if request.HasField("reading") else None
        given = (request.name, request.etag, reading, current.get().caller.subject)
        return await self._db.write(self._submissions.check, *given, personal=messages.Submission)

    async def AdmitSubmission(self, request: pb.AdmitSubmissionRequest, context: Any) -> bytes:
        authors = READING.values(messages.Reading(authors=request.authors))
        on = given_day(request, "identified_on")
        given = (request.name, request.etag, authors, on, current.get().caller.subject)
        return await self._db.write(self._submissions.admit, *given, personal=RegisterCommentResponse)

    async def RefuseSubmission(self, request: pb.RefuseSubmissionRequest, context: Any) -> bytes:
        given = (request.name, request.etag, request.reason, request.message, current.get().caller.subject)
        return await self._db.write(self._submissions.refuse, *given, personal=comment_pb2.Refusal)

    async def GetSubmission(self, request: pb.GetSubmissionRequest, context: Any) -> bytes:
        return await self._db.get(self._submission_list.kind, request.name)

    async def ListSubmissions(self, request: pb.ListSubmissionsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._submission_list, request, parent=request.parent)

    async def GetRefusal(self, request: pb.GetRefusalRequest, context: Any) -> bytes:
        return await self._db.get(self._refusal_list.kind, request.name)

    async def ListRefusals(self, request: pb.ListRefusalsRequest, context: Any) -> bytes:
        names.ROUND.parse(request.parent, "parent")
        return await self._db.page(self._refusal_list, request, parent=request.parent)
