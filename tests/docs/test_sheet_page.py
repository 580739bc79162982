"""The page of the sheet says what the sheet says: every column with its meaning, every value with its code."""

import re

from komplan_catalogue.sources import exporting


def rows(page, cells):
    """The rows of all tables with so many cells."""
    lines = [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in page.splitlines() if line.startswith("| ")]
    told = [tuple(cell.replace("\\|", "|").strip("`") for cell in line) for line in lines if len(line) == cells]
    return [line for line in told if set(line) != {"---"}]


def test_the_page_lists_all_columns_with_their_meaning_and_all_values_with_their_codes(root):
    page = (root / "docs/reference/sheet.md").read_text()
    assert rows(page, 2) == list(exporting.guide())
    assert rows(page, 3) == list(exporting.lists())
    assert all(meaning for _, meaning in exporting.guide())
