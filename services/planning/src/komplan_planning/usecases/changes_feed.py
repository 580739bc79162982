"""What changed in what is published: the last state of each entry, in the order of the journal."""

from dataclasses import dataclass

from komplan_core.errors import Invalid, Refused
from komplan_planning.ports.feed import Published
from komplan_planning.ports.transaction import PlanningTx


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes after a number, and the number up to which whoever has them holds everything."""

    published: list[Published]
    head: int


def changes(tx: PlanningTx, after: int) -> Changes:
    """What changed after a number, by number. Raises Invalid, and Refused when the journal ends before it."""
    if after < 0:
        raise Invalid.field("after", "INVALID_VALUE", "a number is 0 or more")
    head = tx.feed.head()
    if after > head:
        raise Refused("NUMBER_AHEAD", f"the journal ends at {head}: ask for everything, after 0")
    return Changes(sorted(tx.feed.changes(after), key=lambda change: change.number), head)
