"""What of the book is let out, and the table as the office has it."""

from collections.abc import AsyncIterator
from typing import Any

from komplan.consultation.v1 import publication_office_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment
from komplan.consultation.v1.settlement_table_pb2 import OfficeTableRow
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.servicer.tables import Tables
from komplan_consultation.usecases.publishing import Publishing
from komplan_core import names
from komplan_core.errors import Invalid


class PublicationOfficeServicer:
    """Moderation, and the office's table."""

    def __init__(self, database: Consultation, publishing: Publishing, tables: Tables) -> None:
        self._db, self._publishing, self._tables = database, publishing, tables

    async def ModerateComment(self, request: pb.ModerateCommentRequest, context: Any) -> bytes:
        redacted = {point.number: point.public_text for point in request.points}
        if len(redacted) != len(request.points):
            raise Invalid.field("points", "DUPLICATE_CODE", "name a point once")
        arguments = (request.name, request.publication, request.reason, redacted, request.etag)
        return await self._db.write(self._publishing.moderate, *arguments, personal=Comment)

    async def ExportOfficeTable(
        self, request: pb.ExportOfficeTableRequest, context: Any
    ) -> AsyncIterator[pb.ExportOfficeTableResponse]:
        names.ROUND.parse(request.parent, "parent")
        async for rows, head, end in self._tables.parts(request.parent, public=False):
            yield pb.ExportOfficeTableResponse(
                rows=[OfficeTableRow(submitter=row.submitter, extra=row.extra, **beside) for row, beside in rows],
                head=head,
                end=end,
            )
