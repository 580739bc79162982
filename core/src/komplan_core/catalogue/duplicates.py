"""Which entries are probably one and the same. Only people decide; this tells them where to look, and why.

Compared are IČO, registration numbers, titles without case, diacritics, punctuation and legal form, seats, localities
and contacts. What an entry does not say speaks neither for nor against it: such a pair is only less certain.

Work grows with the number of entries, not with its square: only entries of a block are compared, where all are alike
each is compared with the first one only, a very frequent piece of a title is looked up for its latest bearers, and a
contact that many share is that of a switchboard.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final, TypeVar

from komplan_core.catalogue.likeness import Shape, plain, shape_of, similar_titles

MOST_SHARING: Final = 20
"""How many entries may share a contact for it to be evidence."""


class Likeness(StrEnum):
    """Why two entries may be one."""

    SAME_ICO = "same-ico"
    SAME_TITLE_AND_SEAT = "same-title-and-seat"
    SAME_TITLE = "same-title"
    """The title is the same; one of the two does not say where it is."""
    SAME_CONTACT = "same-contact"
    """They share a telephone, an e-mail address or a web, and their titles are alike."""
    ALIKE_PROVIDERS = "alike-providers"
    """Their providers may be one."""
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
    contacts: frozenset[str] = frozenset()
    """Telephones, e-mail addresses and webs, as `contact_key` writes them."""


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
    contacts: frozenset[str] = frozenset()
    """As those of a provider."""


T = TypeVar("T", ProviderTraits, ServiceTraits)
Bearers = dict[str, list[ServiceTraits]]
"""Services of one title by locality; those that name none stand under an empty one."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entries that may be one, by resource name in order; `score` is 0 to 100."""

    first: str
    second: str
    score: int
    reasons: tuple[Likeness, ...]


def provider_duplicates(providers: Iterable[ProviderTraits]) -> list[Duplicate]:
    """Providers with one IČO, one title and seat, or alike titles and one contact. The most certain first.

    Two with different IČO are two: in law they are different persons.
    """
    found = _Found()
    by_ico, by_title = defaultdict(list), defaultdict(list)
    listed = sorted(providers, key=lambda item: item.name)
    for item in listed:
        by_ico[item.ico].append(item)
        by_title[plain(item.title)].append(item)
    by_ico.pop("", None)
    for alike in by_ico.values():
        found.star(Likeness.SAME_ICO, 100, [item.name for item in alike])
    for alike in by_title.values():
        _same_title(alike, found)
    for one, other in _sharing(listed):
        if _one_person(one, other):
            found.add(one.name, other.name, Likeness.SAME_CONTACT, 65)
    return found.sorted()


def _same_title(alike: Sequence[ProviderTraits], found: "_Found") -> None:
    by_seat = defaultdict(list)
    for item in sorted(alike, key=lambda item: (not item.ico, item.name)):
        by_seat[plain(item.seat)].append(item)
    for seat, there in by_seat.items():
        if seat:
            same = [item.name for item in there[1:] if _one_person(there[0], item)]
            found.star(Likeness.SAME_TITLE_AND_SEAT, 90, [there[0].name, *same])
    nowhere = by_seat.pop("", [])
    centres = [there[0] for there in by_seat.values()] or nowhere[:1]
    for item in nowhere:
        if centre := next((centre for centre in centres if _one_person(centre, item)), None):
            found.add(centre.name, item.name, Likeness.SAME_TITLE, 70)


def _one_person(one: ProviderTraits, other: ProviderTraits) -> bool:
    return not (one.ico and other.ico) or one.ico == other.ico


def service_duplicates(services: Iterable[ServiceTraits], providers: Iterable[Duplicate] = ()) -> list[Duplicate]:
    """Services with one registration number; of one provider and type, with titles and localities alike; or with
    alike titles and one contact. Providers that may be one, by these pairs, count as one.

    Two with different registration numbers are two: the register says so.
    """
    found = _Found()
    group = _groups(providers)
    by_number, blocks = defaultdict(list), defaultdict(list)
    listed = sorted(services, key=lambda item: (not item.registration_number, item.name))
    for item in listed:
        by_number[item.registration_number].append(item.name)
        blocks[group.get(item.provider, item.provider), item.service_type].append(item)
    by_number.pop("", None)
    for alike in by_number.values():
        found.star(Likeness.SAME_NUMBER, 100, alike)
    for block in blocks.values():
        if len(block) > 1:
            _in_block(block, found)
    for one, other in _sharing(listed):
        types = {one.service_type, other.service_type} - {""}
        if len(types) < 2 and _may_be_one(one, other):
            found.add(one.name, other.name, Likeness.SAME_CONTACT, 65)
    of = {item.name: item.provider for item in listed}
    for first, second in found.pairs():
        if of[first] != of[second] and group.get(of[first], "") == group.get(of[second], None):
            found.add(first, second, Likeness.ALIKE_PROVIDERS, 0)
    return found.sorted()


