"""What is stored of a service so that it can be found: its words with their weight, and its facets.

Computed once, when the service or its provider is written, and read back by every process without computing again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from komplan_catalogue.usecases.finding.keys import keys
from komplan_catalogue.usecases.finding.words import folded, normal, says_nothing, words_of


class Field(StrEnum):
    """Where a word stands, most telling first."""

    TITLE = "title"
    SERVICE_TYPE = "service-type"
    SITUATION = "situation"
    TARGET_GROUP = "target-group"
    PLACE = "place"
    PROVIDER = "provider"
    DESCRIPTION = "description"
    PROVIDER_DESCRIPTION = "provider-description"


WEIGHTS: Final = {
    Field.TITLE: 6,
    Field.SERVICE_TYPE: 2,
    Field.SITUATION: 2,
    Field.TARGET_GROUP: 1,
    Field.PLACE: 2,
    Field.PROVIDER: 2,
    Field.DESCRIPTION: 2,
    Field.PROVIDER_DESCRIPTION: 1,
}
"""In halves: a word of the title counts as three of the description."""

SHORT: Final = 120
"""Characters of a text whose terms are remembered."""
MOST: Final = 255
"""The highest weight of one word, so that it fits a byte."""
_FACET: Final = re.compile(r"[a-z][a-z-]*:[^\s:]\S*")

Texts = Sequence[tuple[Field, str]]
"""The texts of one service."""


@lru_cache(16_384)
def term(word: str) -> str:
    """A word as it is stored: its form without diacritics, then its keys, such as `sluzbou/sluzb`. Empty for none."""
    bare = folded(word)
    return "/".join((bare, *keys(word))) if bare else ""


def bare_of(stored: str) -> str:
    """The form without diacritics of a stored term."""
    return stored.partition("/")[0]


def keys_of(stored: str) -> tuple[str, ...]:
    """The keys of a stored term; none for a facet."""
    return tuple(stored.split("/")[1:]) if ":" not in stored else ()


@dataclass(frozen=True, slots=True)
class Document:
    """A service as search sees it. Weights are halves; facets are `kind:value`, which no word can be."""

    name: str
    """Resource name of the service."""
    title: str
    weights: dict[str, int]
    """Weight of each term."""
    facets: frozenset[str]

    @property
    def length(self) -> int:
        """The weight of all its words, in halves."""
        return sum(self.weights.values())

    def stored(self) -> str:
        """The document in one text of three lines: title, facets, terms with weights."""
        terms = (f"{stored} {weight}" for stored, weight in sorted(self.weights.items()))
        return "\n".join((self.title, " ".join(sorted(self.facets)), " ".join(terms)))


def read(name: str, stored: str) -> Document:
    """The document of a service as it was stored."""
    title, facets, terms = stored.split("\n")
    parts = terms.split()
    weights = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
    return Document(name, title, weights, frozenset(facets.split()))


def _terms(text: str, every: bool) -> tuple[tuple[str, int], ...]:
    """The terms of a text with how often each stands there; words that say nothing only where `every` word counts."""
    words = words_of(normal(text))
    found = Counter(term(word) for word in words if every or not says_nothing(word.lower()))
    return tuple((stored, times) for stored, times in found.items() if stored)


_terms_of_short = lru_cache(8_192)(_terms)
"""Names of types, groups, places and providers come again and again."""


def document(name: str, texts: Texts, facets: Iterable[str] = ()) -> Document:
    """What is stored of the service `name` with these texts. Words of the title are kept even if they say nothing."""
    weights: Counter[str] = Counter()
    for field, text in texts:
        counted = _terms_of_short if len(text) <= SHORT else _terms
        weight = WEIGHTS[field]
        for stored, times in counted(text, field is Field.TITLE):
            weights[stored] += weight * times
    kept = frozenset(facets)
    if wrong := [facet for facet in kept if not _FACET.fullmatch(facet)]:
        raise ValueError(f"not a facet: {wrong[0]!r}")
    title = " ".join(" ".join(text for field, text in texts if field is Field.TITLE).split())
    return Document(name, title, {stored: min(weight, MOST) for stored, weight in weights.items()}, kept)
