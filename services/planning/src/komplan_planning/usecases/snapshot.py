"""What the region reads: adopted plans, their sections, tree and measures, and the needs. Nothing personal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from komplan_kit.reading import varint
from komplan_planning.ports.feed import FeedTx
from komplan_planning.ports.transaction import PlanningTx

BATCH_BYTES: Final = 200_000
_FIELDS: Final = {"plans": 1, "versions": 2, "nodes": 3, "measures": 4, "needs": 5, "sections": 6}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The published state at one revision, ready to send. Without batches nothing changed."""

    revision: int
    batches: tuple[bytes, ...]
    records: int
    unchanged: bool


def published(tx: PlanningTx, known_revision: int, same_structure: bool) -> Snapshot:
    """The published state, or a word that nothing changed since `known_revision` under the same structure."""
    revision = tx.feed.revision()
    if same_structure and known_revision == revision > 0:  # whoever holds nothing is told the structure at least
        return Snapshot(revision, (), 0, unchanged=True)
    count = 0
    batches: list[bytes] = []
    batch = bytearray()
    for part, encoded in _records(tx.feed):
        batch += bytes([_FIELDS[part] << 3 | 2]) + varint(len(encoded)) + encoded
        count += 1
        if len(batch) >= BATCH_BYTES:
            batches.append(bytes(batch))
            batch.clear()
    if batch:
        batches.append(bytes(batch))
    return Snapshot(revision, tuple(batches), count, unchanged=False)


def _records(feed: FeedTx) -> Iterator[tuple[str, bytes]]:
    for part in _FIELDS:
        for encoded in feed.published(part):
            yield part, encoded
