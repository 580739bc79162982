"""Indicators: what was reached, how far it is to the target, and of which nothing is known in time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from komplan_core.monitoring.observations import Observed
from komplan_core.monitoring.terms import last_day, percent, years_of
from komplan_core.names import last_id
from komplan_core.planning import Direction, Indicator, Measure
from komplan_core.values import Period

Observations = Mapping[str, Sequence[Observed]]
"""Observations by the id of their measure: versions of a plan share the ids of measures."""


def by_measure(observations: Iterable[Observed]) -> dict[str, list[Observed]]:
    """Observations by the id of their measure, oldest first."""
    found: dict[str, list[Observed]] = {}
    for observation in sorted(observations, key=lambda item: item.term):
        found.setdefault(last_id(observation.measure), []).append(observation)
    return found


def target_in(indicator: Indicator, year: int, last_year: int) -> Decimal | None:
    """The value that the indicator should have at the end of a year; None where none is due yet."""
    for target in indicator.yearly_targets:
        if target.year == year:
            return target.target
    due = indicator.target_on.year if indicator.target_on is not None else last_year
    return indicator.target if due <= year else None


def is_reached(direction: Direction, actual: Decimal, target: Decimal) -> bool:
    """Whether a value is at least as good as the target."""
    if direction is Direction.UP:
        return actual >= target
    return actual <= target if direction is Direction.DOWN else actual == target


def progress(indicator: Indicator, actual: Decimal) -> Decimal | None:
    """The part of the way from baseline to final target in percent, below zero where it goes the wrong way.

    None where either is unknown or there is no way to go.
    """
    if indicator.baseline is None or indicator.target is None:
        return None
    return percent(actual - indicator.baseline, indicator.target - indicator.baseline)


@dataclass(frozen=True, slots=True)
class Overdue:
    """An indicator of which no value of a year was handed in."""

    measure: str
    measure_title: str
    indicator: str
    indicator_title: str
    owner: str
    year: int
    due: date


def overdue(
    measures: Iterable[Measure],
    plan: Period,
    handed_in: Observations,
    day: date,
    grace_days: int = 0,
    called_off: Collection[str] = (),
) -> tuple[Overdue, ...]:
    """Indicators of years that ended more than `grace_days` before the day; nothing is filled in for them.

    `called_off` are the states in which a measure owes nothing.
    """
    found = []
    for measure in measures:
        period = measure.period or plan
        said = handed_in.get(last_id(measure.name), ())
        known = {(observation.year, actual.code) for observation in said for actual in observation.actuals}
        for year in years_of(period, day):
            due = last_day(year) + timedelta(days=grace_days)
            if due >= day or not plan.overlaps(Period(start=date(year, 1, 1), end=last_day(year))):
                continue
            newest = max((item for item in said if item.year <= year), key=lambda item: item.term, default=None)
            if newest is not None and newest.state in called_off:
                continue
            found += [
                Overdue(measure.name, measure.title, item.code, item.title, item.owner, year, due)
                for item in measure.indicators
                if (year, item.code) not in known
            ]
    return tuple(found)
