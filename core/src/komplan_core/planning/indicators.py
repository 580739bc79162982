"""Indicators: how fulfilment of a measure is seen."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.record import Record
from komplan_core.values import Code, ExactDecimal, Text, Title, Year, unique


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class YearlyTarget(Record):
    """The value that an indicator should reach in a year."""

    year: Year
    target: ExactDecimal


class Indicator(Record):
    """How fulfilment of a measure is seen."""

    code: Code
    title: Title
    unit: Title
    direction: Direction
    baseline: ExactDecimal | None = None
    baseline_on: date | None = None
    target: ExactDecimal | None = None
    """The value at the end."""
    target_on: date | None = None
    source: Text = ""
    owner: Text = ""
    """The office that follows it, not a person."""
    yearly_targets: Annotated[
        tuple[YearlyTarget, ...], Field(max_length=30), unique("the target of a year", lambda target: target.year)
    ] = ()
