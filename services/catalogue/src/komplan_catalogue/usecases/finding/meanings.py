"""What a word of a query may mean: the ways in which it leads to terms of the stored services."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from komplan_catalogue.usecases.finding.documents import keys_of
from komplan_catalogue.usecases.finding.keys import keys
from komplan_catalogue.usecases.finding.spellings import is_czech, spellings
from komplan_catalogue.usecases.finding.thesaurus import Phrase, Thesaurus
from komplan_catalogue.usecases.finding.vocabulary import Terms, Vocabulary
from komplan_catalogue.usecases.finding.words import folded

FEW: Final = 10
"""Words derived from the asked one are looked for while fewer services than this have the word itself."""


class How(StrEnum):
    """How a word of a text answers a word of a query, nearest first."""

    EXACT = "exact"
    WITHOUT_DIACRITICS = "without-diacritics"
    INFLECTED = "inflected"
    SYNONYM = "synonym"
    DERIVED = "derived"
    TYPO = "typo"


WORTH: Final = {How.INFLECTED: 100, How.SYNONYM: 80, How.DERIVED: 60, How.TYPO: 80}
"""What a word found in each way counts, in hundredths; inflected stands for all forms of the word itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """Terms that answer a word; of several parts a service must have a term of each."""

    how: How
    worth: int
    parts: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """All ways of one asked word, and its keys, by which phrases are recognised."""

    keys: frozenset[str]
    ways: tuple[Way, ...]


def meaning(word: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> Meaning:
    """What the word, in lower case, leads to. A misspelling is guessed only for a word that leads nowhere."""
    bare = folded(word)
    asked = asked_keys(word, vocabulary)
    ways = _ways(How.INFLECTED, asked, vocabulary, thesaurus)
    if not ways and not is_czech(word, bare):
        typed = keys(bare)[-1]
        asked = frozenset(vocabulary.neighbours.of(typed) or thesaurus.neighbours.of(typed))
        ways = _ways(How.TYPO, asked, vocabulary, thesaurus)
    return Meaning(asked, tuple(ways))


def _ways(how: How, asked: frozenset[str], vocabulary: Vocabulary, thesaurus: Thesaurus) -> list[Way]:
    itself = vocabulary.with_keys(asked)
    synonyms = ways_to(thesaurus.of_word(asked), vocabulary)
    derived: Terms = frozenset()
    if not itself or vocabulary.services_with(itself) < FEW:
        derived = vocabulary.with_roots(asked) - itself
    return [*_way(how, itself), *synonyms, *_way(How.DERIVED, derived)]


def ways_to(phrases: Iterable[Phrase], vocabulary: Vocabulary) -> list[Way]:
    """The ways to synonyms: all that are one word make one way, each longer phrase makes one of its own."""
    single: Terms = frozenset()
    ways = []
    for phrase in phrases:
        parts = tuple(vocabulary.with_keys(word) for word in phrase)
        if len(parts) == 1:
            single |= parts[0]
        elif all(parts):
            ways.append(Way(How.SYNONYM, WORTH[How.SYNONYM], parts))
    return [*_way(How.SYNONYM, single), *ways]


def _way(how: How, terms: Terms) -> list[Way]:
    return [Way(how, WORTH[how], (terms,))] if terms else []


def asked_keys(word: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Keys by which a word, in lower case, is looked for.

    Without diacritics it may be any word that looks so: those of the stored texts, or if there are none, of Czech.
    """
    found, bare = frozenset(keys(word)), folded(word)
    if word != bare and vocabulary.with_keys(found):
        return found
    seen = frozenset(key for term in vocabulary.with_form(bare) for key in keys_of(term))
    return found | (seen or frozenset(key for spelt in spellings(bare) for key in keys(spelt)))
