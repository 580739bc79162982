"""What the region reads."""

from collections.abc import AsyncIterator, Iterator
from itertools import zip_longest
from typing import Any, Final

from google.protobuf.message import Message

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import profile_pb2
from komplan_core import names
from komplan_kit.reading import varint, wrapped
from komplan_kit.store import sha256
from komplan_planning.ports.feed import Published
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.changes_feed import Changes, Whole, changes

BATCH_BYTES: Final = 200_000
_ENTRIES: Final = {field.name: field.number for field in feed.PublishedChange.DESCRIPTOR.oneofs_by_name["entry"].fields}


class PlanFeedServicer:
    """What the region reads."""

    def __init__(self, database: Planning, profile: profile_pb2.Profile) -> None:
        self._db, self._profile = database, profile
        self._profile_sha256 = sha256(profile.SerializeToString(deterministic=True))
        self._whole: Whole | None = None

    async def StreamChanges(self, request: feed.StreamChangesRequest, context: Any) -> AsyncIterator[Message | bytes]:
        names.AREA.parse(request.parent, "parent")
        found = await self._db.read(changes, request.after, request.with_digest, self._whole)
        if found.whole is not None:
            self._whole = found.whole
        head = feed.ChangesHead(name=request.parent, journal_head=found.head)
        if request.known_profile_sha256 != self._profile_sha256:
            head.profile.CopyFrom(self._profile)
        for response in _responses(found, request.after, head):
            yield response


def _responses(found: Changes, after: int, head: feed.ChangesHead) -> Iterator[Message | bytes]:
    """The changes in parts; each says up to where whoever has it holds everything: entries may share a number."""
    first = feed.StreamChangesResponse(head=head)
    parts, size = [first.SerializeToString()], 0
    for change, following in zip_longest(found.published, found.published[1:]):
        encoded = _encoded(change)
        parts.append(wrapped(feed.StreamChangesResponse.CHANGES_FIELD_NUMBER, encoded))
        size += len(encoded)
        if following is not None and following.number != change.number:
            after = change.number
        if following is not None and size >= BATCH_BYTES:
            yield b"".join((*parts, feed.StreamChangesResponse(after=after).SerializeToString()))
            parts, size = [], 0
    last = feed.StreamChangesResponse(after=found.head, end=True)
    if found.whole is not None:
        last.records, last.digest = found.whole.records, found.whole.digest
    yield b"".join((*parts, last.SerializeToString()))


def _encoded(change: Published) -> bytes:
    """A `PublishedChange` around the stored message, which is not parsed for it."""
    told: bytes = feed.PublishedChange(
        number=change.number, name=change.name, deleted=change.encoded is None
    ).SerializeToString()
    if change.encoded is None:
        return told
    return b"".join((told, varint(_ENTRIES[change.kind] << 3 | 2), varint(len(change.encoded)), change.encoded))
