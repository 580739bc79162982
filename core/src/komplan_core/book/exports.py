"""The settlement table beside the book: a row for each point, none missing, none changed."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from komplan_core.book.canonical import canonical, nfc
from komplan_core.book.errors import BookError
from komplan_core.book.states import OUTCOMES

POINT: Final = "č. připomínky / bod"
OUTCOME: Final = "výsledek"
JUSTIFICATION: Final = "odůvodnění vypořádání"
FINGERPRINT: Final = "otisk záznamu"
"""Heading of the hash (hexadecimal) of the entry that registered the comment."""

_CLOSING: Final = re.compile(r"Řádků: (\d{1,9}), nezveřejněno: (\d{1,9}), bodů v knize: (\d{1,9})")
_CODES: Final = {title: code for code, title in OUTCOMES.items()}
_GUARDED: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""Beginnings of cells before which the writer of CSV puts an apostrophe, so that nobody's words are a formula."""

Titles = Mapping[str, str]
_NONE: Final[Titles] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """What of a row is compared with the book; what is empty is not."""

    point: str
    outcome: str = ""
    """Kernel outcome, or the words of the table where nobody said what they mean; empty where the cell is."""
    justification: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The last line of an export."""

    rows: int
    withheld: int
    points: int

    def __str__(self) -> str:
        return f"Řádků: {self.rows}, nezveřejněno: {self.withheld}, bodů v knize: {self.points}"

    @classmethod
    def parse(cls, text: str) -> "Closing | None":
        """The counts of a closing line; None for any other text."""
        match = _CLOSING.fullmatch(text.strip())
        return None if match is None else cls(*map(int, match.groups()))


def released_text(point: str, outcome: str, justification: str) -> str:
    """`text` of `settlement.released`: `sha256:` and the hash of what is published, which anybody can repeat."""
    record = {"justification": justification, "outcome": outcome, "point": point}
    return "sha256:" + sha256(b"komplan/settlement/v1\n" + canonical(nfc(record))).hexdigest()


def read_csv(lines: Iterable[str], delimiter: str = ";", own: Titles = _NONE) -> Iterator[Row | Closing]:
    """Rows of an export as CSV, and its closing line. `own`: kernel outcomes by the city's own titles.

    Raises BookError EXPORT_INVALID.
    """
    rows = csv.DictReader(lines, delimiter=delimiter)
    return _rows(({name: _unguarded(cell) for name, cell in row.items()} for row in rows), own)


def read_jsonl(lines: Iterable[str], own: Titles = _NONE) -> Iterator[Row | Closing]:
    """Rows of an export as JSON Lines, and its closing line, as `read_csv`. Raises BookError EXPORT_INVALID."""
    return _rows((_object(line) for line in lines if line.strip()), own)


def read_outcomes(text: str) -> dict[str, str]:
    """Kernel outcomes by a city's own titles, of lines `code=title`. Raises BookError OUTCOMES_INVALID."""
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.lstrip("\ufeff").splitlines())):
        code, _, title = (part.strip() for part in line.partition("="))
        if code not in OUTCOMES or not title or found.get(title, _CODES.get(title, code)) != code:
            known = ", ".join(OUTCOMES)
            raise BookError("OUTCOMES_INVALID", f"`{line}` is no `code=title` of one outcome of {known}")
        found[title] = code
    return found


def _unguarded(cell: Any) -> Any:
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(_GUARDED) else cell


def _rows(found: Iterable[Mapping[str, Any]], own: Titles) -> Iterator[Row | Closing]:
    for number, row in enumerate(found, 1):
        first = str(next(iter(row.values()), "") or "")
        closing = Closing.parse(first.lstrip("'"))
        if closing is not None:
            yield closing
            continue
        if not row.get(POINT):
            raise BookError("EXPORT_INVALID", f"row {number} has no `{POINT}`")
        outcome = str(row.get(OUTCOME) or "")
        code = outcome if outcome in OUTCOMES else _CODES.get(outcome) or own.get(outcome, outcome)
        yield Row(str(row[POINT]).lstrip("'"), code, str(row.get(JUSTIFICATION) or ""), str(row.get(FINGERPRINT) or ""))


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BookError("EXPORT_INVALID", "a line of the export is no JSON object")
    return value
