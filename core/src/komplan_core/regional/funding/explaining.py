"""Why a measure is chosen or not: exact sums over the choice, and what one more million would bring."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from komplan_core.regional.funding.answer import (
    Answer,
    BudgetUse,
    Chosen,
    Conflict,
    Fallen,
    FundingState,
    Hindrance,
    Unlimited,
)
from komplan_core.regional.funding.model import Model, Solver
from komplan_core.regional.funding.problem import Candidate, Problem, Rule, RuleKind

HAL_OF_A_MILLION: Final = 100_000_000
"""Haléře in a million Kč."""


def explained(problem: Problem, model: Model, values: Sequence[int], solver: Solver) -> Answer:
    """What the values mean; `state` and worth are the caller's to say."""
    excess = [row.excess(values) for row in model.rows]
    of_column: list[list[tuple[int, int]]] = [[] for _ in model.columns]
    for place, row in enumerate(model.rows):
        for column, coefficient in row.terms:
            of_column[column].append((place, coefficient))
    chosen, fallen, unknown = [], [], []
    for place, candidate in enumerate(problem.in_order):
        if value := values[place]:
            percent = value * 100 // problem.unit
            chosen.append(Chosen(candidate.name, percent, candidate.points, candidate.mandatory))
            if candidate.unknown:
                unknown.append(candidate.name)
            continue
        least = max(1, model.columns[place].least)
        hindrances = [*_refusals(candidate)]
        for row_place, coefficient in of_column[place]:
            row = model.rows[row_place]
            if (missing := excess[row_place] + coefficient * least) > 0:
                hindrances.append(Hindrance(row.rule, -(-missing // problem.unit)))
        fallen.append(Fallen(candidate.name, candidate.points, tuple(hindrances)))
    return Answer(
        FundingState.WITHIN_GAP,
        chosen=tuple(chosen),
        fallen=tuple(fallen),
        uses=_uses(problem, model, values, fallen, solver),
        unlimited=_unlimited(problem, values),
        unknown=tuple(unknown),
    )


def _refusals(candidate: Candidate) -> list[Hindrance]:
    refused = [Hindrance(Rule(RuleKind.ELIGIBILITY, source), 0) for source in candidate.refused]
    return [*refused, Hindrance(Rule(RuleKind.AMOUNT), 0)] if candidate.unknown else refused


def _uses(
    problem: Problem, model: Model, values: Sequence[int], fallen: Sequence[Fallen], solver: Solver
) -> tuple[BudgetUse, ...]:
    held: dict[Rule, int] = {}
    for item in fallen:
        for hindrance in item.hindrances:
            held[hindrance.rule] = held.get(hindrance.rule, 0) + 1
    money = [(candidate, value) for candidate, value in zip(problem.in_order, values, strict=True)]
    in_orps = [problem.in_orps(candidate) for candidate, _ in money]
    uses = []
    for row, worth in zip(model.rows, solver.marginal(model), strict=True):
        rule = row.rule
        if rule.kind is RuleKind.BUDGET:
            asked = [candidate.costs.get((rule.source, rule.year), 0) for candidate, _ in money]
            limit = problem.budgets[rule.source, rule.year]
        else:
            asked = [parts.get(rule.orp, 0) for parts in in_orps]
            limit = problem.least_of(rule)
        given = sum(amount * value for amount, (_, value) in zip(asked, money, strict=True)) // problem.unit
        marginal = Decimal(round(worth * HAL_OF_A_MILLION * 1000)) / 1000
        uses.append(BudgetUse(rule, limit, sum(asked), given, held.get(rule, 0), marginal))
    return tuple(uses)


def _unlimited(problem: Problem, values: Sequence[int]) -> tuple[Unlimited, ...]:
    given: dict[tuple[str, int], int] = {}
    for candidate, value in zip(problem.in_order, values, strict=True):
        for cell, amount in candidate.costs.items():
            if value and cell not in problem.budgets:
                given[cell] = given.get(cell, 0) + amount * value
    return tuple(Unlimited(source, year, sums // problem.unit) for (source, year), sums in sorted(given.items()))


def conflicts(problem: Problem, model: Model, values: Sequence[int]) -> tuple[Conflict, ...]:
    """The rules that these values break, by how much, and the mandatory measures behind each."""
    found = [
        Conflict(Rule(RuleKind.ELIGIBILITY, source), 0, (candidate.name,))
        for candidate in problem.in_order
        if candidate.mandatory
        for source in candidate.refused
    ]
    for row in model.rows:
        if (excess := row.excess(values)) > 0:
            behind = (
                problem.in_order[place].name
                for place, coefficient in row.terms
                if coefficient > 0 and problem.in_order[place].mandatory
            )
            found.append(Conflict(row.rule, -(-excess // problem.unit), tuple(behind)))
    return tuple(found)
