"""Keys of a Czech word: what its inflected forms have in common.

Lemma and stem are taken before the diacritics go, since the other order loses half of the forms; a second key is the
stem of the word as people type it on a keyboard without diacritics.
"""

import threading
from functools import cache, lru_cache
from typing import Any, Final

import snowballstemmer
from simplemma.strategies import DefaultStrategy

from komplan_catalogue.usecases.finding.words import folded, listed

Keys = tuple[str, ...]
"""One or two keys of a word, the one from its lemma first."""

_REMEMBERED: Final = 16_384
"""Words whose keys are kept in memory, a few megabytes."""
_LEAST_ROOT: Final = 4

_HARD: Final = str.maketrans("czg", "khh")
"""Consonants that change before endings, such as h and z in `dluh` and `dlužník`, made one."""

_LOCK = threading.Lock()  # the stemmer holds the word that it works on
_STEMMER: Any = snowballstemmer.stemmer("czech")
_LEMMAS = DefaultStrategy(low_memory=True)


@lru_cache(_REMEMBERED)
def keys(word: str) -> Keys:
    """The keys of a word: stem of its lemma without diacritics, and stem of the word without diacritics."""
    lower = word.lower()
    bare = folded(lower)
    with _LOCK:
        lemma = _LEMMAS.get_lemma(lower, "cs") or lower
        first, second = folded(_STEMMER.stemWord(lemma)), _STEMMER.stemWord(bare)
    return tuple(dict.fromkeys(filter(None, (first, second)))) or (bare,)


@lru_cache(_REMEMBERED)
def root(key: str) -> str:
    """What a key shares with words derived from it (`tlumočník`, `tlumočení`, `tlumočnický`); looser than a key."""
    found = key.translate(_HARD)
    while suffix := _suffix_of(found):
        found = found.removesuffix(suffix)
    return found


def _suffix_of(text: str) -> str:
    most = len(text) - _LEAST_ROOT
    return next((suffix for suffix in _suffixes() if len(suffix) <= most and text.endswith(suffix)), "")


@cache
def _suffixes() -> tuple[str, ...]:
    """The longest first."""
    found = {suffix.translate(_HARD) for suffix in listed("suffixes.txt")}
    return tuple(sorted(found, key=lambda suffix: (-len(suffix), suffix)))
