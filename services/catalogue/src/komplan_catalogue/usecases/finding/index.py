"""The index of one process: all stored documents in memory, ready to be asked. One thread at a time."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import nsmallest
from operator import and_, or_
from sys import intern
from typing import Final

from komplan_catalogue.usecases.finding import why
from komplan_catalogue.usecases.finding.documents import Document, Texts
from komplan_catalogue.usecases.finding.meanings import Meaning, meaning, ways_to
from komplan_catalogue.usecases.finding.qualities import Qualities
from komplan_catalogue.usecases.finding.ranking import Asked, Weighed, best, length_class
from komplan_catalogue.usecases.finding.slots import Slots
from komplan_catalogue.usecases.finding.thesaurus import Phrase, Thesaurus
from komplan_catalogue.usecases.finding.vocabulary import Vocabulary
from komplan_catalogue.usecases.finding.words import asked_words
from komplan_core.czech_order import czech_order

NEAREST: Final = 10
"""While fewer services have all words of a query, those with some of them follow, up to this many in all."""
_LEAST_SHARE: Final = 25
"""What the words of such a service must tell, in hundredths of what all words of the query tell."""
_MOST_REMEMBERED: Final = 512
"""Words whose services are kept in memory: some 30 kB each in a catalogue of 15,000."""

Filters = Iterable[Collection[str]]
"""Of each collection of facets a service has at least one."""
Keep = Callable[[str], bool]
"""Whether a service, by its resource name, may be found: for facts that change with time."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    names: list[str]
    """Resource names, best first; equally good ones by title."""
    total: int
    """How many services there are on all pages."""
    complete: int
    """How many of them have all words of the query that any service has; they stand first."""
    words: tuple[Asked, ...]
    """The words of the query that some service has."""
    unknown: tuple[str, ...]
    """The words that no service has."""

    def why(self, texts: Texts) -> tuple[why.Match, ...]:
        """Which words of a found service's texts answer the query."""
        return why.matches(self.words, texts)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    title: str
    terms: tuple[str, ...]


