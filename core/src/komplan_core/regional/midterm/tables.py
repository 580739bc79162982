"""Generated chapters: tables of typed cells, each figure with the names of the records that it was counted from.

Whoever has these records, at the revisions that the version names, counts the same figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    """Haléře."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    code: str
    title: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, or a figure with its records. A figure that is not known has no number."""

    text: str = ""
    number: int | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` names it in every version, `area` is the city that it speaks of, if it is one."""

    key: str
    cells: tuple[Cell, ...]
    area: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a part K1 to K5."""

    code: str
    part: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def figures(self) -> Mapping[tuple[str, str], Cell]:
        """(key of the row, code of the column) → figure."""
        return {
            (row.key, column.code): cell
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            if column.kind is not CellKind.TEXT
        }

    def texts(self, column: str) -> dict[str, str]:
        """What a column of texts says, by row."""
        place = [item.code for item in self.columns].index(column)
        return {row.key: row.cells[place].text for row in self.rows}

    def numbers(self, column: str) -> dict[str, int | None]:
        """What a column of figures says, by row."""
        place = [item.code for item in self.columns].index(column)
        return {row.key: row.cells[place].number for row in self.rows}


def words(*texts: str) -> tuple[Cell, ...]:
    """Cells of text."""
    return tuple(Cell(text) for text in texts)


def figure(number: int | None, sources: Sequence[str] = ()) -> Cell:
    """A figure; its records in their order, each once."""
    return Cell(number=number, sources=tuple(sorted(set(sources))))


def counted(sources: Sequence[str]) -> Cell:
    """How many records there are."""
    return figure(len(set(sources)), sources)
