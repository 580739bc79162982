"""From sheets to what they want of a version. A wrong cell is told with its row and column; all of them are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from komplan_core.errors import Invalid
from komplan_kit.sheets.cells import Unreadable
from komplan_kit.sheets.reading import Line, Sheet
from komplan_kit.sheets.vocabularies import LISTS_SHEET
from komplan_planning.sources.columns import BY_SHEET, ETAG, ID, ITEMS, LISTS, OWNER, Column, Table
from komplan_planning.sources.drafts import Draft, Item, Present, Problem, Where, by_id
from komplan_planning.sources.exporting import GUIDE_SHEET
from komplan_planning.sources.fields import drop_empty, put


def draft_of(sheets: Mapping[str, Sheet], present: Present) -> Draft:
    """What sheets want of a version. Raises Invalid for a sheet or column that no export has, or that is missing."""
    unknown = sorted(set(sheets) - set(BY_SHEET) - {GUIDE_SHEET, LISTS_SHEET})
    if unknown or not set(sheets) & set(BY_SHEET):
        listed = ", ".join(f"`{name}`" for name in BY_SHEET)
        raise Invalid.field("source", "TABLE_HEADER", f"the sheets of a plan are called {listed}")
    reading = _Reading(present)
    for table in ITEMS:
        if table.sheet in sheets:
            reading.items(table, sheets[table.sheet])
    for table in LISTS:
        if table.sheet in sheets:
            reading.lists(table, sheets[table.sheet])
    return reading.draft


@dataclass
class _Reading:
    present: Present
    draft: Draft = field(default_factory=Draft)

    def items(self, table: Table, sheet: Sheet) -> None:
        """Read sections, nodes or measures."""
        columns = _columns(table, sheet, (ID,))
        seen: set[str] = set()
        for line in sheet.lines:
            where = Where(table.sheet, line.number)
            cells = self._cells(columns, line, where)
            if cells is None:
                continue
            texts = {column.path: text for column, text in cells}
            id_ = texts[ID].strip()
            if id_ and id_ in seen:
                self._wrong(where, "id", "DUPLICATE_CODE", "another row has the same id")
                continue
            seen.add(id_)
            name = self.present.name(table.kind, id_) if id_ else ""
            before = self.present.items.get(name)
            message = table.message()
            if before is not None:
                message.CopyFrom(before)
            message.name = name
            read = [(column, text) for column, text in cells if column.path not in (ID, ETAG) and not column.kept]
            if self._put(message, read, where):
                etag = texts.get(ETAG, "").strip() or (before.etag if before is not None else "")
                self.draft.items.append(Item(table.kind, message, before, where, etag))

    def lists(self, table: Table, sheet: Sheet) -> None:
        """Read a list of measures: that of each measure which has a row here or in its own sheet."""
        columns = _columns(table, sheet, [column.path for column in table.columns])
        owners = by_id(item for item in self.draft.items if item.kind == "measure")
        found: dict[str, list[tuple[Any, Where]]] = {id_: [] for id_ in owners}
        spoilt: set[str] = set()
        for line in sheet.lines:
            where = Where(table.sheet, line.number)
            cells = self._cells(columns, line, where)
            if cells is None:
                spoilt.add(_owner(columns, line))
                continue
            texts = {column.path: text for column, text in cells}
            id_ = texts[OWNER].strip()
            if id_ not in owners and self.present.name("measure", id_) not in self.present.items:
                self._wrong(where, table.columns[0].header, "REFERENCE_MISSING", "there is no such measure")
                continue
            message = table.message()
            if self._put(message, [(column, text) for column, text in cells if column.path != OWNER], where):
                found.setdefault(id_, []).append((message, where))
            else:
                spoilt.add(id_)
        for id_, said in found.items():
            if id_ not in spoilt:
                self._take(table, owners.get(id_) or self._known(id_, said[0][1]), said)

    def _take(self, table: Table, item: Item, said: list[tuple[Any, Where]]) -> None:
        item.message.ClearField(table.field)
        getattr(item.message, table.field).extend(message for message, _ in said)
        item.lines[table.field] = [where for _, where in said]

    def _known(self, id_: str, where: Where) -> Item:
        """A measure that stands in the version, and in the file with lists only."""
        before = self.present.items[self.present.name("measure", id_)]
        message = type(before)()
        message.CopyFrom(before)
        item = Item("measure", message, before, where, before.etag)
        self.draft.items.append(item)
        return item

    def _cells(self, columns: list[Column | None], line: Line, where: Where) -> list[tuple[Column, str]] | None:
        """The texts of a row by column; None where a cell holds none."""
        cells = [*line.cells, *[""] * (len(columns) - len(line.cells))]
        if any(cells[len(columns) :]):
            self._wrong(where, "", "TABLE_HEADER", "a cell stands beside the columns")
            return None
        wrong = False
        found = []
        for column, cell in zip(columns, cells, strict=False):
            if column is None:
                continue
            if isinstance(cell, Unreadable):
                self._wrong(where, column.header, cell.reason, cell.message)
                wrong = True
            else:
                found.append((column, cell))
        return None if wrong else found

    def _put(self, message: Any, cells: list[tuple[Column, str]], where: Where) -> bool:
        count = len(self.draft.problems)
        for column, text in cells:
            try:
                put(message, column.path, text, column.cell)
            except Unreadable as error:
                self._wrong(where, column.header, error.reason, error.message)
        drop_empty(message, {column.path.partition(".")[0] for column, _ in cells if "." in column.path})
        return len(self.draft.problems) == count

    def _wrong(self, where: Where, column: str, reason: str, message: str) -> None:
        self.draft.problems.append(Problem(where, column, reason, message))


def _owner(columns: list[Column | None], line: Line) -> str:
    """The measure to which a row belongs of which another cell cannot be read."""
    for column, cell in zip(columns, line.cells, strict=False):
        if column is not None and column.path == OWNER and isinstance(cell, str):
            return cell.strip()
    return ""


def _columns(table: Table, sheet: Sheet, needed: Any) -> list[Column | None]:
    """The column of each cell of a row; None where the header is empty. Raises Invalid."""
    header = next(iter(sheet.lines), Line(1, []))
    by_header = {column.header.casefold(): column for column in table.columns}
    found: list[Column | None] = []
    for cell in header.cells:
        title = cell.strip().casefold() if isinstance(cell, str) else "?"
        column = by_header.get(title)
        if title and (column is None or column in found):
            message = f"sheet `{table.sheet}`: a column is unknown or stands twice; keep the header of the export"
            raise Invalid.field("source", "TABLE_HEADER", message)
        found.append(column)
    for path in needed:
        if path not in {column.path for column in found if column is not None}:
            missing = next(column.header for column in table.columns if column.path == path)
            raise Invalid.field("source", "TABLE_HEADER", f"sheet `{table.sheet}`: the column `{missing}` is missing")
    return found
