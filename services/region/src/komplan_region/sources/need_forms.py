"""The one-page form of needs as a workbook: made empty, and read whole with every fault by sheet, row and column."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from komplan.planning.v1 import needs_report_pb2
from komplan.region.v1 import need_round_pb2
from komplan_core.errors import Invalid, Violation
from komplan_kit.sheets.cells import TEXT, Unreadable
from komplan_kit.sheets.reading import Line, Sheet, is_workbook, open_sheets
from komplan_kit.sheets.vocabularies import LISTS_SHEET
from komplan_kit.sheets.writing import Workbook, XlsxSheet
from komplan_region.ports.need_forms import ReadForm
from komplan_region.sources.need_columns import (
    BASES,
    COLUMNS,
    GUIDE_SHEET,
    HEAD,
    HEAD_HEADER,
    HEAD_SHEET,
    HEADER,
    NEEDS_SHEET,
    Column,
    guide,
    lists,
)

MOST_NEEDS: Final = 200
LARGEST_WORKBOOK: Final = 4 << 20
MOST_ROWS: Final = 2_000
"""Of a sheet, empty ones too; a form that was filled in has a tenth of it."""
LONGEST_SECONDS: Final = 15.0
"""For which one workbook may be read: there are few places, and others wait."""


class WorkbookForms:
    """Makes and reads the workbooks."""

    def template(self, round_id: str, municipality: str, title: str) -> bytes:
        """An empty form; of a municipality, or of any where it is empty."""
        given = {"round": round_id, "municipality": municipality, "": title}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            with Workbook(path) as book:
                head = book.sheet(HEAD_SHEET)
                head.row(HEAD_HEADER)
                for column in HEAD:
                    head.row([column.header, given.get(column.path, ""), column.note])
                needs = book.sheet(NEEDS_SHEET)
                needs.row(HEADER)
                values = lists()
                for title_of, rows in ((LISTS_SHEET, values), (GUIDE_SHEET, guide())):
                    told = book.sheet(title_of)
                    for cells in rows:
                        told.row(cells)
                _offer(needs, values)
            return path.read_bytes()

    def read(self, workbook: bytes) -> ReadForm:
        """What a filled-in form says. Raises Invalid for what is no such workbook."""
        if len(workbook) > LARGEST_WORKBOOK:
            message = f"the workbook has more than {LARGEST_WORKBOOK >> 20} MiB"
            raise Invalid.field("workbook", "SOURCE_TOO_LARGE", message)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            path.write_bytes(workbook)
            if not is_workbook(path):
                raise Invalid.field("workbook", "SOURCE_FORMAT", "send the workbook of the form, saved as .xlsx")
            sheets = open_sheets(path, MOST_ROWS, LONGEST_SECONDS)
        known = (HEAD_SHEET, NEEDS_SHEET, LISTS_SHEET, GUIDE_SHEET)
        if faults := [
            *(Violation(title, "TABLE_HEADER", "the form has no such sheet") for title in sheets if title not in known),
            *(Violation(title, "TABLE_HEADER", "the sheet is missing") for title in known[:2] if title not in sheets),
        ]:
            raise Invalid("TABLE_HEADER", "the workbook is not the form of the region: take the empty one", faults)
        return _Reading().read(sheets[HEAD_SHEET], sheets[NEEDS_SHEET])


def _offer(sheet: XlsxSheet, values: Sequence[Sequence[str]]) -> None:
    for column in COLUMNS:
        found = [row for row, cells in enumerate(values, 1) if cells[0] == column.header]
        if found and not column.cell.several:
            sheet.offer(column.header, f"'{LISTS_SHEET}'!$B${found[0]}:$B${found[-1]}")


class _Reading:
    """One workbook on its way to a form."""

    def __init__(self) -> None:
        self.form = need_round_pb2.NeedForm()
        self.round = ""
        self.places: dict[str, str] = {}
        self.faults: list[Violation] = []
        self._of_need: list[int] = []
        """Place of the need of each capacity."""

    def read(self, head: Sheet, needs: Sheet) -> ReadForm:
        """All that both sheets say."""
        self._head(head)
        rows = iter(needs.lines)
        first = next(rows, None)
        header = self._header(first)
        for line in rows:
            if len(self.form.needs) >= MOST_NEEDS:
                raise Invalid.field(
                    f"{NEEDS_SHEET}:{line.number}", "TOO_MANY", f"a form has {MOST_NEEDS} needs at most"
                )
            self._need(line, header)
        self._number()
        return ReadForm(self.form, self.round, self.places, tuple(self.faults))

    def _head(self, sheet: Sheet) -> None:
        by_title = {column.header.casefold(): column for column in HEAD}
        seen: set[str] = set()
        for line in sheet.lines:
            cells = [*line.cells, "", ""]
            label = " ".join(cells[0].split()).casefold() if isinstance(cells[0], str) else ""
            if line.number == 1 and label == HEAD_HEADER[0]:
                continue
            column = by_title.get(label)
            place = f"{HEAD_SHEET}:{line.number}.{HEAD_HEADER[1]}"
            if column is None or label in seen:
                message = "the line is none of the form, or stands twice"
                self.faults.append(Violation(f"{HEAD_SHEET}:{line.number}", "TABLE_HEADER", message))
                continue
            seen.add(label)
            if not column.path:
                continue
            self.places[f"form.{column.path}"] = place
            value = self._value(column, cells[1], place)
            if value is None:
                continue
            if column.path == "round":
                self.round = value
            else:
                _put(self.form, column.path, value)
        for column in HEAD:
            if column.path and column.header.casefold() not in seen:
                message = f"the line `{column.header}` is missing"
                self.faults.append(Violation(HEAD_SHEET, "TABLE_HEADER", message))

    def _header(self, first: Line | None) -> list[Column]:
        titles = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in first.cells] if first else []
        known = {column.header.casefold(): column for column in COLUMNS}
        found = [known.get(title.casefold()) for title in titles]
        if len(titles) != len(COLUMNS) or None in found or len(set(titles)) != len(titles):
            message = f"the first row has the columns {', '.join(HEADER)}, each once"
            raise Invalid.field(f"{NEEDS_SHEET}:1", "TABLE_HEADER", message)
        return [column for column in found if column is not None]

    def _need(self, line: Line, header: Sequence[Column]) -> None:
        index = len(self.form.needs)
        said: dict[str, Any] = {}
        wrong: set[str] = set()
        for column, cell in zip(header, [*line.cells, *[""] * len(header)], strict=False):
            place = f"{NEEDS_SHEET}:{line.number}.{column.header}"
            target = f"form.capacities.{len(self.form.capacities)}" if column.capacity else f"form.needs.{index}"
            self.places[f"{target}.{column.path}"] = place
            value = self._value(column, cell, place)
            if value is not None:
                said[column.path] = value
            elif cell:
                wrong.add(column.path)
        if len(line.cells) > len(header):
            message = f"cell {len(header) + 1} stands below no column"
            self.faults.append(Violation(f"{NEEDS_SHEET}:{line.number}", "TABLE_HEADER", message))
        self.places[f"form.needs.{index}"] = f"{NEEDS_SHEET}:{line.number}"
        self.places[f"form.needs.{index}.target_groups"] = f"{NEEDS_SHEET}:{line.number}.cílová skupina"
        self._check_people(line, said, wrong)
        need = self.form.needs.add(persons_basis="unknown")
        group = said.pop("target_group", "")
        if not group and "target_group" not in wrong:
            place = f"{NEEDS_SHEET}:{line.number}.cílová skupina"
            self.faults.append(Violation(place, "REQUIRED", "choose the target group"))
        said["target_groups"] = list(dict.fromkeys([*([group] if group else []), *said.get("target_groups", [])]))
        capacity = {column.path: said.pop(column.path) for column in COLUMNS if column.capacity and column.path in said}
        for path, value in said.items():
            _put(need, path, value)
        if capacity:
            self._capacity(line, index, capacity, group)

    def _check_people(self, line: Line, said: dict[str, Any], wrong: set[str]) -> None:
        """A number of people goes with how well it is known; told here, in the words of the form."""
        if wrong & {"persons", "persons_basis"}:  # told already
            said.pop("persons", None)
            said.pop("persons_basis", None)
        basis = said.get("persons_basis", "unknown")
        if "persons" in said and basis == "unknown":
            message = "beside a number of people (`počet osob`) write `přesný` or `odhad`"
        elif "persons" not in said and basis != "unknown":
            message = f"`{BASES[basis]}` of how many? write the number (`počet osob`), or leave this cell empty"
        else:
            return
        self.faults.append(Violation(f"{NEEDS_SHEET}:{line.number}.přesnost počtu", "REQUIRED", message))

    def _capacity(self, line: Line, index: int, said: Mapping[str, Any], group: str) -> None:
        needed = ("service_type", "form", "unit", "quantity_needed")
        headers = {column.path: column.header for column in COLUMNS}
        for path in needed:
            if path not in said:
                place = f"{NEEDS_SHEET}:{line.number}.{headers[path]}"
                if not any(fault.field == place for fault in self.faults):
                    self.faults.append(
                        Violation(place, "REQUIRED", "a needed capacity names service, form, unit, number")
                    )
        self.places[f"form.capacities.{len(self.form.capacities)}"] = f"{NEEDS_SHEET}:{line.number}"
        self._of_need.append(index)
        made = needs_report_pb2.CapacityNeed(target_group=group)
        for path, value in said.items():
            _put(made, path, value)
        made.municipalities.extend(self.form.needs[index].municipalities)
        self.form.capacities.append(made)

    def _number(self) -> None:
        """Give the first free numbers to needs without one, and tell capacities the numbers of their needs."""
        taken = {need.need_no for need in self.form.needs}
        free = (number for number in range(1, 2_000) if number not in taken)
        for need in self.form.needs:
            need.need_no = need.need_no or next(free)
        for capacity, index in zip(self.form.capacities, self._of_need, strict=True):
            capacity.need_nos.append(self.form.needs[index].need_no)

    def _value(self, column: Column, cell: str | Unreadable, place: str) -> Any:
        """What a cell says; None for an empty one and for one that says nothing that could be meant."""
        try:
            if isinstance(cell, Unreadable):
                raise cell
            text = cell if column.cell is TEXT else cell.strip()
            return column.cell.read(text) if text.strip() else None
        except Unreadable as fault:
            self.faults.append(Violation(place, fault.reason, fault.message))
            return None


def _put(message: Any, field: str, value: Any) -> None:
    if isinstance(value, list):
        getattr(message, field).extend(value)
    else:
        setattr(message, field, value)
