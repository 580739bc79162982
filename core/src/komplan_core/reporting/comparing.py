"""One service across years: each quantity and indicator of its reports, and how it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from komplan_core.reporting.indicators import OF_PERSONS, QUANTITIES, ReportIndicator
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.quantities import half_up, values
from komplan_core.reporting.reports import Report


@dataclass(frozen=True, slots=True)
class YearValue:
    """The value of one period, and its change against the period before in percent."""

    value: Decimal | None
    """None where the report does not state it, or there is no report."""
    change_percent: Decimal | None
    """None where there is nothing to compare with, or it was 0."""


@dataclass(frozen=True, slots=True)
class ComparedQuantity:
    """One quantity or indicator through the years."""

    code: str
    title: str
    unit: str
    values: tuple[YearValue, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports of one service beside each other."""

    periods: tuple[ReportPeriod, ...]
    """Oldest first; periods without a report of the service stand among them."""
    reported: tuple[bool, ...]
    quantities: tuple[ComparedQuantity, ...]


def compared(
    reports: Sequence[tuple[ReportPeriod, Report | None]], indicators: Iterable[ReportIndicator], everybody: bool
) -> Comparison:
    """Compare reports of periods in order; `everybody` leaves out all that tells how many people there were."""
    known = {code: (title, unit, code in OF_PERSONS) for code, (title, unit) in QUANTITIES.items()}
    known |= {item.code: (item.title, item.unit, item.tells_persons) for item in indicators}
    stated = [values(report) if report is not None else {} for _, report in reports]
    found = (
        ComparedQuantity(code, title, unit, _years([year.get(code) for year in stated]))
        for code, (title, unit, persons) in known.items()
        if not (everybody and persons) and any(code in year for year in stated)
    )
    return Comparison(
        tuple(period for period, _ in reports), tuple(report is not None for _, report in reports), tuple(found)
    )


def _years(years: Sequence[Decimal | None]) -> tuple[YearValue, ...]:
    return tuple(YearValue(now, _change(before, now)) for before, now in zip([None, *years], years, strict=False))


def _change(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    if not before or now is None:
        return None
    change = Fraction(now - before) * 100 / abs(Fraction(before))
    return half_up(change) if change >= 0 else -half_up(-change)
