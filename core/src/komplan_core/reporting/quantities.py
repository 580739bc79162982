"""What a report says in numbers: fixed quantities, stated indicators, and indicators computed by their formulas."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from komplan_core.planning import FinancingKind
from komplan_core.reporting.indicators import QUANTITIES, Formula, ReportIndicator
from komplan_core.reporting.lines import CostLine, IncomeLine, IndicatorValue
from komplan_core.reporting.reports import Report
from komplan_core.values import Money

_HUNDRED: Final = Decimal(100)
_LIMIT: Final = Decimal(10) ** 15
"""A computed value has fifteen digits before the point; a larger one is not shown at all."""


def half_up(value: Fraction) -> Decimal:
    """The value with two decimals; a half goes up. For values that are not negative."""
    cents = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    return Decimal(cents).scaleb(-2)


def total(amounts: Iterable[Money | None]) -> Money | None:
    """The sum, or None where there is nothing to add or an amount is not known: unknown is not 0."""
    found = list(amounts)
    if not found or None in found:
        return None
    return sum((amount for amount in found if amount is not None), Money(0))


def operating(lines: Iterable[CostLine] | Iterable[IncomeLine]) -> Money | None:
    """The actual operating money of cost or income lines, or None where it is not known."""
    return total(line.actual for line in lines if line.kind is FinancingKind.OPERATING)


def quantities(report: Report) -> dict[str, Decimal]:
    """The fixed quantities that the report states, by code. What it does not state is absent."""
    found: dict[str, Decimal | None] = {
        "clients": Decimal(report.client_count) if report.clients else None,
        "new-clients": Decimal(report.new_clients) if report.new_clients is not None else None,
        "refused": Decimal(sum(line.applicants for line in report.refusals)) if report.refusals else None,
        "workload": sum((line.fte for line in report.workload), Decimal(0)) if report.workload else None,
        "cost": _crowns(operating(report.costs)),
        "income": _crowns(operating(report.incomes)),
        "occupancy": report.occupancy,
    }
    for code in QUANTITIES:
        if unit := code.removeprefix("units-") if code.startswith("units-") else "":
            lines = [line.delivered for line in report.units if line.unit == unit]
            if lines and (unit != "clients" or len(lines) == 1):  # people of two forms may be the same people
                found[code] = Decimal(sum(lines))
    return {code: value for code, value in found.items() if value is not None}


def stated(report: Report) -> dict[str, Decimal]:
    """All numbers that the provider states, by the code of their quantity or indicator."""
    return {**quantities(report), **{item.code: item.value for item in report.indicators}}


def values(report: Report) -> dict[str, Decimal]:
    """All numbers of a report, computed indicators included."""
    return {**stated(report), **{item.code: item.value for item in report.computed}}


def computed(report: Report, indicators: Iterable[ReportIndicator]) -> tuple[IndicatorValue, ...]:
    """The values of indicators with a formula, as far as what they are made of is known."""
    known = quantities(report)
    found = ((item.code, _value(item.formula, known)) for item in indicators if item.formula is not None)
    return tuple(
        IndicatorValue(code=code, value=value) for code, value in found if value is not None and value < _LIMIT
    )


def _value(formula: Formula, known: dict[str, Decimal]) -> Decimal | None:
    above = known.get(formula.of)
    below = known.get(formula.per) if formula.per is not None else Decimal(1)
    if above is None or not below:
        return None
    return half_up(Fraction(above) * formula.times / Fraction(below))


def _crowns(amount: Money | None) -> Decimal | None:
    return Decimal(amount.hal) / _HUNDRED if amount is not None else None
