"""What a source finds about one row while it is read: errors, warnings, unknown codes. Values are never repeated."""

import re
from datetime import date
from typing import Any, Final

from komplan.catalogue.v1 import import_pb2
from komplan_core.codelists import CodeList, code_of_register
from komplan_kit.inputs import FORBIDDEN

MOST_DIGITS: Final = 10**18


class Findings:
    """Adds to the messages of one row."""

    def __init__(self, row: import_pb2.ImportRow) -> None:
        self._row = row
        self._unknown: set[tuple[str, str]] = set()

    def error(self, field: str, reason: str, message: str) -> None:
        """The row cannot be taken."""
        self._row.errors.add(position=self._row.position, field=field, reason=reason, message=message)

    def warning(self, field: str, reason: str, message: str) -> None:
        """Something is worth a look."""
        self._row.warnings.add(position=self._row.position, field=field, reason=reason, message=message)

    def unknown(self, code_list: str, code: str) -> None:
        """A code that no list has; once a row."""
        key = code_list, code[:100]
        if key not in self._unknown:
            self._unknown.add(key)
            self._row.unknown_codes.add(code_list=code_list, code=key[1], count=1)

    def code(self, code_list: CodeList, register_id: str) -> str:
        """Our code of what the register calls so; empty, and noted, for one that no list has."""
        if not register_id:
            return ""
        code = code_of_register(code_list, register_id)
        if code is None:
            self.unknown(code_list, register_id)
        return code or ""


def line(value: Any) -> str:
    """A text or a number as one line of text; empty for anything else. What nobody can see is left out."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = value if isinstance(value, str) else f"{value:d}" if abs(value) < MOST_DIGITS else ""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(FORBIDDEN.sub(_visible, text).split())


def _visible(found: re.Match[str]) -> str:
    return " " if found[0] in "\x85\u2028\u2029\x0b\x0c" else ""


def id_of(value: Any) -> str:
    """The id of an object such as `{"id": "Obec/554499"}`."""
    return line(value.get("id")) if isinstance(value, dict) else ""


def day_of(value: Any) -> date | None:
    """The day that an ISO text begins with. Raises ValueError for a text that is none."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("no text")
    return date.fromisoformat(value[:10])
