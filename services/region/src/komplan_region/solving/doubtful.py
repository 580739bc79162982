"""Which measures the relaxed problem leaves in doubt: only among them it is worth while to search.

Were all columns divisible, the best values and the worth of every row's limit are found at once. Only as many columns
as there are rows come out in parts; most others are so clearly chosen, or fall out, that no choice near the best does
otherwise with them. How good the choice is at least is told by a bound in whole numbers, which owes nothing to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from komplan_core.regional.funding.model import Model

DOUBTFUL: Final = 600
"""Columns that are searched of a large model."""
_WHOLE: Final = 1e-6
_BITS: Final = 100
"""Of what a unit of a row's limit is worth, behind the point; what is cut off makes the bound a little larger."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best values of a model whose columns are divisible."""

    values: Sequence[float]
    worth: Sequence[float]
    """By row: what one more unit of its limit is worth."""


def bound(model: Model, worth: Sequence[float]) -> int:
    """No choice is worth more, whatever the rows are said to be worth: exact, by weak duality."""
    prices = _prices(worth)
    most = sum(price * row.limit for price, row in zip(prices, model.rows, strict=True))
    for column, gain in zip(model.columns, _reduced(model, prices), strict=True):
        most += gain * (column.upper if gain > 0 else column.lower)
    return most >> _BITS


def doubtful(model: Model, relaxed: Relaxed, together: Sequence[Sequence[int]], most: int) -> list[int]:
    """Places of the columns in doubt: those in parts, then those nearest to tipping over. `together` stay together."""
    reduced = _reduced(model, _prices(relaxed.worth))
    distance = [
        -1 if abs(value - round(value)) > _WHOLE else abs(gain)
        for value, gain in zip(relaxed.values, reduced, strict=True)
    ]
    order = sorted(range(len(together)), key=lambda place: (min(distance[column] for column in together[place]), place))
    return sorted(order[:most])


def settled(model: Model, values: Sequence[int], open_: Sequence[int]) -> Model:
    """What is left to choose when only the `open_` columns are open and all others have these values."""
    places = {column: place for place, column in enumerate(open_)}
    rows = []
    for row in model.rows:
        fixed = sum(coefficient * values[column] for column, coefficient in row.terms if column not in places)
        terms = tuple((places[column], coefficient) for column, coefficient in row.terms if column in places)
        rows.append(replace(row, terms=terms, limit=row.limit - fixed))
    return Model(tuple(model.columns[column] for column in open_), tuple(rows))


def _prices(worth: Sequence[float]) -> list[int]:
    return [max(0, int(price * 2.0**_BITS)) for price in worth]


def _reduced(model: Model, prices: Sequence[int]) -> list[int]:
    """What one more of each column is worth beyond what it takes of the rows, in parts of a point."""
    found = [column.gain << _BITS for column in model.columns]
    for price, row in zip(prices, model.rows, strict=True):
        for column, coefficient in row.terms if price else ():
            found[column] -= price * coefficient
    return found
