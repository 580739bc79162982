"""Rules of monitoring: totals add up, unknown is not zero, states follow the workflow, what is late is listed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.errors import Refused
from komplan_core.monitoring import Observation, ObservedMoney, PlanProject, ProjectRevision
from komplan_core.monitoring.action_plans import year_totals
from komplan_core.monitoring.evaluating import Evidence, added_up, evaluated
from komplan_core.monitoring.following import actions_between
from komplan_core.monitoring.money import money_facts
from komplan_core.monitoring.observations import STEPS, IndicatorActual, Stage
from komplan_core.monitoring.progress import by_measure, is_reached, overdue, progress, target_in
from komplan_core.monitoring.projects import RevisionStage, late
from komplan_core.planning import Direction, FinancingLine, Indicator, Measure, YearlyTarget
from komplan_core.process.entries import Evidence as Proof
from komplan_core.values import Money, Period
from komplan_plugin_reference.workflows import MEASURE

PLAN = Period(start=date(2027, 1, 1), end=date(2029, 12, 31))
VERSION = "areas/vzorov/plans/kp/versions/v"
MEANINGS = {state.code: state.kernel for state in MEASURE.states}
AMOUNTS = st.none() | st.integers(0, 10**6)
LINES = st.builds(
    lambda year, source, kind, planned, secured, actual: FinancingLine(
        year=year, source=source, kind=kind, planned=planned, secured=secured, actual=actual
    ),
    st.integers(2027, 2029),
    st.sampled_from(("municipality", "region", "own")),
    st.sampled_from(("operating", "investment")),
    AMOUNTS,
    AMOUNTS,
    AMOUNTS,
)
SHEETS = st.lists(LINES, max_size=8, unique_by=lambda line: (line.year, line.source, line.kind))
INDICATOR = Indicator(
    code="hours",
    title="Hodiny",
    unit="h",
    direction=Direction.UP,
    baseline="100",
    target="200",
    yearly_targets=(YearlyTarget(year=2027, target="120"),),
)


def measure(id_="m1", **values):
    given_ = {"node": "g", "position": 1, "title": id_, "name": f"{VERSION}/measures/{id_}", **values}
    return Measure.model_validate(given_)


def observed(id_="m1", year=2027, half=0, state="running", **values):
    proof = (Proof(document="zpráva"),)
    name = f"areas/vzorov/plans/kp/observations/{id_}-{year}-{half}"
    about = f"{VERSION}/measures/{id_}"
    return Observation(name=name, measure=about, year=year, half=half, state=state, evidence=proof, **values)


def whole(lines, field):
    return sum((getattr(line, field).hal for line in lines if getattr(line, field) is not None), 0)


@given(SHEETS)
def test_totals_by_year_and_source_add_up_to_the_lines_and_unknown_stays_unknown(lines):
    totals = year_totals(lines)
    for field in ("planned", "secured", "actual"):
        assert whole(totals, field) == whole(lines, field)
        for total in totals:
            known = [line for line in lines if (line.year, line.source) == (total.year, total.source)]
            unknown = all(getattr(line, field) is None for line in known)
            assert (getattr(total, field) is None) == unknown
    assert sum(total.gap.hal for total in totals) == sum(line.gap.hal for line in lines)
    assert sum(total.lines for total in totals) == len(lines)


@given(st.lists(SHEETS, max_size=4), st.sampled_from((None, 2027, 2028)))
def test_the_money_of_an_evaluation_is_that_of_its_measures(sheets, year):
    measures = [measure(f"m{index}", financing=tuple(lines)) for index, lines in enumerate(sheets)]
    found = evaluated(Evidence(measures, PLAN, (), (), (), MEANINGS), year)
    lines = [line for sheet in sheets for line in sheet if year in (None, line.year)]
    for field in ("planned", "secured", "actual"):
        assert whole([found], field) == whole(found.money, field) == whole(lines, field)
    assert found.gap.hal == sum(line.gap.hal for line in lines)
    assert sum(fact.amount.hal for fact in found.sources) in (whole(lines, "actual"), whole(lines, "secured"))


def test_observed_money_counts_from_the_new_year_so_the_last_word_stands_for_the_year():
    sheet = measure(financing=(FinancingLine(year=2027, source="own", planned=100, secured=50),))
    first = observed(half=1, money=(ObservedMoney(source="own", secured=80, actual=30),))
    second = observed(half=2, money=(ObservedMoney(source="own", actual=90), ObservedMoney(source="gifts", actual=5)))
    facts = {fact.source: fact for fact in money_facts(sheet, by_measure([second, first])["m1"])}
    assert (facts["own"].secured, facts["own"].actual, facts["own"].gap) == (Money(80), Money(90), Money(20))
    assert (facts["gifts"].planned, facts["gifts"].actual) == (None, Money(5))
    assert sum(fact.actual.hal for fact in added_up(facts.values())) == 95


def test_nothing_published_is_neither_fulfilled_nor_missed():
    found = evaluated(Evidence([measure(indicators=(INDICATOR,))], PLAN, (), (), (), MEANINGS), 2027)
    assert (found.states[0].state, found.states[0].percent) == ("unobserved", Decimal("100.00"))
    assert (found.aims_reached, found.reasonable_cost, found.several_sources) == (None, None, None)
    assert (found.indicators_due, found.indicators_unknown) == (1, 1)


@pytest.mark.parametrize(
    ("state", "value", "year", "reached"),
    [
        ("running", "120", 2027, True),
        ("running", "119.999999", 2027, False),
        ("running", "120", None, False),
        ("fulfilled", "200", None, True),
        ("fulfilled", "199", None, False),
        ("postponed", "200", 2027, False),
        ("fulfilled", None, 2027, None),
    ],
)
def test_aims_are_reached_by_targets_due_and_states_that_do_not_fall_short(state, value, year, reached):
    actuals = (IndicatorActual(code="hours", value=value),) if value else ()
    said = [observed(state=state, actuals=actuals, text="x", reason="x", body="council")]
    found = evaluated(Evidence([measure(indicators=(INDICATOR,))], PLAN, said, (), (), MEANINGS), year)
    assert found.aims_reached is reached


@pytest.mark.parametrize(("state", "reached"), [("not-started", None), ("running", None), ("fulfilled", True)])
def test_where_nothing_is_due_only_a_fulfilled_measure_shows_that_aims_are_reached(state, reached):
    said = [observed(state=state, text="x", reason="x", body="council")]
    assert evaluated(Evidence([measure()], PLAN, said, (), (), MEANINGS), 2027).aims_reached is reached


def test_a_value_of_an_earlier_year_does_not_reach_the_target_of_a_later_one():
    due = INDICATOR.revised({"yearly_targets": (YearlyTarget(year=2028, target="120"),)})
    said = [observed(actuals=(IndicatorActual(code="hours", value="130"),)), observed(year=2028)]
    evidence = Evidence([measure(indicators=(due,))], PLAN, said, (), (), MEANINGS)
    found = evaluated(evidence, 2028)
    assert [(fact.actual, fact.reached) for fact in found.indicators] == [(None, None)]
    assert (found.indicators_due, found.indicators_unknown, found.aims_reached) == (1, 1, None)
    assert [fact.actual for fact in evaluated(evidence, None).indicators] == [Decimal(130)]


def test_ostravas_project_spent_seventy_nine_percent_of_its_plan():
    line = FinancingLine(year=2027, source="esf", planned=321_302_100, actual=255_316_700)
    found = evaluated(Evidence([measure(financing=(line,))], PLAN, (), (), (), MEANINGS), None)
    assert (found.actual_percent, found.reasonable_cost, found.several_sources) == (Decimal("79.46"), True, False)


@given(
    st.sampled_from(list(Direction)),
    st.decimals(-1000, 1000, places=3),
    st.decimals(-1000, 1000, places=3),
)
def test_a_direction_decides_what_reaching_means(direction, actual, target):
    both_ways = is_reached(Direction.UP, actual, target) and is_reached(Direction.DOWN, actual, target)
    assert is_reached(Direction.KEEP, actual, target) == both_ways == (actual == target)
    assert is_reached(direction, target, target)


def test_progress_is_the_way_from_the_baseline_and_unknown_without_a_way():
    assert progress(INDICATOR, Decimal(150)) == Decimal("50.00")
    assert progress(INDICATOR, Decimal(90)) == Decimal("-10.00")
    assert progress(INDICATOR.revised({"target": "100"}), Decimal(150)) is None
    assert progress(INDICATOR.revised({"baseline": None}), Decimal(150)) is None
    assert [target_in(INDICATOR, year, 2029) for year in (2027, 2028, 2029)] == [Decimal(120), None, Decimal(200)]


@given(st.sampled_from(MEASURE.states), st.sampled_from(MEASURE.states))
def test_the_way_between_two_states_is_one_that_the_workflow_allows(source, target):
    try:
        actions = actions_between(MEASURE, source.code, target.code, ("editor",))
    except Refused:
        assert source.kernel in ("fulfilled", "partly-fulfilled", "not-fulfilled", "cancelled") or (
            target.kernel == "not-started"
        )
        return
    state = source.code
    for action in actions:
        state = MEASURE.moved(state, action, ("editor",))
    assert state == target.code


def test_nobody_without_the_role_leads_a_measure_anywhere():
    assert actions_between(MEASURE, "running", "running", ()) == ()
    with pytest.raises(Refused):
        actions_between(MEASURE, "not-started", "running", ("clerk",))


@given(st.lists(st.sampled_from([*STEPS, "edit"]), max_size=12))
def test_a_record_is_published_only_after_all_steps_since_its_last_edit(steps):
    record, since = observed(), []
    for step in steps:
        if step == "edit":
            record, since = record.revised({"stage": Stage.WORKING}), []
            continue
        try:
            record = record.stepped(step, {})
            since.append(step)
        except Refused:
            continue
    assert since == list(STEPS)[: len(since)]
    assert (record.stage is Stage.PUBLISHED) == (since == list(STEPS))


def test_a_measure_that_is_called_off_owes_no_more_values():
    with_indicator = measure(indicators=(INDICATOR,))
    off = observed(year=2027, state="cancelled", text="x", reason="x", body="council")

    def years(said, day, **more):
        return [item.year for item in overdue([with_indicator], PLAN, by_measure(said), day, **more)]

    assert years([], date(2029, 6, 1)) == [2027, 2028]
    assert years([off], date(2029, 6, 1), called_off=("cancelled",)) == []
    assert years([], date(2035, 1, 1)) == [2027, 2028, 2029]


def test_half_years_are_late_from_the_first_day_after_the_grace():
    project = PlanProject(
        name="areas/vzorov/plans/kp/projects/p",
        title="P",
        organisation="Charita",
        ico="00025593",
        measures=(f"{VERSION}/measures/m1",),
        period=Period(start=date(2027, 4, 1), end=date(2028, 1, 31)),
    )

    def revision(year, half, stage):
        name = f"{project.name}/revisions/{year}-{half}"
        return ProjectRevision(name=name, year=year, half=half, state="running", text="x", stage=stage)

    def halves(day, *revisions, grace_days=0):
        return [(item.year, item.half, item.returned) for item in late([project], revisions, day, grace_days)]

    assert halves(date(2027, 6, 30)) == []
    assert halves(date(2027, 7, 1)) == [(2027, 1, False)]
    assert halves(date(2027, 7, 15), grace_days=15) == []
    assert halves(date(2029, 1, 1), revision(2027, 1, RevisionStage.ACCEPTED)) == [(2027, 2, False), (2028, 1, False)]
    assert halves(date(2027, 7, 1), revision(2027, 1, RevisionStage.RETURNED)) == [(2027, 1, True)]
