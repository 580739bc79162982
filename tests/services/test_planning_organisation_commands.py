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
    """What a command prints as JSON."""
    instance = office.town.instance
    key = ["--issuer-key", str(instance.issuer_key)] if command in ("tasks", "findings") else []
    where = ["--target", instance.target, "--area", AREA.removeprefix("areas/"), "--json"]
    done = CliRunner().invoke(app, ["organisation", command, *words, *where, *key], catch_exceptions=False)
    assert done.exit_code == 0
    assert CANARY not in done.output
    printed = done.output[done.output.index("{\n") :]  # before it stands what the instance logs
    return json.JSONDecoder().raw_decode(printed)[0]


def test_the_organisation_is_shown_and_nobody_is_named(office):
    assert [item["body"]["code"] for item in run(office, "bodies")["bodies"]] == [
        "assembly", "council", "steering-group"
    ]  # fmt: skip
    groups = run(office, "groups", "--day", "1. 1. 2025")["working_groups"]
    assert [item["working_group"]["code"] for item in groups] == ["seniors", "families"]
    chain = run(office, "groups", "--succession", "youth")["working_groups"]
    assert [item["working_group"]["code"] for item in chain] == ["youth"]
    triad = {item["title"]: item for item in run(office, "triad", "--day", "2025-01-01")["triad_balances"]}
    assert triad["Senioři"]["missing"] == ["user"]
    (meeting,) = run(office, "meetings", "--year", "2025")["meeting_notices"]
    assert (meeting["name"], meeting["held_on"]) == (f"{AREA}/meetings/m1", "2025-03-10")
    assert (meeting["state"], meeting["attendances"]) == ("held", 2)
    found = run(office, "participation", "--from", "1.1.2025", "--to", "2025-12-31")["totals"]
    assert [(item["unit"], item["total"]) for item in found] == [("attendances", 2), ("respondents", 499)]
    assert [task["member"] for task in run(office, "tasks")["tasks"]] == [seat("a")]
    findings = run(office, "findings", "--day", "2025-04-01")["findings"]
    assert ("invitation-late", f"{AREA}/meetings/m1") in {(item["reason"], item["subject"]) for item in findings}


def test_states_are_told_in_czech(office):
    instance = office.town.instance
    where = ["--target", instance.target, "--area", AREA.removeprefix("areas/")]
    done = CliRunner().invoke(app, ["organisation", "meetings", *where], catch_exceptions=False)
    assert "konalo se" in done.output
