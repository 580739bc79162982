"""A page of docs/tutorials, lived through: its files written, its forms filled in, its commands run, in their order."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl

from support.commands import Done

BLOCK: Final = re.compile(r"```\n(.*?)```", re.DOTALL)
FILE: Final = re.compile(r"`([\w-]+\.(?:csv|json|md))`[^`]*:\s*\Z")
"""A file that a block holds is named before the colon that leads to it."""
FORM: Final = re.compile(r"open `([\w-]+\.xlsx)`")
CELL: Final = re.compile(r"^\| (\w+) \| ([A-Z]+\d+) \| (.+) \|$", re.MULTILINE)
SAYS: Final = "→ "


def live_through(page: str, desk: Path, run: Callable[..., Done]) -> int:
    """Do what a page says, in a folder; gives how many commands it has. Each ends well and prints what follows it."""
    count, end = 0, 0
    for block in BLOCK.finditer(page):
        before, end = page[end : block.start()], block.end()
        if form := FORM.search(before):
            _fill(desk / form[1], CELL.findall(before))
        if named := FILE.search(before):
            (desk / named[1]).write_text(block[1], encoding="utf-8")
            continue
        printed = ""
        for line in block[1].replace("\\\n", " ").splitlines():
            if line.startswith("komplan "):
                done = run(*shlex.split(line)[1:], cwd=desk)
                assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
                printed, count = done.stdout, count + 1
            elif line.startswith(SAYS):
                assert line.removeprefix(SAYS) in printed, f"{line} is not in: {printed}"
    return count


def _fill(file: Path, cells: list[tuple[str, str, str]]) -> None:
    book = openpyxl.load_workbook(file)
    for sheet, cell, text in cells:
        book[sheet][cell] = text
    book.save(file)
