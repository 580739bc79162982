"""Days on the command line, as people write them."""

from datetime import UTC, date, datetime
from typing import Any, Final

import typer
from google.protobuf.timestamp_pb2 import Timestamp
from google.type.date_pb2 import Date

from komplan_core.consultation.deadlines import PRAGUE

DAY_FORMATS: Final = ["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"]
"""`2029-06-18`, `18.6.2029` and `18. 6. 2029`."""


def day_option(name: str, told: str) -> Any:
    """An option that takes a day."""
    return typer.Option(name, formats=DAY_FORMATS, metavar="DAY", help=told)


def czech_day(day: Date | date) -> str:
    """A day as Czechs write it, such as `18. 6. 2029`; nothing for none."""
    return f"{day.day}. {day.month}. {day.year}" if day.year else ""


def czech_moment(at: Timestamp | datetime) -> str:
    """A moment as Czechs write it, in Prague: `18. 6. 2029 14:05`."""
    local = (at if isinstance(at, datetime) else at.ToDatetime(UTC)).astimezone(PRAGUE)
    return f"{local.day}. {local.month}. {local.year} {local:%H:%M}"
