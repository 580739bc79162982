"""What a period, a report and an indicator may say."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.made_reports import REPORTS, period

from komplan_core.errors import Invalid, Refused
from komplan_core.reporting.indicators import OF_PERSONS, QUANTITIES, Formula, ReportIndicator
from komplan_core.reporting.lines import IncomeLine, IndicatorValue, WorkloadLine
from komplan_core.reporting.periods import ReportPeriod, period_id
from komplan_core.reporting.quantities import computed, half_up, quantities, total, values
from komplan_core.reporting.reports import Report, public_view
from komplan_core.reporting.states import Action, ReportState, moved
from komplan_core.values import Money, Period


def refusal(model, **facts):
    """Field and reason of the one rule that is broken."""
    with pytest.raises(ValidationError) as found:
        model(**facts)
    violation = Invalid.of(found.value).violations[0]
    return violation.field, violation.reason


def test_a_period_knows_its_days_and_its_name():
    due = date(2027, 3, 31)
    found = [ReportPeriod(year=2026, half=half, due=due) for half in (0, 1, 2)]
    assert [(item.days.start, item.days.end) for item in found] == [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
    ]
    assert [item.title for item in found] == ["rok 2026", "1. pololetí 2026", "2. pololetí 2026"]
    assert [period_id(2026, half) for half in (0, 1, 2)] == ["2026", "2026-1", "2026-2"]


def test_reports_are_due_when_the_period_has_begun():
    assert refusal(ReportPeriod, year=2026, half=2, due=date(2026, 6, 30)) == ("due", "PERIOD_ORDER")
    assert refusal(ReportPeriod, year=2026, half=3, due=date(2027, 1, 1)) == ("half", "INVALID_VALUE")


def test_money_of_municipalities_is_itemised_by_their_codes():
    assert refusal(IncomeLine, source="municipality") == ("municipality", "REQUIRED")
    assert refusal(IncomeLine, source="gifts", municipality="999001") == ("municipality", "INVALID_VALUE")
    assert refusal(IncomeLine, source="municipality", municipality="Vzorov")[0] == "municipality"
    assert IncomeLine(source="founder", municipality="999001").municipality == "999001"
    assert IncomeLine(source="founder").municipality is None


def test_money_and_workload_are_never_floats():
    assert refusal(IncomeLine, source="gifts", actual=1.5) == ("actual", "MONEY_FORMAT")
    assert refusal(WorkloadLine, profession="social-worker", fte=1.5) == ("fte", "INVALID_VALUE")
    assert refusal(WorkloadLine, profession="social-worker", fte="-0.5") == ("fte", "INVALID_VALUE")


def test_a_line_stands_once():
    line = {"target_group": "seniors", "clients": 3}
    assert refusal(Report, clients=[line, line]) == ("clients", "DUPLICATE_CODE")
    both = [{"source": "municipality", "municipality": code} for code in ("999001", "999002")]
    assert len(Report(incomes=both).incomes) == 2
    assert refusal(Report, incomes=[both[0], both[0]]) == ("incomes", "DUPLICATE_CODE")


def test_new_clients_are_clients():
    assert refusal(Report, clients=[{"clients": 3}], new_clients=4) == ("new_clients", "INVALID_VALUE")
    assert Report(new_clients=4).new_clients == 4  # clients are not stated yet


def test_an_indicator_is_taken_on_the_days_on_which_it_holds():
    indicator = ReportIndicator(
        code="nights",
        title="Noci",
        unit="noci",
        valid_from=date(2026, 7, 1),
        valid_to=date(2026, 12, 31),
        service_types=("night-shelter",),
    )
    held = {
        (year, half): indicator.holds_in(period(year, half).days) for year in (2025, 2026, 2027) for half in (0, 1, 2)
    }
    assert {key for key, holds in held.items() if holds} == {(2026, 0), (2026, 2)}
    assert indicator.holds_in(Period(start=date(2026, 12, 31)))
    assert indicator.applies_to("night-shelter")
    assert not indicator.applies_to("home-care")
    assert not indicator.applies_to(None)


def test_an_indicator_has_a_code_of_its_own_and_a_formula_of_quantities():
    words = {"title": "Náklady", "unit": "Kč"}
    assert refusal(ReportIndicator, code="cost", **words) == ("code", "DUPLICATE_CODE")
    assert refusal(ReportIndicator, code="x", formula={"of": "profit"}, **words) == ("formula.of", "UNKNOWN_CODE")
    days = {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)}
    assert refusal(ReportIndicator, code="x", **days, **words) == ("valid_to", "PERIOD_ORDER")


def test_whatever_tells_how_many_people_there_were_is_marked():
    def indicator(**facts):
        return ReportIndicator(code="x", title="X", unit="x", **facts)

    assert indicator(persons=True).tells_persons
    assert indicator(formula=Formula(of="cost", per="clients")).tells_persons  # costs are public
    assert not indicator(formula=Formula(of="cost", per="workload")).tells_persons
    assert not indicator().tells_persons
    assert set(QUANTITIES) >= OF_PERSONS


def test_computed_indicators_are_exact_and_absent_where_something_is_not_known():
    ratio = ReportIndicator(code="x", title="X", unit="Kč", formula=Formula(of="cost", per="clients"))
    percent = ReportIndicator(code="y", title="Y", unit="%", formula=Formula(of="refused", per="clients", times=100))
    report = Report(
        clients=[{"clients": 3}],
        refusals=[{"reason": "health", "applicants": 2}],
        costs=[{"category": "wages", "actual": 100}, {"category": "rent", "kind": "investment", "actual": 5}],
    )
    assert computed(report, [ratio, percent]) == (
        IndicatorValue(code="x", value=Decimal("0.33")),
        IndicatorValue(code="y", value=Decimal("66.67")),
    )
    unknown = report.revised({"costs": [{"category": "wages", "actual": 100}, {"category": "rent"}]})
    assert [item.code for item in computed(unknown, [ratio, percent])] == ["y"]
    assert computed(report.revised({"clients": [{"clients": 0}]}), [ratio]) == ()


@given(st.fractions(min_value=0, max_value=10**12))
def test_rounding_goes_half_up_to_two_decimals(value):
    rounded = half_up(value)
    assert -rounded.as_tuple().exponent == 2
    assert -0.005 <= value - rounded.as_integer_ratio()[0] / value.__class__(rounded.as_integer_ratio()[1]) < 0.005


def test_an_unknown_amount_is_not_nothing():
    assert total([]) is None
    assert total([Money(1), None]) is None
    assert total([Money(1), Money(2)]) == Money(3)


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_a_report_states_only_what_it_knows(report):
    stated = quantities(report)
    assert set(stated) <= set(QUANTITIES)
    assert ("clients" in stated) == bool(report.clients)
    assert ("occupancy" in stated) == (report.occupancy is not None)
    assert set(stated) <= set(values(report))


@settings(max_examples=25, deadline=None)
@given(REPORTS)
def test_what_everybody_sees_counts_nobody(report):
    published = report.revised({"published_on": date(2027, 4, 1), "note": "jen pro úřad"})
    public = public_view(f"{report.name}-public", published, 7, frozenset())
    assert not any(line.unit == "clients" for line in public.units)
    assert not {"clients", "new_clients", "refusals", "overlap", "note", "explanations", "findings"} & set(
        type(public).model_fields
    )
    assert public.costs == report.costs
    assert public.incomes == report.incomes


def test_an_unpublished_report_has_no_public_view():
    with pytest.raises(ValueError, match="not published"):
        public_view("x", Report(), 1, frozenset())


@given(st.lists(st.sampled_from(list(Action)), max_size=40))
def test_however_a_report_moves_it_is_published_only_after_it_was_submitted_and_accepted(actions):
    way = [ReportState.DRAFT]
    for action in actions:
        after = _after(way[-1], action)
        if after is not None:
            way.append(after)
    turns = [(before, after) for before, after in pairwise(way) if before is not after]
    came_from = {after: {before for before, now in turns if now is after} for _, after in turns}
    assert came_from.get(ReportState.PUBLISHED, set()) <= {ReportState.ACCEPTED}
    assert came_from.get(ReportState.ACCEPTED, set()) <= {ReportState.SUBMITTED}
    assert came_from.get(ReportState.SUBMITTED, set()) <= {ReportState.DRAFT, ReportState.RETURNED}
    assert came_from.get(ReportState.DRAFT, set()) <= {ReportState.PUBLISHED}


def test_every_state_can_be_reached_and_left():
    ways = {
        (state, action): after
        for state in ReportState
        for action in Action
        if (after := _after(state, action)) is not None
    }
    assert {after for (state, _), after in ways.items() if after is not state} == set(ReportState)
    assert {state for (state, _), after in ways.items() if after is not state} == set(ReportState)
    assert {state for state, action in ways if action is Action.EDIT} == {ReportState.DRAFT, ReportState.RETURNED}


def test_a_refused_move_says_what_is_possible():
    with pytest.raises(Refused, match="possible: accept, return") as refused:
        moved(ReportState.SUBMITTED, Action.PUBLISH)
    assert refused.value.reason == "TRANSITION_NOT_ALLOWED"


def _after(state, action):
    try:
        return moved(state, action)
    except Refused:
        return None
