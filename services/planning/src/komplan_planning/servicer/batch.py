"""Taking many changes of a draft."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from komplan.planning.v1 import plan_batch_pb2 as pb
from komplan.planning.v1 import plan_batch_service_pb2 as service
from komplan_core.errors import Full, Invalid, PlanError
from komplan_kit.codec import Codec
from komplan_planning.servicer.reading import Planning
from komplan_planning.usecases.batch import Batch, Change, NotKept

MOST_CHANGES: Final = 5_000
LARGEST: Final = 64 << 20
PARTS_SECONDS: Final = 60.0
"""How long all parts of one request may take to come."""
"""Bytes of all changes."""


class PlanBatchServicer:
    """Takes changes. One request at a time is collected, so that several cannot fill the memory together."""

    def __init__(self, database: Planning, codecs: dict[str, Codec[Any]], batch: Batch) -> None:
        self._db, self._codecs, self._batch = database, codecs, batch
        self._busy = False

    async def ApplyPlanChanges(
        self, requests: AsyncIterator[service.ApplyPlanChangesRequest], context: Any
    ) -> pb.PlanBatchReport | bytes:
        if self._busy:
            raise Full("TOO_MANY_CALLS", "other changes are being taken: repeat when that has ended")
        self._busy = True
        try:
            async with asyncio.timeout(PARTS_SECONDS):  # who falls silent does not keep others waiting
                parent, dry_run, changes = await self._whole(requests)
            return await self._db.write(self._batch.apply, parent, changes, dry_run, alone=True)
        except NotKept as refused:
            return refused.report
        finally:
            self._busy = False

    async def _whole(self, requests: AsyncIterator[service.ApplyPlanChangesRequest]) -> tuple[str, bool, list[Change]]:
        """Everything that the parts say together. Raises Invalid for a stream that broke off, Full for too much."""
        head: service.ApplyPlanChangesRequest | None = None
        changes: list[Change] = []
        size, ended = 0, False
        async for request in requests:
            if ended:
                raise Invalid.field("end", "INVALID_VALUE", "nothing follows the end")
            head = head or request
            size += request.ByteSize()
            changes += map(self._change, request.changes)
            if len(changes) > MOST_CHANGES or size > LARGEST:
                raise Full("SOURCE_TOO_LARGE", f"{MOST_CHANGES} changes and {LARGEST >> 20} MiB are taken at once")
            if request.HasField("end"):
                ended = True
                if request.end.changes != len(changes):
                    raise Invalid.field("end.changes", "INVALID_VALUE", "another number of changes came")
        if head is None or not ended:
            raise Invalid.field("end", "REQUIRED", "the changes broke off")
        return head.parent, head.dry_run, changes

    def _change(self, wanted: pb.ContentChange) -> Change:
        kind = wanted.WhichOneof("item")
        if kind is None:
            raise Invalid.field("changes.item", "REQUIRED", "a change is of a section, a node or a measure")
        item, codec = getattr(wanted, kind), self._codecs[kind]
        changes: dict[str, Any] | PlanError
        try:
            changes = codec.patch(item, wanted.update_mask.paths)
        except PlanError as error:
            changes = error
        return Change(wanted.position, kind, item.name, item.etag, wanted.delete, codec.values(item), changes)
