"""What the region reads: adopted plans, their sections, tree and measures, and the needs. Nothing personal."""

from dataclasses import dataclass
from typing import Final

from komplan_kit.reading import varint
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
    # whoever holds nothing is told the structure at least
    if same_structure and known_revision > 0 and known_revision == tx.feed.revision():
        return Snapshot(known_revision, (), 0, unchanged=True)
    revision, count, size = tx.feed.last_removal(), 0, 0
    batches: list[bytes] = []
    batch: list[bytes] = []
    for part, number in _FIELDS.items():
        tag = bytes([number << 3 | 2])
        for changed, encoded in tx.feed.published(part):
            revision = max(revision, changed)
            batch += (tag, varint(len(encoded)), encoded)
            count += 1
            size += len(encoded)
            if size >= BATCH_BYTES:
                batches.append(b"".join(batch))
                batch, size = [], 0
    if batch:
        batches.append(b"".join(batch))
    return Snapshot(revision, tuple(batches), count, unchanged=False)
