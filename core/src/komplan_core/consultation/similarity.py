"""Texts that say nearly the same: found as a suggestion, with what each says alone. Nothing is ever merged.

Equal texts are found by their folded words. For the rest each text is a set of triples of words; a signature of its
least hashes (MinHash, one permutation whose empty places are filled from the next ones) puts texts that may be alike
into the same buckets, and only these are compared exactly. Same texts and seed, same groups.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

LIKE: Final = 0.4
"""Least share of common triples of words (Jaccard) of two texts that are suggested together."""
PLACES: Final = 64
"""Places of a signature."""
ROWS: Final = 2
"""Places that make a bucket: texts of a likeness of 0.4 share one of the 32 with a probability of 0.996."""
LARGEST_GROUP: Final = 5_000
"""Members of one suggestion; more are suggested as several."""

_WORD: Final = re.compile(r"\w+")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_BITS: Final = PLACES.bit_length() - 1
_MASK: Final = (1 << 64) - 1
_EMPTY: Final = 1 << 64


@dataclass(frozen=True, slots=True)
class Like:
    """Texts, by their place in the list, that say the same or nearly so."""

    exact: bool
    members: tuple[int, ...]
    scores: tuple[int, ...]
    """How like another member each is, in percent of common triples of words."""


def folded_words(text: str) -> list[str]:
    """The words without case, diacritics and signs, whatever the form of Unicode."""
    return _WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def alike(texts: Sequence[str], seed: int = 0, least: float = LIKE) -> list[Like]:
    """Groups of two texts and more, each text in one at most, in the order of their first members."""
    same: dict[bytes, list[int]] = defaultdict(list)
    kept: list[list[str]] = []
    for place, text in enumerate(texts):
        words = folded_words(text)
        copies = same[blake2b(" ".join(words).encode(), digest_size=16).digest()]
        copies.append(place)
        if len(copies) == 1 and words:
            kept.append(words)
    apart = [copies for copies in same.values() if texts[copies[0]].strip() and folded_words(texts[copies[0]])]
    groups, scores = _joined(kept, seed, least)
    found = []
    for members in groups:
        places = [(place, _score(scores[member], apart[member])) for member in members for place in apart[member]]
        if len(places) > 1:
            places.sort()
            for first in range(0, len(places), LARGEST_GROUP):
                part = places[first : first + LARGEST_GROUP]
                if len(part) > 1:
                    found.append(Like(len(members) == 1, tuple(p for p, _ in part), tuple(s for _, s in part)))
    return sorted(found, key=lambda like: like.members[0])


def _score(likeness: float, copies: list[int]) -> int:
    return 100 if len(copies) > 1 else min(99, round(likeness * 100))


def _joined(texts: Sequence[list[str]], seed: int, least: float) -> tuple[list[list[int]], list[float]]:
    """Texts joined over their likes, and how like each is to the nearest that it was compared with."""
    triples = _Triples(seed)
    sets: list[frozenset[int]] = []
    root = list(range(len(texts)))
    scores = [0.0] * len(texts)
    buckets: dict[tuple[int, ...], list[int]] = {}

    def top(text: int) -> int:
        while root[text] != text:
            root[text] = text = root[root[text]]
        return text

    for here, words in enumerate(texts):
        own = triples.of(words)
        sets.append(own)
        signature = _signature(own)
        compared: set[int] = set()
        for row in range(0, PLACES, ROWS):
            bucket = buckets.setdefault((row, *signature[row : row + ROWS]), [])
            joined = False
            for other in bucket:
                if other not in compared and top(other) != top(here):
                    compared.add(other)
                    common = len(own & sets[other])
                    likeness = common / (len(own) + len(sets[other]) - common)
                    if likeness >= least:
                        root[max(top(here), top(other))] = min(top(here), top(other))
                        scores[here], scores[other] = max(scores[here], likeness), max(scores[other], likeness)
                joined = joined or top(other) == top(here)
            if not joined:  # one text of a group stands for it in a bucket
                bucket.append(here)
    groups: dict[int, list[int]] = defaultdict(list)
    for text in range(len(texts)):
        groups[top(text)].append(text)
    return list(groups.values()), scores


class _Triples:
    """Hashes of triples of words, the same in every run with the same seed."""

    def __init__(self, seed: int) -> None:
        self._key = seed.to_bytes(8, "big", signed=True)
        self._known: dict[str, int] = {}

    def of(self, words: Sequence[str]) -> frozenset[int]:
        """The triples of a text; of one with fewer words the one that it is."""
        hashes = [self._known.get(word) or self._hash(word) for word in words]
        if len(hashes) < 3:
            hashes += [1] * (3 - len(hashes))
        return frozenset(
            (one * 0x9E3779B97F4A7C15 ^ two * 0xC2B2AE3D27D4EB4F ^ three * 0xD6E8FEB86659FD93) * 0xFF51AFD7ED558CCD
            >> 32
            & _MASK
            for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False)
        )

    def _hash(self, word: str) -> int:
        digest = blake2b(word.encode(), digest_size=8, key=self._key).digest()
        made = self._known[word] = int.from_bytes(digest, "big") | 1
        return made


def _signature(triples: frozenset[int]) -> list[int]:
    """The least hash of each place; a place without one has that of the next, and how far it was."""
    least = [_EMPTY] * PLACES
    for triple in triples:
        place, value = triple & (PLACES - 1), triple >> _BITS
        if value < least[place]:
            least[place] = value
    filled = list(least)
    after, distance = _EMPTY, 0
    for place in range(2 * PLACES - 1, -1, -1):
        value = least[place % PLACES]
        if value != _EMPTY:
            after, distance = value, 0
        else:
            distance += 1
            if place < PLACES:
                filled[place] = after + (distance << 64)
    return filled


@dataclass(frozen=True, slots=True)
class Difference:
    """What one text says alone: runs of its own words, and the words of most others that it lacks."""

    own_words: tuple[str, ...]
    missing_words: tuple[str, ...]


def differences(texts: Sequence[str]) -> list[Difference]:
    """How each text differs from most of the others. A word counts as common when more than half of the texts have it.

    Of a few texts the common words are those of all: of two, what they share.
    """
    folded = [[(found[0], _plain(found[0])) for found in _WORD.finditer(text)] for text in texts]
    counts = Counter(word for words in folded for word in {plain for _, plain in words})
    needed = len(texts) if len(texts) <= 2 else len(texts) // 2 + 1
    order: dict[str, str] = {}
    for words in folded:
        for word, plain in words:
            if counts[plain] >= needed:
                order.setdefault(plain, word)
    return [_difference(words, order) for words in folded]


def _plain(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))


def _difference(words: Sequence[tuple[str, str]], common: dict[str, str]) -> Difference:
    runs: list[list[str]] = [[]]
    for word, plain in words:
        if plain not in common:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    has = {plain for _, plain in words}
    missing = tuple(word for plain, word in common.items() if plain not in has)
    return Difference(tuple(" ".join(run) for run in runs if run), missing)
