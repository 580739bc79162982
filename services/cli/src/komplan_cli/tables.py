"""Tables as people read them and as spreadsheets take them."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table

from komplan_cli.files import whole
from komplan_cli.output import DATA, WIDEST

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> None:
    """Print a table with its notes below."""
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*row)
    print_whole(table)
    for note in notes:
        DATA.print(note, markup=False, highlight=False)


def print_whole(table: Table) -> None:
    """Print a table below its title so that nothing is lost: a terminal folds cells, a pipe gets lines of any length.

    What people paste elsewhere, such as names, is worth nothing when it is cut, and an amount is read as one number:
    their columns are never folded, and where they need more than a terminal has, lines run over its edge.
    """
    for column in table.columns:
        column.overflow = "fold"
        cells = [str(cell) for cell in column.cells]
        if not any(" " in cell for cell in cells) and any(map(_is_whole, cells)):
            column.no_wrap, column.min_width = True, max(map(cell_len, cells))
    if table.title:
        DATA.print(table.title, style="italic", markup=False, highlight=False)
    table.title = None
    try:
        DATA.least = Measurement.get(DATA, DATA.options.update(max_width=WIDEST, markup=False), table).minimum
        DATA.print(table, markup=False, highlight=False)
    finally:
        DATA.least = 0


def _is_whole(cell: str) -> bool:
    """Whether a cell without spaces is a name, a code or an amount."""
    return any(mark in cell for mark in ("/", "-", "\u00a0"))


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table as CSV in UTF-8 with a mark at its start, so that spreadsheets read the diacritics.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
    """
    with whole(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([_safe(cell) for cell in columns])
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(",", "", 1).replace(".", "", 1).isdigit()
