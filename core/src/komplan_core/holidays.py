"""Czech public holidays and working days, computed for any year from 2001 (act 245/2000 Sb., §§ 1 and 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

FIRST_YEAR: Final = 2001
"""The act came into force during the year before; earlier years had another law."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class FixedHoliday:
    """A holiday of the same day each year."""

    month: int
    day: int
    title: str


@dataclass(frozen=True)
class EasterHoliday:
    """A holiday counted from Easter Sunday, with the first year in which it is one."""

    days_after: int
    title: str
    since: int = FIRST_YEAR


FIXED: Final = (
    FixedHoliday(1, 1, "Den obnovy samostatného českého státu, Nový rok"),
    FixedHoliday(5, 1, "Svátek práce"),
    FixedHoliday(5, 8, "Den vítězství"),
    FixedHoliday(7, 5, "Den slovanských věrozvěstů Cyrila a Metoděje"),
    FixedHoliday(7, 6, "Den upálení mistra Jana Husa"),
    FixedHoliday(9, 28, "Den české státnosti"),
    FixedHoliday(10, 28, "Den vzniku samostatného československého státu"),
    FixedHoliday(11, 17, "Den boje za svobodu a demokracii"),
    FixedHoliday(12, 24, "Štědrý den"),
    FixedHoliday(12, 25, "1. svátek vánoční"),
    FixedHoliday(12, 26, "2. svátek vánoční"),
)
MOVING: Final = (
    # a holiday since act 359/2015 Sb.
    EasterHoliday(-2, "Velký pátek", since=2016),
    EasterHoliday(1, "Velikonoční pondělí"),
)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the computation known as Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """The holidays of a year with their Czech titles, in order. Raises ValueError before 2001."""
    if year < FIRST_YEAR:
        raise ValueError(f"holidays are known since {FIRST_YEAR}")
    easter = easter_sunday(year)
    found = {date(year, item.month, item.day): item.title for item in FIXED}
    found |= {easter + item.days_after * _DAY: item.title for item in MOVING if year >= item.since}
    return MappingProxyType(dict(sorted(found.items())))


def is_working_day(day: date) -> bool:
    """Whether it is Monday to Friday and no public holiday. Raises ValueError before 2001."""
    return day not in public_holidays(day.year) and day.weekday() < 5


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after a day; before it where `count` is negative; the day itself for none."""
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days(start: date, end: date) -> int:
    """How many working days lie from `start` to `end`, both included; none where the end comes first."""
    return sum(is_working_day(start + number * _DAY) for number in range((end - start).days + 1))
