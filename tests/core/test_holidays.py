"""Public holidays and working days: known calendars, and what holds in every year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.holidays import (
    FIRST_YEAR,
    after_working_days,
    easter_sunday,
    is_working_day,
    public_holidays,
    working_day_from,
    working_day_until,
    working_days,
)

YEARS = st.integers(FIRST_YEAR, 2300)
DAYS = st.dates(date(FIRST_YEAR + 1, 1, 1), date(2300, 1, 1))
ONE = timedelta(days=1)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def golden_number_easter(year: int) -> date:
    """Easter by the tables of the calendar reform: golden number, epact, paschal full moon, dominical Sunday."""
    golden, century = year % 19 + 1, year // 100 + 1
    solar, lunar = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + lunar - solar) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = 44 - epact
    moon += 30 if moon < 21 else 0
    full = date(year, 3, 1) + (moon - 1) * ONE
    return full + (6 - full.weekday() or 7) * ONE


def test_easter_of_known_years() -> None:
    known = days("2008-03-23", "2009-04-12", "2011-04-24", "2016-03-27", "2024-03-31", "2026-04-05", "2038-04-25")
    assert [easter_sunday(day.year) for day in known] == known


@given(YEARS)
def test_easter_is_the_sunday_that_the_tables_of_the_reform_give(year: int) -> None:
    assert easter_sunday(year) == golden_number_easter(year)


def test_the_holidays_of_2026_are_those_of_the_act() -> None:
    assert list(public_holidays(2026)) == days(
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-08",
        "2026-07-05",
        "2026-07-06",
        "2026-09-28",
        "2026-10-28",
        "2026-11-17",
        "2026-12-24",
        "2026-12-25",
        "2026-12-26",
    )


def test_good_friday_is_a_holiday_since_2016() -> None:
    assert is_working_day(date(2015, 4, 3))
    assert not is_working_day(date(2016, 3, 25))
    assert public_holidays(2016)[date(2016, 3, 25)] == "Velký pátek"
    assert len(public_holidays(2015)) == len(public_holidays(2016)) - 1


def test_years_before_the_act_are_not_guessed() -> None:
    with pytest.raises(ValueError, match="2001"):
        is_working_day(date(2000, 12, 29))


@given(DAYS)
def test_moving_to_a_working_day_crosses_none(day: date) -> None:
    before, after = working_day_until(day), working_day_from(day)
    assert before <= day <= after
    assert is_working_day(before)
    assert is_working_day(after)
    assert (before == day) == (after == day) == is_working_day(day)
    assert working_days(before, after) == (1 if is_working_day(day) else 2)


@given(DAYS, st.integers(-60, 60))
def test_counting_working_days_forth_and_back_agrees(day: date, count: int) -> None:
    start = working_day_from(day)
    end = after_working_days(start, count)
    assert working_days(min(start, end), max(start, end)) == abs(count) + 1
    assert after_working_days(end, -count) == start


def test_the_days_around_christmas_are_skipped() -> None:
    assert working_day_until(date(2026, 12, 27)) == date(2026, 12, 23)
    assert working_day_from(date(2026, 12, 24)) == date(2026, 12, 28)
    assert working_days(date(2026, 12, 23), date(2027, 1, 4)) == 6
    assert working_days(date(2026, 12, 24), date(2026, 12, 27)) == 0
