"""Observations: a state by evidence only, working records apart from published ones, and what is overdue."""

import pytest
from support.monitoring import M1, M2, Watch
from support.planning import DRAFT, PLAN, on, told

from komplan.planning.v1 import monitoring_editor_service_pb2 as edit
from komplan.planning.v1.observation_pb2 import IndicatorActual, ObservedMoney
from komplan.planning.v1.process_pb2 import EntryEvidence


@pytest.fixture
def watch(plan):
    return Watch(plan).carried_out()


def hours(value):
    return IndicatorActual(code="hours", value=value)


def test_what_is_published_changes_by_publishing_only(watch):
    name = watch.published("o1", actuals=[hours("110")], text="poprvé")
    (first,) = watch.shown()
    assert (first.text, first.actuals[0].value, first.published_on.year > 0) == ("poprvé", "110", True)
    edited = watch.update("Observation", name, "text", text="podruhé")
    assert (edited.stage, edited.reviewed_by, edited.accepted_by) == ("working", "", "")
    assert list(watch.shown()) == [first]
    for action in ("submit", "review", "accept"):
        watch.step(name, action)
        assert list(watch.shown()) == [first]
    watch.step(name, "publish")
    assert [item.text for item in watch.shown()] == ["podruhé"]


def test_a_measure_follows_the_newest_accepted_record_by_the_citys_workflow(watch):
    watch.accepted("o2028", year=2028, state="fulfilled", text="hotovo")
    measure = watch.town.get(M1)
    assert (measure.state, measure.state_note.text) == ("fulfilled", "hotovo")
    watch.accepted("o2027", year=2027, state="running")
    assert watch.town.get(M1).state == "fulfilled"


def test_a_record_that_no_way_leads_to_is_not_accepted_and_nothing_is_stored(watch):
    watch.accepted("o2027", state="fulfilled", text="hotovo")
    name = watch.observe("o2028", year=2028, state="running").name
    watch.step(name, "submit")
    watch.step(name, "review")
    before = watch.town.revision()
    assert told(lambda: watch.step(name, "accept")) == ("Refused", "TRANSITION_NOT_ALLOWED", "")
    assert watch.town.revision() == before


def test_a_returned_record_says_why_until_it_is_submitted_again(watch):
    name = watch.observe("o1").name
    watch.step(name, "submit")
    assert watch.step(name, "return", reason="Chybí příloha").returned == "Chybí příloha"
    assert watch.step(name, "submit").returned == ""


def test_in_a_new_version_of_the_plan_records_of_the_old_one_go_on(watch):
    name = watch.published("o1")
    watch.town.begin("zmena", based_on="navrh")
    watch.town.move(f"{PLAN}/versions/zmena", "publish")
    watch.town.move(f"{PLAN}/versions/zmena", "finish")
    watch.town.adopt(f"{PLAN}/versions/zmena", held_on="2026-09-22")
    edited = watch.update("Observation", name, "state", "text", state="fulfilled", text="hotovo")
    assert edited.measure == f"{PLAN}/versions/zmena/measures/m1"
    for action in ("submit", "review", "accept"):
        watch.step(name, action)
    assert watch.town.get(edited.measure).state == "fulfilled"
    assert watch.town.get(M1).state == "running"


def test_indicators_without_a_value_are_overdue_and_never_filled_in(watch):
    def overdue(day, grace_days=0):
        request = edit.ListOverdueIndicatorsRequest(parent=PLAN, day=on(day), grace_days=grace_days)
        return [(item.measure, item.indicator, item.year) for item in watch.ask(request).overdue_indicators]

    assert overdue("2027-12-31") == []
    assert overdue("2028-01-01") == [(M1, "hours", 2027)]
    assert overdue("2028-01-31", grace_days=31) == []
    name = watch.observe("o1", actuals=[hours("110")]).name
    assert overdue("2028-01-01") == [(M1, "hours", 2027)]
    watch.step(name, "submit")
    assert overdue("2028-01-01") == []
    assert overdue("2029-01-01") == [(M1, "hours", 2028)]


def test_the_status_counts_what_is_still_to_come(watch):
    watch.accepted("o1", actuals=[hours("110")])
    found = watch.ask(edit.GetMonitoringStatusRequest(name=PLAN, day=on("2028-02-01")))
    assert {item.code: item.count for item in found.measures} == {"running": 1, "not-started": 1}
    assert {item.code: item.count for item in found.observations} == {"accepted": 1}
    assert (found.silent_measures, found.overdue_indicators, found.version) == (1, 0, "navrh")
    for day in ("2026-11-22", "2027-12-31"):  # no year of the plan is over yet
        assert watch.ask(edit.GetMonitoringStatusRequest(name=PLAN, day=on(day))).silent_measures == 0


