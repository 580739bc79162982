"""Sheets as people make them: CSV and workbooks with a header and rows by column title."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

SERVICE = {"název služby": "Půjčovna pomůcek", "poskytovatel": "Charita Vzorov", "IČO": "00000019"}
"""The columns that no sheet is without."""


def rows_of(rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    """A header of all columns that the rows have, and the rows."""
    listed = [{**SERVICE, **row} for row in rows]
    header = list(dict.fromkeys(title for row in listed for title in row))
    return [header, *([row.get(title, "") for title in header] for row in listed)]


def csv_file(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """A CSV file of these rows, the header first."""
    with path.open("w", encoding=encoding, newline="") as opened:
        csv.writer(opened, delimiter=delimiter).writerows(rows)
    return path


def workbook(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "služby", merged: Sequence[str] = ()) -> Path:
    """A workbook as a spreadsheet saves it: a text that begins with = is a formula."""
    from openpyxl import Workbook

    book = Workbook()
    active = book.active
    active.title = sheet
    for row in rows:
        active.append(list(row))
    for reference in merged:
        active.merge_cells(reference)
    book.save(path)
    return path
