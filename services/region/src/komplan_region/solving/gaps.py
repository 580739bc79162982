"""Columns that are 0 or at least something, as two columns without a gap.

HiGHS knows such columns by itself, and calls some problems with them infeasible that are not.
"""

from collections.abc import Sequence
from dataclasses import replace

from komplan_core.regional.funding.model import Column, Model, Row
from komplan_core.regional.funding.problem import Rule, RuleKind

Gaps = dict[int, int]
"""Column with a gap → the further column that tells by how much it is above its least."""
_SWITCH = Rule(RuleKind.AMOUNT)
"""Stands for the row that lets the further column be above zero only with the first."""


def without_gaps(model: Model) -> tuple[Model, Gaps]:
    """The same model without gaps: the first column says whether (0 or 1), a further one by how much above."""
    columns, links = list(model.columns), []
    gaps: Gaps = {}
    for place, column in enumerate(model.columns):
        if column.least and column.upper and not column.lower:
            gaps[place] = len(columns)
            columns[place] = Column(0, 1, column.gain * column.least)
            columns.append(Column(0, column.upper - column.least, column.gain))
            links.append(Row(_SWITCH, ((gaps[place], 1), (place, column.least - column.upper)), 0))
    if not gaps:
        return model, gaps
    rows = [replace(row, terms=tuple(_terms(model, row, gaps))) for row in model.rows]
    return Model(tuple(columns), (*rows, *links)), gaps


def _terms(model: Model, row: Row, gaps: Gaps) -> list[tuple[int, int]]:
    terms = []
    for place, coefficient in row.terms:
        if place in gaps:
            terms += [(place, coefficient * model.columns[place].least), (gaps[place], coefficient)]
        else:
            terms.append((place, coefficient))
    return terms


def with_gaps(model: Model, gaps: Gaps, values: Sequence[int]) -> tuple[int, ...]:
    """The values of the columns of `model`."""
    return tuple(
        values[place] * column.least + values[gaps[place]] if place in gaps else values[place]
        for place, column in enumerate(model.columns)
    )
