"""Several sheets in one file: written as a workbook or a folder, and read again by their titles."""

import zipfile

import openpyxl
import pytest
from openpyxl.worksheet import _reader
from support.catalogue import refusal

from komplan_kit.sheets import child, reading
from komplan_kit.sheets.reading import open_sheet, open_sheets
from komplan_kit.sheets.writing import Folder, Workbook

SHEETS = {"první": [["a", "b"], ["=1", "ž\nř"]], "druhý": [["c"], ["'x"], ["-1"]]}


def written(path):
    with Workbook(path) if path.suffix else Folder(path) as book:
        writers = {title: book.sheet(title) for title in SHEETS}
        for title, rows in SHEETS.items():
            for row in rows:
                writers[title].row(row)
    return path


def cells(sheets):
    return {title: [line.cells for line in sheet.lines] for title, sheet in sheets.items()}


@pytest.mark.parametrize("name", ["sešit.xlsx", "složka"])
def test_what_was_written_is_read_by_title(tmp_path, name):
    assert cells(open_sheets(written(tmp_path / name))) == SHEETS


def test_one_sheet_of_several_is_read_by_its_name_only(tmp_path):
    path = written(tmp_path / "sešit.xlsx")
    assert [line.cells for line in open_sheet(path, "druhý").lines] == SHEETS["druhý"]
    assert refusal(lambda: list(open_sheet(path, "třetí").lines)) == ("source", "TABLE_HEADER")


def test_nothing_is_saved_of_a_workbook_that_failed(tmp_path):
    def fail():
        with Workbook(tmp_path / "s.xlsx") as book:
            book.sheet("první").row(["x" * 40_000])

    assert refusal(fail) == ("format", "TEXT_TOO_LONG")
    assert list(tmp_path.iterdir()) == []


def without_dimension(path, rows, far=None):
    """A sheet that does not say how large it is, with so many rows and perhaps one far below them."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("první")
    for number in range(rows):
        sheet.append([f"řádek {number}"])
    book.save(path)
    if far is not None:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = "xl/worksheets/sheet1.xml"
        row = f'<row r="{far}"><c r="A{far}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
        parts[name] = parts[name].replace(b"</sheetData>", row)
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    assert b"<dimension" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    return path


@pytest.mark.parametrize(("rows", "far"), [(12, None), (3, 12), (3, 1_048_576)])
def test_no_row_below_the_last_one_is_dropped_in_silence(tmp_path, rows, far):
    path = without_dimension(tmp_path / "s.xlsx", rows, far)
    assert refusal(open_sheets, path, 10) == ("source", "SOURCE_TOO_LARGE")
    kept = open_sheets(without_dimension(tmp_path / "t.xlsx", 3, 11), 10)["první"]
    assert [(line.number, line.cells) for line in kept.lines][2:] == [(3, ["řádek 2"]), (11, ["x"])]


def test_a_row_too_many_ends_the_reading_however_many_follow(tmp_path, monkeypatch):
    path = without_dimension(tmp_path / "s.xlsx", 20_000)
    parsed = []
    parse = _reader.WorkSheetParser.parse

    def counted(parser):
        for row in parse(parser):
            parsed.append(row)
            yield row

    monkeypatch.setattr(_reader.WorkSheetParser, "parse", counted)
    monkeypatch.setattr(_reader.WorkSheetParser, "parse_dimensions", lambda parser: parsed.extend(parser.parse()))
    with pytest.raises(child.Refusal):
        list(child.rows(path, 11))
    assert len(parsed) == 12


def test_more_sheets_than_anybody_makes_and_another_file_are_refused(tmp_path, monkeypatch):
    path = written(tmp_path / "složka")
    monkeypatch.setattr(reading, "MOST_SHEETS", 1)
    assert refusal(open_sheets, path) == ("source", "SOURCE_TOO_LARGE")
    assert refusal(open_sheets, path / "první.csv") == ("source", "SOURCE_FORMAT")
