"""Czech alphabetical order (ČSN 97 6030): ch after h; č, ř, š, ž are letters, other diacritics decide among equals."""

import unicodedata
from typing import Final

_LETTERS: Final = (*"abcčdefgh", "ch", *"ijklmnopqrřsštuvwxyzž0123456789")
_RANKS: Final = {letter: chr(number) for number, letter in enumerate(_LETTERS, 2)}
_SPACE: Final = chr(1)
_UNKNOWN: Final = chr(len(_LETTERS) + 2)
"""Before a letter that the Czech alphabet lacks: such ones stand at the end, in the order of their code points."""


def czech_order(text: str) -> tuple[str, str]:
    """A key by which titles are sorted: by word, then by letter, then by diacritics and case."""
    words = unicodedata.normalize("NFC", text).casefold().split()
    return _SPACE.join(map(_ranked, words)), text


def _ranked(word: str) -> str:
    found, at = [], 0
    while at < len(word):
        letter = "ch" if word.startswith("ch", at) else word[at]
        at += len(letter)
        rank = _RANKS.get(letter) or _RANKS.get(unicodedata.normalize("NFD", letter)[0])
        if rank or letter.isalnum():
            found.append(rank or _UNKNOWN + letter)
    return "".join(found)
