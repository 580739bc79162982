"""The settlement table as files: written row by row, the rows counted against the book in the last line."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

from komplan.consultation.v1.settlement_table_pb2 import OfficeTableRow, PublicTableRow, TableEnd
from komplan_cli.files import whole
from komplan_core.book.exports import Closing
from komplan_core.consultation.settlement_table import COLUMNS
from komplan_core.errors import Invalid, Unavailable
from komplan_kit.sheets.documents import Docx, Odt
from komplan_kit.sheets.writing import LONGEST_XLSX_CELL, CsvWriter, Workbook, Writer

SHEET: Final = "vypořádání"
CUT: Final = " […] (celé znění je v CSV a JSON Lines)"


class Table(Protocol):
    """A table that is being written."""

    def begin(self, title: str, below: str, headings: Sequence[str]) -> None:
        """What stands above it, and its first row."""
        ...

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        ...

    def end(self, line: str) -> None:
        """Its last line."""
        ...


class JsonLines(AbstractContextManager["JsonLines"]):
    """A JSON object on each line, under the same headings as the other forms."""

    def __init__(self, path: Path) -> None:
        self._opened = path.open("w", encoding="utf-8", newline="\n")
        self._headings: Sequence[str] = ()

    def begin(self, title: str, below: str, headings: Sequence[str]) -> None:
        """Remember the headings: they stand in every line."""
        self._headings = headings

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        filled = {heading: cell for heading, cell in zip(self._headings, cells, strict=False) if cell}
        self._opened.write(json.dumps(filled, ensure_ascii=False) + "\n")

    def end(self, line: str) -> None:
        """Its last line, under the first heading."""
        self.row([line])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


class Csv(CsvWriter):
    """Comma separated, which is to say by semicolons."""

    def begin(self, title: str, below: str, headings: Sequence[str]) -> None:
        """The headings; a sheet has no title."""
        self.row(headings)

    def end(self, line: str) -> None:
        """Its last line."""
        self.row([line])


class Xlsx(AbstractContextManager["Xlsx"]):
    """A workbook of one sheet. What is longer than a cell holds is cut, and says so."""

    def __init__(self, path: Path) -> None:
        self._book = Workbook(path)
        self._sheet: Writer = self._book.sheet(SHEET)

    def begin(self, title: str, below: str, headings: Sequence[str]) -> None:
        """The headings; a sheet has no title."""
        self.row(headings)

    def row(self, cells: Sequence[str]) -> None:
        """Write a row."""
        self._sheet.row([_fitting(cell) for cell in cells])

    def end(self, line: str) -> None:
        """Its last line."""
        self.row([line])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.__exit__(kind, error, trace)


FORMS: Final[dict[str, Callable[[Path], Any]]] = {
    ".csv": Csv,
    ".xlsx": Xlsx,
    ".jsonl": JsonLines,
    ".docx": Docx,
    ".odt": Odt,
}


async def write(parts: AsyncIterator[Any], files: Sequence[Path]) -> Closing:
    """Write a table that comes in parts to one file or several. Raises Unavailable for one that was cut off."""
    for file in files:
        if file.suffix.lower() not in FORMS:
            known = ", ".join(FORMS)
            raise Invalid.field("file", "INVALID_VALUE", f"`{file.name}` is none of {known}: choose by its ending")
    return await _into(parts, list(files), [])


async def _into(parts: AsyncIterator[Any], files: list[Path], opened: list[Table]) -> Closing:
    if files:
        with whole(files[0]) as part, FORMS[files[0].suffix.lower()](part) as writer:
            return await _into(parts, files[1:], [*opened, writer])
    rows, end = 0, None
    async for part in parts:
        if part.HasField("head"):
            for writer in opened:
                writer.begin(part.head.title, part.head.below, [*COLUMNS.values(), *part.head.extra_headings])
        for row in part.rows:
            rows += 1
            cells = cells_of(row)
            for writer in opened:
                writer.row(cells)
        end = part.end if part.HasField("end") else end
    closing = _closing(rows, end)
    for writer in opened:
        writer.end(str(closing))
    return closing


def cells_of(row: PublicTableRow | OfficeTableRow) -> list[str]:
    """The cells of a row in the order of the columns, and of the city's own behind them."""
    day = row.received_on
    named = row.named_author if isinstance(row, PublicTableRow) else row.submitter
    own = {"submitter": named, "received_on": f"{day.day}. {day.month}. {day.year}"}
    cells = [own[field] if field in own else getattr(row, field) for field in COLUMNS]
    return cells if isinstance(row, PublicTableRow) else [*cells, *row.extra]


def _closing(rows: int, end: TableEnd | None) -> Closing:
    if end is None or end.rows != rows:
        raise Unavailable("PEER_UNAVAILABLE", "the table was cut off on its way: ask for it again")
    return Closing(rows, end.withheld, end.points)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= LONGEST_XLSX_CELL else cell[: LONGEST_XLSX_CELL - len(CUT)] + CUT
