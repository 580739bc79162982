"""The planning cycle: one turn of preparing, writing, discussing and living a plan."""

from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, ExactDecimal, OptionalCode, Period, Text, Title, Year, unique


class StatedFigure(Record):
    """A figure that a source states. It is kept beside what komplan computes and never mixed with it."""

    code: Code
    title: Title
    value: ExactDecimal
    unit: Code
    """`hal` for money, else what is counted: `persons`, `groups`, `measures`, `percent`…"""
    year: Year | None = None
    source: Text
    """Where it is stated, such as a document and its slide."""
    note: Text = ""
    about: OptionalCode = ""
    """Code of another figure of the cycle that is about the same matter; a different value contradicts it."""

    @property
    def matter(self) -> str:
        """What the figure is about: figures of one matter, year and unit should say the same."""
        return self.about or self.code


MOST_DAYS = 730
"""Days that may lie between two entries of a calendar."""

Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]


class Distance(Record):
    """What this cycle has in place of the city's rule: days to plan with, and days below which a finding is made."""

    rule: Code
    """Code of a back-planning rule of the city's process."""
    days: Days | None = None
    least: Days | None = None

    def model_post_init(self, context: Any, /) -> None:
        if self.days is None and self.least is None:
            violated("REQUIRED", "say how many days are planned, how many are the least, or both", "days")
        if self.days is not None and self.least is not None and self.days < self.least:
            violated("INVALID_VALUE", "fewer days are planned than are the least", "days")


class Cycle(Entity):
    """One planning cycle of the area, linked to the one before."""

    title: Title
    period: Period
    """The days for which the cycle's plan holds."""
    predecessor: OptionalCode = ""
    """Id of the cycle before this one."""
    stated_figures: Annotated[
        tuple[StatedFigure, ...], unique("a stated figure", lambda figure: (figure.code, figure.year))
    ] = ()
    distances: Annotated[tuple[Distance, ...], unique("a rule", lambda distance: distance.rule)] = ()
    """Where this cycle's calendar is planned by other days than the city's rules say."""
