"""Which entries are probably one and the same. Only people decide; this tells them where to look, and why.

Work grows with the number of entries, not with its square: only entries of a block are compared, where all are alike
each is compared with the first one only, and a very frequent piece of a title is looked up for its latest bearers.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

SIMILAR: Final = 0.6
"""Share of common trigrams (Jaccard) from which two titles are called similar."""

MOST_BEARERS: Final = 40
"""How many titles with one trigram are looked at; bounds the work for a provider with thousands of alike titles."""

_LEGAL: Final = re.compile(
    r"\b(?:z ?s|z ?u|o ?p ?s|s ?r ?o|spol s r ?o|a ?s|p ?o|prispevkova organizace|zapsany (?:spolek|ustav)"
    r"|obecne prospesna spolecnost)$"
)


class Likeness(StrEnum):
    """Why two entries may be one."""

    SAME_ICO = "same-ico"
    SAME_TITLE_AND_SEAT = "same-title-and-seat"
    SAME_NUMBER = "same-registration-number"
    SAME_TITLE_AND_PLACE = "same-title-and-place"
    SIMILAR_TITLE = "similar-title"


@dataclass(frozen=True, slots=True)
class ProviderTraits:
    """What providers are compared by."""

    name: str
    title: str
    ico: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True)
class ServiceTraits:
    """What services are compared by."""

    name: str
    title: str
    provider: str
    registration_number: str = ""
    service_type: str = ""
    localities: frozenset[str] = frozenset()
    """Resource names of places, and codes of municipalities in which it is provided or which it serves."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entries that may be one, by resource name in order; `score` is 0 to 100."""

    first: str
    second: str
    score: int
    reasons: tuple[Likeness, ...]


def plain(title: str) -> str:
    """The words of a title without case, diacritics, punctuation and the abbreviation of a legal form."""
    folded = unicodedata.normalize("NFKD", title.casefold())
    words = " ".join(re.findall(r"[^\W_]+", "".join(mark for mark in folded if not unicodedata.combining(mark))))
    return _LEGAL.sub("", words).strip() or words


def provider_duplicates(providers: Iterable[ProviderTraits]) -> list[Duplicate]:
    """Providers with one IČO, or with one title and seat unless their IČO differ. The most certain first."""
    found = _Found()
    by_ico, by_title = defaultdict(list), defaultdict(list)
    for item in sorted(providers, key=lambda item: item.name):
        by_ico[item.ico].append(item)
        by_title[plain(item.title), plain(item.seat)].append(item)
    by_ico.pop("", None)
    for alike in by_ico.values():
        found.star(Likeness.SAME_ICO, 100, [item.name for item in alike])
    for (title, seat), alike in by_title.items():
        if title and seat:
            alike.sort(key=lambda item: (not item.ico, item.name))
            centre = alike[0]
            same = [item.name for item in alike[1:] if not item.ico or item.ico == centre.ico]
            found.star(Likeness.SAME_TITLE_AND_SEAT, 90, [centre.name, *same])
    return found.sorted()


def service_duplicates(services: Iterable[ServiceTraits]) -> list[Duplicate]:
    """Services with one registration number; and of one provider and type, with titles and localities alike.

    Two with different registration numbers are two: the register says so.
    """
    found = _Found()
    by_number, blocks = defaultdict(list), defaultdict(list)
    for item in sorted(services, key=lambda item: (not item.registration_number, item.name)):
        by_number[item.registration_number].append(item.name)
        blocks[item.provider, item.service_type].append(item)
    by_number.pop("", None)
    for alike in by_number.values():
        found.star(Likeness.SAME_NUMBER, 100, alike)
    for block in blocks.values():
        if len(block) > 1:
            _in_block(block, found)
    return found.sorted()


class _Found:
    """Pairs with their reasons."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], dict[Likeness, int]] = {}

    def add(self, first: str, second: str, reason: Likeness, score: int) -> None:
        if first != second:
            self._pairs.setdefault((min(first, second), max(first, second)), {})[reason] = score

    def star(self, reason: Likeness, score: int, alike: Sequence[str]) -> None:
        for name in alike[1:]:
            self.add(alike[0], name, reason, score)

    def sorted(self) -> list[Duplicate]:
        found = [Duplicate(*pair, max(why.values()), tuple(why)) for pair, why in self._pairs.items()]
        return sorted(found, key=lambda item: (-item.score, item.first, item.second))


def _in_block(block: Sequence[ServiceTraits], found: _Found) -> None:
    """Services of one provider and type, those with a number first."""
    bearers: dict[str, dict[str, list[ServiceTraits]]] = defaultdict(lambda: defaultdict(list))
    for item in block:
        for locality in item.localities or ("",):
            bearers[plain(item.title)][locality].append(item)
    for by_locality in bearers.values():
        for alike in by_locality.values():
            rest = [item.name for item in alike[1:] if _may_be_one(alike[0], item)]
            found.star(Likeness.SAME_TITLE_AND_PLACE, 90, [alike[0].name, *rest])
    for left, right, likeness in similar_titles(list(bearers)):
        if pair := _pair(bearers[left], bearers[right]):
            found.add(pair[0].name, pair[1].name, Likeness.SIMILAR_TITLE, round(80 * likeness))


def _may_be_one(one: ServiceTraits, other: ServiceTraits) -> bool:
    numbers = {one.registration_number, other.registration_number} - {""}
    return len(numbers) < 2


def _pair(
    one: dict[str, list[ServiceTraits]], other: dict[str, list[ServiceTraits]]
) -> tuple[ServiceTraits, ServiceTraits] | None:
    """A bearer of each title, in one locality; the last bearer of a locality has no number if any has none."""
    for locality in sorted(one.keys() & other.keys()):
        for left in (one[locality][0], one[locality][-1]):
            for right in (other[locality][0], other[locality][-1]):
                if left.name != right.name and _may_be_one(left, right):
                    return left, right
    return None


def similar_titles(titles: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of different plain titles that share enough trigrams and have the same numbers, with how much they share.

    Exact by prefix filtering: titles that are similar share one of their rarest trigrams.
    """
    pieces = {title: trigrams(title) for title in titles}
    numbers = {title: sorted(re.findall(r"[0-9]+", title)) for title in titles}
    frequency = Counter(piece for all_of in pieces.values() for piece in all_of)
    bearers: dict[str, list[str]] = defaultdict(list)
    for title in sorted(pieces, key=lambda title: (len(pieces[title]), title)):
        own, own_numbers = pieces[title], numbers[title]
        shortest = ceil(SIMILAR * len(own))
        rarest = sorted(own, key=lambda piece: (frequency[piece], piece))[: len(own) - shortest + 1]
        for other in dict.fromkeys(other for piece in rarest for other in bearers[piece][-MOST_BEARERS:]):
            theirs = pieces[other]
            if len(theirs) < shortest or numbers[other] != own_numbers:
                continue
            common = len(own & theirs)
            likeness = common / (len(own) + len(theirs) - common)
            if likeness >= SIMILAR:
                yield other, title, likeness
        for piece in rarest:
            bearers[piece].append(title)


def trigrams(title: str) -> frozenset[str]:
    """Every three characters that stand together, the ends of the title being spaces."""
    padded = f"  {title} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
