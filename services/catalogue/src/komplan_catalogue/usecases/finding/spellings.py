"""Words as they are spelt with diacritics, for words typed without: from the dictionary of Czech forms.

The forms are one block of bytes with a table of places (six megabytes), since a dictionary of them would take fifty.
"""

import threading
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache
from zlib import crc32

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from komplan_catalogue.usecases.finding.words import folded


class Spellings:
    """Forms that have diacritics, found by how they look without."""

    def __init__(self, forms: Iterable[str]) -> None:
        block, starts = bytearray(), array("I")
        for form in forms:
            starts.append(len(block))
            block += form.encode() + b"\n"
        self._block, self._count = bytes(block), len(starts)
        self._mask = (1 << (2 * self._count).bit_length()) - 1
        self._places = array("I", bytes(4 * (self._mask + 1)))  # 0 is free: one more than where a form starts
        for start in starts:
            place = crc32(folded(self._form(start)).encode()) & self._mask
            while self._places[place]:
                place = (place + 1) & self._mask
            self._places[place] = start + 1

    def __len__(self) -> int:
        return self._count

    def of(self, bare: str) -> tuple[str, ...]:
        """The forms that look like `bare` without their diacritics, in alphabetical order of their characters."""
        found = []
        place = crc32(bare.encode()) & self._mask
        while start := self._places[place]:
            form = self._form(start - 1)
            if folded(form) == bare:
                found.append(form)
            place = (place + 1) & self._mask
        return tuple(sorted(set(found)))

    def _form(self, start: int) -> str:
        return self._block[start : self._block.index(b"\n", start)].decode()


_LOCK = threading.Lock()


def czech() -> Spellings:
    """The spellings of Czech; made when first asked for, in about a second, by one thread while the others wait."""
    with _LOCK:
        return _czech()


@cache
def _czech() -> Spellings:
    dictionary = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("cs")
    return Spellings(form for form in dictionary if form.islower() and not form.isascii())


@lru_cache(4_096)
def spellings(bare: str) -> tuple[str, ...]:
    """How a word typed without diacritics may be spelt; none for a word that is not Czech or needs no diacritics."""
    return czech().of(bare)


def is_czech(word: str, bare: str) -> bool:
    """Whether the dictionary has the word, in lower case, as typed or with diacritics; then it is no misspelling."""
    return word in LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("cs") or (word == bare and bool(spellings(bare)))
