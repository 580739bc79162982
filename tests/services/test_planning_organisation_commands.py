"""`komplan organisation`, as a person at a terminal runs it."""

import json

import pytest
from support.organisation import AREA, CANARY, Office, present, seat
from support.planning import days, on
from typer.testing import CliRunner

from komplan_cli.app import app


@pytest.fixture
def office(town):
    """A town with two people, one meeting that was held, and a task."""
    found = Office(town)
    found.seat("a", "commissioner")
    found.seat("b", "provider")
    found.meet(invited_on="2025-03-09")
    found.hold(*present("a", "b"))
    found.create("Task", "t1", title="Pozvat", member=seat("a"), due=on("2025-03-20"))
    found.create(
        "Event",
        "e1",
        kind="survey",
        title="Průzkum",
        when=days("2025-03-01", "2025-03-31"),
        precision="month",
        counts=[{"unit": "respondents", "count": 499}],
    )
    return found


def run(office, command, *words):
    """The rows that a command prints as JSON."""
    instance = office.town.instance
    key = ["--issuer-key", str(instance.issuer_key)] if command in ("tasks", "findings") else []
    where = ["--target", instance.target, "--area", AREA.removeprefix("areas/"), "--json"]
    done = CliRunner().invoke(app, ["organisation", command, *words, *where, *key], catch_exceptions=False)
    assert done.exit_code == 0
    assert CANARY not in done.output
    printed = done.output[done.output.index('{\n  "title"') :]  # before it stands what the instance logs
    return json.JSONDecoder().raw_decode(printed)[0]["rows"]


def test_the_organisation_is_shown_and_nobody_is_named(office):
    assert [row["kód"] for row in run(office, "bodies")] == ["assembly", "council", "steering-group"]
    assert [row["kód"] for row in run(office, "groups", "--day", "2025-01-01")] == ["seniors", "families"]
    assert [row["kód"] for row in run(office, "groups", "--succession", "youth")] == ["youth"]
    triad = {row[""]: row for row in run(office, "triad", "--day", "2025-01-01")}
    assert (triad["Senioři"]["chybí"], triad["Rada města"]["chybí"]) == ("uživatelé", "")
    (meeting,) = run(office, "meetings", "--year", "2025")
    assert (meeting["den"], meeting["stav"], meeting["účast"]) == ("10.03.2025", "held", "2")
    found = run(office, "participation", "--from", "2025-01-01", "--to", "2025-12-31")
    assert [(row["jednotka"], row["celkem"]) for row in found] == [("účasti", "2"), ("respondenti", "499")]
    assert [row["kdo"] for row in run(office, "tasks")] == ["a"]
    findings = run(office, "findings", "--day", "2025-04-01")
    assert ("invitation-late", "meetings/m1") in {(row["druh"], row["čeho se týká"]) for row in findings}
