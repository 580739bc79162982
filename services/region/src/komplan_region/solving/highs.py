"""HiGHS as the solver of models in whole numbers (ADR 0023). It proposes; the core checks in whole numbers.

Rows are scaled by powers of two, which changes no digit; one thread and a fixed seed give the same answer each time.
"""

import time
from math import ceil, floor, frexp
from typing import Any, Final

import highspy
import numpy

from komplan_core.regional.funding.model import Model, Proposal
from komplan_region.solving.doubtful import DOUBTFUL, Relaxed, bound, doubtful, settled
from komplan_region.solving.gaps import with_gaps, without_gaps

SMALL: Final = 200
"""Up to so many columns the search goes on until nothing can be better."""
GAP: Final = 1e-3
"""With more of them it ends when nothing can be better by more than this part; the answer tells what is left."""
TOLERANCE: Final = 1e-9
SHORTEST: Final = 0.1
LEAST_NODES: Final = 40
NODES_OF_ALL: Final = 30_000
"""Steps after which the search ends, fewer the more columns there are. They are counted, not timed: the answer does
not depend on the machine."""
_ROW_BITS: Final = 20
_OPTIONS: Final[dict[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_feasibility_tolerance": TOLERANCE,
    "primal_feasibility_tolerance": TOLERANCE,
}


class Highs:
    """Finds values of models. All that is asked of one may take so many seconds together."""

    def __init__(self, seconds: float, small: int = SMALL, in_doubt: int = DOUBTFUL) -> None:
        """Of a model of more than `small` columns at first `in_doubt` are searched."""
        self._until, self._small, self._in_doubt = time.monotonic() + seconds, small, in_doubt

    def solve(self, model: Model) -> Proposal:
        """The best values that are found in the time that it has."""
        if not model.columns:
            return Proposal((), 0)
        if len(model.columns) > self._small and all(column.whole for column in model.columns):
            found = self._among_doubtful(model)
            if found is not None:
                return found
        return self._searched(model)

    def _among_doubtful(self, model: Model) -> Proposal | None:
        """The best values where what is clear stays as it is; None where that leaves no choice."""
        plain, gaps = without_gaps(model)
        relaxed = _relaxed(plain)
        if relaxed is None:
            return None
        together = [[place, gaps[place]] if place in gaps else [place] for place in range(len(model.columns))]
        values = list(with_gaps(model, gaps, [round(value) for value in relaxed.values]))
        places = doubtful(plain, relaxed, together, self._in_doubt)
        found = self._searched(settled(model, values, places))
        if found.values is None:
            return None
        for place, value in zip(places, found.values, strict=True):
            values[place] = value
        return Proposal(tuple(values), bound(plain, relaxed.worth), stopped=found.stopped)

    def _searched(self, model: Model) -> Proposal:
        """The best values of all columns."""
        plain, gaps = without_gaps(model)
        scale = _power(max(abs(column.gain) for column in plain.columns))
        problem = _problem(plain, scale)
        kinds = (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        problem.integrality_ = [kinds[not column.whole] for column in plain.columns]
        count = len(plain.columns)
        solver = _solver(
            problem,
            time_limit=max(self._until - time.monotonic(), SHORTEST),
            mip_abs_gap=0.999 * scale,
            mip_rel_gap=GAP if count > SMALL else 0.0,
            mip_max_nodes=max(LEAST_NODES, NODES_OF_ALL // max(count, 1)),
        )
        status, info = solver.getModelStatus(), solver.getInfo()
        stopped = status == highspy.HighsModelStatus.kTimeLimit
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            proved = status in {
                highspy.HighsModelStatus.kInfeasible,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            }
            return Proposal(None, 0, proved, stopped)
        values = with_gaps(model, gaps, [round(value) for value in solver.getSolution().col_value])
        most = sum(max(column.gain * column.upper, 0) for column in model.columns)
        highest = info.mip_dual_bound / scale
        return Proposal(values, min(most, floor(highest + 1e-6)) if abs(highest) < most + 1 else most, stopped=stopped)

    def marginal(self, model: Model) -> tuple[float, ...]:
        """What one more unit of each row's limit is worth, were all columns divisible; 0 where it is worth nothing."""
        relaxed = _relaxed(model) if model.rows else None
        return tuple(relaxed.worth) if relaxed is not None else (0.0,) * len(model.rows)


def _relaxed(model: Model) -> Relaxed | None:
    """The model as if all columns were divisible; None where even that has no solution."""
    scale = _power(max((abs(column.gain) for column in model.columns), default=1))
    solver = _solver(_problem(model, scale))
    solution = solver.getSolution()
    if not solution.dual_valid or solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    duals = zip(solution.row_dual, model.rows, strict=True)
    worth = [abs(dual) * _row_scale(row.terms, row.limit) / scale for dual, row in duals]
    return Relaxed(list(solution.col_value), worth)


def _solver(problem: Any, **options: Any) -> Any:
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in {**_OPTIONS, **options}.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"HiGHS does not take the option {name}")
    solver.passModel(problem)
    solver.run()
    return solver


def _problem(model: Model, scale: float) -> Any:
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = len(model.columns), len(model.rows)
    problem.sense_ = highspy.ObjSense.kMaximize
    problem.col_cost_ = numpy.array([column.gain * scale for column in model.columns], dtype=float)
    problem.col_lower_ = numpy.array([column.lower for column in model.columns], dtype=float)
    problem.col_upper_ = numpy.array([column.upper for column in model.columns], dtype=float)
    starts, places, numbers, limits = [0], [], [], []
    for row in model.rows:
        by = _row_scale(row.terms, row.limit)
        places += [place for place, _ in row.terms]
        numbers += [coefficient * by for _, coefficient in row.terms]
        limits.append(row.limit * by)
        starts.append(len(places))
    problem.row_lower_ = numpy.full(len(limits), -highspy.kHighsInf)
    problem.row_upper_ = numpy.array(limits, dtype=float)
    matrix = problem.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = problem.num_col_, problem.num_row_
    matrix.start_ = numpy.array(starts, dtype=numpy.int32)
    matrix.index_ = numpy.array(places, dtype=numpy.int32)
    matrix.value_ = numpy.array(numbers, dtype=float)
    return problem


def _row_scale(terms: tuple[tuple[int, int], ...], limit: int) -> float:
    return _power(max(abs(limit), max((abs(coefficient) for _, coefficient in terms), default=1))) * 2.0**_ROW_BITS


def _power(largest: int) -> float:
    """The power of two that brings a number below one."""
    return 2.0 ** -ceil(frexp(max(largest, 1))[1])
