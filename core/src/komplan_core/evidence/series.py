"""Socio-demographic series: one indicator of a territory over the years, with its growth and its gaps."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from komplan_core.record import Entity, Record
from komplan_core.values import Code, ExactDecimal, MunicipalityCode, Text, Title, Year, unique


class SeriesValue(Record):
    """The value of a year, with its own source where it differs from the series'."""

    year: Year
    value: ExactDecimal
    source: Text = ""


class Series(Entity):
    """Values of an indicator by year. A year without a value is a gap, never a zero."""

    title: Title
    indicator: Code
    unit: Title
    municipalities: tuple[MunicipalityCode, ...] = ()
    """RÚIAN codes of the territory; empty for the whole area."""
    source: Title
    values: Annotated[tuple[SeriesValue, ...], Field(max_length=200), unique("a year", lambda value: value.year)] = ()
    note: Text = ""


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A year of a trend. None where the year is a gap, or where growth cannot be told."""

    year: int
    value: Decimal | None
    difference: Decimal | None
    growth_percent: Decimal | None
    """Against the year before, two decimals, half up."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A series as it grew."""

    years: tuple[TrendYear, ...]
    gaps: tuple[int, ...]
    growth_percent: Decimal | None
    """Of the last value against the first."""


def trend(series: Series) -> Trend:
    """Every year from the first to the last, growth from year to year, and the years without a value."""
    known = {item.year: item.value for item in series.values}
    if not known:
        return Trend((), (), None)
    first, last = min(known), max(known)
    years = []
    for year in range(first, last + 1):
        value, before = known.get(year), known.get(year - 1)
        difference = value - before if value is not None and before is not None else None
        years.append(TrendYear(year, value, difference, _growth(before, value)))
    gaps = tuple(item.year for item in years if item.value is None)
    return Trend(tuple(years), gaps, _growth(known[first], known[last]) if last > first else None)


def _growth(before: Decimal | None, value: Decimal | None) -> Decimal | None:
    """From nothing there is no growth in per cent, and from a negative number it means nothing."""
    if before is None or value is None or before <= 0:
        return None
    return ((value - before) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
