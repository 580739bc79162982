"""Years and half-years in which a plan is watched."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from komplan_core.values import Period

Half = Annotated[int, Field(ge=0, le=2)]
"""0 is the whole year, 1 and 2 are its halves."""


def days_of(year: int, half: int = 0) -> Period:
    """First and last day of a year or of one of its halves."""
    start = date(year, 7 if half == 2 else 1, 1)
    return Period(start=start, end=date(year, 6, 30) if half == 1 else date(year, 12, 31))


def last_day(year: int, half: int = 0) -> date:
    """The last day of a year or half-year."""
    return date(year, 6, 30) if half == 1 else date(year, 12, 31)


def order(year: int, half: int) -> tuple[int, int]:
    """Sorts by what is known last: a whole year says more than its second half, that more than the first."""
    return year, half or 3


def years_of(period: Period, until: date) -> range:
    """The years that a period touches up to a day."""
    last = min(period.end or until, until)
    return range(period.start.year, last.year + 1)


def halves_over(period: Period, until: date) -> Iterator[tuple[int, int]]:
    """The half-years that a period touches and that are over on a day, oldest first."""
    for year in years_of(period, until):
        for half in (1, 2):
            if period.overlaps(days_of(year, half)) and last_day(year, half) < until:
                yield year, half


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """A part as a percentage, two decimals, half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
