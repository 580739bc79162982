"""From the ways of a word to the quality with which each service answers it."""

from collections.abc import Mapping, Sequence

from komplan_catalogue.usecases.finding.documents import MOST, bare_of
from komplan_catalogue.usecases.finding.meanings import How, Way
from komplan_catalogue.usecases.finding.postings import Postings
from komplan_catalogue.usecases.finding.ranking import FULL, Asked, qualities
from komplan_catalogue.usecases.finding.vocabulary import Terms
from komplan_catalogue.usecases.finding.words import folded


class Qualities:
    """Computes qualities from postings; for one query, since what it remembers is large."""

    def __init__(self, postings: Mapping[str, Postings], lengths: bytearray) -> None:
        self._postings, self._lengths = postings, lengths
        self._known: dict[Terms, dict[int, int]] = {}

    def answered(self, word: str, ways: Sequence[Way]) -> Asked:
        """The word with the quality of each slot: the best that one of its ways gives."""
        found = bytearray(len(self._lengths))
        services = 0
        for way in ways:
            by_slot = self._of_parts([self._of(terms) for terms in way.parts])
            services = services or len(by_slot)
            worth = [max(value * way.worth // 100, bool(value)) for value in range(FULL + 1)]
            for slot, value in by_slot.items():
                if worth[value] > found[slot]:
                    found[slot] = worth[value]
        return Asked(word, bytes(found), services, _forms(word, ways), _phrases(ways))

    def _of_parts(self, parts: list[dict[int, int]]) -> dict[int, int]:
        """Slots of all parts, with the least quality among them."""
        if len(parts) == 1:
            return parts[0]
        common = set(parts[0]).intersection(*parts[1:])
        return dict(zip(common, map(min, *(map(part.__getitem__, common) for part in parts)), strict=True))

    def _of(self, terms: Terms) -> dict[int, int]:
        """The quality of several terms together by slot, such as all forms of a word."""
        found = self._known.get(terms)
        if found is None:
            weights = self._weights(terms)
            table, lengths = qualities(), self._lengths
            found = self._known[terms] = {slot: table[lengths[slot]][weight] for slot, weight in weights.items()}
        return found

    def _weights(self, terms: Terms) -> dict[int, int]:
        longest, *others = sorted((self._postings[term] for term in terms), key=len, reverse=True)
        found = dict(zip(longest.slots, longest.weights, strict=True))
        for other in others:
            for slot, weight in zip(other.slots, other.weights, strict=True):
                found[slot] = min(found.get(slot, 0) + weight, MOST)
        return found


def _forms(word: str, ways: Sequence[Way]) -> dict[str, How]:
    bare = folded(word)
    forms: dict[str, How] = {}
    for way in ways:
        if len(way.parts) == 1:
            for term in way.parts[0]:
                forms.setdefault(bare_of(term), way.how)
    if forms.get(bare) is How.INFLECTED:
        forms[bare] = How.EXACT
    return forms


def _phrases(ways: Sequence[Way]) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(tuple(frozenset(map(bare_of, part)) for part in way.parts) for way in ways if len(way.parts) > 1)
