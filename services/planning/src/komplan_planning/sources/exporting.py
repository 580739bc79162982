"""From a version to the rows of its sheets."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from komplan.planning.v1 import profile_pb2
from komplan_core import names
from komplan_core.values import Money
from komplan_kit.sheets.vocabularies import LISTS_SHEET
from komplan_kit.sheets.writing import Book
from komplan_planning.sources.columns import ID, ITEMS, LISTS, MONEY, OWNER, TABLES, Column, Table
from komplan_planning.sources.drafts import Present
from komplan_planning.sources.fields import text_at

GUIDE_SHEET: Final = "návod"


def write(present: Present, book: Book, with_guide: bool, profile: profile_pb2.Profile | None = None) -> int:
    """Write all sheets of a version; the number of rows without their headers. Raises Invalid for a text too long.

    With a `profile`, the guide tells the codes of that city too.
    """
    count = 0
    for table in TABLES:
        writer = book.sheet(table.sheet)
        writer.row([column.header for column in table.columns])
        for row in rows(present, table):
            writer.row(row)
            count += 1
    if with_guide:
        for title, listed in ((GUIDE_SHEET, _guide()), (LISTS_SHEET, _values(profile or profile_pb2.Profile()))):
            writer = book.sheet(title)
            for told in listed:
                writer.row(told)
    return count


def rows(present: Present, table: Table) -> Iterator[list[str | Money]]:
    """The rows of one sheet."""
    for item in present.of_kind(table.kind):
        if table in ITEMS:
            yield _row(table, item, "")
        else:
            for line in getattr(item, table.field):
                yield _row(table, line, names.last_id(item.name))


def _row(table: Table, message: Any, owner: str) -> list[str | Money]:
    return [
        owner
        if column.path == OWNER
        else column.cell.write(names.last_id(message.name))
        if column.path == ID
        else _said(message, column)
        for column in table.columns
    ]


def _said(message: Any, column: Column) -> str | Money:
    text = text_at(message, column.path, column.cell)
    return Money.parse(text) if text and column.cell is MONEY else text


def _guide() -> Iterator[list[str]]:
    yield ["list", "sloupec", "význam"]
    for table in TABLES:
        for column in table.columns:
            yield [table.sheet, column.header, column.note]


def _values(profile: profile_pb2.Profile) -> Iterator[list[str]]:
    yield ["list", "sloupec", "hodnota", "kód"]
    for table in (*ITEMS, *LISTS):
        for column in table.columns:
            for value in column.cell.values:
                yield [table.sheet, column.header, value.title, value.code]
            for declared in _of_the_city(profile, table, column):
                yield [table.sheet, column.header, declared.title, declared.code]


def _of_the_city(profile: profile_pb2.Profile, table: Table, column: Column) -> Iterable[Any]:
    by_place: dict[tuple[str, str], Iterable[Any]] = {
        ("", "level"): [level for level in profile.levels if level.common != "measure"],
        ("", "working_group"): profile.working_groups,
        ("", "target_groups"): profile.target_groups,
        ("", "approval.body"): profile.bodies,
        ("financing", "source"): profile.funding_sources,
    }
    return by_place.get((table.field, column.path), ())
