"""From a version to the rows of its sheets."""

from collections.abc import Iterator
from typing import Any, Final

from komplan_core import names
from komplan_kit.sheets.vocabularies import LISTS_SHEET
from komplan_kit.sheets.writing import Book
from komplan_planning.sources.columns import ID, ITEMS, LISTS, OWNER, TABLES, Table
from komplan_planning.sources.drafts import Present
from komplan_planning.sources.fields import text_at

GUIDE_SHEET: Final = "návod"


def write(present: Present, book: Book, with_guide: bool) -> int:
    """Write all sheets of a version; the number of rows without their headers. Raises Invalid for a text too long."""
    count = 0
    for table in TABLES:
        writer = book.sheet(table.sheet)
        writer.row([column.header for column in table.columns])
        for row in rows(present, table):
            writer.row(row)
            count += 1
    if with_guide:
        for title, told in ((GUIDE_SHEET, _guide()), (LISTS_SHEET, _values())):
            writer = book.sheet(title)
            for row in told:
                writer.row(row)
    return count


def rows(present: Present, table: Table) -> Iterator[list[str]]:
    """The rows of one sheet."""
    for item in present.of_kind(table.kind):
        if table in ITEMS:
            yield _row(table, item, "")
        else:
            for line in getattr(item, table.field):
                yield _row(table, line, names.last_id(item.name))


def _row(table: Table, message: Any, owner: str) -> list[str]:
    return [
        owner
        if column.path == OWNER
        else column.cell.write(names.last_id(message.name))
        if column.path == ID
        else text_at(message, column.path, column.cell)
        for column in table.columns
    ]


def _guide() -> Iterator[list[str]]:
    yield ["list", "sloupec", "význam"]
    for table in TABLES:
        for column in table.columns:
            yield [table.sheet, column.header, column.note]


def _values() -> Iterator[list[str]]:
    yield ["list", "sloupec", "hodnota", "kód"]
    for table in (*ITEMS, *LISTS):
        for column in table.columns:
            for value in column.cell.values:
                yield [table.sheet, column.header, value.title, value.code]
