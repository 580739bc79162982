"""What changed: the last state of each public entry, in the order of the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_catalogue.usecases.outputs.source import Changed, OutputTx
from komplan_core import names
from komplan_core.catalogue import Visibility
from komplan_core.catalogue.capacity import ShownCapacity, shown
from komplan_core.errors import Invalid, Refused
from komplan_core.names import Pattern
from komplan_kit.digest import digest_of

AT_ONCE: Final = 200
EVERYTHING: Final = 1 << 31
"""More than a catalogue has entries."""
PUBLIC: Final[dict[str, Pattern]] = {
    "provider": names.PROVIDER,
    "service": names.SERVICE,
    "place": names.PLACE,
    "situation": names.SITUATION,
    "capacity": names.CAPACITY,
}
"""What the feed tells of; nothing else ever leaves through it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some changes. Who has taken them holds everything up to `after`."""

    changes: tuple[tuple[str, Changed], ...]
    """What kind of entry, and its change."""
    after: int
    end: bool
    head: int
    """The last number of the journal when it was read."""
    whole: "Whole | None" = None
    """At the end, if it was asked for."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is public at one number of the journal."""

    head: int
    records: int
    digest: bytes


class Feed:
    """The changes of one catalogue."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def part(self, tx: OutputTx, after: int, with_digest: bool = False, known: Whole | None = None) -> Part:
        """What changed after a number. Raises Invalid, and Refused when the journal ends before it.

        `known` is what was told of everything before; it still holds while the journal has not grown.
        """
        if after < 0:
            raise Invalid.field("after", "INVALID_VALUE", "a number is 0 or more")
        head = tx.outputs.head()
        if after > head:
            raise Refused("NUMBER_AHEAD", f"the journal ends at {head}: ask for everything, after 0")
        found = tx.outputs.changes(after, AT_ONCE) if after < head else []
        changes = tuple((kind, change) for change in found if (kind := kind_of(change.name)))
        if len(found) < AT_ONCE:
            whole = (known if known is not None and known.head == head else _whole(tx, head)) if with_digest else None
            return Part(changes, head, end=True, head=head, whole=whole)
        return Part(changes, found[-1].number, end=False, head=head)

    def capacity(self, change: Changed) -> ShownCapacity | None:
        """What everybody may see of a capacity report; None when it is gone."""
        if change.report is None:
            return None
        return shown((), (change.report,), self._today(), frozenset({Visibility.PUBLIC}))[0]


def _whole(tx: OutputTx, head: int) -> Whole:
    """Everything by name; of a capacity its number, because its message depends on the day."""
    held = [
        (item.name, str(item.number).encode() if kind == "capacity" else item.encoded)
        for item in tx.outputs.changes(0, EVERYTHING)
        if not item.deleted and (kind := kind_of(item.name))
    ]
    return Whole(head, len(held), digest_of(held))


def kind_of(name: str) -> str:
    """The kind of a public entry by its name, empty for what is not public."""
    return next((kind for kind, pattern in PUBLIC.items() if pattern.matches(name)), "")