def _groups(pairs: Iterable[Duplicate]) -> dict[str, str]:
    """One name for all providers that hang together by pairs."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parents.get(name, name)) != name:
            name = above
        return name

    for pair in pairs:
        parents[root(pair.second)] = root(pair.first)
        parents.setdefault(pair.first, pair.first)
    return {name: root(name) for name in parents}


def _sharing(entries: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Pairs with a common contact and alike titles that have the same numbers."""
    by_contact: dict[str, list[T]] = defaultdict(list)
    for item in entries:
        for contact in item.contacts:
            by_contact[contact].append(item)
    told: set[tuple[str, str]] = set()
    shapes: dict[str, Shape] = {}
    for sharing in by_contact.values():
        if 1 < len(sharing) <= MOST_SHARING:
            for item in sharing:
                if item.name not in shapes:
                    shapes[item.name] = shape_of(item.title)
            for one, other in combinations(sharing, 2):
                if (one.name, other.name) not in told and shapes[one.name].resembles(shapes[other.name]):
                    told.add((one.name, other.name))
                    yield one, other


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

    def pairs(self) -> list[tuple[str, str]]:
        return list(self._pairs)

    def sorted(self) -> list[Duplicate]:
        found = [Duplicate(*pair, _score(why), _told(why)) for pair, why in self._pairs.items()]
        return sorted(found, key=lambda item: (-item.score, item.first, item.second))


_WEAK: Final = frozenset((Likeness.SAME_TITLE, Likeness.SAME_CONTACT, Likeness.ALIKE_PROVIDERS))


def _told(why: dict[Likeness, int]) -> tuple[Likeness, ...]:
    """The reasons; where one is certain, weak ones add nothing."""
    return tuple(reason for reason in why if reason not in _WEAK or max(why.values()) < 100)


def _score(why: dict[Likeness, int]) -> int:
    """That of the strongest reason; a contact in common beside another reason makes it more certain."""
    best = max(why.values())
    return min(best + 10, 99) if best < 100 and len(why) > 1 and Likeness.SAME_CONTACT in why else best


def _in_block(block: Sequence[ServiceTraits], found: _Found) -> None:
    """Services of one provider and type, those with a number first."""
    bearers: dict[str, dict[str, list[ServiceTraits]]] = defaultdict(lambda: defaultdict(list))
    for item in block:
        of_title = bearers[plain(item.title)]
        for locality in item.localities or ("",):
            of_title[locality].append(item)
    for by_locality in bearers.values():
        for alike in by_locality.values():
            rest = [item.name for item in alike[1:] if _may_be_one(alike[0], item)]
            found.star(Likeness.SAME_TITLE_AND_PLACE, 90, [alike[0].name, *rest])
        if nowhere := by_locality.get("", []):
            somewhere = [alike[0] for locality, alike in by_locality.items() if locality][:1]
            for centre in somewhere:
                for item in nowhere:
                    if _may_be_one(centre, item):
                        found.add(centre.name, item.name, Likeness.SAME_TITLE, 75)
    for left, right, likeness in similar_titles(list(bearers)):
        if pair := _pair(bearers[left], bearers[right], sorted(bearers[left].keys() & bearers[right].keys())):
            found.add(pair[0].name, pair[1].name, Likeness.SIMILAR_TITLE, round(80 * likeness))
        elif pair := _one_nowhere(bearers[left], bearers[right]):
            found.add(pair[0].name, pair[1].name, Likeness.SIMILAR_TITLE, round(60 * likeness))


def _may_be_one(one: ServiceTraits, other: ServiceTraits) -> bool:
    numbers = {one.registration_number, other.registration_number} - {""}
    return len(numbers) < 2


def _one_nowhere(one: Bearers, other: Bearers) -> tuple[ServiceTraits, ServiceTraits] | None:
    """A bearer of each title, where one of the two does not say where it is."""
    if "" in one and other:
        return _pair({min(other): one[""]}, other, [min(other)])
    return _pair(one, {min(one): other[""]}, [min(one)]) if "" in other and one else None


def _pair(one: Bearers, other: Bearers, localities: Iterable[str]) -> tuple[ServiceTraits, ServiceTraits] | None:
    """A bearer of each title, in one locality; the last bearer of a locality has no number if any has none."""
    for locality in localities:
        for left in (one[locality][0], one[locality][-1]):
            for right in (other[locality][0], other[locality][-1]):
                if left.name != right.name and _may_be_one(left, right):
                    return left, right
    return None
