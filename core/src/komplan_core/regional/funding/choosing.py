"""The choice itself: a solver proposes, whole numbers decide."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from komplan_core.regional.funding.answer import Answer, FundingState
from komplan_core.regional.funding.elastic import least_broken
from komplan_core.regional.funding.explaining import conflicts, explained
from komplan_core.regional.funding.model import Model, Proposal, Row, Solver, broken, fits, gain, model_of
from komplan_core.regional.funding.problem import Candidate, Problem

TRIES: Final = 5
"""How often a proposal that a rounding spoilt is asked for again."""


def choose(problem: Problem, solver: Solver) -> Answer:
    """What can be funded. Never silently infeasible: what would have to give way is told with amounts.

    The same problem gets the same answer unless the time ended the search, which is told.
    """
    model = model_of(problem)
    if any(candidate.mandatory and candidate.refused for candidate in problem.candidates) or _overdrawn(model):
        return _infeasible(problem, model, solver)
    proposal, values = _proposed(model, solver)
    if values is None and proposal.proved_infeasible:
        return _infeasible(problem, model, solver)
    return _answer(problem, model, solver, proposal, values)


def _answer(problem: Problem, model: Model, solver: Solver, proposal: Proposal, values: Sequence[int] | None) -> Answer:
    if values is None:
        return Answer(FundingState.UNDECIDED)
    found = _in_order_of_names(problem, _filled(model, values))
    worth = gain(model, found)
    bound = max(worth, proposal.bound)
    state = FundingState.OPTIMAL if bound == worth else FundingState.WITHIN_GAP
    if proposal.stopped and bound > worth:
        state = FundingState.STOPPED
    return replace(
        explained(problem, model, found, solver),
        state=state,
        points=worth // problem.unit,
        bound=-(-bound // problem.unit),
    )


def _overdrawn(model: Model) -> bool:
    """Whether what must be chosen alone breaks a row that more measures cannot mend."""
    mandatory = [column.lower for column in model.columns]
    return any(
        row.excess(mandatory) > 0 and all(coefficient >= 0 for _, coefficient in row.terms) for row in model.rows
    )


def _proposed(model: Model, solver: Solver) -> tuple[Proposal, list[int] | None]:
    """A proposal, and its values when they hold exactly; one that a rounding spoilt is asked for with less room."""
    asked = model
    first = proposal = solver.solve(asked)
    for _ in range(TRIES):
        if proposal.values is None:
            break
        values = list(proposal.values)
        if fits(model, values):
            return replace(proposal, bound=first.bound), values
        rows = list(asked.rows)
        for place in broken(model, values):
            rows[place] = _tighter(rows[place], model.rows[place].excess(values))
        asked = replace(model, rows=tuple(rows))
        proposal = solver.solve(asked)
    mended = _mended(model, first)
    return replace(first, proved_infeasible=first.proved_infeasible and mended is None), mended


def _tighter(row: Row, by: int) -> Row:
    return replace(row, limit=row.limit - by)


def _mended(model: Model, proposal: Proposal) -> list[int] | None:
    """The proposal without the least valuable measures that break a row, or None where leaving out does not help."""
    if proposal.values is None:
        return None
    values = [
        max(column.lower, min(column.upper, value))
        for column, value in zip(model.columns, proposal.values, strict=True)
    ]
    values = [
        value if value >= column.least else column.lower for column, value in zip(model.columns, values, strict=True)
    ]
    while rows := broken(model, values):
        spending = [
            place
            for place, coefficient in model.rows[rows[0]].terms
            if coefficient > 0 and values[place] > model.columns[place].lower
        ]
        if not spending:
            return None
        values[min(spending, key=lambda place: (model.columns[place].gain, -place))] = 0
    return values


def _filled(model: Model, values: Sequence[int]) -> list[int]:
    """The same with every measure added that still fits: the most valuable first. Nothing falls without a reason."""
    found = list(values)
    excess = [row.excess(found) for row in model.rows]
    of_column: list[list[tuple[int, int]]] = [[] for _ in model.columns]
    for place, row in enumerate(model.rows):
        for column, coefficient in row.terms:
            of_column[column].append((place, coefficient))
    order = sorted(range(len(found)), key=lambda place: (-model.columns[place].gain, place))
    for place in order:
        into = model.columns[place]
        more = into.upper - found[place]
        for row_place, coefficient in of_column[place]:
            if coefficient > 0:
                more = min(more, -excess[row_place] // coefficient)
        if more > 0 and found[place] + more >= into.least:
            found[place] += more
            for row_place, coefficient in of_column[place]:
                excess[row_place] += coefficient * more
    return found


def _in_order_of_names(problem: Problem, values: Sequence[int]) -> list[int]:
    """Of measures that all rules treat alike, those first by name are chosen."""
    alike: dict[object, list[int]] = {}
    for place, candidate in enumerate(problem.in_order):
        alike.setdefault(_signature(candidate), []).append(place)
    found = list(values)
    for places in alike.values():
        for place, value in zip(places, sorted((values[place] for place in places), reverse=True), strict=True):
            found[place] = value
    return found


def _signature(candidate: Candidate) -> object:
    costs = tuple(sorted(candidate.costs.items()))
    return candidate.points, costs, candidate.orps, candidate.mandatory, candidate.unknown, candidate.refused


def _infeasible(problem: Problem, model: Model, solver: Solver) -> Answer:
    """What would have to give way."""
    values = least_broken(model, solver)
    must = values if values is not None else tuple(column.lower for column in model.columns)
    found = conflicts(problem, model, must)
    if not found:  # a rounding called infeasible what is not
        most = sum(column.gain * column.upper for column in model.columns)
        return _answer(problem, model, solver, Proposal(must, most), must if fits(model, must) else None)
    return Answer(FundingState.INFEASIBLE, conflicts=found)
