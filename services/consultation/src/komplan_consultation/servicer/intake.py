"""Taking submissions."""

from typing import Any

from komplan.consultation.v1 import intake_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.intake import Intake
from komplan_kit.caller import current
from komplan_kit.reading import Listing


class IntakeServicer:
    """How submissions come into the book."""

    def __init__(self, database: Consultation, comment_list: Listing, intake: Intake) -> None:
        self._db, self._codec, self._intake = database, comment_list.kind.codec, intake

    async def RegisterComment(self, request: pb.RegisterCommentRequest, context: Any) -> bytes:
        values, clerk = self._codec.values(request.comment), current.get().caller.subject
        return await self._db.write(
            self._intake.register, request.parent, values, clerk, personal=pb.RegisterCommentResponse
        )
