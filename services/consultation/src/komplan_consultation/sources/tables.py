"""From the rows of the sheet `připomínky` to what they say: a row is one comment."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from komplan.consultation.v1 import import_service_pb2 as pb
from komplan_consultation.sources.columns import USUAL, Column, Layout
from komplan_core.errors import Invalid, Violation
from komplan_kit.sheets.cells import TEXT, Unreadable
from komplan_kit.sheets.reading import Line, Sheet


def rows_of(sheet: Sheet, layout: Layout = USUAL) -> Iterator[pb.CommentRow]:
    """What the rows say. Raises Invalid that names which columns are wrong."""
    first = next(sheet.lines, None)
    if first is None:
        raise Invalid.field("source", "IMPORT_EMPTY", "the sheet is empty")
    titles = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in first.cells]
    header = [layout.column(title) for title in titles]
    if faults := [*_unknown(titles, header, layout), *_incomplete(header, layout)]:
        raise Invalid(
            "TABLE_HEADER", "; ".join(faults), [Violation("row 1", "TABLE_HEADER", fault) for fault in faults]
        )
    fixed = [column for column in layout.columns if column.fixed]
    return (_row(line, header, fixed) for line in sheet.lines)


def _row(line: Line, header: Sequence[Column | None], fixed: Sequence[Column]) -> pb.CommentRow:
    row = pb.CommentRow(position=line.number)
    author, point = row.comment.authors.add(), row.comment.points.add()
    signatories: list[str] = []
    owners = {"row": row, "comment": row.comment, "author": author, "point": point}
    for number in range(len(header), len(line.cells)):
        _fault(row, "", Unreadable("TABLE_HEADER", f"cell {number + 1} stands below no column"))
    below = [(column, cell) for column, cell in zip(header, line.cells, strict=False) if column is not None]
    for column, cell in (*below, *((column, column.fixed) for column in fixed)):
        try:
            value = _value(column, cell)
        except Unreadable as fault:
            _fault(row, column.field, fault)
            continue
        owner, _, field = column.path.partition(".")
        if field == "signatories":
            signatories = value or []
        elif owner == "extra" and value is not None:
            row.comment.extra.add(field=field, value=value)
        elif value is not None:
            _put(owners[owner], field, value)
    for name in signatories:
        row.comment.authors.add(kind=author.kind, full_name=name)
    return row


def _value(column: Column, cell: str | Unreadable) -> Any:
    if isinstance(cell, Unreadable):
        raise cell
    return column.cell.read(cell) if (cell if column.cell is TEXT else cell.strip()) else None


def _put(message: Any, field: str, value: Any) -> None:
    if isinstance(value, list):
        getattr(message, field).extend(value)
    elif hasattr(value, "DESCRIPTOR"):
        getattr(message, field).CopyFrom(value)
    else:
        setattr(message, field, value)


def _fault(row: pb.CommentRow, field: str, fault: Unreadable) -> None:
    row.errors.add(position=row.position, field=field, reason=fault.reason, message=fault.message)


def _unknown(titles: Sequence[str], header: Sequence[Column | None], layout: Layout) -> Iterator[str]:
    missing = [column.header for column in layout.columns if column not in header and not column.fixed]
    for title, column in zip(titles, header, strict=True):
        if column is None and title and not layout.is_known(title):
            near = difflib.get_close_matches(title, missing, 1, 0.5)
            yield f"there is no column `{title[:60]}`: expected {f'`{near[0]}`' if near else ', '.join(missing)}"


def _incomplete(header: Sequence[Column | None], layout: Layout) -> Iterator[str]:
    found = [column.header for column in header if column is not None]
    yield from (f"the column `{title}` is missing" for title in layout.required if title not in found)
    yield from (f"the column `{title}` stands twice" for title in dict.fromkeys(found) if found.count(title) > 1)
