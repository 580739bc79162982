"""Notes beside registered texts."""

from typing import Any

from komplan.consultation.v1 import annotation_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.annotating import Annotating
from komplan_kit.caller import current


class AnnotationServicer:
    """Notes of the office."""

    def __init__(self, database: Consultation, annotating: Annotating) -> None:
        self._db, self._annotating = database, annotating

    async def AnnotateComment(self, request: pb.AnnotateCommentRequest, context: Any) -> bytes:
        arguments = (request.name, request.point, request.text, current.get().caller)
        return await self._db.write(self._annotating.annotate, *arguments, personal=Comment)
