"""In which services a term stands, and with what weight: two arrays, sorted by slot."""

from array import array
from bisect import bisect_left


class Postings:
    """The services of one term. A slot is the place of a service in this process's memory, never told outside."""

    __slots__ = ("slots", "weights")

    def __init__(self) -> None:
        self.slots = array("I")
        self.weights = bytearray()

    def __len__(self) -> int:
        return len(self.slots)

    def put(self, slot: int, weight: int) -> None:
        """Add a slot that does not stand here."""
        if not self.slots or self.slots[-1] < slot:
            self.slots.append(slot)
            self.weights.append(weight)
        else:
            place = bisect_left(self.slots, slot)
            self.slots.insert(place, slot)
            self.weights.insert(place, weight)

    def drop(self, slot: int) -> None:
        """Remove a slot that stands here."""
        place = bisect_left(self.slots, slot)
        del self.slots[place], self.weights[place]
