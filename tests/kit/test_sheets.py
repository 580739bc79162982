"""Several sheets in one file: written as a workbook or a folder, and read again by their titles."""

import pytest
from support.catalogue import refusal

from komplan_kit.sheets import reading
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


def test_more_sheets_than_anybody_makes_and_another_file_are_refused(tmp_path, monkeypatch):
    path = written(tmp_path / "složka")
    monkeypatch.setattr(reading, "MOST_SHEETS", 1)
    assert refusal(open_sheets, path) == ("source", "SOURCE_TOO_LARGE")
    assert refusal(open_sheets, path / "první.csv") == ("source", "SOURCE_FORMAT")
