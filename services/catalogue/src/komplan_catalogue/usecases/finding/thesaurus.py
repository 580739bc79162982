"""The thesaurus: words and phrases that lead to the same services. Matched by keys, so any inflected form does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from komplan_catalogue.usecases.finding.keys import Keys, keys
from komplan_catalogue.usecases.finding.neighbours import Neighbours
from komplan_catalogue.usecases.finding.words import asked_words
from komplan_core.errors import Invalid

_TELLING: Final = 4

Phrase = tuple[Keys, ...]
"""The keys of each word of a term."""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of one meaning: who asks for one finds all. `leads_to` is found too, but does not lead back."""

    terms: tuple[str, ...]
    leads_to: tuple[str, ...] = ()


class Thesaurus:
    """Groups, ready to be looked up. Raises Invalid for a term without words."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self._found: list[tuple[Phrase, ...]] = []
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        self._phrases: defaultdict[str, list[tuple[Phrase, int]]] = defaultdict(list)
        for number, group in enumerate(groups):
            asked = [_phrase(term) for term in group.terms]
            self._found.append((*asked, *map(_phrase, group.leads_to)))
            for phrase in asked:
                for key in phrase[0]:
                    if len(phrase) == 1:
                        self._words[key].append(number)
                    else:
                        self._phrases[key].append((phrase, number))
        self.neighbours = Neighbours()
        """Keys of the terms of one word."""
        for key in self._words:
            self.neighbours.add(key)

    def knows(self, asked: Iterable[str]) -> bool:
        """Whether a word with these keys is a term."""
        return any(key in self._words for key in asked)

    def of_word(self, asked: Iterable[str]) -> list[Phrase]:
        """What a word with these keys leads to."""
        return self._all(number for key in asked for number in self._words.get(key, ()))

    def of_phrases(self, asked: Sequence[Iterable[str]]) -> list[tuple[range, list[Phrase]]]:
        """The phrases that stand in a query of words with these keys: which words, and what they lead to."""
        words = [frozenset(word) for word in asked]
        found = []
        for at, word in enumerate(words):
            for phrase, number in dict.fromkeys(entry for key in word for entry in self._phrases.get(key, ())):
                span = words[at : at + len(phrase)]
                if len(span) == len(phrase) and all(map(_meet, span, phrase)):
                    found.append((range(at, at + len(phrase)), self._all((number,))))
        return sorted(found, key=lambda item: (item[0].start, item[0].stop))

    def _all(self, numbers: Iterable[int]) -> list[Phrase]:
        return list(dict.fromkeys(phrase for number in sorted(set(numbers)) for phrase in self._found[number]))


def _meet(word: frozenset[str], other: Keys) -> bool:
    return not word.isdisjoint(other)


def _phrase(term: str) -> Phrase:
    return tuple(_telling(keys(word)) for word in asked_words(term))


def _telling(found: Keys) -> Keys:
    """Without keys too short to tell words apart, such as what `pečující` shares with `péče`, if there are others."""
    return tuple(key for key in found if len(key) >= _TELLING) or found


def groups_of(text: str) -> list[Group]:
    """Groups from lines such as `dluh, exekuce > občanská poradna`; `#` begins a comment. Raises Invalid."""
    groups = []
    for number, line in enumerate(text.splitlines(), 1):
        asked, _, found = line.partition("#")[0].partition(">")
        terms, leads_to = _terms(asked), _terms(found)
        if terms and len(terms) + len(leads_to) > 1:
            groups.append(Group(terms, leads_to))
        elif terms or leads_to:
            raise Invalid.field(f"groups.{number}", "REQUIRED", "a group has at least two terms, one before `>`")
    return groups


def _terms(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (" ".join(term.split()) for term in text.split(","))))


@cache
def shipped_groups() -> tuple[Group, ...]:
    """The groups of the thesaurus that comes with komplan."""
    return tuple(groups_of(files(__package__).joinpath("data", "thesaurus.txt").read_text(encoding="utf-8")))


@cache
def shipped() -> Thesaurus:
    """The thesaurus that comes with komplan."""
    return Thesaurus(shipped_groups())
