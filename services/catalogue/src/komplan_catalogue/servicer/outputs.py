"""Giving out the public catalogue as a whole."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from komplan.catalogue.v1 import export_service_pb2 as pb
from komplan_catalogue.servicer.reading import Catalogue, shown_message
from komplan_catalogue.usecases.outputs import geojson
from komplan_catalogue.usecases.outputs.feed import Feed, Part, Whole
from komplan_catalogue.usecases.outputs.geojson import GeoJson
from komplan_catalogue.usecases.outputs.hsds.lines import Hsds
from komplan_catalogue.usecases.outputs.pages import PIECE, Page, pieces
from komplan_core import names
from komplan_core.errors import Full
from komplan_kit.caller import current
from komplan_kit.timer import within

MOST_AT_ONCE: Final = 8
"""Exports that run at the same time for citizens, and as many for identified callers, such as a region. Each takes a
page into memory, whatever the speed of its reader."""

LONGEST_SECONDS: Final = 600.0
"""After which an export ends, whatever deadline its reader has: who takes nothing may not keep others out."""

LONGEST_PART_SECONDS: Final = 30.0
"""After which an export ends of which nobody takes a part."""


@dataclass(frozen=True)
class Outputs:
    """The use cases of giving out."""

    hsds: Hsds
    map: GeoJson
    feed: Feed


class CatalogueExportServicer:
    """Giving out, a page at a time: the next one is read when the one before has been sent."""

    def __init__(self, database: Catalogue, outputs: Outputs) -> None:
        self._db, self._outputs = database, outputs
        self._running = {False: 0, True: 0}
        """Exports that run, for citizens and for identified callers."""
        self._whole: Whole | None = None

    async def ExportHsds(self, request: pb.ExportHsdsRequest, context: Any) -> AsyncIterator[pb.ExportChunk]:
        names.AREA.parse(request.parent, "parent")
        with self._slot():
            async for page in _pages(lambda after: self._db.read(self._outputs.hsds.page, request.object, after)):
                for piece in pieces(page.records):
                    with within(LONGEST_PART_SECONDS):
                        yield pb.ExportChunk(data=piece.data, records=piece.records, number=page.number)

    async def ExportGeoJson(self, request: pb.ExportGeoJsonRequest, context: Any) -> AsyncIterator[pb.ExportChunk]:
        names.AREA.parse(request.parent, "parent")
        number, before = 0, geojson.BEGIN
        with self._slot():
            async for page in _pages(lambda after: self._db.read(self._outputs.map.page, after)):
                number = page.number
                for piece in pieces(page.records, geojson.BETWEEN):
                    with within(LONGEST_PART_SECONDS):
                        yield pb.ExportChunk(data=before + piece.data, records=piece.records, number=number)
                    before = geojson.BETWEEN
        end = geojson.END if before == geojson.BETWEEN else before + geojson.END
        yield pb.ExportChunk(data=end, number=number)

    async def StreamChanges(
        self, request: pb.StreamChangesRequest, context: Any
    ) -> AsyncIterator[pb.StreamChangesResponse]:
        names.AREA.parse(request.parent, "parent")
        after, first = request.after, True
        with self._slot():
            while True:
                part = await self._db.read(self._outputs.feed.part, after, request.with_digest, self._whole)
                if part.whole is not None:
                    self._whole = part.whole
                for response in self._responses(part):
                    if first:
                        response.head.name, response.head.journal_head, first = request.parent, part.head, False
                    with within(LONGEST_PART_SECONDS):
                        yield response
                if part.end:
                    return
                after = part.after

    def _responses(self, part: Part) -> Iterator[pb.StreamChangesResponse]:
        """The changes in messages of about 256 KiB; each says up to where whoever has it holds everything."""
        response, size = pb.StreamChangesResponse(), 0
        for kind, change in part.changes:
            message = response.changes.add(number=change.number, name=change.name, deleted=change.deleted)
            if kind == "capacity":
                if (capacity := self._outputs.feed.capacity(change)) is not None:
                    message.capacity.CopyFrom(shown_message(capacity))
            elif not change.deleted:
                getattr(message, kind).ParseFromString(change.encoded)
            size += len(change.encoded)
            if size >= PIECE:
                response.after = change.number
                yield response
                response, size = pb.StreamChangesResponse(), 0
        response.after, response.end = part.after, part.end
        if part.whole is not None:
            response.records, response.digest = part.whole.records, part.whole.digest
        yield response

    @contextmanager
    def _slot(self) -> Iterator[None]:
        known = bool(current.get().caller.subject)
        if self._running[known] >= MOST_AT_ONCE:
            raise Full("TOO_MANY_CALLS", "too many exports run: repeat after a pause")
        self._running[known] += 1
        try:
            with within(LONGEST_SECONDS):
                yield
        finally:
            self._running[known] -= 1


async def _pages(read: Callable[[int], Awaitable[Page]]) -> AsyncIterator[Page]:
    after: int | None = 0
    while after is not None:
        page = await read(after)
        yield page
        after = page.next
