"""Opening hours: weekdays, nights, exceptions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.catalogue import OpeningException, OpeningHours
from komplan_core.catalogue.opening import MIDNIGHT, PRAGUE, Timetable, minutes
from komplan_core.values import Period

MONDAY = OpeningHours(weekday=1, opens="08:00", closes="16:30")
NIGHT = OpeningHours(weekday=5, opens="20:00", closes="06:00", over_midnight=True)
HOLIDAY = OpeningException(days=Period(start=date(2026, 12, 28), end=date(2026, 12, 28)), closed=True)


def is_open(hours: list[OpeningHours], exceptions: list[OpeningException], nonstop: bool, at: datetime) -> bool | None:
    return Timetable.of(hours, exceptions, nonstop).is_open(at)


def prague(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PRAGUE)


def test_it_is_open_from_the_first_minute_to_before_the_last() -> None:
    told = [
        is_open([MONDAY], [], False, at)
        for at in (prague(23, 7, 59), prague(23, 8), prague(23, 16, 29), prague(23, 16, 30))
    ]
    assert told == [False, True, True, False]


def test_a_night_runs_into_the_next_day_and_not_into_the_day_after() -> None:
    told = [is_open([NIGHT], [], False, at) for at in (prague(27, 19), prague(27, 23), prague(28, 5), prague(28, 6))]
    assert told == [False, True, True, False]


def test_times_are_those_of_prague_whatever_zone_asks() -> None:
    assert is_open([MONDAY], [], False, datetime(2026, 11, 23, 7, 0, tzinfo=UTC)) is True
    assert is_open([MONDAY], [], False, datetime(2026, 7, 6, 6, 0, tzinfo=UTC)) is True  # summer time


def test_an_exception_replaces_the_hours_of_its_day() -> None:
    assert is_open([MONDAY], [HOLIDAY], False, prague(28, 9, month=12)) is False
    shorter = OpeningException(days=HOLIDAY.days, opens="10:00", closes="11:00")
    told = [is_open([MONDAY], [shorter], False, prague(28, hour, month=12)) for hour in (9, 10, 11)]
    assert told == [False, True, False]
    assert is_open([], [HOLIDAY], True, prague(28, 9, month=12)) is False


def test_an_exception_without_an_end_lasts() -> None:
    closed = OpeningException(days=Period(start=date(2026, 11, 1)), closed=True)
    assert is_open([MONDAY], [closed], False, prague(23, 9)) is False


def test_without_hours_it_is_not_known_and_day_and_night_is_always() -> None:
    assert is_open([], [], False, prague(23, 9)) is None
    assert is_open([], [], True, prague(22, 3)) is True


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"opens": "16:00", "closes": "08:00"}, "closes", "CLOSES_BEFORE_OPENS"),
        ({"opens": "08:00", "closes": "16:00", "over_midnight": True}, "closes", "CLOSES_BEFORE_OPENS"),
        ({"opens": "8:00", "closes": "16:00"}, "opens", "TIME_FORMAT"),
        ({"opens": "08:00", "closes": "24:30"}, "closes", "TIME_FORMAT"),
        ({"opens": "24:00", "closes": "24:00"}, "opens", "TIME_FORMAT"),
        ({"opens": "08:00", "closes": ""}, "opens", "REQUIRED"),
    ],
)
def test_impossible_hours_are_refused(given: dict[str, object], field: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        OpeningHours(weekday=1, **given)  # type: ignore[arg-type]
    (error,) = refused.value.errors()
    assert error["type"] == reason
    assert field in (*map(str, error["loc"]), error.get("ctx", {}).get("field"))


@given(st.integers(0, MIDNIGHT - 1), st.integers(1, MIDNIGHT), st.integers(0, 7 * MIDNIGHT - 1))
def test_a_stretch_is_open_exactly_for_its_length(start: int, length: int, asked: int) -> None:
    """Whatever a stretch of one weekday: it is open for its minutes, counted from Monday's midnight, and no others."""
    end = (start + length) % MIDNIGHT or (MIDNIGHT if start + length == MIDNIGHT else 0)
    hours = OpeningHours(
        weekday=3, opens=_time(start), closes=_time(end), over_midnight=start + length > MIDNIGHT or end <= start
    )
    begins = 2 * MIDNIGHT + start
    length = length if start + length <= MIDNIGHT or end != start else MIDNIGHT
    at = datetime(2026, 6, 1, tzinfo=PRAGUE) + timedelta(minutes=asked)
    assert is_open([hours], [], False, at) is (begins <= asked < begins + length)


def _time(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@given(st.integers(0, MIDNIGHT))
def test_minutes_read_what_is_written(minute: int) -> None:
    assert minutes(_time(minute)) == minute
