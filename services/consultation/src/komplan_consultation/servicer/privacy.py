"""What people may ask about their own data, and erasure."""

from typing import Any

from komplan.consultation.v1 import privacy_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.privacy import Privacy


class PrivacyServicer:
    """Erasure."""

    def __init__(self, database: Consultation, privacy: Privacy) -> None:
        self._db, self._privacy = database, privacy

    async def EraseAuthors(self, request: pb.EraseAuthorsRequest, context: Any) -> bytes:
        return await self._db.write(self._privacy.erase_authors, request.name, personal=Comment)
