"""Days and periods between the contract and everything else."""

from datetime import date

from google.type.date_pb2 import Date

from komplan.type.v1 import period_pb2
from komplan_core.errors import Invalid
from komplan_core.values import Period


def day_of(message: Date, field: str) -> date:
    """The day that a request names. Raises Invalid for `field` when there is no such day."""
    try:
        return date(message.year, message.month, message.day)
    except ValueError:
        raise Invalid.field(field, "INVALID_VALUE", "there is no such day") from None


def given_day(request: object, field: str) -> date | None:
    """The day in a field of a request, or None where it is absent. Raises Invalid."""
    message = getattr(request, field)
    return day_of(message, field) if message != Date() else None


def period_of(message: period_pb2.Period, field: str) -> Period:
    """The period that a request names. Raises Invalid for `field`."""
    start = day_of(message.start, f"{field}.start")
    end = day_of(message.end, f"{field}.end") if message.HasField("end") else None
    if end is not None and end < start:
        raise Invalid.field(f"{field}.end", "PERIOD_ORDER", "the period ends before it begins")
    return Period(start=start, end=end)


def day_message(day: date | None) -> Date | None:
    """A day for the contract; none where there is none."""
    return Date(year=day.year, month=day.month, day=day.day) if day is not None else None
