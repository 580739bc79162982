"""The commands of docs/how-to/check-a-comment-book.md, run one after another against a city."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
from support.consultation import Desk
from support.databases import Files
from support.instance import Instance
from support.processes import KOMPLAN

BLOCK = re.compile(r"^ *```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def city(tmp_path, sqlite_templates):
    folder = tmp_path / "var"
    folder.mkdir()
    made = Instance(("consultation",), Files(sqlite_templates, folder), folder)
    yield made
    made.stop()


def test_every_command_of_the_page_ends_as_the_page_says(root, city, tmp_path):
    desk = Desk(city)
    answer = desk.register("Chybí lavičky.")
    desk.entered("Něco jiného.")
    desk.refused("text", authors=[])
    (tmp_path / "potvrzeni.txt").write_text(answer.receipt)
    (tmp_path / "potvrzeni-obsah.json").write_text('{"points": [{"text": "Chybí lavičky."}]}')
    shutil.copy(city.issuer_key, tmp_path / "issuer.pem")
    page = (root / "docs/how-to/check-a-comment-book.md").read_text()
    lines = [line.strip() for block in BLOCK.findall(page) for line in block.splitlines() if line.strip()]
    assert len(lines) == 12
    for line in lines:
        command, _, expected = line.partition("  # exit ")
        words = shlex.split(command.replace("127.0.0.1:5100", city.target))
        words[0] = {"komplan": str(KOMPLAN), "python": sys.executable}[words[0]]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == int(expected or 0), (line, done.stdout, done.stderr)
