"""What was known on a day is what was read on that day, whatever was done since."""

import contextlib
from datetime import date, timedelta

import pytest
from google.type.date_pb2 import Date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.monitoring import CITIZEN, EDITOR, M1, M2, Watch
from support.planning import DRAFT, PLAN, on, told

from komplan.planning.v1 import as_known_service_pb2 as known
from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1.observation_pb2 import ObservedMoney
from komplan_core.errors import Refused

OBSERVATION, SHOWN = f"{PLAN}/observations/o1", f"{PLAN}/published-observations/o1"
ACTIONS = ("edit", "submit", "review", "accept", "publish", "return", "finish")
"""`finish` takes the record from wherever it is to its publication."""


@pytest.fixture
def watch(plan):
    return Watch(plan).carried_out()


def test_what_was_read_on_a_day_is_known_of_it_ever_after_and_edits_never_change_what_is_published(watch):
    watch.observe("o1")
    world = {"day": date(2027, 1, 1), "seq": 0, "text": 0}
    read = {}

    def tomorrow():
        world["seq"] = watch.happened_on(world["day"].isoformat(), world["seq"])
        working = watch.ask(edit.GetObservationRequest(name=OBSERVATION))
        read[world["day"]] = (watch.town.get(M1), working, watch.shown())
        world["day"] += timedelta(days=1)

    def act(action):
        if action == "edit":
            world["text"] += 1
            watch.update("Observation", OBSERVATION, "text", text=f"znění {world['text']}")
        elif action == "finish":
            watch.update("Observation", OBSERVATION, "state", "text", state="fulfilled", text="hotovo")
            for step in ("submit", "review", "accept", "publish"):
                watch.step(OBSERVATION, step)
        else:
            watch.step(OBSERVATION, action, **({"reason": "doplnit"} if action == "return" else {}))

    tomorrow()

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(ACTIONS), min_size=2, max_size=6))
    def days_pass(actions):
        for action in actions:
            before = watch.shown()
            with contextlib.suppress(Refused):  # out of turn
                act(action)
            if action not in ("publish", "finish"):
                assert watch.shown() == before
            tomorrow()

    days_pass()
    assert len(read) > 16
    for day, (measure, working, shown) in read.items():
        assert watch.as_known(M1, day.isoformat()).measure == measure
        assert watch.as_known(OBSERVATION, day.isoformat()).observation == working
        if shown:
            assert [watch.as_known(SHOWN, day.isoformat(), CITIZEN).published_observation] == shown
        else:
            assert told(lambda day=day: watch.as_known(SHOWN, day.isoformat()))[1] == "NOT_FOUND"


def test_measures_and_money_of_a_day_are_those_of_that_day_page_by_page(watch):
    written = watch.happened_on("2026-12-01", 0)
    watch.published("o1", money=[ObservedMoney(source="municipality", kind="operating", actual=80_00)])
    watch.happened_on("2027-06-30", written)

    def money(day):
        request = known.GetMoneyAsKnownRequest(name=DRAFT, day=on(day))
        return {(item.year, item.source): (item.planned, item.actual) for item in watch.ask(request, CITIZEN).money}

    assert money("2027-06-29")[2027, "municipality"] == (100_00, 0)
    assert money("2027-06-30")[2027, "municipality"] == (100_00, 80_00)
    early, late = (watch.measures_as_known(day, CITIZEN, page_size=1) for day in ("2027-06-29", "2027-06-30"))
    assert [(item.name, item.state) for item in early] == [(M1, "not-started"), (M2, "not-started")]
    assert [item.state for item in late] == ["running", "not-started"]
    assert told(lambda: watch.measures_as_known("2026-11-30")) == ("NotFound", "NOT_FOUND", "")


def test_nobody_sees_of_the_past_what_was_not_public_then(watch):
    town = watch.town
    written = watch.happened_on("2026-12-01", 0)
    town.begin("zmena", based_on="navrh")
    written = watch.happened_on("2027-02-01", written)
    town.move(f"{PLAN}/versions/zmena", "publish")
    watch.happened_on("2027-03-01", written)
    changed = f"{PLAN}/versions/zmena/measures/m1"
    assert told(lambda: watch.as_known(changed, "2027-02-28", CITIZEN))[1] == "NOT_FOUND"
    assert watch.as_known(changed, "2027-02-28", EDITOR).measure.name == changed
    assert watch.as_known(changed, "2027-03-01", CITIZEN).measure.name == changed
    watch.observe("o1")
    today = "2150-01-01"
    for roles, reason in ((CITIZEN, "NOT_FOUND"), (("region",), "NOT_FOUND")):
        assert told(lambda roles=roles: watch.as_known(OBSERVATION, today, roles))[1] == reason
    need = town.create("needs", "n1", title="Odlehčení", target_groups=["seniors"], year=2027).name
    assert told(lambda: watch.as_known(need, today, CITIZEN))[1] == "NOT_FOUND"
    assert watch.as_known(need, today, ("region",)).need.title == "Odlehčení"
    town.delete(need)
    assert told(lambda: watch.as_known(need, today))[1] == "NOT_FOUND"
    member = f"{town.area}/members/x"
    assert told(lambda: watch.as_known(member, today)) == ("Invalid", "NAME_FORMAT", "name")
    impossible = known.GetAsKnownRequest(name=M1, day=Date(year=2027, month=2, day=30))
    assert told(lambda: watch.ask(impossible)) == ("Invalid", "INVALID_VALUE", "day")
