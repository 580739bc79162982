"""How simple values stand in the cells of a sheet and are read from there. What is written is read back equal.

A list stands line by line in one cell, the parts of an item with ` | ` between them.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from google.type.date_pb2 import Date

from komplan_core.codelists import CodeList, entries


class Unreadable(ValueError):
    """What stands in the cell cannot be meant: why (a reason of the closed list), and what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


class Cell(NamedTuple):
    """How one kind of value is written and read. `read` raises Unreadable."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


TEXT: Final = Cell(str, str)
"""A text as it stands."""

_ESCAPE: Final = re.compile(r"\\(u[0-9a-f]{4}|[\\nr])")
_NAMED: Final = {"n": "\n", "r": "\r", "\\": "\\"}


def escaped(text: str) -> str:
    """The text so that it can stand on a line and between bars, whatever it holds."""
    done = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("|", "\\u007c")
    if done[:1].isspace():
        done = f"\\u{ord(done[0]):04x}{done[1:]}"
    if done[-1:].isspace():
        done = f"{done[:-1]}\\u{ord(done[-1]):04x}"
    return done


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return _ESCAPE.sub(lambda found: _NAMED.get(found[1]) or chr(int(found[1][1:], 16)), text)


CODE: Final = Cell(escaped, lambda text: unescaped(text.strip()))
"""An id or number: spaces around it mean nothing."""


def lines(item: Cell) -> Cell:
    """A list, an item a line."""
    return Cell(
        lambda values: "\n".join(map(item.write, values)),
        lambda text: [item.read(line.strip()) for line in text.split("\n") if line.strip()],
    )


LIST: Final = lines(CODE)
"""Codes or short texts."""


def parts(line: str, names: Iterable[str]) -> list[str]:
    """The parts of an item; those that are missing at its end are empty. Raises Unreadable for too many."""
    wanted = list(names)
    found = [unescaped(part.strip()) for part in line.split("|")]
    if len(found) > len(wanted):
        raise Unreadable("INVALID_VALUE", f"write {' | '.join(wanted)}, one a line")
    return found + [""] * (len(wanted) - len(found))


def joined(values: Iterable[str]) -> str:
    """An item of these parts; empty ones at its end are left out."""
    said = list(map(escaped, values))
    while len(said) > 1 and not said[-1]:
        said.pop()
    return " | ".join(said) or "|"


def titled(code_list: CodeList) -> Cell:
    """A code, shown by its Czech title; the code itself is understood too."""

    def read(text: str) -> str:
        wanted = " ".join(text.split()).casefold()
        code = _codes(code_list).get(wanted)
        if code is None:
            raise Unreadable("UNKNOWN_CODE", f"use a title or code of the list `{code_list}`")
        return code

    return Cell(lambda code: _titles(code_list).get(code, code), read)


def choice(titles: dict[str, str]) -> Cell:
    """One of a few values, shown by their titles; the value itself is understood too."""
    values = {title.casefold(): value for value, title in titles.items()} | {value: value for value in titles}

    def read(text: str) -> str:
        found = values.get(" ".join(text.split()).casefold())
        if found is None:
            raise Unreadable("INVALID_VALUE", f"write one of: {', '.join(titles.values())}")
        return found

    return Cell(lambda value: titles.get(value, value), read)


@cache
def _titles(code_list: CodeList) -> dict[str, str]:
    return {found.code: found.title for found in entries(code_list)}


@cache
def _codes(code_list: CodeList) -> dict[str, str]:
    by_title = {" ".join(found.title.split()).casefold(): found.code for found in entries(code_list)}
    return by_title | {found.code: found.code for found in entries(code_list)}


def _read_flag(text: str) -> bool:
    found = {"ano": True, "a": True, "ne": False, "n": False}.get(text.strip().casefold())
    if found is None:
        raise Unreadable("INVALID_VALUE", "write ano or ne")
    return found


FLAG: Final = Cell(lambda value: "ano" if value else "", _read_flag)

_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_CZECH_DAY: Final = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")


def read_day(text: str) -> Date:
    """A day as `2026-01-31` or `31. 1. 2026`."""
    if found := _ISO_DAY.fullmatch(text.strip()):
        year, month, day = map(int, found.groups())
    elif found := _CZECH_DAY.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
    else:
        raise Unreadable("INVALID_VALUE", "write a day as 2026-01-31 or 31. 1. 2026")
    try:
        date(year, month, day)
    except ValueError:
        raise Unreadable("INVALID_VALUE", "there is no such day") from None
    return Date(year=year, month=month, day=day)


def write_day(day: Date) -> str:
    """A day as `2026-01-31`; empty for none."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}" if day.year else ""


DAY: Final = Cell(write_day, read_day)


def _read_number(text: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,9}(?:[.,][0-9]{1,15})?", text.strip()):
        raise Unreadable("INVALID_VALUE", "write a number such as 18 or 0,5")
    return text.strip().replace(",", ".")


AGE: Final = Cell(str, _read_number)
"""Years as a decimal text."""

DEGREES: Final = Cell(repr, lambda text: float(_read_number(text)))
