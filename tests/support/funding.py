"""Small problems of funding, and the best choice found by trying everything."""

from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy
from hypothesis import strategies as st

from komplan_core.regional.funding.problem import Candidate, Problem, Rule, RuleKind

SOURCES = ("state-via-region", "municipality", "esf")
YEARS = (2027, 2028)
ORPS = ("7101", "7102")
MEASURE = "areas/vzorov/plans/p/versions/v/measures/{}"


def candidate(number: int, points: int = 10, **values: object) -> Candidate:
    """A measure by its number; `costs` are haléře of 2027 from the state, or by source and year."""
    costs = values.pop("costs", 100)
    cells = {("state-via-region", 2027): costs} if isinstance(costs, int) else costs
    return Candidate(MEASURE.format(f"m{number}"), points, cells, **values)  # type: ignore[arg-type]


@st.composite
def problems(draw: st.DrawFn, most: int = 12, least_percents: tuple[int, ...] = (100,)) -> Problem:
    """Up to `most` measures; amounts are large and odd, so that a rounding would show."""
    cells = [(source, year) for source in SOURCES for year in YEARS]
    amounts = st.integers(1, 30).map(lambda step: step * 33_333_333_333 + step)
    found = [
        Candidate(
            MEASURE.format(f"m{number}"),
            draw(st.integers(1, 9)),
            draw(st.dictionaries(st.sampled_from(cells), amounts, min_size=1, max_size=3)),
            draw(st.sampled_from([(), ((ORPS[0], 1),), ((ORPS[1], 1),), ((ORPS[0], 1), (ORPS[1], 2))])),
            mandatory=draw(st.sampled_from([False, False, False, True])),
            refused=draw(st.sampled_from([(), (), (), ("esf",)])),
            unknown=draw(st.sampled_from([False, False, False, True])),
        )
        for number in range(draw(st.integers(0, most)))
    ]
    wanted = {cell: sum(item.costs.get(cell, 0) for item in found) for cell in cells}
    limited = draw(st.lists(st.sampled_from(cells), unique=True, max_size=4))
    budgets = {cell: wanted[cell] * draw(st.integers(0, 100)) // 100 for cell in limited}
    most_given = sum(budgets.values())
    floors = draw(st.dictionaries(st.sampled_from(ORPS), st.integers(0, most_given // 4), max_size=1))
    shares = draw(st.dictionaries(st.sampled_from(ORPS), st.integers(0, 300_000), max_size=1))
    return Problem(tuple(found), budgets, floors, shares, draw(st.sampled_from(least_percents)))


def keeps_the_rules(problem: Problem, paid: dict[str, int]) -> bool:
    """Whether a choice, percent by name, keeps every rule: told from the problem, in whole haléře."""
    if any(item.mandatory and paid.get(item.name, 0) != 100 for item in problem.candidates):
        return False
    if any(
        (item.refused or (item.unknown and not item.mandatory)) and item.name in paid for item in problem.candidates
    ):
        return False
    given = [(item, paid[item.name]) for item in problem.candidates if item.name in paid]
    for cell, budget in problem.budgets.items():
        if sum(item.costs.get(cell, 0) * percent for item, percent in given) > budget * 100:
            return False
    least = [Rule(RuleKind.FLOOR, orp=code) for code in problem.floors]
    least += [Rule(RuleKind.SHARE, orp=code) for code in problem.shares]
    return all(
        sum(problem.in_orps(item).get(rule.orp, 0) * percent for item, percent in given) >= problem.least_of(rule) * 100
        for rule in least
    )


def choices(problem: Problem, steps: tuple[int, ...] = (0, 100)) -> Any:
    """Every choice there is, in these percents: a row for each, a column for each candidate. Whole numbers."""
    count = len(problem.candidates)
    return numpy.array(list(product(steps, repeat=count)), dtype=numpy.int64).reshape(len(steps) ** count, count)


def excesses(problem: Problem, found: Any) -> Any:
    """By how many hundredths of haléře each choice breaks each budget, floor and share."""
    over = []
    for cell, budget in problem.budgets.items():
        over.append(found @ _column(item.costs.get(cell, 0) for item in problem.candidates) - budget * 100)
    for kind, codes in ((RuleKind.FLOOR, problem.floors), (RuleKind.SHARE, problem.shares)):
        for code in codes:
            got = found @ _column(problem.in_orps(item).get(code, 0) for item in problem.candidates)
            over.append(problem.least_of(Rule(kind, orp=code)) * 100 - got)
    return numpy.array(over, dtype=numpy.int64).reshape(len(over), len(found))


def allowed(problem: Problem, found: Any) -> Any:
    """The choices with all that must be and nothing that cannot be."""
    must = _column(item.mandatory for item in problem.candidates).astype(bool)
    never = _column(bool(item.refused) or (item.unknown and not item.mandatory) for item in problem.candidates)
    return found[(found[:, must] == 100).all(axis=1) & (found[:, never.astype(bool)] == 0).all(axis=1)]


def worth(problem: Problem, paid: dict[str, int]) -> int:
    """Points of a choice, in hundredths."""
    return sum(item.points * paid.get(item.name, 0) for item in problem.candidates)


def best(problem: Problem, steps: tuple[int, ...] = (0, 100)) -> int | None:
    """The most points, in hundredths, that any choice gives; None where no choice keeps the rules."""
    found = allowed(problem, choices(problem, steps))
    kept = found[(excesses(problem, found) <= 0).all(axis=0)]
    points = kept @ _column(item.points for item in problem.candidates)
    return int(points.max()) if len(points) else None


def _column(values: Iterable[int]) -> Any:
    return numpy.array(list(values), dtype=numpy.int64)
