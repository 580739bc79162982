"""Time and ids as arguments, so that tests and simulations own them."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the time, in UTC."""

Ids = Callable[[], str]
"""Gives a new random id, a valid code."""

PRAGUE = ZoneInfo("Europe/Prague")


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


def random_id() -> str:
    """Sixteen random characters, a letter first."""
    return "x" + secrets.token_hex(8)[1:]


def today(clock: Clock) -> date:
    """The day in Prague: deadlines are days of the office."""
    return clock().astimezone(PRAGUE).date()
