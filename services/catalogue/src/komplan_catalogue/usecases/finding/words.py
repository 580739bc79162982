"""Words of a text: what counts as one, how it looks without diacritics, and which ones say nothing."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from komplan_core.errors import Invalid

LONGEST_QUERY: Final = 200
LONGEST_WORD: Final = 50
"""Characters of a word that count; no Czech word is longer, and nobody types more."""

_CZECH: Final = str.maketrans("áäčďéěëíľĺňóôöřŕšťúůüýž", "aacdeeeillnooorrstuuuyz")
_WORD: Final = re.compile(f"([^\\W_]{{1,{LONGEST_WORD}}})[^\\W_]*")
_MARK: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_PILE: Final = re.compile(f"([{_MARK}]{{4}})[{_MARK}]+")
_LOOSE: Final = re.compile(f"[{_MARK}]+")


def normal(text: str) -> str:
    """The text with composed characters and no loose marks; of piled-up marks four are looked at, to bound the work."""
    if text.isascii() or not _LOOSE.search(text):
        return text
    return _LOOSE.sub("", unicodedata.normalize("NFC", _PILE.sub(r"\1", text)))


def words_of(text: str) -> list[str]:
    """The words of a normal text as they stand in it: runs of letters and digits, cut to 50. A hyphen ends a word."""
    return _WORD.findall(text)


@lru_cache(16_384)
def folded(word: str) -> str:
    """A word in lower case without diacritics: letters and digits only, so it can be empty."""
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
    found = dict.fromkeys(word.lower() for word in words_of(normal(query)))
    words = tuple(word for word in found if folded(word))
    if not words:
        raise Invalid.field("query", "REQUIRED", "name at least one word to look for")
    return tuple(word for word in words if not says_nothing(word)) or words


def listed(name: str) -> list[str]:
    """The words of a list that comes with komplan."""
    lines = files(__package__).joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(listed("stop_words.txt"))
