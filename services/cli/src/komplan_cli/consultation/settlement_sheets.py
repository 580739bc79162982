"""The settlement table as files: written row by row, the rows counted against the book in the last line."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from komplan.consultation.v1.settlement_table_pb2 import OfficeTableRow, PublicTableRow, TableEnd
from komplan_cli.files import whole
from komplan_core.book.exports import Closing
from komplan_core.consultation.settlement_table import COLUMNS
from komplan_core.errors import Invalid, Unavailable
from komplan_kit.sheets.writing import LONGEST_XLSX_CELL, CsvWriter, Workbook, Writer

SHEET: Final = "vypořádání"
CUT: Final = " […] (celé znění je v CSV a JSON Lines)"


class JsonLines(AbstractContextManager["JsonLines"]):
    """A JSON object on each line, under the same headings as the other forms."""

    def __init__(self, path: Path) -> None:
        self._opened = path.open("w", encoding="utf-8", newline="\n")

    def row(self, cells: Sequence[str]) -> None:
        """Write a row; the headings themselves are left out, they stand in every line."""
        headings = list(COLUMNS.values())
        if list(cells) != headings:
            filled = {heading: cell for heading, cell in zip(headings, cells, strict=False) if cell}
            self._opened.write(json.dumps(filled, ensure_ascii=False) + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


class Xlsx(AbstractContextManager["Xlsx"]):
    """A workbook of one sheet. What is longer than a cell holds is cut, and says so."""

    def __init__(self, path: Path) -> None:
        self._book = Workbook(path)
        self._sheet: Writer = self._book.sheet(SHEET)

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        self._sheet.row([_fitting(cell) for cell in cells])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.__exit__(kind, error, trace)


FORMS: Final[dict[str, Callable[[Path], Any]]] = {".csv": CsvWriter, ".xlsx": Xlsx, ".jsonl": JsonLines}


async def write(parts: AsyncIterator[Any], files: Sequence[Path]) -> Closing:
    """Write a table that comes in parts to one file or several. Raises Unavailable for one that was cut off."""
    for file in files:
        if file.suffix.lower() not in FORMS:
            known = ", ".join(FORMS)
            raise Invalid.field("file", "INVALID_VALUE", f"`{file.name}` is none of {known}: choose by its ending")
    return await _into(parts, list(files), [])


async def _into(parts: AsyncIterator[Any], files: list[Path], opened: list[Any]) -> Closing:
    if files:
        with whole(files[0]) as part, FORMS[files[0].suffix.lower()](part) as writer:
            return await _into(parts, files[1:], [*opened, writer])
    for writer in opened:
        writer.row(list(COLUMNS.values()))
    rows, end = 0, None
    async for part in parts:
        for row in part.rows:
            rows += 1
            cells = cells_of(row)
            for writer in opened:
                writer.row(cells)
        end = part.end if part.HasField("end") else end
    closing = _closing(rows, end)
    for writer in opened:
        writer.row([str(closing)])
    return closing


def cells_of(row: PublicTableRow | OfficeTableRow) -> list[str]:
    """The cells of a row in the order of the columns."""
    named = row.named_author if isinstance(row, PublicTableRow) else row.submitter
    day = row.received_on
    own = {"submitter": named, "received_on": f"{day.day}. {day.month}. {day.year}"}
    return [own[field] if field in own else getattr(row, field) for field in COLUMNS]


def _closing(rows: int, end: TableEnd | None) -> Closing:
    if end is None or end.rows != rows:
        raise Unavailable("PEER_UNAVAILABLE", "the table was cut off on its way: ask for it again")
    return Closing(rows, end.withheld, end.points)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= LONGEST_XLSX_CELL else cell[: LONGEST_XLSX_CELL - len(CUT)] + CUT
