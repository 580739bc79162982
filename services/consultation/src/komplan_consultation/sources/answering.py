"""Sheets of comments as files: an empty one to fill in, and one that goes back with what is wrong beside each row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from komplan_consultation.sources.columns import ERROR_COLUMN, SHEET, USUAL, Layout
from komplan_core.errors import Invalid
from komplan_kit.sheets.cells import Unreadable
from komplan_kit.sheets.reading import open_sheet
from komplan_kit.sheets.writing import CsvWriter, Workbook, Writer


def template(target: Path, layout: Layout = USUAL) -> None:
    """Write an empty sheet; a workbook also says what each column means."""
    with _writer(target, layout) as writer:
        writer.row([column.header for column in layout.columns if not column.fixed])


def returned(source: Path, target: Path, errors: Mapping[int, Sequence[str]], layout: Layout = USUAL) -> None:
    """Write the rows of a sheet with a column of their errors. A cell that holds no plain value is left empty."""
    with _writer(target, layout) as writer:
        width, told = 0, -1
        for line in open_sheet(source, SHEET).lines:
            cells = ["" if isinstance(cell, Unreadable) else cell for cell in line.cells]
            if not width:
                folded = [cell.strip().casefold() for cell in cells]
                told = folded.index(ERROR_COLUMN) if ERROR_COLUMN in folded else len(cells)
                width = len(cells)
            cells += [""] * (max(width, told + 1) - len(cells))
            cells[told] = "\n".join(errors.get(line.number, ())) if line.number > 1 else ERROR_COLUMN
            writer.row(cells)


@contextmanager
def _writer(target: Path, layout: Layout) -> Iterator[Writer]:
    if target.suffix.lower() == ".csv":
        with CsvWriter(target) as writer:
            yield writer
    elif target.suffix.lower() == ".xlsx":
        with Workbook(target) as book:
            yield book.sheet(SHEET)
            told = book.sheet("návod")
            for cells in layout.guide():
                told.row(cells)
    else:
        raise Invalid.field("file", "INVALID_VALUE", "a table is written to a file .csv or .xlsx")
