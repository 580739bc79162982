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
from komplan_core.consultation.forms import read_form_code
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
    assert read_form_code(text.split('"')[1]) == (desk.round, "", "B03-0001")
    assert told(desk, "forms", "spoil", "jaro", "B03-0001") == {"B03-0001": "spoiled"}
    assert "B03-0002: returned" in run(desk, "forms", "return", "jaro", "B03-0002")
    desk.entered("text", channel="paper-contact-point", form="B03-0003", received_on=day(-1))
    until = day(40)
    words = ["--until", f"{until.year}-{until.month:02}-{until.day:02}", "--reason", "volby"]
    assert told(desk, "round", "extend", "jaro", *words)["state"] == "open"
    run(desk, "round", "close", "jaro", code=3)
    assert told(desk, "round", "close", "jaro", "--reason", "všichni odpověděli")["state"] == "closed"
    balance = told(desk, "forms", "reconcile", "jaro")["celkem"]
    assert balance == {"issued": 4, "registered": 1, "spoiled": 1, "returned": 1, "unreturned": 1, "outstanding": 0}
    assert told(desk, "forms", "balance", "jaro", key=False)["radnice"] == balance
    assert told(desk, "round", "start-settling", "jaro")["state"] == "settling"
    run(desk, "round", "settle", "jaro", code=5)
    run(desk, "round", "archive", "jaro", code=5)
    run(desk, "round", "status", "jaro/x", key=False, code=3)
    status = told(desk, "round", "status", "jaro", key=False)
    assert (status["comments"], status["forms"]["registered"], status["state"]) == (1, 1, "settling")
    assert "volby" in run(desk, "round", "status", "jaro", key=False)
