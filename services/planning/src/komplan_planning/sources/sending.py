"""The parts of a request that carries many changes."""

from collections.abc import Iterable, Iterator
from typing import Final

from komplan.planning.v1 import plan_batch_pb2
from komplan.planning.v1 import plan_batch_service_pb2 as pb

LARGEST_PART: Final = 256 << 10
"""Bytes after which a part is sent; a measure may have several times as many."""
MOST_IN_PART: Final = 500


def requests(
    parent: str, changes: Iterable[plan_batch_pb2.ContentChange], dry_run: bool
) -> Iterator[pb.ApplyPlanChangesRequest]:
    """The version, its changes, the end."""
    yield pb.ApplyPlanChangesRequest(parent=parent, dry_run=dry_run)
    part, size, total = pb.ApplyPlanChangesRequest(), 0, 0
    for change in changes:
        part.changes.append(change)
        size += change.ByteSize()
        total += 1
        if size >= LARGEST_PART or len(part.changes) >= MOST_IN_PART:
            yield part
            part, size = pb.ApplyPlanChangesRequest(), 0
    if part.changes:
        yield part
    yield pb.ApplyPlanChangesRequest(end={"changes": total})
