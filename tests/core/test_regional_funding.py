"""What can be funded: no search by trying everything beats it, no budget is broken, nothing falls without a reason."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.funding import MEASURE, allowed, best, candidate, choices, excesses, keeps_the_rules, problems, worth

from komplan_core.regional.funding.answer import Answer, FundingState, Hindrance
from komplan_core.regional.funding.choosing import choose
from komplan_core.regional.funding.model import Model, Proposal, model_of
from komplan_core.regional.funding.problem import Problem, Rule, RuleKind
from komplan_core.regional.funding.scenario import Funding
from komplan_core.values import MONEY_LIMIT
from komplan_region.solving.doubtful import bound
from komplan_region.solving.highs import Highs

STATE_2027 = ("state-via-region", 2027)


def test_amounts_that_no_plan_holds_together_are_refused_when_they_are_asked() -> None:
    most = {"source": "region", "amount": MONEY_LIMIT}
    asked = {"name": "regions/kraj/fundings/a", "title": "Co lze zaplatit", "from_year": 2027, "to_year": 2028}
    assert Funding(**asked, budgets=[{**most, "year": 2027}]).budgets[0].amount.hal == MONEY_LIMIT
    two = [{**most, "year": 2027}, {**most, "year": 2028, "amount": 1}]
    floors = [{"orp": "V01", "floor": MONEY_LIMIT}, {"orp": "V02", "floor": 1}]
    for values, field in (({"budgets": two}, "budgets"), ({"budgets": two[1:], "fair_shares": floors}, "fair_shares")):
        with pytest.raises(ValidationError) as refused:
            Funding(**asked, **values)
        assert "larger than a plan can hold" in str(refused.value), field


def solved(problem: Problem) -> Answer:
    return choose(problem, Highs(20))


def paid(answer: Answer) -> dict[str, int]:
    return {item.name: item.percent for item in answer.chosen}


@settings(max_examples=60, deadline=None)
@given(problems(most=12))
def test_no_choice_is_worth_more_and_every_rule_holds_to_the_haler(problem: Problem) -> None:
    answer, most = solved(problem), best(problem)
    if most is None:
        assert answer.state is FundingState.INFEASIBLE
        assert answer.conflicts
    else:
        assert answer.state is FundingState.OPTIMAL
        assert keeps_the_rules(problem, paid(answer))
        assert worth(problem, paid(answer)) == most == answer.points * 100


@settings(max_examples=25, deadline=None)
@given(problems(most=4, least_percents=(50,)))
def test_part_payment_is_worth_at_least_every_choice_in_halves_and_keeps_the_rules(problem: Problem) -> None:
    answer, most = solved(problem), best(problem, (0, 50, 75, 100))
    if answer.state is FundingState.INFEASIBLE:
        assert most is None
    else:
        assert keeps_the_rules(problem, paid(answer))
        assert all(item.percent >= 50 for item in answer.chosen)
        assert most is None or worth(problem, paid(answer)) >= most


@settings(max_examples=60, deadline=None)
@given(problems(most=12, least_percents=(50, 100)))
def test_where_only_what_is_in_doubt_is_searched_all_rules_hold_and_the_bound_is_one(problem: Problem) -> None:
    answer, most = choose(problem, Highs(20, small=0, in_doubt=3)), best(problem)
    if most is None:
        assert problem.unit > 1 or answer.state is FundingState.INFEASIBLE
    else:
        assert keeps_the_rules(problem, paid(answer))
        assert answer.bound * 100 >= max(most, worth(problem, paid(answer)))


@settings(max_examples=60, deadline=None)
@given(problems(most=10), st.floats(0, 3))
def test_no_choice_is_worth_more_than_the_bound_whatever_money_is_said_to_be_worth(
    problem: Problem, wrong: float
) -> None:
    model, most = model_of(problem), best(problem)
    told = [price * wrong for price in Highs(20).marginal(model)]
    assert most is None or bound(model, told) * 100 >= most


@settings(max_examples=40, deadline=None)
@given(problems(most=8))
def test_the_answer_does_not_depend_on_the_order_of_the_question(problem: Problem) -> None:
    mixed = list(problem.candidates)
    random.Random(1).shuffle(mixed)
    turned = dict(reversed(problem.budgets.items()))
    assert solved(replace(problem, candidates=tuple(mixed), budgets=turned)) == solved(problem)


@settings(max_examples=40, deadline=None)
@given(problems(most=8))
def test_what_falls_would_break_exactly_the_rules_that_are_told(problem: Problem) -> None:
    answer = solved(problem)
    for fallen in answer.fallen:
        added = {**paid(answer), fallen.name: 100}
        assert fallen.hindrances
        assert not keeps_the_rules(problem, added)
        for hindrance in fallen.hindrances:
            if hindrance.rule.kind is RuleKind.BUDGET:
                cell = (hindrance.rule.source, hindrance.rule.year)
                asked = sum(item.costs.get(cell, 0) for item in problem.candidates if item.name in added)
                assert asked - problem.budgets[cell] == hindrance.missing > 0


@settings(max_examples=40, deadline=None)
@given(problems(most=9))
def test_what_has_to_give_way_is_as_little_as_can_be(problem: Problem) -> None:
    answer = solved(problem)
    if answer.state is not FundingState.INFEASIBLE or any(item.refused for item in problem.candidates):
        return
    over = excesses(problem, allowed(problem, choices(problem))).T
    few = min((int((row > 0).sum()), int(row[row > 0].sum()) // 100) for row in over)
    assert (len(answer.conflicts), sum(item.by for item in answer.conflicts)) == few


def test_a_budget_that_is_one_haler_short_pays_for_nothing() -> None:
    large = 123_456_789_012_345
    short = solved(Problem((candidate(1, costs=large),), {STATE_2027: large - 1}))
    assert short.chosen == ()
    assert short.fallen[0].hindrances == (Hindrance(Rule(RuleKind.BUDGET, *STATE_2027), 1),)
    assert paid(solved(Problem((candidate(1, costs=large),), {STATE_2027: large}))) == {MEASURE.format("m1"): 100}


class Careless:
    """A solver whose roundings break a budget: it takes everything as long as it is asked."""

    def solve(self, model: Model) -> Proposal:
        return Proposal(tuple(column.upper for column in model.columns), 10**6)

    def marginal(self, model: Model) -> tuple[float, ...]:
        return (0.0,) * len(model.rows)


def test_a_proposal_that_breaks_a_budget_is_mended_and_not_called_the_best() -> None:
    asked = Problem(tuple(candidate(number, points=number) for number in (1, 2, 3)), {STATE_2027: 250})
    answer = choose(asked, Careless())
    assert keeps_the_rules(asked, paid(answer))
    assert [item.points for item in answer.chosen] == [2, 3]
    assert answer.state is FundingState.WITHIN_GAP


class Idle(Careless):
    """A solver that finds nothing but what must be."""

    def solve(self, model: Model) -> Proposal:
        return Proposal(tuple(column.lower for column in model.columns), 10**6)


def test_a_poor_proposal_is_filled_with_all_that_still_fits_the_most_valuable_first() -> None:
    asked = Problem(tuple(candidate(number, points=number) for number in (1, 2, 3)), {STATE_2027: 250})
    answer = choose(asked, Idle())
    assert [item.points for item in answer.chosen] == [2, 3]
    assert [len(item.hindrances) for item in answer.fallen] == [1]


def test_of_ways_to_break_one_rule_the_one_that_breaks_it_least_is_told() -> None:
    asking = tuple(candidate(number, costs=costs, orps=(("7101", 1),)) for number, costs in ((1, 250), (2, 210)))
    (conflict,) = solved(Problem(asking, {STATE_2027: 100}, floors={"7101": 200})).conflicts
    assert (conflict.rule, conflict.by) == (Rule(RuleKind.BUDGET, *STATE_2027), 110)


def test_continuity_over_the_budget_is_told_with_the_missing_amount_and_the_measures_behind() -> None:
    must = tuple(candidate(number, mandatory=True) for number in (1, 2))
    answer = solved(Problem((*must, candidate(3)), {STATE_2027: 150, ("esf", 2027): 1000}))
    assert answer.state is FundingState.INFEASIBLE
    assert answer.chosen == ()
    (conflict,) = answer.conflicts
    assert (conflict.rule, conflict.by) == (Rule(RuleKind.BUDGET, *STATE_2027), 50)
    assert conflict.measures == (must[0].name, must[1].name)


def test_of_measures_that_all_rules_treat_alike_the_first_by_name_is_chosen() -> None:
    alike = tuple(candidate(number) for number in (3, 1, 2))
    assert paid(solved(Problem(alike, {STATE_2027: 199}))) == {MEASURE.format("m1"): 100}


def test_money_without_a_budget_is_not_limited_and_told() -> None:
    answer = solved(Problem((candidate(1, costs={STATE_2027: 100, ("own", 2027): 40}),), {STATE_2027: 100}))
    assert [(item.source, item.year, item.given) for item in answer.unlimited] == [("own", 2027, 40)]


def test_a_measure_with_an_unknown_amount_is_chosen_only_where_it_must_be() -> None:
    asked = Problem((candidate(1, unknown=True), candidate(2, unknown=True, mandatory=True)), {STATE_2027: 500})
    answer = solved(asked)
    assert answer.unknown == (MEASURE.format("m2"),)
    assert [hindrance.rule.kind for hindrance in answer.fallen[0].hindrances] == [RuleKind.AMOUNT]


def test_a_source_that_may_not_pay_for_what_must_be_chosen_is_a_conflict() -> None:
    answer = solved(Problem((candidate(1, mandatory=True, refused=("esf",)),), {STATE_2027: 500}))
    assert [(item.rule.kind, item.rule.source) for item in answer.conflicts] == [(RuleKind.ELIGIBILITY, "esf")]


def test_what_a_budget_keeps_out_shows_what_more_of_it_would_bring() -> None:
    asked = tuple(candidate(number, costs=100_000_000) for number in (1, 2, 3))  # a million Kč for ten points
    use = solved(Problem(asked, {STATE_2027: 150_000_000, ("esf", 2027): 5})).uses
    assert [(item.rule.source, item.given, item.left, item.held_back, item.marginal) for item in use] == [
        ("esf", 0, 5, 0, 0),
        ("state-via-region", 100_000_000, 50_000_000, 2, pytest.approx(10)),
    ]
