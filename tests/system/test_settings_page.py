"""Every setting is documented in docs/reference/settings.md and shown in an example of deploy/config."""

import re
from pathlib import Path

import pytest
from support import settings_page
from support.settings_page import MARK, PAGE

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "deploy" / "config").glob("*.toml"))
SETTING = re.compile(r"(?:# )?(\w+) = ")


def shown(example: Path) -> set[tuple[str, str]]:
    """Section and name of every setting that stands in an example, those in a comment included."""
    section, found = "", set()
    for line in example.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"(\[+)([\w.]+)\]", line):
            section = heading[2] + "[]" * (heading[1] == "[[")
        elif setting := SETTING.match(line):
            found.add((section, setting[1]))
    return found


def test_the_page_says_what_the_settings_say_of_themselves() -> None:
    generated = PAGE.read_text(encoding="utf-8").partition(MARK)[2].strip()
    assert generated == settings_page.tables().strip(), "run: python tests/support/settings_page.py"


def test_every_setting_says_what_it_is() -> None:
    assert [name for _, name, field in settings_page.settings() if not field.get("description")] == []


def test_every_setting_is_shown_in_an_example() -> None:
    known = {(section, name) for section, name, _ in settings_page.settings()}
    assert known == set().union(*map(shown, EXAMPLES))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_setting_of_an_example_has_a_comment_above_it(example: Path) -> None:
    lines = example.read_text(encoding="utf-8").splitlines()
    uncommented = [
        line for before, line in zip(["", *lines], lines, strict=False) if SETTING.match(line) and before[:2] != "# "
    ]
    assert uncommented == []
