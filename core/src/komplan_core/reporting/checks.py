"""What the office should look at in a report. Findings are warnings; only an unexplained leap stops a submission."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from komplan_core.catalogue import Provider, Service
from komplan_core.codelists import CodeList, entry
from komplan_core.reporting.indicators import QUANTITIES, ReportIndicator
from komplan_core.reporting.lines import Finding
from komplan_core.reporting.quantities import stated, total
from komplan_core.reporting.reports import Report

LEAP_PERCENT: Final = 30
"""A figure that differs from last year's by more is explained in words."""


class FindingReason(StrEnum):
    """What a check noticed."""

    NOTHING_STATED = "nothing-stated"
    BALANCE = "balance"
    TOTAL_DIFFERS = "total-differs"
    CAPACITY_REACHED = "capacity-reached"
    OCCUPANCY_ABOVE_FULL = "occupancy-above-full"
    OVERLAP = "overlap"
    INDICATOR_MISSING = "indicator-missing"
    FOUNDER_UNNAMED = "founder-unnamed"
    LEAP = "leap"


def findings(
    report: Report,
    service: Service,
    provider: Provider,
    indicators: Iterable[ReportIndicator],
    last_year: Report | None,
) -> tuple[Finding, ...]:
    """Everything that the checks notice; `indicators` are those that the service states in this period."""
    expected = tuple(indicators)
    return (
        *_nothing_stated(report),
        *_money(report, provider),
        *_people(report, service),
        *_missing(report, expected),
        *(_leap(*leap, expected) for leap in leaps(report, last_year)),
    )


def leaps(report: Report, last_year: Report | None) -> list[tuple[str, Decimal, Decimal]]:
    """(code, last year, now) of every figure that leapt; what either year does not state is not compared."""
    if last_year is None:
        return []
    before, now = stated(last_year), stated(report)
    return [(code, before[code], now[code]) for code in now if code in before and _leapt(before[code], now[code])]


def unexplained(report: Report, last_year: Report | None) -> list[str]:
    """Codes of figures that leapt and about which the provider says nothing."""
    said = {item.subject for item in report.explanations if item.text.strip()}
    return [code for code, _, _ in leaps(report, last_year) if code not in said]


def _leapt(before: Decimal, now: Decimal) -> bool:
    return abs(now - before) * 100 > abs(before) * LEAP_PERCENT


def _nothing_stated(report: Report) -> Iterator[Finding]:
    for field, title in (("clients", "klienty"), ("costs", "náklady"), ("incomes", "výnosy"), ("workload", "úvazky")):
        if not getattr(report, field):
            yield _finding(field, FindingReason.NOTHING_STATED, f"Výkaz neuvádí {title}.")


def _money(report: Report, provider: Provider) -> Iterator[Finding]:
    cost = total(line.actual for line in report.costs)
    income = total(line.actual for line in report.incomes)
    if cost is not None and income is not None and cost != income:
        more, less = ("Výnosy převyšují náklady", income - cost), ("Náklady převyšují výnosy", cost - income)
        words, difference = more if income > cost else less
        yield _finding("incomes", FindingReason.BALANCE, f"{words} o {difference}.")
    for field, told, added in (
        ("stated_cost", report.stated_cost, cost),
        ("stated_income", report.stated_income, income),
    ):
        if told is not None and added is not None and told != added:
            message = f"Uvedený součet {told} se liší od součtu řádků {added}."
            yield _finding(field, FindingReason.TOTAL_DIFFERS, message)
    if provider.founder_type == "municipality" and any(
        line.source == "founder" and line.municipality is None for line in report.incomes
    ):
        message = "U příspěvku zřizovatele chybí kód obce: v penězích města se neobjeví."
        yield _finding("incomes", FindingReason.FOUNDER_UNNAMED, message)


def _people(report: Report, service: Service) -> Iterator[Finding]:
    for unit in ("beds", "clients"):
        # each form has its own maximum; the largest is compared, for forms and units are never added
        largest = max((item.registered for item in service.capacities if item.unit == unit), default=None)
        if largest is not None and report.clients and report.client_count >= largest:
            title = entry(CodeList.CAPACITY_UNITS, unit).title
            message = f"Klientů je {report.client_count}, registrovaná kapacita ({title}) je {largest}."
            yield _finding("clients", FindingReason.CAPACITY_REACHED, message)
    if report.occupancy is not None and report.occupancy > 100:
        message = f"Obložnost {_czech(report.occupancy)} % je vyšší než 100 %."
        yield _finding("occupancy", FindingReason.OCCUPANCY_ABOVE_FULL, message)
    if report.overlap:
        message = "Část klientů využívá i jinou službu: osoby se mezi službami nesčítají."
        yield _finding("overlap", FindingReason.OVERLAP, message)


def _missing(report: Report, expected: tuple[ReportIndicator, ...]) -> Iterator[Finding]:
    given = {item.code for item in report.indicators}
    for indicator in expected:
        if indicator.formula is None and indicator.code not in given:
            message = f"Chybí ukazatel „{indicator.title[:500]}“."
            yield _finding("indicators", FindingReason.INDICATOR_MISSING, message)


def _leap(code: str, before: Decimal, now: Decimal, expected: tuple[ReportIndicator, ...]) -> Finding:
    titles = {item.code: (item.title, item.unit) for item in expected}
    title, unit = QUANTITIES.get(code) or titles.get(code, (code, ""))
    change = f"loni {_czech(before)}, nyní {_czech(now)} ({unit[:50]})"
    return _finding(code, FindingReason.LEAP, f"Vysvětlete změnu o více než {LEAP_PERCENT} %: {title[:500]}, {change}.")


def _finding(field: str, reason: FindingReason, message: str) -> Finding:
    return Finding(field=field, reason=reason, message=message)


def _czech(number: Decimal) -> str:
    """The number as people write it: `1 234,5`."""
    text = f"{number:,f}".replace(",", " ").replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text
