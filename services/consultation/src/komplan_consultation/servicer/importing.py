"""Taking many comments at once."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_consultation.servicer.reading import Consultation
from komplan_consultation.usecases.importing import Imports, NotTaken, Source
from komplan_core import names
from komplan_core.errors import Full
from komplan_kit.caller import current


class CommentImportServicer:
    """Importing. One source at a time is collected, so that several cannot fill the memory together."""

    def __init__(self, database: Consultation, imports: Imports, sheets: pb.GetCommentSheetsResponse) -> None:
        self._db, self._imports, self._busy = database, imports, False
        self._sheets = sheets

    async def GetCommentSheets(self, request: pb.GetCommentSheetsRequest, context: Any) -> pb.GetCommentSheetsResponse:
        names.AREA.parse(request.name, "name")
        return self._sheets

    async def ImportComments(
        self, requests: AsyncIterator[pb.ImportCommentsRequest], context: Any
    ) -> bytes | pb.ImportCommentsReport:
        if self._busy:
            raise Full("TOO_MANY_CALLS", "another import is under way: repeat when it has ended")
        self._busy = True
        try:
            source = Source()
            async for request in requests:
                source.take(request)
            clerk = current.get().caller.subject
            return await self._db.write(self._imports.take, source.whole(), clerk, alone=True)
        except NotTaken as found:
            return pb.ImportCommentsReport(**asdict(found.report))
        finally:
            self._busy = False
