"""When a service is open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from komplan_core.catalogue.organisations import Label
from komplan_core.errors import violated
from komplan_core.record import Record
from komplan_core.values import Period

PRAGUE: Final = ZoneInfo("Europe/Prague")
MIDNIGHT: Final = 24 * 60
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")


def _time(value: str) -> str:
    if value and not _TIME.fullmatch(value):
        violated("TIME_FORMAT", "write the time as 08:30; the end of a day is 24:00")
    return value


Time = Annotated[str, AfterValidator(_time)]
"""A time of day, `08:30`; `24:00` ends a day. Empty where nothing is open."""


def minutes(time: str) -> int:
    """Minutes since midnight."""
    hours, _, rest = time.partition(":")
    return int(hours) * 60 + int(rest)


def _check_times(opens: str, closes: str, over_midnight: bool) -> None:
    if not opens or not closes:
        violated("REQUIRED", "state both when it opens and when it closes", "opens")
    if minutes(opens) == MIDNIGHT:
        violated("TIME_FORMAT", "the day begins at 00:00", "opens")
    if over_midnight != (minutes(closes) <= minutes(opens)):
        violated("CLOSES_BEFORE_OPENS", "it closes before it opens: say so when it closes on the next day", "closes")


class OpeningHours(Record):
    """One stretch of one weekday."""

    weekday: Annotated[int, Field(ge=1, le=7)]
    """1 Monday to 7 Sunday (ISO 8601)."""
    opens: Time
    closes: Time
    over_midnight: bool = False
    """Whether it closes on the next day."""
    by_appointment: bool = False
    note: Label = ""

    def model_post_init(self, context: Any, /) -> None:
        _check_times(self.opens, self.closes, self.over_midnight)


class OpeningException(Record):
    """Days that differ from the weekly hours: closed, or open at other times."""

    days: Period
    closed: bool = False
    opens: Time = ""
    closes: Time = ""
    over_midnight: bool = False
    note: Label = ""

    def model_post_init(self, context: Any, /) -> None:
        if not self.closed:
            _check_times(self.opens, self.closes, self.over_midnight)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When something is open, small enough to keep for every service of a country. Times are minutes of a day."""

    weekly: tuple[tuple[int, int, int], ...]
    """Weekday, opens, closes; above 1440 it closes on the next day."""
    special: tuple[tuple[int, int, int, int], ...]
    """First and last day as ordinals, opens, closes; both 0 for a day on which it is closed."""
    nonstop: bool

    @classmethod
    def of(cls, hours: Iterable[OpeningHours], exceptions: Iterable[OpeningException], nonstop: bool) -> "Timetable":
        """The timetable that these hours make."""
        special = tuple(
            (
                item.days.start.toordinal(),
                (item.days.end or date.max).toordinal(),
                *((0, 0) if item.closed else _stretch(item)),
            )
            for item in exceptions
        )
        return cls(tuple((item.weekday, *_stretch(item)) for item in hours), special, nonstop)

    def is_open(self, at: datetime) -> bool | None:
        """Whether it is open at a moment (aware of its zone), in Prague's time; None where no hours are stated.

        An exception replaces all weekly hours of its days; what began before midnight runs on into an exceptional day.
        """
        if not (self.weekly or self.special or self.nonstop):
            return None
        local = at.astimezone(PRAGUE)
        today, now = local.date(), local.hour * 60 + local.minute
        if any(opens <= now < closes for opens, closes in self._stretches(today)):
            return True
        return any(now + MIDNIGHT < closes for _, closes in self._stretches(today - timedelta(days=1)))

    def _stretches(self, day: date) -> list[tuple[int, int]]:
        number = day.toordinal()
        if exceptional := [item for item in self.special if item[0] <= number <= item[1]]:
            return [(opens, closes) for _, _, opens, closes in exceptional]
        if self.nonstop:
            return [(0, MIDNIGHT)]
        return [(opens, closes) for weekday, opens, closes in self.weekly if weekday == day.isoweekday()]


def _stretch(item: OpeningHours | OpeningException) -> tuple[int, int]:
    return minutes(item.opens), minutes(item.closes) + (MIDNIGHT if item.over_midnight else 0)
