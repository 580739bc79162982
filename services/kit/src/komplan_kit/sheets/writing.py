"""Writing sheets: CSV and XLSX, row by row. No cell is a formula, whatever it holds."""

import csv
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

from komplan_core.errors import Invalid
from komplan_core.values import Money
from komplan_kit.sheets.reading import MOST_ROWS, guarded

LONGEST_XLSX_CELL: Final = 32_767
_UNWRITABLE: Final = re.compile(r"[\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold or changes, and what would be read as the escape of that."""
CROWNS: Final = '#,##0.00\\ "Kč"'
MOST_EXACT: Final = 10**15
"""Haléře from which on a spreadsheet, which holds 15 digits, would round: such an amount is a text."""


class Writer(Protocol):
    """A sheet that is being written. An amount is a number where the format has numbers."""

    def row(self, cells: Sequence[str | Money]) -> None:
        """Write a row. Raises Invalid for a cell that the format cannot hold."""
        ...


class Book(Protocol):
    """Several sheets that are being written."""

    def sheet(self, title: str) -> Writer:
        """Begin a sheet."""
        ...


class CsvWriter(AbstractContextManager["CsvWriter"]):
    """CSV in UTF-8 with the mark by which Czech spreadsheets know it, semicolons between cells."""

    def __init__(self, path: Path) -> None:
        self._opened = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._opened, delimiter=";", lineterminator="\r\n")

    def row(self, cells: Sequence[str | Money]) -> None:
        """Write a row."""
        self._writer.writerow([guarded(str(cell)) for cell in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


class Folder(AbstractContextManager["Folder"]):
    """A folder with a CSV file for each sheet."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self._path = path
        self._opened: list[CsvWriter] = []

    def sheet(self, title: str) -> CsvWriter:
        """Begin the file of a sheet."""
        self._opened.append(CsvWriter(self._path / f"{title}.csv"))
        return self._opened[-1]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._opened:
            writer.__exit__(kind, error, trace)


class XlsxSheet:
    """A sheet of a workbook; its first row stays in sight."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._sheet, self._cell = sheet, WriteOnlyCell
        self._header: Sequence[str | Money] = ()
        self._number = 0
        sheet.freeze_panes = "A2"

    def row(self, cells: Sequence[str | Money]) -> None:
        """Write a row. Raises Invalid for a text that is longer than a cell holds."""
        self._number += 1
        self._header = self._header or cells
        self._sheet.append([self._made(cell) for cell in cells])

    def offer(self, header: str, values: str) -> None:
        """Let a column, where there is one, offer the values of a range such as `'číselníky'!$B$2:$B$9`."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if header not in self._header:
            return
        letter = get_column_letter(self._header.index(header) + 1)
        validation = DataValidation(type="list", formula1=values, allow_blank=True, showErrorMessage=False)
        validation.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        self._sheet.data_validations.append(validation)

    def close(self) -> None:
        """End a sheet that nobody will save."""
        self._sheet.close()

    def _made(self, told: str | Money) -> Any:
        if isinstance(told, Money) and abs(told.hal) < MOST_EXACT:
            amount = self._cell(self._sheet)
            amount.value = Decimal(told.hal) / 100
            amount.number_format = CROWNS
            return amount
        if not told:
            return None
        value = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", str(told))
        if len(value) > LONGEST_XLSX_CELL:
            message = f"row {self._number}: a cell of XLSX holds {LONGEST_XLSX_CELL} characters at most: use CSV"
            raise Invalid.field("format", "TEXT_TOO_LONG", message)
        cell = self._cell(self._sheet, value)
        cell.data_type = "s"  # a text that begins with = would become a formula
        cell.quotePrefix = True
        return cell


class Workbook(AbstractContextManager["Workbook"]):
    """A workbook of several sheets. Nothing is saved where something fails."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook as Made

        self._path = path
        self._book: Any = Made(write_only=True)
        self._sheets: list[XlsxSheet] = []

    def sheet(self, title: str) -> XlsxSheet:
        """Begin a sheet; those begun before may still be written."""
        self._sheets.append(XlsxSheet(self._book.create_sheet(title)))
        return self._sheets[-1]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._book.save(self._path)
        else:
            for sheet in self._sheets:
                sheet.close()
