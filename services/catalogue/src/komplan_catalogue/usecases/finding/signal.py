"""What is kept of a search in vain: a sign of a need that no service meets, and nothing that tells who asked."""

from typing import Final

from komplan_catalogue.usecases.finding.keys import keys
from komplan_catalogue.usecases.finding.spellings import is_czech
from komplan_catalogue.usecases.finding.thesaurus import shipped
from komplan_catalogue.usecases.finding.words import asked_words, folded
from komplan_core.errors import Invalid

LONGEST: Final = 60
"""Characters that are kept; who asks in whole sentences tells of a person."""
MOST_WORDS: Final = 6


def signal_of(query: str) -> str:
    """The common words of a query, without diacritics and in alphabetical order; empty when none is to be kept.

    A query with a digit or an @, or of many words, is not kept at all. Of any other, only words are kept that the
    Czech dictionary has in lower case or the shipped thesaurus knows. That leaves out most names; those that are common
    words too (*svoboda*, *karel*) remain, and tell nothing of who asked.
    """
    if "@" in query or any(character.isdigit() for character in query):
        return ""
    try:
        words = asked_words(query)
    except Invalid:
        return ""
    if len(words) > MOST_WORDS:
        return ""
    kept = " ".join(sorted({folded(word) for word in words if _is_common(word)}))
    return kept if len(kept) <= LONGEST else ""


def _is_common(word: str) -> bool:
    return is_czech(word, folded(word)) or shipped().knows(keys(word))
