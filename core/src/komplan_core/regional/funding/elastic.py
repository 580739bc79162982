"""Where no choice keeps all rules: the smallest set of rules that must give way, and by how much."""

from dataclasses import replace

from komplan_core.regional.funding.model import Column, Model, Row, Solver
from komplan_core.regional.funding.problem import Rule, RuleKind

COUNT = Rule(RuleKind.AMOUNT)
"""Stands for the row that keeps the number of rules that give way."""


def least_broken(model: Model, solver: Solver) -> tuple[int, ...] | None:
    """Values that break as few rows as can be, and those by as little as can be; None where the time was too short.

    Each row may be stretched by a part of the most that it could ever need; first the number of stretched rows is
    made small, then the sum by which they are.
    """
    stretch = [_most(model, row) for row in model.rows]
    count, held = len(model.columns), [place for place, most in enumerate(stretch) if most > 0]
    still = tuple(replace(column, gain=0) for column in model.columns)
    switches = tuple(Column(0, 1, -1) for _ in held)
    parts = tuple(Column(0, 1, 0, whole=False) for _ in held)
    rows = list(model.rows)
    for index, place in enumerate(held):
        row, switch, part = rows[place], count + index, count + len(held) + index
        rows[place] = replace(row, terms=(*row.terms, (part, -stretch[place])))
        rows.append(Row(row.rule, ((part, 1), (switch, -1)), 0))
    few = solver.solve(Model((*still, *switches, *parts), tuple(rows)))
    if few.values is None:
        return None
    used = sum(few.values[count : count + len(held)])
    rows.append(Row(COUNT, tuple((count + index, 1) for index in range(len(held))), used))
    costs = tuple(Column(0, 1, -stretch[place], whole=False) for place in held)
    idle = tuple(replace(column, gain=0) for column in switches)
    little = solver.solve(Model((*still, *idle, *costs), tuple(rows)))
    return (little.values or few.values)[:count]


def _most(model: Model, row: Row) -> int:
    """By how many units the row could be broken at the very most."""
    highest = sum(
        coefficient * (model.columns[place].upper if coefficient > 0 else model.columns[place].lower)
        for place, coefficient in row.terms
    )
    return highest - row.limit
