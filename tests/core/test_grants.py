"""Rules of grants without a server: proposals, averages, money by year and measure."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.errors import Invalid
from komplan_core.grants import (
    Applicant,
    Criterion,
    GrantAssessment,
    GrantCall,
    GrantKind,
    GrantResult,
    Score,
    Strategy,
    SupportedMeasure,
)
from komplan_core.grants.proposing import Candidate, propose
from komplan_core.grants.totals import services_by_year, totals
from komplan_core.grants.tracing import measure_funding, trace
from komplan_core.planning import FinancingLine, Measure
from komplan_core.process import StatedFigure
from komplan_core.values import Money, Period

VERSION = "areas/ostrava/plans/kp2/versions/{}/measures/{}"
CALL = GrantCall(
    name="areas/ostrava/grant-calls/2008",
    title="Dotační řízení",
    year=2008,
    budget=Money(100),
    window=Period(start=date(2008, 1, 1), end=date(2008, 1, 31)),
    commission="komise",
    criteria=(Criterion(code="a", title="A", weight=2, maximum=10), Criterion(code="b", title="B", maximum=5)),
    announced_on=date(2008, 1, 1),
)
AMOUNTS = st.integers(min_value=1, max_value=10**12)
CANDIDATES = st.lists(st.tuples(AMOUNTS, st.fractions(0, 100, max_denominator=7)), min_size=1, max_size=12).map(
    lambda found: [Candidate(f"a{i:02}", Money(hal), score) for i, (hal, score) in enumerate(found)]
)


def result(id_="r", granted=100, **values):
    given = {
        "name": f"areas/ostrava/grant-calls/2008/results/{id_}",
        "applicant": Applicant(title="Spolek", ico="00025593"),
        "title": "Služba",
        "year": 2008,
        "kind": "grant",
        "change": "keep",
        "financing_kind": "operating",
        "requested": Money(10**9),
        "granted": Money(granted),
        "state": "granted",
        "body": "rada",
        "resolution_number": "1",
        "decided_on": date(2008, 3, 1),
        "paid": Money(0),
    }
    return GrantResult.model_validate({**given, **values})


def shares(*pairs):
    return tuple(SupportedMeasure(measure=measure, share=Decimal(share)) for measure, share in pairs)


def figure(value, source, code="grants-to-ngos", year=2008):
    unit = "services" if code == "new-services" else "hal"
    return StatedFigure(code=code, title="Údaj", value=Decimal(value), unit=unit, year=year, source=source)


@given(CANDIDATES, st.integers(min_value=0, max_value=2 * 10**12), st.sampled_from(Strategy))
def test_a_proposal_gives_all_the_money_or_all_that_is_asked_for_and_never_more(candidates, available, strategy):
    lines = propose(candidates, Money(available), strategy)
    given_ = {line.application: line.proposed.hal for line in lines}
    wanted = {item.application: item.requested.hal for item in candidates}
    assert sum(given_.values()) == min(available, sum(wanted.values()))
    assert set(given_) == set(wanted)
    assert all(given_[name] <= wanted[name] for name in wanted)
    assert all(line.note for line in lines if line.proposed < line.requested)


@settings(max_examples=50)
@given(CANDIDATES, st.integers(min_value=0, max_value=10**12))
def test_in_a_ranking_nobody_gets_anything_before_a_better_one_has_all(candidates, available):
    lines = propose(candidates, Money(available), Strategy.RANKING)
    for better in lines:
        if better.proposed < better.requested:
            assert all(worse.proposed.hal == 0 for worse in lines if worse.rank > better.rank)


@settings(max_examples=30)
@given(CANDIDATES, st.integers(min_value=1, max_value=10**12), st.randoms())
def test_a_proposal_depends_on_nothing_but_scores_amounts_and_names(candidates, available, chance):
    mixed = list(candidates)
    chance.shuffle(mixed)
    for strategy in Strategy:
        assert propose(mixed, Money(available), strategy) == propose(candidates, Money(available), strategy)


def test_applications_without_scores_are_divided_proportionally_and_never_ranked():
    unscored = [Candidate("a", Money(30)), Candidate("b", Money(60))]
    with pytest.raises(Invalid):
        propose(unscored, Money(30), Strategy.RANKING)
    assert [(line.proposed.hal, line.rank) for line in propose(unscored, Money(30), Strategy.PROPORTIONAL)] == [
        (10, None),
        (20, None),
    ]


POINTS = st.dictionaries(st.sampled_from("pqrs"), st.tuples(st.integers(0, 10), st.integers(0, 5)), max_size=4)


@given(POINTS, st.sets(st.sampled_from("pqrs")), st.data())
def test_what_an_evaluator_with_a_conflict_gave_changes_nothing(points, conflicts, data):
    def assessed(given_):
        sheet = tuple(
            Score(evaluator=who, criterion=code, points=count)
            for who, both in given_.items()
            for code, count in zip("ab", both, strict=True)
        )
        return GrantAssessment(conflicts=tuple(sorted(conflicts)), scores=sheet).average(CALL)

    other = {who: data.draw(st.tuples(st.integers(0, 10), st.integers(0, 5))) for who in set(points) & conflicts}
    found = assessed(points)
    assert found == assessed({**points, **other})
    counted = [2 * a + b for who, (a, b) in points.items() if who not in conflicts]
    assert found == (Fraction(sum(counted) * 100, 25 * len(counted)) if counted else None)


def test_the_same_amount_on_two_pages_is_one_amount_and_a_different_one_is_a_contradiction():
    call = CALL.revised({"budget": Money(5500000000)})
    twice = [figure("5500000000", "snímek 9"), figure("5500000000", "snímek 11")]
    (row,) = totals([call], [], twice)
    assert [(item.value, item.sources) for item in row.stated] == [(5500000000, ("snímek 9", "snímek 11"))]
    assert (row.budget.hal, row.contradicts) == (5500000000, False)
    (row,) = totals([call], [], [*twice, figure("5600000000", "zpráva")])
    assert (row.budget.hal, row.contradicts) == (5500000000, True)


def test_a_figure_in_another_unit_is_not_compared_with_money():
    of_grants = figure("55", "snímek 9").revised({"unit": "grants"})
    (row,) = totals([CALL], [], [of_grants, of_grants.revised({"year": 2007})])
    assert (row.year, row.stated, row.contradicts) == (CALL.year, (), False)


def test_a_year_that_is_only_stated_has_no_computed_money():
    (row,) = totals([], [], [figure("180000000", "snímek 12", "interest-subsidy", 2007)])
    assert (row.year, row.kind, row.calls, row.budget.hal) == (2007, GrantKind.INTEREST_SUBSIDY, 0, 0)
    assert row.stated[0].value == 180000000


def test_a_service_that_several_grants_develop_is_counted_once():
    results = [
        result("a", service="areas/ostrava/services/s", change="extend"),
        result("b", service="areas/ostrava/services/s", change="new"),
        result("c", change="new"),
        result("d", change="transform"),
        result("e", change="keep"),
        result("f", change="new", granted=0),
    ]
    (year,) = services_by_year(results, [figure("19", "snímek 12", "new-services")])
    assert (year.new, year.extended, year.transformed, year.counted) == (2, 0, 1, 3)
    assert year.stated[0].value == 19


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(AMOUNTS, st.integers(0, 3), st.booleans(), st.integers(0, 100)),
        max_size=8,
    )
)
def test_what_is_traced_to_measures_and_services_adds_up_to_what_was_granted_or_drawn(found):
    results = []
    for number, (hal, measures, settled, part) in enumerate(found):
        split = {0: [], 1: ["1"], 2: ["0.3", "0.7"], 3: ["0.333333", "0.333333", "0.333334"]}[measures]
        drawn = hal * part // 100 if settled else None
        supported = shares(*((VERSION.format("v1", f"m{i}"), share) for i, share in enumerate(split)))
        results.append(result(f"r{number}", hal, measures=supported, drawn=drawn, service=""))
    secured = sum(item.granted.hal for item in results if item.drawn is None)
    actual = sum(item.drawn.hal for item in results if item.drawn is not None)
    for to in ("measures", "services"):
        lines = trace(results, to)
        assert (sum(line.secured.hal for line in lines), sum(line.actual.hal for line in lines)) == (secured, actual)


def test_a_grant_is_secured_until_it_is_settled_and_actual_after_it_in_every_version_of_the_measure():
    planned = Measure(
        name=VERSION.format("v2", "m1"),
        node="n",
        position=1,
        title="Opatření",
        financing=(
            FinancingLine(year=2008, source="smo", planned=Money(1000), secured=Money(500)),
            FinancingLine(year=2008, source="region", planned=Money(700)),
        ),
    )
    canonical = {"smo": "municipality", "region": "region"}.get
    half = shares((VERSION.format("v1", "m1"), "0.5"), (VERSION.format("v1", "m2"), "0.5"))
    open_, done = result("a", 301, measures=half), result("b", 200, measures=half, drawn=Money(101))
    (line,) = measure_funding(planned, [open_, done], canonical).lines
    assert (line.planned.hal, line.secured.hal, line.actual) == (1000, 500, None)
    assert (line.grants_secured.hal, line.grants_actual.hal, line.uncovered.hal) == (151, 51, 1000 - 151 - 51)
