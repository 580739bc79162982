"""Planning back from the assembly: order, working days, what is set by hand, guards."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.errors import Invalid
from komplan_core.holidays import is_working_day
from komplan_core.plugins import REFERENCE, compile_loaded, load
from komplan_core.process.back_planning import check_distances, planned_back, rule_codes, watch, with_distances
from komplan_core.process.cycle import Distance
from komplan_core.process.declarations import ASSEMBLY, BackRule, Counted, Process, ProcessStep, YearRule
from komplan_core.process.entries import EntryKind
from komplan_core.values import Period

DEFAULT = compile_loaded(load([REFERENCE]))[0].process
YEARS = Period(start=date(2028, 1, 1), end=date(2030, 12, 31))
LONG_AGO = date(1990, 1, 1)
JUNE = date(2027, 6, 22)


def days_of(process, assembly, fixed=None, period=YEARS):
    """Day of every entry, those set by hand included."""
    fixed = {code: (day, day) for code, day in (fixed or {}).items()}
    made = {item.code: item.day for item in planned_back(process, assembly, period, fixed)}
    return made | {code: span[0] for code, span in fixed.items()}


def found(process, days, computed=(), not_before=LONG_AGO):
    spans = {code: (day, day) for code, day in days.items()}
    return [(item.kind.value, item.subject) for item in watch(process, spans, {}, computed, not_before)]


def rule(code, anchor="assembly", **values):
    return BackRule(code=code, title=code, kind=EntryKind.DEADLINE, anchor=anchor, **{"days": 7, **values})


@st.composite
def processes(draw):
    """Rules hanging on the assembly or on one another, counted either way."""
    rules = []
    for number in range(draw(st.integers(1, 10))):
        anchor = draw(st.sampled_from([ASSEMBLY, *(made.code for made in rules)]))
        days = draw(st.integers(0, 90))
        least = draw(st.none() | st.integers(0, days))
        rules.append(rule(f"r{number}", anchor, days=days, least=least, counted=draw(st.sampled_from(Counted))))
    yearly = YearRule(
        code="year",
        title="Rok",
        kind=EntryKind.DEADLINE,
        month=draw(st.integers(1, 12)),
        day=draw(st.integers(1, 31)),
        years_after=draw(st.integers(-2, 2)),
    )
    return Process(rules=tuple(draw(st.permutations(rules))), yearly=(yearly,))


working = st.dates(date(2020, 1, 1), date(2060, 1, 1)).filter(is_working_day)


@given(processes(), working)
def test_no_computed_entry_falls_on_a_weekend_or_holiday(process, assembly):
    assert all(is_working_day(day) for day in days_of(process, assembly).values())


@given(processes(), working)
def test_no_distance_is_ever_shorter_than_the_rule_says(process, assembly):
    days = days_of(process, assembly)
    for item in process.rules:
        apart = (days[item.anchor] - days[item.code]).days * (1 if item.counted is Counted.BEFORE else -1)
        assert item.days <= apart <= item.days + 10
    assert found(process, days) == []


@given(processes(), working, st.data())
def test_the_order_of_entries_holds_when_the_assembly_moves(process, assembly, data):
    later = data.draw(st.dates(assembly, assembly + timedelta(days=400)).filter(is_working_day))
    before, after = days_of(process, assembly), days_of(process, later)
    assert all(before[code] <= after[code] for code in before)
    codes = {item.code for item in process.rules if item.counted is Counted.BEFORE}
    for item in process.rules:
        if item.code in codes:
            assert before[item.code] <= before[item.anchor]


@given(processes(), working, st.data())
def test_planning_again_from_its_own_result_changes_nothing(process, assembly, data):
    first = days_of(process, assembly)
    kept = data.draw(st.sets(st.sampled_from(sorted(set(first) - {ASSEMBLY}))))
    again = days_of(process, assembly, {code: first[code] for code in kept})
    assert again == first


@given(processes(), working, st.data())
def test_what_is_set_by_hand_stays_and_others_follow_it(process, assembly, data):
    code = data.draw(st.sampled_from([item.code for item in process.rules]))
    day = data.draw(st.dates(date(2019, 1, 1), date(2061, 1, 1)))
    days = days_of(process, assembly, {code: day})
    assert days[code] == day
    for item in process.rules:
        if item.anchor == code and item.counted is Counted.BEFORE:
            assert days[item.code] <= day - timedelta(days=item.days)


def test_the_default_calendar_runs_from_the_conference_to_the_action_plans():
    made = planned_back(DEFAULT, JUNE, YEARS, {})
    by_day = [item.code for item in made if item.code != "action-plan-2029"]
    assert by_day[0] == "opening-conference"
    order = ["draft", "comments-open", "hearing", "comments-close", "settlement", "final-version", "council", ASSEMBLY]
    assert [code for code in by_day if code in order] == order
    days = {item.code: item.day for item in made}
    assert (days["council"], days["plan-out"]) == (date(2027, 6, 1), date(2027, 7, 22))
    assert days["comments-close"] - days["hearing"] >= timedelta(days=14)
    assert days["hearing"] - days["comments-open"] >= timedelta(days=14)
    assert [days[f"action-plan-{year}"] for year in (2028, 2029, 2030)] == [
        date(2027, 6, 30),
        date(2028, 6, 30),
        date(2029, 6, 29),  # 30 June 2029 is a Saturday
    ]
    assert all(first.day <= second.day for first, second in pairwise(made))


def test_entries_around_christmas_and_easter_move_away_from_the_assembly():
    process = Process(rules=(rule("a", days=7), rule("b", days=7, counted=Counted.AFTER), rule("c", "a", days=0)))
    assert days_of(process, date(2026, 12, 31)) == {
        ASSEMBLY: date(2026, 12, 31),
        "a": date(2026, 12, 23),
        "c": date(2026, 12, 23),
        "b": date(2027, 1, 7),
    }
    assert days_of(process, date(2026, 4, 13))["a"] == date(2026, 4, 2)


def test_a_hearing_too_near_the_end_of_comments_is_a_finding_that_a_cycle_may_relax():
    by_hand = {"hearing": date(2009, 4, 17), "comments-close": date(2009, 4, 20), "comments-open": date(2009, 3, 20)}
    days = days_of(DEFAULT, date(2009, 6, 23), by_hand)
    assert found(DEFAULT, days) == [("distance-short", "hearing")]
    relaxed = with_distances(DEFAULT, [Distance(rule="hearing", least=3)])
    assert found(relaxed, days) == []
    assert found(with_distances(DEFAULT, [Distance(rule="hearing", least=4)]), days) == [("distance-short", "hearing")]


def test_a_cycle_plans_by_its_own_days():
    own = with_distances(DEFAULT, [Distance(rule="council", days=35)])
    assert days_of(own, JUNE)["council"] == date(2027, 5, 18)
    assert days_of(own, JUNE)["final-version"] < days_of(DEFAULT, JUNE)["final-version"]


@pytest.mark.parametrize(
    ("own", "reason", "field"),
    [
        (Distance(rule="fireworks", days=1), "UNKNOWN_CODE", "cycle.distances.1.rule"),
        (Distance(rule="hearing", days=13), "INVALID_VALUE", "cycle.distances.1.days"),
        (Distance(rule="hearing", least=15), "INVALID_VALUE", "cycle.distances.1.days"),
    ],
)
def test_own_days_belong_to_a_rule_and_do_not_contradict_it(own, reason, field):
    with pytest.raises(Invalid) as caught:
        check_distances(DEFAULT, [Distance(rule="council", days=30), own], "cycle.distances")
    assert (caught.value.reason, caught.value.violations[0].field) == (reason, field)


def test_an_entry_on_the_wrong_side_of_its_anchor_is_a_finding():
    days = days_of(DEFAULT, JUNE, {"settlement": date(2027, 6, 21), "council": date(2027, 6, 22)})
    assert ("order", "settlement") in found(DEFAULT, days)
    assert ("distance-short", "council") in found(DEFAULT, days)


def test_an_assembly_that_is_too_near_leaves_findings_for_what_is_over():
    days = days_of(DEFAULT, JUNE)
    computed = [code for code in days if code != ASSEMBLY]
    late = {subject for kind, subject in found(DEFAULT, days, computed, date(2027, 5, 1)) if kind == "too-late"}
    assert late == {code for code in computed if days[code] < date(2027, 5, 1)}
    assert "hearing" in late
    assert "council" not in late


@pytest.mark.parametrize("day", [date(2027, 6, 26), date(2027, 7, 6), date(2001, 3, 1), date(9999, 12, 30)])
def test_an_assembly_is_on_a_working_day_of_years_whose_holidays_are_known(day):
    with pytest.raises(Invalid) as caught:
        planned_back(DEFAULT, day, YEARS, {})
    assert caught.value.violations[0].field == "assembly_on"


def test_an_assembly_set_by_hand_may_be_on_any_day():
    saturday = date(2027, 6, 26)
    assert days_of(DEFAULT, saturday, {ASSEMBLY: saturday})["council"] == date(2027, 6, 4)


@pytest.mark.parametrize(
    "declared",
    [
        {"rules": (rule("a", "b"), rule("b", "a"))},
        {"rules": (rule("a", "a"),)},
        {"rules": (rule("a", "elsewhere"),)},
        {"rules": (rule("a"), rule("a"))},
        {"rules": (rule("assembly"),)},
        {"rules": (rule("a", step="dance"),)},
        {"steps": (ProcessStep(code="a", title="A"), ProcessStep(code="a", title="B"))},
    ],
    ids=str,
)
def test_a_process_that_cannot_be_planned_is_not_declared(declared):
    with pytest.raises(ValidationError):
        Process(**declared)
    with pytest.raises(ValidationError):
        rule("a", days=6, least=7)


def test_yearly_rules_give_a_code_for_each_year_of_the_plan():
    assert {"action-plan-2028", "evaluation-2030", "council", ASSEMBLY} <= rule_codes(DEFAULT, YEARS)
    assert "action-plan-2031" not in rule_codes(DEFAULT, YEARS)
    assert "evaluation-2028" in rule_codes(DEFAULT, Period(start=date(2028, 5, 1)))
