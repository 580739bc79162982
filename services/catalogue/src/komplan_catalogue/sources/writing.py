"""Writing sheets: CSV and XLSX, row by row. No cell is a formula, whatever it holds."""

import csv
import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

from komplan_catalogue.sources.child import SHEET
from komplan_catalogue.sources.sheets import guarded
from komplan_core.errors import Invalid

LONGEST_XLSX_CELL: Final = 32_767
_UNWRITABLE: Final = re.compile(r"[\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold or changes, and what would be read as the escape of that."""


class Writer(Protocol):
    """A sheet that is being written."""

    def row(self, cells: Sequence[str]) -> None:
        """Write a row. Raises Invalid for a cell that the format cannot hold."""
        ...


class CsvWriter(AbstractContextManager["CsvWriter"]):
    """CSV in UTF-8 with the mark by which Czech spreadsheets know it, semicolons between cells."""

    def __init__(self, path: Path) -> None:
        self._opened = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._opened, delimiter=";", lineterminator="\r\n")

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        self._writer.writerow([guarded(cell) for cell in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


class XlsxWriter(AbstractContextManager["XlsxWriter"]):
    """A workbook with the sheet `služby`. Nothing is saved where something fails."""

    def __init__(self, path: Path, guide: Iterable[Sequence[str]] = ()) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell

        self._path, self._cell = path, WriteOnlyCell
        self._book: Any = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(SHEET)
        self._sheet.freeze_panes = "A2"
        self._guide = guide
        self._number = 0

    def row(self, cells: Sequence[str]) -> None:
        """Write a row. Raises Invalid for a text that is longer than a cell holds."""
        self._number += 1
        self._sheet.append([self._made(cell, self._sheet) for cell in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._sheet.close()
        else:
            if guide := list(self._guide):
                sheet = self._book.create_sheet("návod")
                for cells in guide:
                    sheet.append([self._made(cell, sheet) for cell in cells])
            self._book.save(self._path)

    def _made(self, text: str, sheet: Any) -> Any:
        if not text:
            return None
        value = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
        if len(value) > LONGEST_XLSX_CELL:
            message = f"row {self._number}: a cell of XLSX holds {LONGEST_XLSX_CELL} characters at most: use CSV"
            raise Invalid.field("format", "TEXT_TOO_LONG", message)
        cell = self._cell(sheet, value)
        cell.data_type = "s"  # a text that begins with = would become a formula
        cell.quotePrefix = True
        return cell


def writer_of(path: Path, guide: Iterable[Sequence[str]] = ()) -> CsvWriter | XlsxWriter:
    """A writer for the format that the file's name says. Raises Invalid for another one than CSV or XLSX."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return CsvWriter(path)
    if suffix == ".xlsx":
        return XlsxWriter(path, guide)
    raise Invalid.field("file", "INVALID_VALUE", "a table is written to a file .csv or .xlsx")
