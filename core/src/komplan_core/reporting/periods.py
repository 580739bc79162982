"""The periods for which services report."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Period, Year

WHOLE_YEAR: Final = 0


def period_id(year: int, half: int) -> str:
    """The id of a period: `2026` for a year, `2026-1` and `2026-2` for its halves."""
    return f"{year}-{half}" if half else str(year)


class ReportPeriod(Entity):
    """A year or half-year, and the day by which reports are due."""

    year: Year
    half: Annotated[int, Field(ge=0, le=2)] = WHOLE_YEAR
    """0 is the whole year."""
    due: date
    closed: bool = False
    """A closed period takes corrections only; its counts of people are public."""

    def model_post_init(self, context: Any, /) -> None:
        if self.due < self.days.start:
            violated("PERIOD_ORDER", "reports are due before the period begins", "due")

    @property
    def days(self) -> Period:
        """First and last day."""
        start = date(self.year, 7 if self.half == 2 else 1, 1)
        end = date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)
        return Period(start=start, end=end)

    @property
    def title(self) -> str:
        """What it is called in Czech."""
        return f"{self.half}. pololetí {self.year}" if self.half else f"rok {self.year}"
