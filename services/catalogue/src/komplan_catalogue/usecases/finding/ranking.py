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
from komplan_catalogue.usecases.finding.slots import Slots, at, positions

FULL: Final = 255
"""The quality of a word that a text consists of; a byte for each service."""
_SATURATION: Final = 2.4
_USUAL_LENGTH: Final = 120
"""In halves. Fixed, so that a service's quality depends on its own texts alone."""
_LENGTH_STEP: Final = 4
_FEW_ALONE: Final = 300
_FEW_TOGETHER: Final = 1_500
"""Slots, times words of a query of several, that are scored at once; of more, the best are looked for first."""


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
        return Slots(len(self.qualities), flags=self.qualities)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The qualities that occur, best first."""
        return tuple(sorted(set(self.qualities) - {0}, reverse=True))

    def weight(self, total: int) -> int:
        """How much the word tells among `total` services: rare words tell more. In thousandths."""
        return round(1000 * log(1 + (total - self.services + 0.5) / (self.services + 0.5))) + 1


Weighed = Sequence[tuple[int, Asked]]
"""Words of a query with their weights."""


def best(words: Weighed, among: Slots, most: int, least: int = 0) -> list[tuple[int, int]]:
    """Score and slot of the best slots of a set, in no order; all that score like the last of `most` are included.

    With `least`, only slots whose words weigh so much are taken; without it, each slot of the set answers all words.
    """
    if len(among) * len(words) <= (_FEW_ALONE if len(words) == 1 else _FEW_TOGETHER):
        found = _scored(words, among.places, least)
    else:
        found = _by_levels(words, among, most, least)
    if len(found) <= most:
        return found
    last = nlargest(most, map(itemgetter(0), found))[-1]
    return [item for item in found if item[0] >= last]


def _scored(words: Weighed, slots: Sequence[int], least: int) -> list[tuple[int, int]]:
    """The slots with their scores, those left out whose words weigh less than `least`."""
    if not slots:
        return []
    rows = [(weight, at(asked.qualities, slots)) for weight, asked in words]
    scores = _sum(map(weight.__mul__, row) for weight, row in rows)
    if not least:
        return list(zip(scores, slots, strict=True))
    told = _sum(map(weight.__mul__, map(bool, row)) for weight, row in rows)
    return [(score, slot) for score, slot, tells in zip(scores, slots, told, strict=True) if tells >= least]


def _sum(rows: Iterable[Iterable[int]]) -> Iterable[int]:
    return reduce(partial(map, add), rows)


def _by_levels(words: Weighed, among: Slots, most: int, least: int) -> list[tuple[int, int]]:
    """Walk each word's services from the best quality down, until none unseen can score as the last of the best."""
    weights = [weight for weight, _ in words]
    rows = [asked.qualities if _same(asked.slots, among, least) else _masked(asked, among) for _, asked in words]
    rest = [list(reversed(asked.levels)) for _, asked in words]
    heads = [weight * levels[-1] for weight, levels in zip(weights, rest, strict=True)]
    seen = bytearray(len(rows[0]))
    found: list[tuple[int, int]] = []
    heap: list[int] = []
    while any(heads) and (len(heap) < most or heap[0] <= sum(heads)):
        turn = heads.index(max(heads))
        slots = [slot for slot in positions(rows[turn], rest[turn].pop()) if not seen[slot]]
        for slot in slots:
            seen[slot] = 1
        for item in _scored(words, slots, least):
            found.append(item)
            if len(heap) < most:
                heappush(heap, item[0])
            elif item[0] > heap[0]:
                heapreplace(heap, item[0])
        heads[turn] = weights[turn] * rest[turn][-1] if rest[turn] else 0
    return found


def _same(answering: Slots, among: Slots, least: int) -> bool:
    """Whether the sets are one; without `least` all words are answered in the set, so it cannot be larger."""
    return not least and len(answering) == len(among)


def _masked(asked: Asked, among: Slots) -> bytes:
    """The qualities of the slots of a set."""
    return (int.from_bytes(asked.qualities, "little") & among.bits * FULL).to_bytes(len(asked.qualities), "little")
