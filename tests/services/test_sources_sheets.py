"""Sheets are opened whatever made them, and one that was made to do harm harms nobody."""

import datetime
import struct
import subprocess
import sys
import zipfile

import pytest
from support.catalogue import refusal
from support.sheets import csv_file, workbook

from komplan_catalogue.sources.workbook import open_sheet
from komplan_kit.sheets import child, reading
from komplan_kit.sheets.cells import Unreadable

ROWS = [["název", "text"], ["Žofín", "žluťoučký"], ["+420 555", "-5"]]


def read(path):
    return [(line.number, line.cells) for line in open_sheet(path).lines]


def faults(path):
    return [
        (number, place, cell.reason)
        for number, cells in read(path)
        for place, cell in enumerate(cells)
        if isinstance(cell, Unreadable)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_the_encodings_and_with_the_separators_of_spreadsheets(tmp_path, encoding, delimiter):
    path = csv_file(tmp_path / "s.csv", ROWS, encoding, delimiter)
    assert read(path) == [(number, row) for number, row in enumerate(ROWS, 1)]
    noticed = [reason for reason, _ in open_sheet(path).notices]
    assert noticed == (["WINDOWS_ENCODING"] if encoding == "cp1250" else [])


def test_rows_are_counted_as_a_spreadsheet_counts_them_and_empty_ones_left_out(tmp_path):
    path = csv_file(tmp_path / "s.csv", [["a", "b"], ["", ""], ["řádek\nna dva", "x"], [], ["y", ""]])
    assert read(path) == [(1, ["a", "b"]), (3, ["řádek\nna dva", "x"]), (5, ["y"])]


@pytest.mark.parametrize(
    ("raw", "reason", "message"),
    [
        ("a;b\nž;x\n".encode("utf-16"), "TEXT_ENCODING", "byte 1"),
        (b"a;b\n\x81;x\n", "TEXT_ENCODING", "byte 5 is neither UTF-8 nor Windows-1250"),
        (b'a;b\n"x;y\n', "SOURCE_FORMAT", "line 2"),
        (b"a;b\n" + b"x" * 200_000 + b";y\n", "SOURCE_TOO_LARGE", "more than 100000 characters"),
        (b"a;b\n" + b"x;y\n" * 50_001, "SOURCE_TOO_LARGE", "50000 rows"),
        (b";" * 201 + b"a\n", "SOURCE_TOO_LARGE", "200 columns"),
    ],
    ids=["utf-16", "no text", "open quote", "long cell", "many rows", "many columns"],
)
def test_a_csv_file_that_cannot_be_read_says_where(tmp_path, raw, reason, message):
    path = tmp_path / "s.csv"
    path.write_bytes(raw)
    assert refusal(read, path) == ("source", reason)
    with pytest.raises(Exception, match=message):
        read(path)


def test_a_cell_of_csv_that_begins_like_a_formula_is_one_unless_it_is_guarded(tmp_path):
    path = csv_file(tmp_path / "s.csv", [["a", "b", "c"], ["=1+1", "'=1+1", "+420 555 000 111"]])
    assert faults(path) == [(2, 0, "FORMULA_CELL")]
    assert read(path)[1][1][1:] == ["=1+1", "+420 555 000 111"]


def test_a_workbook_is_read_as_texts(tmp_path):
    cells = ["Žofín", 40, 40.0, 0.5, True, False, datetime.date(2026, 1, 31), datetime.datetime(2026, 1, 31), None, "x"]
    path = workbook(tmp_path / "s.xlsx", [["a"], cells])
    assert read(path)[1] == (2, ["Žofín", "40", "40", "0,5", "ano", "ne", "2026-01-31", "2026-01-31", "", "x"])


def test_formulas_errors_and_merged_cells_of_a_workbook_are_told_cell_by_cell(tmp_path):
    rows = [["a", "b", "c"], ["=1+1", "#REF!", "x"], ["y", "z", "w"], ["1", "2", "3"]]
    path = workbook(tmp_path / "s.xlsx", rows, merged=["B3:C4"])
    assert faults(path) == [
        (2, 0, "FORMULA_CELL"),
        (2, 1, "INVALID_VALUE"),
        *[(row, column, "MERGED_CELLS") for row in (3, 4) for column in (1, 2)],
    ]


def test_the_sheet_is_found_by_its_name_or_because_there_is_no_other(tmp_path):
    assert read(workbook(tmp_path / "one.xlsx", ROWS, sheet="List1"))[0] == (1, ROWS[0])
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("služby").append(["správný"])
    book.save(tmp_path / "two.xlsx")
    assert read(tmp_path / "two.xlsx") == [(1, ["správný"])]
    book["služby"].title = "jiný"
    book.save(tmp_path / "none.xlsx")
    assert refusal(read, tmp_path / "none.xlsx") == ("source", "TABLE_HEADER")


def packed(path, entries):
    """An archive that a spreadsheet could have made, with these entries instead of its own."""
    source = workbook(path.with_name("source.xlsx"), ROWS)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_that_unpacks_to_hundreds_of_megabytes_is_not_unpacked(tmp_path):
    path = packed(tmp_path / "bomb.xlsx", {SHEET: b" " * (400 << 20)})
    assert path.stat().st_size < 500_000
    assert refusal(read, path) == ("source", "SOURCE_TOO_LARGE")


def test_one_that_unpacks_far_less_and_is_packed_far_too_tightly_neither(tmp_path):
    assert refusal(read, packed(tmp_path / "bomb.xlsx", {SHEET: b" " * (60 << 20)})) == ("source", "SOURCE_TOO_LARGE")


def test_an_archive_of_a_hundred_thousand_entries_is_not_listed(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"x{number}", b"")
    assert refusal(read, path) == ("source", "SOURCE_TOO_LARGE")


def test_an_archive_that_lies_about_the_number_of_its_entries_is_counted(tmp_path):
    path = packed(tmp_path / "many.xlsx", {f"x{number}": b"" for number in range(1_500)})
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x05\x06")
    raw[at + 8 : at + 12] = struct.pack("<HH", 3, 3)
    path.write_bytes(raw)
    assert refusal(read, path) == ("source", "SOURCE_TOO_LARGE")


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is>
<t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    "entries",
    [{SHEET: ENTITIES}, {SHEET: b"<worksheet><sheetData>"}, {"xl/workbook.xml": b""}, {"[Content_Types].xml": b"x"}],
    ids=["entities", "cut off", "no workbook", "no types"],
)
def test_a_broken_workbook_is_told_and_no_more(tmp_path, entries):
    assert refusal(read, packed(tmp_path / "s.xlsx", entries)) == ("source", "SOURCE_FORMAT")


