"""All states that entries had."""

from typing import Any

from komplan.catalogue.v1 import history_service_pb2 as pb
from komplan.catalogue.v1 import provenance_pb2
from komplan_catalogue.servicer.entries import EntryMessages
from komplan_catalogue.servicer.provenance import stamp
from komplan_catalogue.servicer.reading import Catalogue
from komplan_catalogue.usecases.history import History
from komplan_kit import pages


class HistoryServicer:
    """Listing, comparing, bringing back."""

    def __init__(self, database: Catalogue, history: History, messages: EntryMessages) -> None:
        self._db, self._history, self._messages = database, history, messages

    async def ListRevisions(self, request: pb.ListRevisionsRequest, context: Any) -> pb.ListRevisionsResponse:
        size, before = pages.size_of(request.page_size), pages.after(request)
        found = await self._db.read(self._history.revisions, request.name, before, size + 1)
        response = pb.ListRevisionsResponse(
            revisions=[
                pb.Revision(number=item.number, at=stamp(item.at), role=item.role, deleted=item.deleted)
                for item in found[:size]
            ]
        )
        if len(found) > size:
            response.next_page_token = pages.token(found[size - 1].number, request)
        return response

    async def GetRevision(self, request: pb.GetRevisionRequest, context: Any) -> provenance_pb2.Entry:
        return self._messages.whole(await self._db.read(self._history.revision, request.name, request.number))

    async def DiffRevisions(self, request: pb.DiffRevisionsRequest, context: Any) -> pb.DiffRevisionsResponse:
        given = (request.name, request.from_number, request.to_number)
        before, after, paths = await self._db.read(self._history.diff, *given)
        return pb.DiffRevisionsResponse(
            before=self._messages.whole(before), after=self._messages.whole(after), paths=paths
        )

    async def RestoreRevision(self, request: pb.RestoreRevisionRequest, context: Any) -> bytes:
        given = (request.name, request.number, tuple(request.paths), request.etag)
        return self._messages.wrapped(request.name, await self._db.write(self._history.restore, *given))
