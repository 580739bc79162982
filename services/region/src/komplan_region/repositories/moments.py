"""Moments as databases give them back."""

from datetime import UTC, datetime


def utc(moment: datetime | None) -> datetime | None:
    """SQLite gives back what was stored in UTC without saying so."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
