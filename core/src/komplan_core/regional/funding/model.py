"""The problem as whole numbers: columns to choose, rows that must hold. Exact; a solver only proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from komplan_core.regional.funding.problem import Problem, Rule, RuleKind


@dataclass(frozen=True, slots=True)
class Column:
    """A whole number between `lower` and `upper`; where `least` is set it is 0 or at least that."""

    lower: int
    upper: int
    gain: int
    """What one unit is worth."""
    least: int = 0
    whole: bool = True
    """Whether only whole numbers are allowed."""


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of coefficient × column is at most `limit`."""

    rule: Rule
    terms: tuple[tuple[int, int], ...]
    """Column and coefficient."""
    limit: int
    """In haléře, or in hundredths of them where part payment is allowed."""

    def excess(self, values: Sequence[int]) -> int:
        """By how many units the row is broken, exactly; not above zero where it holds."""
        return sum(coefficient * values[column] for column, coefficient in self.terms) - self.limit


@dataclass(frozen=True, slots=True)
class Model:
    """Columns and rows; the gain is to be as large as can be."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a solver says. Its numbers are rounded: they are checked before anybody believes them."""

    values: tuple[int, ...] | None
    """A value for each column, or None where it found none."""
    bound: int
    """No choice is worth more."""
    proved_infeasible: bool = False
    stopped: bool = False
    """Whether the time ended the search."""


class Solver(Protocol):
    """Finds values of a model."""

    def solve(self, model: Model) -> Proposal:
        """The best values that are found in the time that it has."""
        ...

    def marginal(self, model: Model) -> tuple[float, ...]:
        """What one more unit of each row's limit is worth, were all columns divisible; 0 where it is worth nothing."""
        ...


def model_of(problem: Problem) -> Model:
    """The problem as whole numbers. Columns stand in the order of names; what cannot be chosen is held at zero."""
    unit, least = problem.unit, 0 if problem.unit == 1 else problem.least_percent
    columns = []
    budgets: dict[tuple[str, int], list[tuple[int, int]]] = {cell: [] for cell in problem.budgets}
    orps: dict[str, list[tuple[int, int]]] = {code: [] for code in {*problem.floors, *problem.shares}}
    for place, candidate in enumerate(problem.in_order):
        upper = unit if problem.decidable(candidate) else 0
        columns.append(Column(unit if candidate.mandatory and upper else 0, upper, candidate.points, least))
        for cell, amount in candidate.costs.items():
            if cell in budgets:
                budgets[cell].append((place, amount))
        for code, part in problem.in_orps(candidate).items():
            if code in orps and part:
                orps[code].append((place, part))
    rows = [
        Row(Rule(RuleKind.BUDGET, source, year), tuple(terms), problem.budgets[source, year] * unit)
        for (source, year), terms in sorted(budgets.items())
    ]
    least_of = [Rule(RuleKind.FLOOR, orp=code) for code in sorted(problem.floors)]
    least_of += [Rule(RuleKind.SHARE, orp=code) for code in sorted(problem.shares)]
    for rule in least_of:
        terms = tuple((place, -part) for place, part in orps[rule.orp])
        rows.append(Row(rule, terms, -problem.least_of(rule) * unit))
    return Model(tuple(columns), tuple(rows))


def broken(model: Model, values: Sequence[int]) -> list[int]:
    """The rows that do not hold, exactly."""
    return [place for place, row in enumerate(model.rows) if row.excess(values) > 0]


def fits(model: Model, values: Sequence[int]) -> bool:
    """Whether every column is within its bounds and every row holds, exactly."""
    within = all(
        column.lower <= value <= column.upper and (value == 0 or value >= column.least)
        for column, value in zip(model.columns, values, strict=True)
    )
    return within and not broken(model, values)


def gain(model: Model, values: Sequence[int]) -> int:
    """What the values are worth."""
    return sum(column.gain * value for column, value in zip(model.columns, values, strict=True))
