"""All terms of the stored services: by key, by form without diacritics, by root, and by how they are nearly spelt."""

from collections.abc import Iterable, Sequence

from komplan_catalogue.usecases.finding.documents import bare_of, keys_of
from komplan_catalogue.usecases.finding.keys import root
from komplan_catalogue.usecases.finding.neighbours import Neighbours
from komplan_catalogue.usecases.finding.postings import Postings

Terms = frozenset[str]
Lookup = dict[str, tuple[str, ...]]


class Vocabulary:
    """Terms and where they stand. What it answers depends on the services in it, not on the order of changes."""

    def __init__(self) -> None:
        self.postings: dict[str, Postings] = {}
        self.neighbours = Neighbours()
        """All keys."""
        self._by_key: Lookup = {}
        self._by_form: Lookup = {}
        self._by_root: Lookup = {}

    def put(self, term: str, slot: int, weight: int) -> None:
        """Note that the term stands in a service."""
        found = self.postings.get(term)
        if found is None:
            found = self.postings[term] = Postings()
            self._enter(term)
        found.put(slot, weight)

    def drop(self, term: str, slot: int) -> None:
        """Note that the term stands in a service no more."""
        found = self.postings[term]
        found.drop(slot)
        if not found:
            del self.postings[term]
            self._strike(term)

    def with_keys(self, keys: Iterable[str]) -> Terms:
        """Terms that have one of the keys."""
        return _all(self._by_key, keys)

    def with_form(self, bare: str) -> Terms:
        """Terms that look like this without diacritics."""
        return _all(self._by_form, (bare,))

    def with_roots(self, keys: Iterable[str]) -> Terms:
        """Terms that share a root with one of the keys."""
        return _all(self._by_root, map(root, keys))

    def slots_of(self, term: str) -> Sequence[int]:
        """Where one term or facet stands."""
        found = self.postings.get(term)
        return found.slots if found is not None else ()

    def services_with(self, terms: Terms) -> int:
        """In how many services any of the terms stands."""
        if len(terms) == 1:
            return len(self.postings[next(iter(terms))])
        return len(set().union(*(self.postings[term].slots for term in terms)))

    def _enter(self, term: str) -> None:
        for index, entry in self._entries(term):
            if index is self._by_key and entry not in index:
                self.neighbours.add(entry)
            index[entry] = (*index.get(entry, ()), term)

    def _strike(self, term: str) -> None:
        for index, entry in self._entries(term):
            left = tuple(other for other in index[entry] if other != term)
            if left:
                index[entry] = left
            else:
                del index[entry]
                if index is self._by_key:
                    self.neighbours.remove(entry)

    def _entries(self, term: str) -> list[tuple[Lookup, str]]:
        keys = keys_of(term)
        if not keys:
            return []
        roots = {root(key) for key in keys}
        return [
            (self._by_form, bare_of(term)),
            *((self._by_key, key) for key in keys),
            *((self._by_root, item) for item in roots),
        ]


def _all(index: Lookup, entries: Iterable[str]) -> Terms:
    return frozenset(term for entry in set(entries) for term in index.get(entry, ()))
