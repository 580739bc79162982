"""Years that somebody asks about."""

from typing import Final

from komplan_core.errors import Invalid
from komplan_core.values import EARLIEST_YEAR, LATEST_YEAR

MOST_YEARS: Final = 10


def years_between(first: int, last: int, following: int = 0, field: str = "from_year") -> tuple[int, ...]:
    """The years from first to last; for a last year of 0 the first one and so many `following`. Raises Invalid."""
    end = last or first + following
    if not EARLIEST_YEAR <= first <= LATEST_YEAR:
        raise Invalid.field(field, "INVALID_VALUE", f"a year is {EARLIEST_YEAR} to {LATEST_YEAR}")
    if not first <= end < first + MOST_YEARS or end > LATEST_YEAR:
        longest = min(first + MOST_YEARS - 1, LATEST_YEAR)
        raise Invalid.field("to_year" if last else field, "INVALID_VALUE", f"the last year is {first} to {longest}")
    return tuple(range(first, end + 1))