class Index:
    """Documents by slot. What it finds depends on the documents in it, not on the order of changes."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._vocabulary = Vocabulary()
        self._slots: dict[str, int] = {}
        self._entries: list[_Entry | None] = []
        self._lengths = bytearray()
        self._free: list[int] = []
        self._orders: dict[int, tuple[tuple[str, str], str]] = {}
        self._forget()

    def __len__(self) -> int:
        return len(self._slots)

    def put(self, document: Document) -> None:
        """Enter a document, or replace the one of the same name."""
        self.remove(document.name)
        terms = tuple(map(intern, (*document.weights, *document.facets)))  # one string for a term, not one a service
        if self._free:
            slot = self._free.pop()
        else:
            slot = len(self._entries)
            self._entries.append(None)
            self._lengths.append(0)
        self._entries[slot] = _Entry(document.name, document.title, terms)
        self._lengths[slot] = length_class(document.length)
        self._slots[document.name] = slot
        self._orders.pop(slot, None)
        for term in terms:
            self._vocabulary.put(term, slot, document.weights.get(term, 1))
        self._forget()

    def remove(self, name: str) -> None:
        """Take a document out; nothing happens if there is none of this name."""
        slot = self._slots.pop(name, None)
        if slot is None:
            return
        for term in self._entry(slot).terms:
            self._vocabulary.drop(term, slot)
        self._entries[slot] = None
        self._free.append(slot)
        self._forget()

    def search(
        self, query: str, filters: Filters = (), keep: Keep | None = None, offset: int = 0, limit: int = 10
    ) -> Found:
        """The services that answer a query and pass all filters. Raises Invalid for a query that holds no words."""
        asked = asked_words(query)
        qualities = Qualities(self._vocabulary.postings, self._lengths)
        phrases = self._phrases(asked)
        words = [self._asked(word, found, qualities) for word, found in zip(asked, phrases, strict=True)]
        known = tuple(word for word in words if word.services)
        unknown = tuple(word.word for word in words if not word.services)
        if not known:
            return Found([], 0, 0, (), unknown)
        weighed = [(word.weight(len(self)), word) for word in known]
        complete = self._passing(reduce(and_, (word.slots for word in known)), filters, keep)
        most, total = offset + limit, len(complete)
        slots = self._best(weighed, complete, most)
        if total < NEAREST and len(known) > 1:
            some = reduce(or_, (word.slots for word in known)) - complete
            least = sum(weight for weight, _ in weighed) * _LEAST_SHARE // 100
            nearest = self._best(weighed, self._passing(some, filters, keep), NEAREST - total, least)
            slots, total = slots + nearest, total + len(nearest)
        return Found([self._entry(slot).name for slot in slots[offset:most]], total, len(complete), known, unknown)

    def browse(self, filters: Filters = (), keep: Keep | None = None, offset: int = 0, limit: int = 10) -> Found:
        """All services that pass the filters, by title."""
        every = self._passing(Slots(len(self._entries), places=sorted(self._slots.values())), filters, keep)
        most = offset + limit
        slots = nsmallest(most, every.places, key=self._order)
        names = [self._entry(slot).name for slot in slots[offset:]]
        return Found(names, len(every), len(every), (), ())

    def _passing(self, slots: Slots, filters: Filters, keep: Keep | None) -> Slots:
        for facets in filters:
            slots = slots & self._with_facets(facets)
        if keep is None:
            return slots
        kept = [slot for slot in slots.places if keep(self._entry(slot).name)]
        return Slots(len(self._entries), places=kept)

    def _best(self, words: Weighed, among: Slots, most: int, least: int = 0) -> list[int]:
        found = best(words, among, most, least)
        found.sort(key=lambda item: (-item[0], *self._order(item[1])))
        return [slot for _, slot in found[:most]]

    def _order(self, slot: int) -> tuple[tuple[str, str], str]:
        """By title, then by name."""
        found = self._orders.get(slot)
        if found is None:
            entry = self._entry(slot)
            found = self._orders[slot] = czech_order(entry.title), entry.name
        return found

    def _entry(self, slot: int) -> _Entry:
        entry = self._entries[slot]
        assert entry is not None
        return entry

    def _with_facets(self, facets: Collection[str]) -> Slots:
        asked = frozenset(facet for facet in facets if facet in self._vocabulary.postings)
        found = self._facets.get(asked)
        if found is None:
            if len(self._facets) >= _MOST_REMEMBERED:
                self._facets.clear()
            places = sorted({slot for facet in asked for slot in self._vocabulary.slots_of(facet)})
            found = self._facets[asked] = Slots(len(self._entries), places=places)
        return found

    def _phrases(self, asked: Sequence[str]) -> list[tuple[Phrase, ...]]:
        """For each word, what the phrases of the query in which it stands lead to."""
        found: list[tuple[Phrase, ...]] = [()] * len(asked)
        if len(asked) > 1:
            for span, phrases in self._thesaurus.of_phrases([self._meaning(word).keys for word in asked]):
                for place in span:
                    found[place] = (*found[place], *phrases)
        return found

    def _meaning(self, word: str) -> Meaning:
        if word not in self._meanings:
            self._meanings[word] = meaning(word, self._vocabulary, self._thesaurus)
        return self._meanings[word]

    def _asked(self, word: str, phrases: tuple[Phrase, ...], qualities: Qualities) -> Asked:
        found = self._words.get((word, phrases))
        if found is None:
            ways = (*self._meaning(word).ways, *ways_to(phrases, self._vocabulary))
            found = qualities.answered(word, ways)
            if len(self._words) >= _MOST_REMEMBERED:
                self._words.clear()
                self._meanings.clear()
            self._words[word, phrases] = found
        return found

    def _forget(self) -> None:
        """Drop what was computed from documents that changed."""
        self._words: dict[tuple[str, tuple[Phrase, ...]], Asked] = {}
        self._meanings: dict[str, Meaning] = {}
        self._facets: dict[frozenset[str], Slots] = {}