def test_another_file_under_the_name_of_a_workbook_is_told(tmp_path):
    for raw in ("název;text".encode(), b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 nothing more", b""):
        (tmp_path / "s.xlsx").write_bytes(raw)
        assert refusal(read, tmp_path / "s.xlsx") == ("source", "SOURCE_FORMAT")


def test_a_row_far_below_or_far_to_the_right_costs_nothing_and_is_not_dropped_in_silence(tmp_path):
    cell = b'<c r="%s" t="inlineStr"><is><t>x</t></is></c>'
    begin = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    right = b'<row r="1">' + cell % b"A1" + cell % b"XFD1" + b"</row>"
    below = b'<row r="1">' + cell % b"A1" + b'</row><row r="1048576">' + cell % b"A1048576" + b"</row>"
    empty = b'<row r="1">' + cell % b"A1" + b'<c r="XFD1"/></row><row r="1048576"><c r="A1048576"/></row>'
    end = b"</sheetData></worksheet>"
    for far in (right, below):
        path = packed(tmp_path / "far.xlsx", {SHEET: begin + far + end})
        assert refusal(lambda path=path: read(path)) == ("source", "SOURCE_TOO_LARGE")
    assert read(packed(tmp_path / "empty.xlsx", {SHEET: begin + empty + end})) == [(1, ["x"])]


def test_the_process_that_opens_workbooks_has_little_memory_and_time(tmp_path):
    path = workbook(tmp_path / "s.xlsx", ROWS)
    program = (
        "import resource, sys; from komplan_kit.sheets import child\n"
        "sys.argv = ['child', sys.argv[1], '100']; child.main()\n"
        "print([resource.getrlimit(x)[1] for x in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"[{child.MEMORY}, {child.SECONDS}, 0]"


def instead(monkeypatch, program):
    """Run this in place of the program that opens workbooks."""
    start = subprocess.Popen
    monkeypatch.setattr(
        reading.subprocess, "Popen", lambda command, **given: start([command[0], "-c", program], **given)
    )


@pytest.mark.parametrize(
    "death",
    ["import os; os.kill(os.getpid(), 9)", "x = [bytes(1 << 20) for _ in range(5000)]", "print('[1, [\"a\"]]')"],
)
def test_a_process_that_dies_on_the_way_is_a_workbook_that_is_too_large(tmp_path, monkeypatch, death):
    path = workbook(tmp_path / "s.xlsx", ROWS)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({child.MEMORY},) * 2); {death}"
    instead(monkeypatch, limited)
    assert refusal(read, path) == ("source", "SOURCE_TOO_LARGE")


def test_a_process_that_does_not_end_is_ended(tmp_path, monkeypatch):
    path = workbook(tmp_path / "s.xlsx", ROWS)
    monkeypatch.setattr(reading, "CHILD_SECONDS", 0.2)
    instead(monkeypatch, "import threading; threading.Event().wait()")
    assert refusal(read, path) == ("source", "SOURCE_TOO_LARGE")


def test_a_file_larger_than_any_sheet_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    assert refusal(open_sheet, csv_file(tmp_path / "s.csv", ROWS)) == ("source", "SOURCE_TOO_LARGE")


def test_escapes_of_workbooks_are_understood(tmp_path):
    path = workbook(tmp_path / "s.xlsx", [["a_x000D_\nb_x005F_x000D_"]])
    assert read(path) == [(1, ["a\r\nb_x000D_"])]
