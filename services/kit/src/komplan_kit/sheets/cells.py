"""How simple values stand in the cells of a sheet and are read from there. What is written is read back equal.

A list stands line by line in one cell, the parts of an item with ` | ` between them.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from google.type.date_pb2 import Date


class Unreadable(ValueError):
    """What stands in the cell cannot be meant: why (a reason of the closed list), and what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason, self.message = reason, message


class Value(NamedTuple):
    """One value that a cell may hold: what people write, the code that is understood too, and a third name of it."""

    title: str
    code: str
    known_as: str = ""


class Cell(NamedTuple):
    """How one kind of value is written and read. `read` raises Unreadable."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    values: tuple[Value, ...] = ()
    """All that it may hold, where that is a list; for a list that is `open`, all that is known."""
    open: bool = False
    several: bool = False
    """Whether it holds a list, an item a line."""
    parts: tuple[tuple[str, "Cell"], ...] = ()
    """The parts of an item that have a list of their own, with their titles."""


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
    """The text that was escaped. Raises Unreadable."""
    return _ESCAPE.sub(lambda found: _NAMED.get(found[1]) or _character(found[1][1:]), text)


def _character(digits: str) -> str:
    found = chr(int(digits, 16))
    if "\ud800" <= found <= "\udfff":  # half of a character, which no text may hold
        raise Unreadable("TEXT_CONTROL", f"`\\u{digits}` is no character")
    return found


CODE: Final = Cell(escaped, lambda text: unescaped(text.strip()))
"""An id or number: spaces around it mean nothing."""


def lines(item: Cell) -> Cell:
    """A list, an item a line."""
    return item._replace(
        write=lambda values: "\n".join(map(item.write, values)),
        read=lambda text: [item.read(line.strip()) for line in text.split("\n") if line.strip()],
        several=True,
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


def digits(counts: range, advice: str) -> Cell:
    """A code of so many digits. Spaces between them mean nothing."""

    def read(text: str) -> str:
        found = "".join(text.split())
        if not (found.isascii() and found.isdecimal() and len(found) in counts):
            raise Unreadable("INVALID_VALUE", advice)
        return found

    return Cell(escaped, read)


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
