"""`komplan consultation round|forms` against a running city."""

import json

import pytest
from support.consultation import Desk, day
from support.databases import Files
from support.instance import Instance
from typer.testing import CliRunner

from komplan.consultation.v1.round_pb2 import ContactPoint
from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError


@pytest.fixture
def desk(tmp_path, sqlite_templates):
    city = Instance(("consultation",), Files(sqlite_templates, tmp_path), tmp_path / "city")
    yield Desk(city, contact_points=[ContactPoint(code="radnice", title="Radnice", place="Náměstí 1")])
    city.stop()


def run(desk, *words, key=True, code=0):
    access = ["--target", desk.city.target, "--area", "vzorov", *(["--issuer-key", str(desk.city.issuer_key)] * key)]
    done = CliRunner().invoke(app, ["consultation", *words, *access])
    left = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
    assert left == code, (done.output, done.exception)
    return done.stdout


def told(desk, *words, **options):
    printed = f"\n{run(desk, *words, '--json', **options)}"
    return json.JSONDecoder().raw_decode(printed[printed.index("\n{") + 1 :])[0]  # above it the instance may log


def test_a_round_and_its_forms_from_the_command_line(desk, tmp_path):
    place = ["--contact-point", "radnice", "--to", "k12"]
    issued = told(
        desk, "forms", "issue", "jaro", "--prefix", "B03", "--first", "1", "--last", "4", *place, "--batch", "b"
    )
    assert issued["name"] == f"{desk.round}/form-batches/b"
    codes = tmp_path / "kody.csv"
    run(desk, "forms", "codes", "jaro", "b", "--out", str(codes))
    text = codes.read_text(encoding="utf-8-sig")
    assert text.split('"')[1].splitlines() == ["komplan-form/v1", desk.round, "", "B03-0001"]
    assert told(desk, "forms", "spoil", "jaro", "B03-0001") == {"B03-0001": "spoiled"}
    assert "B03-0002: returned" in run(desk, "forms", "return", "jaro", "B03-0002")
    desk.entered("text", channel="paper-contact-point", form="B03-0003", received_on=day(-1))
    until = day(40)
    words = ["--until", f"{until.day}. {until.month}. {until.year}", "--reason", "volby"]
    assert told(desk, "round", "extend", "jaro", *words)["state"] == "open"
    run(desk, "round", "close", "jaro", code=3)
    assert told(desk, "round", "close", "jaro", "--reason", "všichni odpověděli")["state"] == "closed"
    assert "hned" in run(desk, "round", "status", "rounds/jaro", key=False)
    balance = told(desk, "forms", "reconcile", "jaro")["celkem"]
    assert balance == {"issued": 4, "registered": 1, "spoiled": 1, "returned": 1, "unreturned": 1, "outstanding": 0}
    assert told(desk, "forms", "balance", "jaro", key=False)["radnice"] == balance
    assert told(desk, "round", "start-settling", "jaro")["state"] == "settling"
    assert "začalo" in run(desk, "round", "status", desk.round, key=False)
    run(desk, "round", "settle", "jaro", code=5)
    run(desk, "round", "archive", "jaro", code=5)
    run(desk, "round", "status", "jaro/x", key=False, code=3)
    status = told(desk, "round", "status", "jaro", key=False)
    assert (status["comments"], status["forms"]["registered"], status["state"]) == (1, 1, "settling")
    assert "volby" in run(desk, "round", "status", "jaro", key=False)


def test_what_ended_early_says_from_which_day_it_is_settled(desk):
    late = Desk(desk.city, round_id="podzim", registration_until=day(40))
    late.close()
    until = day(41)
    told_of = run(desk, "round", "status", "podzim", key=False)
    assert f"od {until.day}. {until.month}. {until.year}" in told_of
    assert "příjem ukončen předčasně: Zkouška." in told_of
    assert told(desk, "round", "status", "podzim", key=False)["settling_from"] == (
        f"{until.year}-{until.month:02}-{until.day:02}"
    )
    run(desk, "round", "start-settling", "podzim", code=5)


def test_a_round_that_was_prepared_by_mistake_is_deleted(desk, tmp_path):
    made = {
        "name": f"{desk.area}/rounds/omyl",
        "title": "Omyl",
        "plan_version": desk.version,
        "window": {"start": "2030-04-01", "end": "30. 4. 2030"},
        "channels": [{"channel": "web"}],
    }
    file = tmp_path / "kolo.json"
    file.write_text(json.dumps(made))
    access = ["--role", "clerk", "--target", desk.city.target, "--area", "vzorov"]
    access += ["--issuer-key", str(desk.city.issuer_key)]
    for words in (["put", str(file)], ["delete", made["name"]], ["put", str(file)]):
        done = CliRunner().invoke(app, [*words, *access])
        assert (words, done.exit_code) == (words, 0), done.output
    announced = run(desk, "round", "announce", "omyl")
    assert "kód návrhu" not in announced, "a round without planning has no draft"
    done = CliRunner().invoke(app, ["delete", made["name"], *access])
    assert exit_code(done.exception) == 5
