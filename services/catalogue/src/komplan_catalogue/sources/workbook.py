"""The sheet `služby` as a file: CSV, or a workbook with a guide and lists of values beside it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from komplan_catalogue.sources.columns import COLUMNS, SHEET
from komplan_core.errors import Invalid
from komplan_kit.sheets import reading
from komplan_kit.sheets.vocabularies import LISTS_SHEET
from komplan_kit.sheets.writing import CsvWriter, Workbook, Writer, XlsxSheet

GUIDE_SHEET: Final = "návod"


def open_sheet(path: Path) -> reading.Sheet:
    """The rows of the sheet `služby`, or of the only one. Raises Invalid."""
    return reading.open_sheet(path, SHEET)


def writer_of(
    path: Path, guide: Iterable[Sequence[str]] = (), lists: Iterable[Sequence[str]] = ()
) -> AbstractContextManager[Writer]:
    """A writer for the format that the file's name says. Raises Invalid for another one than CSV or XLSX.

    A column of a workbook of which `lists` has the values, and that holds one of them, offers them.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return CsvWriter(path)
    if suffix == ".xlsx":
        return _workbook(path, list(guide), list(lists))
    raise Invalid.field("file", "INVALID_VALUE", "a table is written to a file .csv or .xlsx")


@contextmanager
def _workbook(path: Path, guide: list[Sequence[str]], lists: list[Sequence[str]]) -> Iterator[Writer]:
    with Workbook(path) as book:
        sheet = book.sheet(SHEET)
        yield sheet
        for title, rows in ((GUIDE_SHEET, guide), (LISTS_SHEET, lists)):
            if rows:
                told = book.sheet(title)
                for cells in rows:
                    told.row(cells)
        _offer(sheet, lists)


def _offer(sheet: XlsxSheet, lists: list[Sequence[str]]) -> None:
    for column in COLUMNS:
        found = [row for row, cells in enumerate(lists, 1) if cells[0] == column.header]
        if found and not column.cell.several:
            sheet.offer(column.header, f"'{LISTS_SHEET}'!$B${found[0]}:$B${found[-1]}")
