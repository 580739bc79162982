"""What about a value of a sheet is worth a look, and keeps nothing out. Values are never repeated."""

import re
from collections.abc import Iterator
from typing import Any, Final

from komplan_catalogue.sources.columns import Column
from komplan_catalogue.sources.item_cells import CONTACTS
from komplan_core.catalogue.organisations import names_a_person
from komplan_kit.sheets.cells import TEXT, Unreadable
from komplan_kit.sheets.vocabularies import LISTS_SHEET

_HTML: Final = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot);", re.IGNORECASE)


def doubts(column: Column, value: Any) -> Iterator[Unreadable]:
    """What about a value is worth a look and keeps nothing out."""
    if column.cell.open and {*(value or ())} - {known.code for known in column.cell.values}:
        yield Unreadable("UNKNOWN_CODE", f"not all values are known ones: look at the sheet `{LISTS_SHEET}`")
    if column.cell is TEXT and isinstance(value, str) and _HTML.search(value):
        yield Unreadable("TEXT_HAS_HTML", "write plain text: the marks of HTML are shown as they stand")
    if column.cell is CONTACTS and any(names_a_person(contact.get("email", "")) for contact in value or ()):
        yield Unreadable("EMAIL_NAMES_PERSON", "ask for consent or for the address of an office")
