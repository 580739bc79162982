"""What the region reads."""

from collections.abc import AsyncIterator
from typing import Any

from google.protobuf.message import Message

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import profile_pb2
from komplan_core import names
from komplan_kit.store import sha256
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.snapshot import published


class PlanFeedServicer:
    """What the region reads."""

    def __init__(self, database: Planning, profile: profile_pb2.Profile) -> None:
        self._db, self._profile = database, profile
        self._profile_sha256 = sha256(profile.SerializeToString(deterministic=True))

    async def StreamSnapshot(self, request: feed.StreamSnapshotRequest, context: Any) -> AsyncIterator[Message]:
        names.AREA.parse(request.name)
        same_structure = request.known_profile_sha256 == self._profile_sha256
        snapshot = await self._db.read(published, request.known_revision, same_structure)
        head = feed.SnapshotHead(name=request.name, revision=snapshot.revision, unchanged=snapshot.unchanged)
        if not snapshot.unchanged:
            head.profile.CopyFrom(self._profile)
        yield feed.StreamSnapshotResponse(head=head)
        for batch in snapshot.batches:
            yield feed.StreamSnapshotResponse(batch=feed.SnapshotBatch.FromString(batch))
        if not snapshot.unchanged:
            yield feed.StreamSnapshotResponse(end=feed.SnapshotEnd(records=snapshot.records))
