"""Financial analysis: what a plan's measures cost, by year and source. Amounts that are not known are not zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from komplan_core.values import Money


class Line(NamedTuple):
    """Money of one year from one canonical source, as a measure has it; None where it is not known."""

    year: int
    source: str
    planned: Money | None
    secured: Money | None
    actual: Money | None


@dataclass(slots=True)
class Sum:
    """Added amounts, each with the number of lines that do not tell it."""

    planned: Money = Money(0)
    secured: Money = Money(0)
    actual: Money = Money(0)
    gap: Money = Money(0)
    """Planned and not secured, line by line: what one source has too much does not fill another one's gap."""
    overrun: Money = Money(0)
    """Actual above planned, line by line."""
    lines: int = 0
    without_planned: int = 0
    without_secured: int = 0
    without_actual: int = 0

    def join(self, other: "Sum") -> None:
        """Take another sum in."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def add(self, line: Line) -> None:
        """Take a line in."""
        self.lines += 1
        self.planned += line.planned or Money(0)
        self.secured += line.secured or Money(0)
        self.actual += line.actual or Money(0)
        self.without_planned += line.planned is None
        self.without_secured += line.secured is None
        self.without_actual += line.actual is None
        if line.planned is not None:
            self.gap += max(line.planned - (line.secured or Money(0)), Money(0))
            if line.actual is not None:
                self.overrun += max(line.actual - line.planned, Money(0))


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year, or a source in a year where one is named."""

    year: int
    source: str
    total: Sum


@dataclass(frozen=True, slots=True)
class SourceShare:
    """A source over all years, with its share of what is planned; None where nothing is."""

    source: str
    total: Sum
    planned_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The money of a plan. Effective plans have several sources: their number is told."""

    total: Sum
    years: tuple[YearSum, ...]
    cells: tuple[YearSum, ...]
    sources: tuple[SourceShare, ...]

    @property
    def source_count(self) -> int:
        """Sources from which something is planned."""
        return sum(share.total.planned > Money(0) for share in self.sources)


def analyse(lines: Iterable[Line]) -> Analysis:
    """Totals by year and source, shares, gap and overrun."""
    cells: dict[tuple[int, str], Sum] = {}
    for line in lines:
        cells.setdefault((line.year, line.source), Sum()).add(line)
    total = Sum()
    years: dict[tuple[int, str], Sum] = {}
    sources: dict[str, Sum] = {}
    for (year, source), found in cells.items():
        total.join(found)
        years.setdefault((year, ""), Sum()).join(found)
        sources.setdefault(source, Sum()).join(found)
    return Analysis(
        total,
        tuple(_years(years)),
        tuple(_years(cells)),
        tuple(SourceShare(source, found, _share(found, total)) for source, found in sorted(sources.items())),
    )


def _years(found: Mapping[tuple[int, str], Sum]) -> Iterable[YearSum]:
    return (YearSum(year, source, total) for (year, source), total in sorted(found.items(), key=lambda item: item[0]))


def _share(part: Sum, total: Sum) -> Decimal | None:
    return part.planned.percent_of(total.planned) if total.planned > Money(0) else None
