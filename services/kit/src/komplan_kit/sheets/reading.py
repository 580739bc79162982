"""Rows of a sheet as texts, from CSV or XLSX. A workbook is opened in a limited process of its own."""

import csv
import io
import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from komplan_core.errors import Invalid
from komplan_kit.sheets.cells import Unreadable

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
MOST_SHEETS: Final = 50
LARGEST_FILE: Final = 64 << 20
LARGEST_CELL: Final = 100_000
CHILD_SECONDS: Final = 120.0
LARGEST_LINE: Final = 8 << 20
GUARDED: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""A cell of CSV that begins so would be a formula, or looks like one that was guarded: it is written after a `'`."""


class Line(NamedTuple):
    """A row as a spreadsheet counts it, from 1. A cell that holds no plain value says why."""

    number: int
    cells: list[str | Unreadable]


@dataclass
class Sheet:
    """The rows of a sheet, the header first, and what was noticed while it was opened."""

    lines: Iterator[Line]
    notices: list[tuple[str, str]] = field(default_factory=list)
    """Reason and message."""


def open_sheet(path: Path, name: str) -> Sheet:
    """The rows of a CSV file, or of the sheet `name` of a workbook or its only one.

    Raises Invalid for a file that is neither CSV nor XLSX, at once or while it is read.
    """
    if is_workbook(path):
        return Sheet(_bounded(line for _, line in _workbook(path, MOST_ROWS, name)))
    return _text(path)


def open_sheets(path: Path, rows: int = MOST_ROWS, seconds: float | None = None) -> dict[str, Sheet]:
    """All sheets of a workbook, or all CSV files of a folder, by their titles. Raises Invalid as `open_sheet` does.

    A workbook has at most so many rows below the header, empty ones too, and takes at most so long.
    """
    if path.is_dir():
        found = sorted(path.glob("*.csv"))[: MOST_SHEETS + 1]
        if len(found) > MOST_SHEETS:
            raise _too_large(f"the folder has more than {MOST_SHEETS} sheets")
        return {unicodedata.normalize("NFC", file.stem): open_sheet(file, "") for file in found}
    if not is_workbook(path):
        raise _wrong("the file is no workbook, nor a folder of CSV files")
    lines: dict[str, list[Line]] = {}
    for title, line in _workbook(path, rows, seconds=seconds):
        lines.setdefault(title, []).append(line)
    return {title: Sheet(_bounded(iter(told))) for title, told in lines.items()}


def is_workbook(path: Path) -> bool:
    """Whether the file is an archive such as XLSX. Raises Invalid for one that is too large, or an older workbook."""
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(f"the file has more than {LARGEST_FILE >> 20} MiB")
    with path.open("rb") as opened:
        beginning = opened.read(4)
    if beginning == b"PK\x03\x04":
        return True
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls") or beginning == b"\xd0\xcf\x11\xe0":
        raise _wrong("the file is no workbook in the format of Excel 2007 and newer: save it as .xlsx")
    return False


def _text(path: Path) -> Sheet:
    raw = path.read_bytes()
    notices = []
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _wrong("byte 1: the file is in UTF-16: save it as CSV UTF-8", "TEXT_ENCODING") from None
        try:
            text = raw.decode("cp1250")
        except UnicodeDecodeError as other:
            message = f"byte {max(error.start, other.start) + 1} is neither UTF-8 nor Windows-1250"
            raise _wrong(message, "TEXT_ENCODING") from None
        notices.append(("WINDOWS_ENCODING", "the file is in Windows-1250; save it as CSV UTF-8 the next time"))
    return Sheet(_bounded(_records(text)), notices)


def _records(text: str) -> Iterator[Line]:
    csv.field_size_limit(LARGEST_CELL + 1)
    first = text.split("\n", 1)[0]
    separator = Counter({mark: first.count(mark) for mark in (";", ",", "\t")}).most_common(1)[0][0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield Line(number, [_unguarded(cell) for cell in cells])
    except csv.Error as error:
        if "field larger" in str(error):
            raise _too_large(f"line {reader.line_num}: a cell has more than {LARGEST_CELL} characters") from None
        raise _wrong(f"line {reader.line_num} is no valid CSV: look at its quotation marks") from None


def _unguarded(cell: str) -> str | Unreadable:
    if cell.startswith("'"):
        return cell[1:]
    return Unreadable("FORMULA_CELL", "put the value there, not a formula") if cell.startswith("=") else cell


def guarded(cell: str) -> str:
    """The cell as it stands in CSV, so that no spreadsheet takes it for a formula."""
    return "'" + cell if cell.startswith(GUARDED) else cell


def _workbook(path: Path, most: int, *wanted: str, seconds: float | None = None) -> Iterator[tuple[str, Line]]:
    """The rows that the limited process tells, one JSON value a line, each with the title of its sheet."""
    child = [sys.executable, "-I", "-B", "-m", "komplan_kit.sheets.child"]
    command = [*child, str(path.resolve()), str(most + 1), *wanted]
    process = subprocess.Popen(
        command,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    limit = threading.Timer(seconds or CHILD_SECONDS, process.kill)
    limit.daemon = True  # a command that fails meanwhile does not wait for it
    limit.start()
    with process:
        try:
            assert process.stdout is not None
            yield from _told(process.stdout)
        finally:
            limit.cancel()
            process.kill()


def _told(output: IO[bytes]) -> Iterator[tuple[str, Line]]:
    ended, title = False, ""
    while raw := output.readline(LARGEST_LINE):
        try:
            said: Any = json.loads(raw)
        except ValueError:
            break
        if isinstance(said, dict):
            if said.get("end"):
                ended = True
                break
            raise Invalid.field("source", said["reason"], said["message"])
        if isinstance(said, str):
            title = said
            continue
        number, cells = said
        yield title, Line(number, [cell if isinstance(cell, str) else Unreadable(*cell) for cell in cells])
    if not ended:
        raise _too_large("the workbook takes more memory or time than an import gives it")


def _bounded(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines that are not empty, as many as an import takes."""
    count = 0
    for line in lines:
        while line.cells and line.cells[-1] == "":
            line.cells.pop()
        if not line.cells:
            continue
        count += 1
        if count > MOST_ROWS + 1:
            raise _too_large(f"a sheet has {MOST_ROWS} rows at most")
        if len(line.cells) > MOST_COLUMNS:
            raise _too_large(f"row {line.number}: a sheet has {MOST_COLUMNS} columns at most")
        yield line


def _wrong(message: str, reason: str = "SOURCE_FORMAT") -> Invalid:
    return Invalid.field("source", reason, message)


def _too_large(message: str) -> Invalid:
    return Invalid.field("source", "SOURCE_TOO_LARGE", message)
