"""Charts as data: rows and columns that stand by themselves, with the period and how complete its reports are."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from komplan_core.catalogue import Provider, Service
from komplan_core.codelists import CodeList, entry
from komplan_core.czech_order import czech_order
from komplan_core.reporting.coverage import Coverage
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.reports import Report


class ChartCode(StrEnum):
    """The charts. The first two are those of Ústí nad Labem."""

    MONEY_BY_FOUNDER = "money-by-founder"
    CLIENTS_BY_AREA = "clients-by-area"
    COST_PER_UNIT = "cost-per-unit"
    WORKLOAD = "workload"
    SOURCES = "sources"
    OCCUPANCY = "occupancy"
    REFUSALS = "refusals"


@dataclass(frozen=True, slots=True)
class Column:
    """What the values of one column are, and their unit: `hal`, `percent`, `fte`, `persons` and the like."""

    code: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact number; None where it is not known, or is withheld so that nobody stands out."""

    value: Decimal | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with a figure for each column."""

    code: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that can be drawn, read as a table, or saved."""

    code: ChartCode
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    """None where the rows must not be added."""
    notes: tuple[str, ...]
    coverages: tuple[Coverage, ...]
    """One for each period that the chart draws on, oldest first."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A published report with its service and who provides it."""

    report: Report
    service: Service
    provider: Provider


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """All published reports of a period."""

    period: ReportPeriod
    coverage: Coverage
    reports: tuple[Reported, ...]


NOT_ADDED = "Nelze sčítat."
"""Stands beside rows that must not be added."""


def number(value: Decimal | int | None) -> Figure:
    """A figure that everybody may see."""
    return Figure(Decimal(value) if value is not None else None)


WITHHELD = Figure(None, withheld=True)


def titled(code_list: CodeList, code: str | None, otherwise: str) -> str:
    """The Czech title of a code, or what stands where there is none."""
    return entry(code_list, code).title if code else otherwise


def by_title(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in the order of their titles; the one without a code last."""
    return tuple(sorted(rows, key=lambda row: (not row.code, czech_order(row.title), row.code)))
