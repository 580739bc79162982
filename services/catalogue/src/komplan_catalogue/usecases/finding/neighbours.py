"""Keys that are nearly spelt like a mistyped one: found by shared trigrams, judged by how many strokes lie between."""

from array import array
from collections import Counter, defaultdict
from typing import Final

SHORTEST: Final = 4
"""A shorter key has too many neighbours to guess which one was meant."""
_LEAST_SHARED: Final = 0.2
_MOST_LOOKED_AT: Final = 20_000
_MOST_COMPARED: Final = 40
_MOST_FOUND: Final = 3


class Neighbours:
    """A set of keys that finds the nearest ones to any text. The work is bounded however many keys there are."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._numbers: dict[str, int] = {}
        self._free: list[int] = []
        self._with: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, key: str) -> None:
        """Enter a key that is not in the set."""
        if self._free:
            number = self._free.pop()
            self._keys[number] = key
        else:
            number = len(self._keys)
            self._keys.append(key)
        self._numbers[key] = number
        for gram in trigrams(key):
            self._with[gram].append(number)

    def remove(self, key: str) -> None:
        """Strike a key of the set."""
        number = self._numbers.pop(key)
        self._free.append(number)
        for gram in trigrams(key):
            self._with[gram].remove(number)

    def of(self, text: str) -> tuple[str, ...]:
        """The nearest keys, alike near, three at most: one stroke away, or two for eight letters and more."""
        if len(text) < SHORTEST:
            return ()
        most = 1 if len(text) < 8 else 2
        near = [(strokes(text, key, most), -shared, key) for shared, key in self._alike(text)]
        near = sorted(item for item in near if item[0] <= most)
        return tuple(key for distance, _, key in near[:_MOST_FOUND] if distance == near[0][0])

    def _alike(self, text: str) -> list[tuple[float, str]]:
        """Keys that share trigrams, and which part of all trigrams of both; rare trigrams are looked at first."""
        mine = trigrams(text)
        common: Counter[int] = Counter()
        looked_at = 0
        rarest_first = sorted((len(self._with[gram]), gram) for gram in mine if gram in self._with)
        for numbers in (self._with[gram] for _, gram in rarest_first):
            looked_at += len(numbers)
            if looked_at > _MOST_LOOKED_AT:
                break
            common.update(numbers)
        found = []
        for number, count in common.items():
            key = self._keys[number]
            shared = count / (len(mine) + len(key) + 1 - count)
            if shared >= _LEAST_SHARED:
                found.append((shared, key))
        return sorted(found, key=lambda item: (-item[0], item[1]))[:_MOST_COMPARED]


def trigrams(text: str) -> set[str]:
    """All runs of three letters, with the word's begin and end as blanks."""
    padded = f"  {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def strokes(one: str, other: str, most: int) -> int:
    """How many letters are added, left out, changed or swapped with the next; `most + 1` when more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
