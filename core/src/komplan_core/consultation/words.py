"""Whether words say anything: blank letters and lone marks look like text and say nothing."""

from typing import Final

BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers of Hangul, which Unicode counts as letters, and the empty Braille cell: nobody sees them."""


def says_something(text: str) -> bool:
    """Whether a text or a name has a letter or a digit that can be seen."""
    return any(mark.isalnum() and mark not in BLANK for mark in text)
