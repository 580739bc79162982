"""Generated chapters: tables of typed cells, each figure with the names of the records that it was counted from.

Whoever has these records, at the revisions that the version names, counts the same figure.
"""

from collections.abc import Iterable, Mapping, Sequence
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
    """A text, or a figure with its records. A figure that is not known has no number; one that is withheld says so."""

    text: str = ""
    number: int | None = None
    sources: tuple[str, ...] = ()
    code: str = ""
    """What a title stands for, for machines and rules; several with spaces between. Empty for what has no code."""


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
    heads: int = 0
    """How many of the first columns name a row; all up to the first figure for 0."""

    def title_of(self, row: Row, without: str = "") -> str:
        """What a row is of, in words; without a word that stands elsewhere, such as the city's title."""
        figures = (place for place, column in enumerate(self.columns) if column.kind is not CellKind.TEXT)
        said = (cell.text for cell in row.cells[: self.heads or next(figures, len(self.columns))])
        return ", ".join(text for text in said if text and text != without)

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

    def codes(self, column: str) -> dict[str, str]:
        """For what the titles of a column stand, by row."""
        place = [item.code for item in self.columns].index(column)
        return {row.key: row.cells[place].code for row in self.rows}

    def numbers(self, column: str) -> dict[str, int | None]:
        """What a column of figures says, by row."""
        place = [item.code for item in self.columns].index(column)
        return {row.key: row.cells[place].number for row in self.rows}


def words(*texts: str) -> tuple[Cell, ...]:
    """Cells of text."""
    return tuple(Cell(text) for text in texts)


def coded(code: str, title: str) -> Cell:
    """The title of a code."""
    return Cell(title, code=code)


def figure(number: int | None, sources: Sequence[str] = ()) -> Cell:
    """A figure; its records in their order, each once."""
    return Cell(number=number, sources=tuple(sorted(set(sources))))


def figures(numbers: Iterable[int | None], sources: Sequence[str]) -> tuple[Cell, ...]:
    """Figures with the same records: they are put in order once."""
    behind = tuple(sorted(set(sources)))
    return tuple(Cell(number=number, sources=behind) for number in numbers)


def withheld(sources: Sequence[str]) -> Cell:
    """A figure that is known and not told, because it might tell who somebody is."""
    return Cell("neuvádí se", sources=tuple(sorted(set(sources))))


def counted(sources: Sequence[str]) -> Cell:
    """How many records there are."""
    return figure(len(set(sources)), sources)
