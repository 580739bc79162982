"""Needs that are probably one: a suggestion for an analyst, with how like they are and why. Nothing is ever merged.

Two needs can be one only where both their territories and their years meet: the same wish of two villages is two
needs. What is compared is the title, then how much of groups and territory they share.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from komplan_core.catalogue.likeness import SIMILAR, plain, trigrams
from komplan_core.regional.needs import DistinctNeed

MOST_OF_A_PLACE: Final = 500
"""How many needs of one municipality are compared; of more, those with the first names."""


class NeedLikeness(StrEnum):
    """Why two needs may be one."""

    SAME_TITLE = "same-title"
    SIMILAR_TITLE = "similar-title"
    SAME_GROUPS = "same-groups"
    SAME_TERRITORY = "same-territory"
    NEXT_YEAR = "next-year"
    """One was reported in the year before the other."""


@dataclass(frozen=True, slots=True)
class NeedSuggestion:
    """Two needs that may be one, by name in order; `score` is 0 to 100."""

    first: str
    second: str
    score: int
    reasons: tuple[NeedLikeness, ...]


def suggestions(needs: Sequence[DistinctNeed], rejected: Collection[frozenset[str]] = ()) -> tuple[NeedSuggestion, ...]:
    """The most like first. What an analyst took apart before (`rejected` pairs of names) is not suggested again."""
    held = sorted({need.name: need for need in needs}.values(), key=lambda need: need.name)
    known = set(rejected)
    titles = {title: _Title.of(title) for title in {need.said.title for need in held}}
    found = []
    for first, second in _meeting(held):
        likeness = titles[first.said.title].likeness(titles[second.said.title])
        if likeness >= SIMILAR and frozenset((first.name, second.name)) not in known and _may_be_one(first, second):
            found.append(_suggestion(first, second, likeness))
    return tuple(sorted(found, key=lambda like: (-like.score, like.first, like.second)))


def elsewhere(places: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Of needs that are to be one, those that have no municipality in common with any of the others.

    `places` are municipalities by name of the need. The same wish of two villages is two needs.
    """
    together = Counter(code for codes in places.values() for code in set(codes))
    return tuple(name for name, codes in places.items() if all(together[code] == 1 for code in codes))


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title is compared by: its words as everybody writes them, their trigrams, and its numbers."""

    words: str
    pieces: frozenset[str]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, title: str) -> "_Title":
        words = plain(title)
        return cls(words, trigrams(words), tuple(sorted(re.findall(r"[0-9]+", words))))

    def likeness(self, other: "_Title") -> float:
        """Share of common trigrams; nothing where the numbers differ."""
        if self.words == other.words:
            return 1.0
        if self.numbers != other.numbers:
            return 0.0
        common = len(self.pieces & other.pieces)
        return min(0.99, common / (len(self.pieces) + len(other.pieces) - common))


def _meeting(needs: Sequence[DistinctNeed]) -> Iterator[tuple[DistinctNeed, DistinctNeed]]:
    """Pairs of needs that have a municipality in common, each once and in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, need in enumerate(needs):
        for code in need.municipalities:
            if len(places[code]) < MOST_OF_A_PLACE:
                places[code].append(index)
    seen: set[tuple[int, int]] = set()
    for code in sorted(places):
        for pair in combinations(places[code], 2):
            if pair not in seen:
                seen.add(pair)
                yield needs[pair[0]], needs[pair[1]]


def _may_be_one(one: DistinctNeed, other: DistinctNeed) -> bool:
    return (
        not set(one.municipalities).isdisjoint(other.municipalities)
        and abs(one.said.year - other.said.year) <= 1
        and (not one.said.report or one.said.report != other.said.report)
        and (not one.groups or not other.groups or not set(one.groups).isdisjoint(other.groups))
    )


def _suggestion(one: DistinctNeed, other: DistinctNeed, likeness: float) -> NeedSuggestion:
    groups = _share(one.groups, other.groups)
    places = _share(one.municipalities, other.municipalities)
    reasons = [NeedLikeness.SAME_TITLE if likeness >= 1 else NeedLikeness.SIMILAR_TITLE]
    if groups == 1:
        reasons.append(NeedLikeness.SAME_GROUPS)
    if places == 1:
        reasons.append(NeedLikeness.SAME_TERRITORY)
    if one.said.year != other.said.year:
        reasons.append(NeedLikeness.NEXT_YEAR)
    score = round(100 * (0.6 * likeness + 0.2 * groups + 0.2 * places))
    return NeedSuggestion(one.name, other.name, score, tuple(reasons))


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of what both have (Jaccard); two empty ones tell nothing."""
    together = set(one) | set(other)
    return len(set(one) & set(other)) / len(together) if together else 0.0
