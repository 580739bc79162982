"""What changed in what is published: the last state of each entry, in the order of the journal."""

from dataclasses import dataclass

from komplan_core.errors import Invalid, Refused
from komplan_kit.digest import digest_of
from komplan_planning.ports.feed import Published
from komplan_planning.ports.transaction import PlanningTx


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is published at one number of the journal."""

    head: int
    records: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes after a number, and the number up to which whoever has them holds everything."""

    published: list[Published]
    head: int
    whole: Whole | None
    """If it was asked for."""


def changes(tx: PlanningTx, after: int, with_digest: bool = False, known: Whole | None = None) -> Changes:
    """What changed after a number, by number. Raises Invalid, and Refused when the journal ends before it.

    `known` is what was told of everything before; it still holds while the journal has not grown.
    """
    if after < 0:
        raise Invalid.field("after", "INVALID_VALUE", "a number is 0 or more")
    head = tx.feed.head()
    if after > head:
        raise Refused("NUMBER_AHEAD", f"the journal ends at {head}: ask for everything, after 0")
    found = sorted(tx.feed.changes(after), key=lambda change: change.number) if after < head else []
    if not with_digest:
        return Changes(found, head, None)
    if known is None or known.head != head:
        known = _whole(found if after == 0 else tx.feed.changes(0), head)
    return Changes(found, head, known)


def _whole(everything: list[Published], head: int) -> Whole:
    held = [(item.name, item.encoded) for item in everything if item.encoded is not None]
    return Whole(head, len(held), digest_of(held))
