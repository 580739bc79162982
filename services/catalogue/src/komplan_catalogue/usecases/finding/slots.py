"""Sets of slots: the places of services in a process's memory."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import compress
from operator import and_, itemgetter, not_, or_
from typing import Final

FEW: Final = 1_000
"""Up to so many slots are gone through one by one; of more, all bytes at once."""

_MANY: Final = 4_000
_SET: Final = re.compile(rb"[^\0]")
_PRESENT: Final = bytes([0, *[1] * 255])


class Slots:
    """A set of slots below `size`, as a list, as a byte for each, or as one number, whichever is asked for first."""

    def __init__(self, size: int, places: Sequence[int] | None = None, flags: bytes | None = None) -> None:
        self._size = size
        if places is not None:
            self.places = places
        if flags is not None:
            self.flags = flags

    @cached_property
    def places(self) -> Sequence[int]:
        """The slots in ascending order."""
        if len(self) < _MANY:
            return [found.start() for found in _SET.finditer(self.flags)]
        return list(compress(range(self._size), self.flags))

    @cached_property
    def flags(self) -> bytes:
        """A byte for each slot, not zero for those in the set."""
        flags = bytearray(self._size)
        for place in self.places:
            flags[place] = 1
        return bytes(flags)

    @cached_property
    def bits(self) -> int:
        """The flags as one number, each slot in a byte of its own."""
        return int.from_bytes(self.flags.translate(_PRESENT), "little")

    @cached_property
    def _count(self) -> int:
        return len(self.places) if "places" in self.__dict__ else self._size - self.flags.count(0)

    def __len__(self) -> int:
        return self._count

    def __and__(self, other: "Slots") -> "Slots":
        few, many = (self, other) if len(self) <= len(other) else (other, self)
        if len(few) <= FEW:
            return few._chosen(at(many.flags, few.places))
        return self._joined(and_, other)

    def __or__(self, other: "Slots") -> "Slots":
        if len(self) + len(other) <= FEW:
            return Slots(self._size, places=sorted({*self.places, *other.places}))
        return self._joined(or_, other)

    def __sub__(self, other: "Slots") -> "Slots":
        if len(self) <= FEW:
            return self._chosen(map(not_, at(other.flags, self.places)))
        return self._joined(lambda mine, theirs: mine & ~theirs, other)

    def _chosen(self, flags: Iterable[object]) -> "Slots":
        return Slots(self._size, places=list(compress(self.places, flags)))

    def _joined(self, join: Callable[[int, int], int], other: "Slots") -> "Slots":
        return Slots(self._size, flags=join(self.bits, other.bits).to_bytes(self._size, "little"))


def positions(values: bytes, value: int) -> list[int]:
    """Where a byte stands."""
    found = []
    place = values.find(value)
    while place >= 0:
        found.append(place)
        place = values.find(value, place + 1)
    return found


def at(values: bytes, places: Sequence[int]) -> Sequence[int]:
    """The bytes at these places."""
    if len(places) > 1:
        return itemgetter(*places)(values)  # type: ignore[no-any-return]
    return [values[place] for place in places]
