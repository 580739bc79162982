"""Writes a sheet back to who sent it, with what is wrong beside each row."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from komplan_catalogue.sources import exporting
from komplan_catalogue.sources.columns import ERROR_COLUMN
from komplan_catalogue.sources.workbook import open_sheet, writer_of
from komplan_kit.sheets.cells import Unreadable


def write(source: Path, target: Path, errors: Mapping[int, Sequence[str]]) -> None:
    """Write the rows of a sheet with a column of their errors. A cell that holds no plain value is left empty."""
    with writer_of(target, exporting.guide(), exporting.lists()) as writer:
        width, told = 0, -1
        for line in open_sheet(source).lines:
            cells = ["" if isinstance(cell, Unreadable) else cell for cell in line.cells]
            if not width:
                folded = [cell.strip().casefold() for cell in cells]
                told = folded.index(ERROR_COLUMN) if ERROR_COLUMN in folded else len(cells)
                width = len(cells)
            cells += [""] * (max(width, told + 1) - len(cells))
            cells[told] = ERROR_COLUMN if line.number == 1 else "\n".join(errors.get(line.number, ()))
            writer.row(cells)
