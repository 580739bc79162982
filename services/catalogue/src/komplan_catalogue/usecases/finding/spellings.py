"""Words as they are spelt with diacritics, for words typed without: from the dictionary of Czech forms.

The forms are kept as one sorted block of bytes (a few megabytes), since a dictionary of them would take fifty.
"""

from array import array
from bisect import bisect_left
from functools import cache, lru_cache

from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from komplan_catalogue.usecases.finding.words import folded


class Spellings:
    """The forms of a language that have diacritics, found by how they look without."""

    def __init__(self, forms: "set[str]") -> None:
        ordered = sorted((folded(form), form) for form in forms)
        self._block = b"".join(form.encode() for _, form in ordered)
        self._ends = array("I", [0])
        end = 0
        for _, form in ordered:
            end += len(form.encode())
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def of(self, bare: str) -> tuple[str, ...]:
        """The forms that look like `bare` without their diacritics."""
        first = bisect_left(range(len(self)), bare, key=self._bare)
        found = []
        while first < len(self) and self._bare(first) == bare:
            found.append(self._form(first))
            first += 1
        return tuple(found)

    def _form(self, number: int) -> str:
        return self._block[self._ends[number] : self._ends[number + 1]].decode()

    def _bare(self, number: int) -> str:
        return folded(self._form(number))


@cache
def czech() -> Spellings:
    """The spellings of Czech; made when first asked for, in a second."""
    dictionary = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("cs")
    return Spellings({form.lower() for form in dictionary if not form.isascii()})


@lru_cache(4_096)
def spellings(bare: str) -> tuple[str, ...]:
    """How a word typed without diacritics may be spelt; none for a word that is not Czech or needs no diacritics."""
    return czech().of(bare)
