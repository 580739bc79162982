"""The verifier runs alone: from a copied folder, offline, with `cryptography` and nothing else of komplan."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from support.books import WITNESSES, content, honest, keys
from typer.testing import CliRunner

from komplan_cli.app import app
from komplan_core.book import merkle, tiles
from komplan_core.book.__main__ import main
from komplan_core.book.entries import decoded
from komplan_core.book.exports import Closing
from komplan_core.book.receipts import Words, receipt_text
from komplan_core.book.texts import based

SOURCE = Path(__file__).resolve().parents[2] / "core" / "src" / "komplan_core"
ONLY_CRYPTOGRAPHY = """
import runpy, socket, sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        known = ("cryptography", "cffi", "_cffi_backend", "komplan_core")
        if top not in sys.stdlib_module_names and top not in known and not top.startswith("_sysconfigdata"):
            raise ImportError(f"the verifier asked for {name}")
sys.meta_path.insert(0, Nothing())
def unconnected(*_): raise OSError("the verifier asked for a network")
socket.socket.connect = unconnected
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("komplan_core.book", run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published book, receipts, keys, checkpoints and a settlement table."""
    folder = tmp_path_factory.mktemp("book")
    book = honest(21, 8)
    nodes, size, at = book.nodes(), len(book.entries), int(book.at.timestamp())

    def stored(level: int, index: int) -> bytes:
        return nodes[level, index]

    for path, data in tiles.files(size, stored, lambda start, end: book.entries[start:end]):
        (folder / "kniha" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "kniha" / path).write_bytes(data)
    (folder / "kniha" / "checkpoint").write_text(book.checkpoint(cosigned=at))
    (folder / "kniha.jsonl").write_bytes(b"\n".join(book.entries) + b"\n")
    (folder / "duben.txt").write_text(book.checkpoint(9, cosigned=at - 20 * (size - 9)))
    (folder / "klic.txt").write_text("# klíče\n" + "".join(f"{key}\n" for key in keys()))
    (folder / "dukaz.txt").write_text("\n".join(map(based, merkle.consistency(9, size, stored))))
    index = next(place for place, data in enumerate(book.entries) if b'"type":"comment.registered"' in data)
    receipt = book.receipt(index, cosigned=at)
    (folder / "potvrzeni.txt").write_text(receipt_text(receipt, Words("Plán", "B7K2")))
    (folder / "zapis.json").write_bytes(book.entries[index])
    (folder / "zaznam.json").write_text(json.dumps(content(1)))
    rows = ["č. připomínky / bod;výsledek;odůvodnění vypořádání;otisk záznamu"]
    points, withheld, states, released = [], set(), {}, {}
    for data in book.entries:
        made = decoded(data)
        if made["type"] == "comment.registered":
            points.append(f"{made['no']}/1")
        elif made["type"] == "comment.split":
            points += [f"{made['no']}/{number}" for number in range(2, made["points"] + 1)]
        elif made["type"] == "publication.moved" and made["to"] == "withheld":
            withheld.add(str(made["no"]))
        elif made["type"] == "settlement.released":
            released[made["point"]] = "neakceptováno"
        states[made["type"]] = states.get(made["type"], 0) + 1
    shown = [point for point in points if point.partition("/")[0] not in withheld]
    rows += [
        f"{point};{released.get(point, '')};{f'Odůvodnění {point}' if point in released else ''};" for point in shown
    ]
    rows.append(f"{Closing(len(shown), len(points) - len(shown), len(points))};;;")
    (folder / "tabulka.csv").write_text("\n".join(rows) + "\n")
    return folder


COMMANDS = {
    "receipt": ["receipt", "potvrzeni.txt", "--key", "klic.txt", "--quorum", "2"],
    "entry": ["entry", "zapis.json", "potvrzeni.txt", "--key", "klic.txt", "--quorum", "2"],
    "book": ["book", "kniha", "--key", "klic.txt", "--trusted", "duben.txt", "--quorum", "2"],
    "lines": ["book", "kniha.jsonl", "--checkpoint", "kniha/checkpoint", "--key", "klic.txt"],
    "consistency": ["consistency", "duben.txt", "kniha/checkpoint", "--key", "klic.txt", "--proof", "dukaz.txt"],
    "growth": ["consistency", "duben.txt", "kniha/checkpoint", "--key", "klic.txt", "--book", "kniha"],
    "export": ["export", "tabulka.csv", "--book", "kniha", "--key", "klic.txt"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_copied_folder_verifies_without_anything_else_of_komplan(name: str, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "komplan_core").mkdir()
    shutil.copy(SOURCE / "__init__.py", tmp_path / "komplan_core")
    shutil.copytree(SOURCE / "book", tmp_path / "komplan_core" / "book", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", ONLY_CRYPTOGRAPHY, str(tmp_path), *COMMANDS[name], "--json"],
        cwd=shelf,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verified"] is True


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_says_the_same(
    name: str, shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shelf)
    assert main([*COMMANDS[name], "--json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    told = CliRunner().invoke(app, ["verify", *COMMANDS[name], "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == alone
    assert "verified" in CliRunner().invoke(app, ["verify", *COMMANDS[name]]).stdout


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "reason"),
    [
        ("receipt", "potvrzeni.txt", "\nindex ", "\nindex 1", "PROOF_INVALID"),
        ("entry", "zapis.json", '"no":1', '"no":2', "PROOF_INVALID"),
        ("receipt", "potvrzeni.txt", "tlog-proof@v1", "tlog-proof@v2", "RECEIPT_MISSING"),
        ("lines", "kniha.jsonl", '"no":2,', '"no":3,', "NUMBER_MISSING"),
        ("lines", "kniha.jsonl", '"reason":"anonymous"', '"reason":"late"', "ROOT_MISMATCH"),
        ("consistency", "dukaz.txt", "A", "B", "CONSISTENCY_INVALID"),
        ("export", "tabulka.csv", "neakceptováno", "akceptováno", "EXPORT_OUTCOME"),
        ("book", "klic.txt", "\n", "\nx", "KEY_INVALID"),
    ],
)
def test_what_does_not_verify_ends_with_its_reason(
    name: str, file: str, old: str, new: str, reason: str, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(shelf, copy)
    text = (copy / file).read_text()
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1))
    monkeypatch.chdir(copy)
    done = CliRunner().invoke(app, ["verify", *COMMANDS[name]])
    assert done.exit_code == 3
    assert reason in done.output
    assert done.stdout == ""


def test_a_record_is_compared_and_missing_files_are_named(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shelf)
    assert main([*COMMANDS["receipt"], "--record", "zaznam.json"]) == 0
    (shelf / "jiny.json").write_text('{"text": "jiný"}')
    done = CliRunner().invoke(app, ["verify", *COMMANDS["receipt"], "--record", "jiny.json"])
    assert (done.exit_code, "COMMITMENT_MISMATCH" in done.output) == (3, True)
    done = CliRunner().invoke(app, ["verify", "receipt", "chybi.txt", "--key", str(WITNESSES[0].verifier)])
    assert (done.exit_code, "chybi.txt" in done.output) == (3, True)


def test_every_command_has_a_twin() -> None:
    group = typer.main.get_command(app).get_command(None, "verify")  # type: ignore[attr-defined]
    assert set(group.commands) == {words[0] for words in COMMANDS.values()}
