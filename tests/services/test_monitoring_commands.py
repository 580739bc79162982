"""`komplan monitoring`, as a person at a terminal runs it."""

import json
from datetime import timedelta

import pytest
from support.monitoring import Watch
from typer.testing import CliRunner

from komplan.planning.v1.observation_pb2 import ObservedMoney
from komplan_cli.app import app
from komplan_kit.clock import today, utc_now


@pytest.fixture
def watch(plan):
    found = Watch(plan).carried_out()
    found.published("o1", money=[ObservedMoney(source="municipality", kind="operating", actual=80_00)])
    found.project()
    return found


def run(watch, *words, as_json=True):
    """What a command prints."""
    instance = watch.town.instance
    key = [] if words[0] == "evaluate" else ["--issuer-key", str(instance.issuer_key)]
    where = ["--target", instance.target, "--area", "vzorov", *key, *(["--json"] if as_json else [])]
    done = CliRunner().invoke(app, ["monitoring", *words, *where], catch_exceptions=False)
    assert done.exit_code == 0
    if not as_json:
        return done.output
    printed = done.output[done.output.index("{\n  ") :]  # before it stands what the instance logs
    return json.JSONDecoder().raw_decode(printed)[0]


def test_the_commands_show_what_is_overdue_computed_and_known(watch):
    status = run(watch, "status", "kp", "--day", "2028-02-01")
    assert (status["overdue_indicators"], status["late_revisions"], status["silent_measures"]) == (1, 2, 1)
    found = run(watch, "overdue", "kp", "--day", "2028-02-01")
    assert [(item["indicator"], item["due"]) for item in found["overdue_indicators"]] == [("hours", "2027-12-31")]
    assert [(item["half"], item["due"]) for item in found["late_revisions"]] == [(1, "2027-06-30"), (2, "2027-12-31")]
    assert run(watch, "overdue", "kp", "--day", "2028-02-01", "--grace", "60")["overdue_indicators"] == []
    facts = run(watch, "evaluate", "kp", "--year", "2027")
    assert (facts["actual"], facts["secured"], facts["aims_reached"]) == (80_00, 60_00, None)
    tomorrow = (today(utc_now) + timedelta(days=1)).isoformat()
    version = run(watch, "as-of", "plans/kp/versions/navrh", "--day", tomorrow)
    assert [item["state"] for item in version["measures"]] == ["running", "not-started"]
    shown = run(watch, "as-of", "plans/kp/published-observations/o1", "--day", tomorrow)
    assert shown["resource"]["state"] == "running"


def test_people_read_czech_words_and_crowns(watch):
    assert "bez hodnoty 1" in run(watch, "evaluate", "kp", "--year", "2027", as_json=False)
    assert "80,00 Kč" in run(watch, "evaluate", "kp", as_json=False)
    assert "probíhá" in run(watch, "status", "kp", as_json=False)
    assert "Terénní péče" in run(watch, "overdue", "kp", "--day", "2028-02-01", as_json=False)
    tomorrow = (today(utc_now) + timedelta(days=1)).isoformat()
    assert "nezahájeno" in run(watch, "as-of", "plans/kp/versions/navrh", "--day", tomorrow, as_json=False)
