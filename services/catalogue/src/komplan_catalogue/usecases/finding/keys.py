"""Keys of a Czech word: what its inflected forms have in common.

Lemma and stem are taken before the diacritics go, since the other order loses half of the forms; a second key is the
stem of the word as people type it on a keyboard without diacritics.
"""

import threading
from functools import lru_cache
from typing import Any, Final

import snowballstemmer
from simplemma.strategies import DefaultStrategy

from komplan_catalogue.usecases.finding.words import LONGEST_WORD, folded

Keys = tuple[str, ...]
"""One or two keys of a word, the one from its lemma first."""

_REMEMBERED: Final = 16_384
"""Words whose keys are kept in memory, a few megabytes."""
_LEAST_ROOT: Final = 4

_LOCK = threading.Lock()  # the stemmer holds the word that it works on
_STEMMER: Any = snowballstemmer.stemmer("czech")
_LEMMAS = DefaultStrategy(low_memory=True)

_SUFFIXES: Final = tuple(
    "ovatelstv ovatelsk ovatelk ovatel telstv telsk telk tel ovnick ovnik ovan ovat ovn ov nictv nick nic nik enkyn kyn"
    " enstv ensk istick ick ictv ik ic ism ist eck ec ck c k stv sk ostn ost encn enc entk ent acn ac ucn uc utorsk utor"
    " eut en an it et at n i".split()
)


@lru_cache(_REMEMBERED)
def keys(word: str) -> Keys:
    """The keys of a word: stem of its lemma without diacritics, and stem of the word without diacritics."""
    lower = word.lower()[:LONGEST_WORD]
    bare = folded(lower)
    with _LOCK:
        lemma = _LEMMAS.get_lemma(lower, "cs") or lower
        first, second = folded(_STEMMER.stemWord(lemma)), _STEMMER.stemWord(bare)
    return (first,) if first == second or not second else (first, second) if first else (second,)


@lru_cache(_REMEMBERED)
def root(key: str) -> str:
    """What a key shares with words derived from it (`tlumočník`, `tlumočení`, `tlumočnický`); looser than a key."""
    found = _hardened(key)
    while True:
        for suffix in _HARD_SUFFIXES:
            if found.endswith(suffix) and len(found) - len(suffix) >= _LEAST_ROOT:
                found = found[: -len(suffix)]
                break
        else:
            return found


def _hardened(text: str) -> str:
    """Consonants that change before endings, such as h and z in `dluh` and `dlužník`, made one."""
    return text.translate(_HARD)


_HARD: Final = str.maketrans("czg", "khh")
_HARD_SUFFIXES: Final = tuple(sorted({_hardened(suffix) for suffix in _SUFFIXES}, key=lambda text: (-len(text), text)))
