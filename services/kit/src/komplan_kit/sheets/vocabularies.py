"""Cells that hold one of a list of values: shown by their Czech titles, their codes are understood too."""

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from komplan_core.codelists import CodeList, entries
from komplan_kit.sheets.cells import Cell, Unreadable, Value, escaped, unescaped

LISTS_SHEET: Final = "číselníky"
"""The sheet of a workbook that tells all values."""
MOST_NEAR: Final = 3
FEW: Final = 5
"""So many values are all told: the nearest by letters need not be the one that is meant."""


def titled(code_list: CodeList) -> Cell:
    """A code of a list that all cities share."""
    return _closed("UNKNOWN_CODE", [Value(item.title, item.code, item.czech_code) for item in entries(code_list)])


def choice(titles: dict[str, str]) -> Cell:
    """One of a few values by their titles."""
    return _closed("INVALID_VALUE", [Value(title, value) for value, title in titles.items()])


def _closed(reason: str, listed: Iterable[Value]) -> Cell:
    values = tuple(listed)
    titles, codes = {value.code: value.title for value in values}, _codes(values)

    def read(text: str) -> str:
        code = codes.get(_folded(text))
        if code is None:
            raise Unreadable(reason, advice(text, values))
        return code

    return Cell(lambda code: titles.get(code, code), read, values)


def open_list(titles: dict[str, str], may_be: Callable[[str], bool]) -> Cell:
    """A known value by its title, or another text that `may_be` one."""
    values = tuple(Value(title, code) for code, title in titles.items())
    codes = _codes(values)

    def read(text: str) -> str:
        own = unescaped(text.strip())
        code = codes.get(_folded(own), own)
        if not may_be(code):
            raise Unreadable("UNKNOWN_CODE", advice(own, values))
        return code

    return Cell(lambda code: titles.get(code) or escaped(code), read, values)


def advice(text: str, values: Iterable[Value]) -> str:
    """What to write instead of a text that no value is: all of a few titles, else the nearest, and where all stand."""
    by_bare = {bare(value.title): value.title for value in values}
    few = len(by_bare) <= FEW
    near = by_bare if few else difflib.get_close_matches(bare(text), by_bare, MOST_NEAR, 0.4)
    listed = [by_bare[title] for title in near]
    told = f"write {' or '.join(f'`{title}`' for title in listed)}; " if listed else ""
    return f"{told}all values stand in the sheet `{LISTS_SHEET}` of the template"


def _codes(values: Iterable[Value]) -> dict[str, str]:
    listed = list(values)
    by_other_name = {_folded(value.known_as): value.code for value in listed if value.known_as}
    return by_other_name | {_folded(value.title): value.code for value in listed} | {v.code: v.code for v in listed}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def bare(text: str) -> str:
    """A text without case, marks and needless spaces, as people type it who look for something."""
    marks = unicodedata.normalize("NFKD", _folded(text))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))
