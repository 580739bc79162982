"""`python -m komplan_kit.sheets.child WORKBOOK ROWS [SHEET]`: tells the rows of a workbook, within narrow limits.

It runs in a process of its own with little memory and time, so that a workbook that was made to exhaust a machine
exhausts nothing but this process. Each line of output is one JSON value: the title of a sheet that begins,
`[row, cells]`, a refusal, or the end.
"""

import json
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 1 << 30
"""Bytes of address space."""
SECONDS: Final = 60
MOST_ENTRIES: Final = 1_000
LARGEST_UNPACKED: Final = 256 << 20
LARGEST_RATIO: Final = 250
SMALL: Final = 1 << 20
"""An entry that unpacks to less may be packed as tightly as it likes."""
MOST_SHEETS: Final = 50
MOST_COLUMNS: Final = 200

Fault = tuple[str, str]
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FORMULA: Final = ("FORMULA_CELL", "put the value there, not a formula")
_MERGED_CELL: Final = ("MERGED_CELLS", "split the merged cells and fill each")
_BROKEN_CELL: Final = ("INVALID_VALUE", "the cell holds an error of the spreadsheet")
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALF_CELL: Final = ("TEXT_CONTROL", "the cell holds half of a character")


class Refusal(Exception):
    """The workbook is not read: reason and message."""


def main() -> None:
    """Tell the rows of the workbook that the first argument names: of the sheet of the third, or of all sheets.

    The second argument is the number of the last row that may say something.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for said in rows(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4]):
            _tell(said)
        _tell({"end": True})
    except Refusal as refusal:
        reason, message = refusal.args
        _tell({"reason": reason, "message": message})
    except MemoryError:
        _tell({"reason": "SOURCE_TOO_LARGE", "message": "the workbook takes more memory than an import gives it"})
    except Exception:
        _tell({"reason": "SOURCE_FORMAT", "message": "the workbook cannot be read: save it again as .xlsx"})


def _tell(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def rows(path: Path, last: int, wanted: str = "") -> Iterator[str | tuple[int, list[str | Fault]]]:
    """Titles of sheets, each with its rows and their numbers from 1 behind it: of all, or of `wanted` or the only one.

    Raises Refusal.
    """
    check_archive(path)
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # where a sheet does not say how large it is, all of it would be read to find that out, before any limit holds
    of_book: Any = ReadOnlyWorksheet
    of_book._get_size = lambda sheet: None
    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    names = book.sheetnames
    if wanted and wanted not in names and len(names) != 1:
        raise Refusal("TABLE_HEADER", f"the workbook has no sheet `{wanted}`")
    if len(names) > MOST_SHEETS:
        raise Refusal("SOURCE_TOO_LARGE", f"the workbook has more than {MOST_SHEETS} sheets")
    for name in [wanted] if wanted in names else names:
        yield name
        yield from _rows(path, book[name], last)


def _rows(path: Path, sheet: Any, last: int) -> Iterator[tuple[int, list[str | Fault]]]:
    """The rows that say something, with their numbers. Raises Refusal for one after the last that may."""
    merged = list(_merged(path, sheet._worksheet_path))
    before = 0
    for number, found in _parsed(sheet):
        cells: list[str | Fault] = []
        for item in found:
            said, column = _cell(item["value"], item["data_type"]), item["column"]
            if not said:
                continue
            if not len(cells) < column <= MOST_COLUMNS:
                message = f"row {number}: a sheet has {MOST_COLUMNS} columns at most, each cell once and in order"
                raise Refusal("SOURCE_TOO_LARGE" if column > MOST_COLUMNS else "SOURCE_FORMAT", message)
            cells += [""] * (column - 1 - len(cells))
            cells.append(said)
        for first, final, left, right in merged:
            if first <= number <= final:
                right = min(right, MOST_COLUMNS)
                cells += [""] * (right - len(cells))
                cells[left:right] = [_MERGED_CELL] * (right - left)
        if not cells:
            continue
        if number > last:
            message = f"row {number}: a sheet has {last - 1} rows below its header at most, empty ones too"
            raise Refusal("SOURCE_TOO_LARGE", message)
        if number <= before:
            raise Refusal("SOURCE_FORMAT", f"row {number} stands after row {before}: save the workbook again")
        before = number
        yield number, cells


def _parsed(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The rows as they stand in the sheet, one after another: only cells that are there, no empty ones between."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        yield from parser.parse()


def check_archive(path: Path) -> None:
    """Raise Refusal for what is no archive, or one that unpacks to more than is taken."""
    if _entries(path) > MOST_ENTRIES:
        raise Refusal("SOURCE_TOO_LARGE", f"the archive has more than {MOST_ENTRIES} entries")
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        if len(listed) > MOST_ENTRIES:
            raise Refusal("SOURCE_TOO_LARGE", f"the archive has more than {MOST_ENTRIES} entries")
        if sum(entry.file_size for entry in listed) > LARGEST_UNPACKED:
            raise Refusal("SOURCE_TOO_LARGE", f"the archive unpacks to more than {LARGEST_UNPACKED >> 20} MiB")
        for entry in listed:
            if entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
                raise Refusal("SOURCE_TOO_LARGE", "an entry of the archive unpacks to far more than it is packed in")
            with archive.open(entry) as opened:
                if b"<!DOCTYPE" in opened.read(4096):
                    raise Refusal("SOURCE_FORMAT", "an entry of the workbook declares entities")


def _entries(path: Path) -> int:
    """How many entries the end of the archive promises, read before anything lists them."""
    with path.open("rb") as opened:
        opened.seek(max(0, path.stat().st_size - 66_000))
        tail = opened.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Refusal("SOURCE_FORMAT", "the file is no workbook: save it again as .xlsx")
    return int(struct.unpack_from("<H", tail, at + 10)[0])


def _merged(path: Path, entry: str) -> Iterator[tuple[int, int, int, int]]:
    """First and last row, and the columns from left up to right, of all merged cells."""
    with zipfile.ZipFile(path) as archive, archive.open(entry.lstrip("/")) as opened:
        kept = b""
        while chunk := opened.read(1 << 20):
            found = list(_MERGED.finditer(kept + chunk))
            for left, first, right, last in (item.groups() for item in found):
                yield int(first), int(last), _column(left) - 1, _column(right)
            text = kept + chunk
            kept = text[max(found[-1].end() if found else 0, len(text) - 400) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(value: Any, data_type: str) -> str | Fault:
    if value is None:
        return ""
    if data_type == "f":
        return _FORMULA
    if data_type == "e":
        return _BROKEN_CELL
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value).replace(".", ",")  # as a Czech spreadsheet shows it; a point could divide thousands
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return _HALF_CELL if _HALF.search(text) else text


if __name__ == "__main__":
    main()
