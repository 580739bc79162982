"""The planning cycle: one turn of preparing, writing, discussing and living a plan."""

from typing import Annotated

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
