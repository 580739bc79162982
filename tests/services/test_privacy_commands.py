"""The commands for personal data and for witnesses do what they say."""

import json

import pytest
from support.books import Book
from support.consultation import Desk, author, stored
from support.databases import Files
from support.witnessing import Watch, book, own_key
from typer.testing import CliRunner

from komplan_cli.app import app
from komplan_core.book.notes import VerifierKey
from komplan_core.errors import PlanError

NAME, CONTACT = "Kanarkova Jana", "kanarek@vzorov.example"


@pytest.fixture(params=["sqlite"])
def address(request, sqlite_templates, tmp_path):
    return Files(sqlite_templates, tmp_path)


@pytest.fixture
def desk(instance, tmp_path):
    return Desk(instance("consultation", "witness", witness=own_key(tmp_path)))


def run(city, *words, expected=0, signed=True):
    """What a command prints; the service runs in the same process, and its log may stand between the lines."""
    access = ["--target", city.target, "--area", "vzorov", *(["--issuer-key", str(city.issuer_key)] if signed else [])]
    done = CliRunner().invoke(app, [*map(str, words), *access])
    if isinstance(done.exception, PlanError):
        raise done.exception
    assert done.exit_code == expected, done.output
    return "".join(line for line in done.stdout.splitlines(keepends=True) if "[info " not in line)


def test_a_person_is_found_and_erased_with_proof(desk, tmp_path):
    comment = desk.entered("Lavičky.", authors=[author(NAME, "user", CONTACT)])
    file = tmp_path / "jana.jsonl"
    run(desk.city, "consultation", "person", "find", "--full-name", NAME, "--file", file)
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["comment"]["name"] == comment.name
    short = comment.name.removeprefix("areas/vzorov/")
    held = json.loads(run(desk.city, "consultation", "hold", "set", "rounds/jaro", "--reason", "22 C 1", "--json"))
    with pytest.raises(PlanError, match="legal hold"):
        run(desk.city, "consultation", "erase", "authors", short)
    assert "22 C 1" in run(desk.city, "consultation", "hold", "list", "rounds/jaro", "--json")
    run(desk.city, "consultation", "hold", "release", held["name"])
    assert "erased" in run(desk.city, "consultation", "erase", "authors", short, "--ground", "objection")
    assert "erased" in run(desk.city, "consultation", "erase", "content", short, "--ground", "unlawful")
    proofs = tmp_path / "dukazy" / "jana"
    told = run(desk.city, "consultation", "erase", "proofs", short.removeprefix("rounds/"), "--folder", proofs)
    assert "námitka" in told
    (head,) = stored(desk.city, "log_head")
    key = str(VerifierKey(head.origin, 1, bytes(head.public_key)))
    pairs = [(path, path.with_name(path.name.replace("entry.json", "proof.txt"))) for path in proofs.glob("*.json")]
    assert len(pairs) == 2
    for entry, proof in pairs:
        checked = CliRunner().invoke(app, ["verify", "entry", str(entry), str(proof), "--key", key])
        assert (checked.exit_code, "type: record.erased" in checked.stdout) == (0, True)
    swapped = CliRunner().invoke(app, ["verify", "entry", str(pairs[0][0]), str(pairs[1][1]), "--key", key])
    assert swapped.exit_code == 3
    run(desk.city, "consultation", "person", "find", "--contact", CONTACT, "--file", file)
    assert file.read_text() == ""


def test_a_witness_tells_its_key_its_books_and_what_it_holds_against_them(desk):
    watch, honest, forked = Watch(desk.city), book(2), book(2, note="jinak")
    watch.know(honest)
    watch.add(honest)
    assert run(desk.city, "witness", "key", signed=False).strip() == str(watch.key())
    assert Book().origin in run(desk.city, "witness", "logs", "--json", signed=False)
    assert run(desk.city, "witness", "latest", "jaro", signed=False).startswith(honest.origin)
    assert json.loads(run(desk.city, "witness", "evidence", "jaro", "--json", signed=False)) == {"evidence": []}
    with pytest.raises(PlanError):
        watch.add(forked, 3, proof=[])
    found = run(desk.city, "witness", "evidence", "jaro", "--json", expected=5, signed=False)
    assert [item["kind"] for item in json.loads(found)["evidence"]] == ["fork"]
    state = run(desk.city, "consultation", "book", "witnesses", "rounds/jaro", "--json", signed=False)
    assert json.loads(state) == {"alarm": False, "witnesses": []}


def test_a_key_of_a_witness_is_made_once(tmp_path):
    made = CliRunner().invoke(app, ["witness", "make-key", str(tmp_path / "w.pem"), "--name", "svedek.cz"])
    assert made.stdout.startswith("svedek.cz+")
    assert (tmp_path / "w.pem").stat().st_mode & 0o777 == 0o600
    again = CliRunner().invoke(app, ["witness", "make-key", str(tmp_path / "w.pem"), "--name", "svedek.cz"])
    assert isinstance(again.exception, PlanError)