def test_deviations_are_suggested_from_figures_until_they_are_entered(watch):
    watch.accepted(
        "o1",
        actuals=[hours("110.5")],
        money=[ObservedMoney(source="municipality", kind="operating", secured=60_00, actual=120_00)],
    )

    def suggested():
        found = watch.ask(edit.ListDeviationSuggestionsRequest(parent=PLAN, year=2027)).deviation_suggestions
        return [(item.kind, item.subject, item.planned, item.actual, item.recorded) for item in found]

    money = ("money", "municipality operating", "100,00 Kč", "120,00 Kč", "")
    assert suggested() == [money, ("indicator", "hours", "120", "110.5", "")]
    given = {"measure": M1, "year": 2027, "planned": "120", "actual": "110,5", "why": "Nemoc pracovnice"}
    made = watch.create("Deviation", "d1", kind="indicator", subject="hours", **given)
    assert suggested() == [money, ("indicator", "hours", "120", "110.5", made.name)]


OB = "observation"
CASES = {
    "no evidence": (lambda w: w.observe(evidence=[]), ("Invalid", "REQUIRED", f"{OB}.evidence")),
    "evidence that does not exist": (
        lambda w: w.observe(evidence=[EntryEvidence(resource="areas/vzorov/meetings/none")]),
        ("Invalid", "REFERENCE_MISSING", f"{OB}.evidence.0.resource"),
    ),
    "a state that is none": (lambda w: w.observe(state="great"), ("Invalid", "UNKNOWN_CODE", f"{OB}.state")),
    "fulfilled without words": (lambda w: w.observe(state="fulfilled"), ("Invalid", "REQUIRED", f"{OB}.text")),
    "cancelled without a reason": (
        lambda w: w.observe(state="cancelled", text="konec", body="council"),
        ("Invalid", "REQUIRED", f"{OB}.reason"),
    ),
    "postponed without a body": (
        lambda w: w.observe(state="postponed", text="odloženo", reason="peníze"),
        ("Invalid", "REQUIRED", f"{OB}.body"),
    ),
    "an indicator that the measure lacks": (
        lambda w: w.observe(measure=M2, actuals=[hours("1")]),
        ("Invalid", "UNKNOWN_CODE", f"{OB}.actuals.0.code"),
    ),
    "a value that is no exact number": (
        lambda w: w.observe(actuals=[hours("1e3x")]),
        ("Invalid", "INVALID_VALUE", f"{OB}.actuals.0.value"),
    ),
    "a year outside the plan": (lambda w: w.observe(year=2031), ("Invalid", "OUTSIDE_PERIOD", f"{OB}.year")),
    "a third half": (lambda w: w.observe(half=3), ("Invalid", "INVALID_VALUE", f"{OB}.half")),
    "a measure that does not exist": (
        lambda w: w.observe(measure=f"{DRAFT}/measures/none"),
        ("Invalid", "REFERENCE_MISSING", f"{OB}.measure"),
    ),
    "a second record of measure and time": (lambda w: w.observe("x"), ("Invalid", "DUPLICATE_CODE", f"{OB}.measure")),
    "a source that is none": (
        lambda w: w.observe(year=2028, money=[ObservedMoney(source="lottery", kind="operating", actual=1)]),
        ("Invalid", "UNKNOWN_CODE", f"{OB}.money.0.source"),
    ),
    "published out of turn": (lambda w: w.step(w.there, "publish"), ("Refused", "TRANSITION_NOT_ALLOWED", "")),
    "reviewed by nobody": (
        lambda w: w.step(w.handed_in, "review", working_group="nobody"),
        ("Invalid", "UNKNOWN_CODE", "working_group"),
    ),
    "returned without a reason": (lambda w: w.step(w.handed_in, "return"), ("Invalid", "REQUIRED", "reason")),
    "deleted after it was handed in": (
        lambda w: w.delete("Observation", w.handed_in),
        ("Refused", "TRANSITION_NOT_ALLOWED", ""),
    ),
    "a stale etag": (lambda w: w.step(w.there, "submit", etag="1"), ("Stale", "STALE_ETAG", "etag")),
    "too much grace": (
        lambda w: w.ask(edit.ListOverdueIndicatorsRequest(parent=PLAN, grace_days=-1)),
        ("Invalid", "INTEGER_RANGE", "grace_days"),
    ),
}


def test_bad_observations_are_refused_with_reason_and_field_and_nothing_is_stored(watch):
    watch.there = watch.observe("there").name
    watch.handed_in = watch.observe("handed-in", measure=M2).name
    watch.step(watch.handed_in, "submit")
    before = watch.town.revision()
    assert {case: told(lambda call=call: call(watch)) for case, (call, _) in CASES.items()} == {
        case: expected for case, (_, expected) in CASES.items()
    }
    assert watch.town.revision() == before


def test_nothing_of_an_unadopted_plan_is_watched(plan):
    plan.measure("m1")
    watch = Watch(plan)
    refused = ("Refused", "PLAN_NOT_ADOPTED")
    for call, field in (
        (watch.observe, "parent"),
        (watch.action_plan, "parent"),
        (lambda: watch.create("Evaluation", title="V", year=2027, kind="yearly"), "parent"),
        (lambda: watch.project("x"), "parent"),
        (lambda: watch.evaluate(2027), "name"),
        (lambda: watch.ask(edit.GetMonitoringStatusRequest(name=PLAN)), "name"),
    ):
        assert told(call) == (*refused, field)
