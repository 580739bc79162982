"""Which services answer best: weights of words as in BM25, in whole numbers, so that all processes agree exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial, reduce
from heapq import heappush, heapreplace, nlargest
from math import log
from operator import add, itemgetter
from typing import Final

from komplan_catalogue.usecases.finding.documents import MOST
from komplan_catalogue.usecases.finding.meanings import How

FULL: Final = 255
"""The quality of a word that a text consists of; a byte for each service."""
_SATURATION: Final = 2.4
_USUAL_LENGTH: Final = 120
"""In halves. Fixed, so that a service's quality depends on its own texts alone."""
_LENGTH_STEP: Final = 4
_FEW: Final = 300
"""Slots times words that are scored without looking for the best first."""

_PRESENT: Final = bytes([0, *[1] * 255])


def length_class(length: int) -> int:
    """The class of a text's length in halves, a byte: very long texts are all alike."""
    return min(length // _LENGTH_STEP, 255)


@cache
def qualities() -> tuple[bytes, ...]:
    """For each class of length, the quality of a word by its weight there."""
    return tuple(_by_weight(0.25 + 0.75 * number * _LENGTH_STEP / _USUAL_LENGTH) for number in range(256))


def _by_weight(relative_length: float) -> bytes:
    weights = range(1, MOST + 1)
    return bytes([0, *(max(1, round(FULL * w / (w + _SATURATION * relative_length))) for w in weights)])


@dataclass(frozen=True, slots=True)
class Slots:
    """A set of slots, a byte for each: 1 for those in it."""

    bits: int

    @classmethod
    def of(cls, flags: bytes | bytearray) -> "Slots":
        """Those with a byte that is not zero."""
        return cls(int.from_bytes(flags.translate(_PRESENT), "little"))

    def __and__(self, other: "Slots") -> "Slots":
        return Slots(self.bits & other.bits)

    def __or__(self, other: "Slots") -> "Slots":
        return Slots(self.bits | other.bits)

    def without(self, other: "Slots") -> "Slots":
        """Those that are not in the other set."""
        return Slots(self.bits & ~other.bits)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def flags(self, size: int) -> bytes:
        """A byte for each of `size` slots."""
        return self.bits.to_bytes(size, "little")


def positions(flags: bytes, value: int = 1) -> list[int]:
    """Where the byte stands."""
    found = []
    at = flags.find(value)
    while at >= 0:
        found.append(at)
        at = flags.find(value, at + 1)
    return found


@dataclass(frozen=True)
class Asked:
    """One word of a query: the quality with which each slot answers it, and which forms do so in which way."""

    word: str
    qualities: bytes
    services: int
    """How many services have the word itself, or what stands for it."""
    forms: dict[str, How]
    """Forms without diacritics that answer the word; `exact` stands for the word's own, whatever its diacritics."""
    phrases: tuple[tuple[frozenset[str], ...], ...] = ()
    """Forms of each word of the phrases that answer it."""

    @cached_property
    def slots(self) -> Slots:
        """Services that answer the word at all."""
        return Slots.of(self.qualities)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The qualities that occur, best first."""
        return tuple(sorted(set(self.qualities) - {0}, reverse=True))

    def weight(self, total: int) -> int:
        """How much the word tells among `total` services: rare words tell more. In thousandths."""
        return round(1000 * log(1 + (total - self.services + 0.5) / (self.services + 0.5))) + 1


Weighed = Sequence[tuple[int, Asked]]
"""Words of a query with their weights."""


def best(words: Weighed, among: Slots, size: int, most: int, least: int = 0) -> list[tuple[int, int]]:
    """Score and slot of the best slots of a set, in no order; all that score like the last of `most` are included.

    Only slots whose words weigh `least` together are taken.
    """
    if len(among) * len(words) <= _FEW:
        found = _scored(words, positions(among.flags(size)), least)
    else:
        found = _by_levels(words, among, size, most, least)
    if len(found) <= most:
        return found
    last = nlargest(most, map(itemgetter(0), found))[-1]
    return [item for item in found if item[0] >= last]


def _scored(words: Weighed, slots: Sequence[int], least: int) -> list[tuple[int, int]]:
    """The slots with their scores, those left out whose words weigh less than `least`."""
    if len(slots) < 2:
        slots = [*slots, *slots]  # so that a row of qualities is always a tuple
        return _scored(words, slots, least)[:1] if slots else []
    qualities_at = itemgetter(*slots)
    rows = [(weight, qualities_at(asked.qualities)) for weight, asked in words]
    scores = _sum(map(weight.__mul__, row) for weight, row in rows)
    if not least:
        return list(zip(scores, slots, strict=True))
    told = _sum(map(weight.__mul__, map(bool, row)) for weight, row in rows)
    return [(score, slot) for score, slot, tells in zip(scores, slots, told, strict=True) if tells >= least]


def _sum(rows: Iterable[Iterable[int]]) -> Iterable[int]:
    return reduce(partial(map, add), rows)


def _by_levels(words: Weighed, among: Slots, size: int, most: int, least: int) -> list[tuple[int, int]]:
    """Walk each word's services from the best quality down, until none unseen can score as the last of the best."""
    mask = among.bits * FULL
    rows = [(Slots(int.from_bytes(asked.qualities, "little") & mask).flags(size), weight) for weight, asked in words]
    rest = [list(reversed(asked.levels)) for _, asked in words]
    heads = [weight * levels[-1] for (_, weight), levels in zip(rows, rest, strict=True)]
    seen = bytearray(size)
    found: list[tuple[int, int]] = []
    heap: list[int] = []
    while any(heads) and (len(heap) < most or heap[0] <= sum(heads)):
        turn = heads.index(max(heads))
        slots = [slot for slot in positions(rows[turn][0], rest[turn].pop()) if not seen[slot]]
        for slot in slots:
            seen[slot] = 1
        for item in _scored(words, slots, least):
            found.append(item)
            if len(heap) < most:
                heappush(heap, item[0])
            elif item[0] > heap[0]:
                heapreplace(heap, item[0])
        heads[turn] = rows[turn][1] * rest[turn][-1] if rest[turn] else 0
    return found
