"""Sheets as a city declares them: its headers, its words for values, its days, and the fields that it adds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from google.type.date_pb2 import Date

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan.planning.v1 import papers_pb2, staff_fields_pb2
from komplan_consultation.sources.columns import COLUMNS, Column, Layout
from komplan_core.errors import Invalid
from komplan_core.extra_fields import FieldType
from komplan_core.papers import DayForm
from komplan_kit.sheets.cells import AGE, DAY, FLAG, TEXT, Cell, read_day, write_day
from komplan_kit.sheets.vocabularies import choice

CENTURY: Final = 2000
_DAYS: Final = {
    DayForm.SLASHES: re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    DayForm.DIGITS: re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    DayForm.SHORT: re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{2})"),
}
_BY_PATH: Final = {column.path: column for column in COLUMNS}
_EXTRA: Final[dict[str, Cell]] = {
    FieldType.NUMBER: AGE,
    FieldType.DATE: Cell(str, lambda text: write_day(read_day(text))),
    FieldType.FLAG: Cell(str, lambda text: "true" if FLAG.read(text) else "false"),
}


def layout_of(sheets: pb.GetCommentSheetsResponse, code: str) -> Layout:
    """The columns of the city's sheet of this code, or of komplan's own where none is named. Raises Invalid."""
    extra = {f"extra.{field.code}": _extra(field) for field in sheets.fields}
    if not code:
        return Layout((*COLUMNS, *extra.values()))
    found = next((sheet for sheet in sheets.formats if sheet.code == code), None)
    if found is None:
        known = ", ".join(sheet.code for sheet in sheets.formats) or "none"
        raise Invalid.field("sheet", "UNKNOWN_CODE", f"the city declares no such sheet; it has {known}")
    by_path = {**_BY_PATH, **extra}
    read = [column for column in found.columns if column.field]
    if unknown := [column.field for column in read if column.field not in by_path]:
        raise Invalid.field("sheet", "UNKNOWN_FIELD", f"the sheet speaks of {unknown}: take a newer komplan")
    columns = tuple(_called(by_path[column.field], column, found.days) for column in read)
    return Layout(columns, tuple(column.header for column in found.columns if not column.field))


def _extra(field: staff_fields_pb2.ExtraField) -> Column:
    listed = {item.code: item.title for item in field.choices}
    cell = choice(listed) if field.type == FieldType.CHOICE else _EXTRA.get(field.type, TEXT)
    return Column(f"extra.{field.code}", cell, "pole, které město přidává", field.label)


def _called(column: Column, declared: papers_pb2.SheetColumn, days: Sequence[str]) -> Column:
    cell = column.cell
    if cell is DAY and days:
        cell = _days(days)
    if declared.values:
        cell = _worded(cell, declared.values)
    return replace(column, called=declared.header, cell=cell, fixed=declared.fixed)


def _days(forms: Iterable[str]) -> Cell:
    patterns = [_DAYS[DayForm(form)] for form in forms]

    def read(text: str) -> Date:
        for pattern in patterns:
            if found := pattern.fullmatch(text.strip()):
                year = int(found["year"])
                full = year + CENTURY if year < 100 else year
                return read_day(f"{full:04d}-{int(found['month']):02d}-{int(found['day']):02d}")
        return read_day(text)

    return Cell(DAY.write, read)


def _worded(cell: Cell, values: Iterable[papers_pb2.SheetValue]) -> Cell:
    """The cell with the city's words beside its own."""
    words = {_folded(value.written): value.means for value in values}
    return cell._replace(read=lambda text: words.get(_folded(text)) or cell.read(text))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
