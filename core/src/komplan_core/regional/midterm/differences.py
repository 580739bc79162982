"""What differs between two versions, two years, or cities: figure by figure, city by city."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from komplan_core.regional.midterm.plans import RegionPlanSection
from komplan_core.regional.midterm.tables import Cell, CellKind, Table


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure that is not the same. None on a side: it is not known there, or its row is not there."""

    part: str
    table: str
    row: str
    column: str
    area: str
    """The city that it speaks of; empty for a figure over several."""
    before: int | None
    after: int | None
    kind: CellKind
    titles: tuple[str, str, str]
    """Of the table, the row and the column."""
    instead: tuple[str, str] = ("", "")
    """What stands on either side where there is no figure, in Czech; empty where there is one."""


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A section whose text is not the same."""

    section: str
    before: str
    after: str


def figure_differences(before: Mapping[str, Table], after: Mapping[str, Table]) -> tuple[FigureDifference, ...]:
    """Part by part and table by table; of each in the order of `after`, then what is gone."""
    found: list[FigureDifference] = []
    known = {**{table.code: table for table in before.values()}, **{table.code: table for table in after.values()}}
    for table in sorted(known.values(), key=lambda item: (item.part, item.code)):
        old, new = _figures(before.get(table.code)), _figures(after.get(table.code))
        sides = [side[table.code] for side in (before, after) if table.code in side]
        rows = {row.key: (row.area, side.title_of(row)) for side in sides for row in side.rows}
        columns = {column.code: column for side in sides for column in side.columns}
        for key in (*new, *(key for key in old if key not in new)):
            was, now = old.get(key), new.get(key)
            one, other = was.number if was else None, now.number if now else None
            if one != other:  # a row that is new and of which nothing is known is no figure that differs
                (area, title), column = rows[key[0]], columns[key[1]]
                titles = (table.title, title, column.title)
                instead = _instead(was, "nebylo"), _instead(now, "není")
                what = (table.part, table.code, *key, area, one, other, column.kind)
                found.append(FigureDifference(*what, titles, instead))
    return tuple(found)


def text_differences(
    before: Iterable[RegionPlanSection], after: Iterable[RegionPlanSection]
) -> tuple[TextDifference, ...]:
    """Sections by their code, in the order of printing."""
    old = {section.code: section for section in before}
    new = {section.code: section for section in after}
    order = sorted({**old, **new}.values(), key=lambda section: section.position)
    told = [
        TextDifference(code, old[code].text if code in old else "", new[code].text if code in new else "")
        for code in (section.code for section in order)
    ]
    return tuple(item for item in told if item.before != item.after)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One line of a comparison of cities."""

    table: Table
    row: str
    """The rest of the row's key, without the city."""
    title: str
    figures: Mapping[str, Mapping[str, Cell]]
    """City → column → figure."""


def by_area(tables: Iterable[Table], titles: Mapping[str, str]) -> tuple[AreaLine, ...]:
    """The rows that speak of single cities, side by side; `titles` names the cities that are wanted by their codes."""
    found: list[AreaLine] = []
    for table in tables:
        lines: dict[str, dict[str, dict[str, Cell]]] = {}
        told: dict[str, str] = {}
        for row in table.rows:
            if row.area in titles:
                figures = {
                    column.code: cell
                    for column, cell in zip(table.columns, row.cells, strict=True)
                    if column.kind is not CellKind.TEXT
                }
                rest = row.key.removeprefix(row.area).lstrip("/")
                lines.setdefault(rest, {}).setdefault(row.area, {}).update(figures)
                told.setdefault(rest, table.title_of(row, titles[row.area]))
        found += [AreaLine(table, rest, told[rest], lines[rest]) for rest in lines]
    return tuple(found)


def _instead(cell: Cell | None, absent: str) -> str:
    if cell is None:
        return absent
    return "" if cell.number is not None else cell.text or UNKNOWN


UNKNOWN: Final = "neznámo"


def _figures(table: Table | None) -> Mapping[tuple[str, str], Cell]:
    return table.figures() if table is not None else {}
