"""What the region reads."""

from collections.abc import AsyncIterator, Iterator
from itertools import zip_longest
from typing import Any

from google.protobuf.message import Message

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import profile_pb2
from komplan_core import names
from komplan_kit.reading import wrapped
from komplan_kit.store import sha256
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.changes_feed import Changes, changes
from komplan_planning.usecases.snapshot import BATCH_BYTES, published


class PlanFeedServicer:
    """What the region reads."""

    def __init__(self, database: Planning, profile: profile_pb2.Profile) -> None:
        self._db, self._profile = database, profile
        self._profile_sha256 = sha256(profile.SerializeToString(deterministic=True))

    async def StreamSnapshot(self, request: feed.StreamSnapshotRequest, context: Any) -> AsyncIterator[Message | bytes]:
        names.AREA.parse(request.name)
        same_structure = request.known_profile_sha256 == self._profile_sha256
        snapshot = await self._db.read(published, request.known_revision, same_structure)
        head = feed.SnapshotHead(name=request.name, revision=snapshot.revision, unchanged=snapshot.unchanged)
        if not snapshot.unchanged:
            head.profile.CopyFrom(self._profile)
        yield feed.StreamSnapshotResponse(head=head)
        for batch in snapshot.batches:
            yield wrapped(feed.StreamSnapshotResponse.BATCH_FIELD_NUMBER, batch)
        if not snapshot.unchanged:
            yield feed.StreamSnapshotResponse(end=feed.SnapshotEnd(records=snapshot.records))

    async def StreamChanges(
        self, request: feed.StreamChangesRequest, context: Any
    ) -> AsyncIterator[feed.StreamChangesResponse]:
        names.AREA.parse(request.parent, "parent")
        for response in _responses(await self._db.read(changes, request.after), request.after):
            yield response


def _responses(found: Changes, after: int) -> Iterator[feed.StreamChangesResponse]:
    """The changes in parts; each says up to where whoever has it holds everything: entries may share a number."""
    response, size = feed.StreamChangesResponse(), 0
    for change, following in zip_longest(found.published, found.published[1:]):
        told = response.changes.add(number=change.number, name=change.name, deleted=change.encoded is None)
        if change.encoded is not None:
            getattr(told, change.kind).ParseFromString(change.encoded)
            size += len(change.encoded)
        if following is not None and following.number != change.number:
            after = change.number
        if following is not None and size >= BATCH_BYTES:
            response.after = after
            yield response
            response, size = feed.StreamChangesResponse(), 0
    response.after, response.end = found.head, True
    yield response
