"""Words of a text: what counts as one, how it looks without diacritics, and which ones say nothing."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from komplan_core.errors import Invalid

LONGEST_QUERY: Final = 200
LONGEST_WORD: Final = 50
"""Characters of a word that count; no Czech word is longer, and nobody types more."""

_CZECH: Final = str.maketrans("áäčďéěëíľĺňóôöřŕšťúůüýž", "aacdeeeillnooorrstuuuyz")
_MARKS: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_WORD: Final = re.compile(f"(?:[^\\W_][{_MARKS}]*)+")
_PILE: Final = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def normal(text: str) -> str:
    """The text with composed characters; more than four marks on a letter are dropped, which bounds the work."""
    return text if text.isascii() else unicodedata.normalize("NFC", _PILE.sub(r"\1", text))


def words_of(text: str) -> list[str]:
    """The words of a normal text as they stand in it: runs of letters and digits. A hyphen ends a word."""
    return _WORD.findall(text)


def folded(word: str) -> str:
    """The word in lower case without diacritics: letters and digits only, so it can be empty."""
    quick = word.lower().translate(_CZECH)
    if quick.isascii() and quick.isalnum():
        return quick
    bare = unicodedata.normalize("NFKD", word).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", bare)))


def says_nothing(word: str) -> bool:
    """Whether the word, in lower case, tells nothing about a service."""
    return word in _stop_words()


def asked_words(query: str) -> tuple[str, ...]:
    """The words of a query in lower case, each once, without those that say nothing unless there are no others.

    Raises Invalid for a query without words, or of more than 200 characters.
    """
    if len(query) > LONGEST_QUERY:
        raise Invalid.field("query", "TEXT_TOO_LONG", f"a query has {LONGEST_QUERY} characters at most")
    found = dict.fromkeys(word.lower()[:LONGEST_WORD] for word in words_of(normal(query)))
    words = tuple(word for word in found if folded(word))
    if not words:
        raise Invalid.field("query", "REQUIRED", "name at least one word to look for")
    return tuple(word for word in words if not says_nothing(word)) or words


@cache
def _stop_words() -> frozenset[str]:
    lines = files(__package__).joinpath("data", "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
