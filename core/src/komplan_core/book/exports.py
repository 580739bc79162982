"""The settlement table beside the book: a row for each point, none missing, none changed."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
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


@dataclass(frozen=True, slots=True)
class Row:
    """What of a row is compared with the book; what is empty is not."""

    point: str
    outcome: str = ""
    """Kernel outcome; empty where the city's own name for it is not known."""
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


def read_csv(lines: Iterable[str], delimiter: str = ";") -> Iterator[Row | Closing]:
    """Rows of an export as CSV, and its closing line. Raises BookError EXPORT_INVALID."""
    return _rows(dict(row) for row in csv.DictReader(lines, delimiter=delimiter))


def read_jsonl(lines: Iterable[str]) -> Iterator[Row | Closing]:
    """Rows of an export as JSON Lines, and its closing line. Raises BookError EXPORT_INVALID."""
    return _rows(_object(line) for line in lines if line.strip())


def _rows(found: Iterable[Mapping[str, Any]]) -> Iterator[Row | Closing]:
    for number, row in enumerate(found, 1):
        first = str(next(iter(row.values()), "") or "")
        closing = Closing.parse(first.lstrip("'"))
        if closing is not None:
            yield closing
            continue
        if not row.get(POINT):
            raise BookError("EXPORT_INVALID", f"row {number} has no `{POINT}`")
        outcome = str(row.get(OUTCOME) or "")
        code = outcome if outcome in OUTCOMES else _CODES.get(outcome, "")
        yield Row(str(row[POINT]).lstrip("'"), code, str(row.get(JUSTIFICATION) or ""), str(row.get(FINGERPRINT) or ""))


def _object(line: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BookError("EXPORT_INVALID", "a line of the export is no JSON object")
    return value
