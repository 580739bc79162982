"""What the region adds up of adopted plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from komplan_core.planning import FinancingKind
from komplan_core.regional.money import SPLIT, UNKNOWN, MeasureLine, MoneySum

SUMMED = (*SPLIT, "lines", *UNKNOWN)
"""What is added up, in this order."""


@dataclass(frozen=True, slots=True)
class CopiedMeasure:
    """A measure of a city, reduced to what the region needs."""

    name: str
    code: str
    """Printed number."""
    title: str
    change: str = ""
    """What happens to a service; empty where the measure names none."""
    service: str = ""
    service_type: str = ""
    territory: tuple[str, ...] = ()
    """RÚIAN codes of its municipalities: its own, or those of the plan, or of the whole area."""
    groups: tuple[str, ...] = ()
    """Canonical target groups."""


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """One adopted plan of a city, reduced to what the midterm plan needs. Measures are named by their place."""

    name: str
    period_start: date
    period_end: date | None
    priorities: int
    systemic_priorities: int
    measures: tuple[CopiedMeasure, ...]
    """In their places."""
    by_group: dict[tuple[str, int, str], MoneySum]
    by_source: dict[tuple[int, str], MoneySum]
    by_kind: dict[tuple[int, str, FinancingKind], MoneySum]
    groups: dict[str, tuple[int, tuple[int, ...]]]
    """Canonical group → number of priorities, places of measures."""
    unmapped: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Kind, local code, places of measures."""
    lines: tuple[MeasureLine, ...] = ()
    paid: Mapping[tuple[tuple[int, str], ...], int] = field(default_factory=dict)
    """Years and sources with planned money → how many measures are paid so."""


@dataclass(frozen=True, slots=True)
class SummedRow:
    """Money by what was asked: haléře and numbers of lines in the order of `SUMMED`."""

    key: str
    """Code of the area, RÚIAN codes of municipalities, or canonical target group."""
    year: int
    source: str
    kind: str
    sums: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line behind a figure."""

    row_id: int
    measure: str
    code: str
    title: str
    area: str
    line: MeasureLine
    service: str
    service_type: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How measures with planned money spread over sources."""

    measures: int
    with_several: int
    sources: tuple[str, ...]


class MoneyTx(Protocol):
    """Measures and money of the copied plans inside a transaction."""

    def put(self, row_id: int, plans: Sequence[CopiedPlan]) -> None:
        """Replace what one municipality contributes."""
        ...

    def rows(self, what: str, start: date, end: date) -> list[tuple[Any, ...]]:
        """Rows of plans that touch the days: `plans`, `measures`, `territories`, `figures`, `totals`, `groups`,
        `unmapped`."""
        ...

    def summed(self, by: str, first: int, last: int) -> list[SummedRow]:
        """Sums of the years of plans that touch them, by `region`, `area`, `territory` or `target-group`."""
        ...

    def spread(self, first: int, last: int) -> Spread:
        """How measures of these years spread over sources."""
        ...

    def lines(self, after: int, most: int, **only: Any) -> list[LineRow]:
        """At most so many lines after a row; `only`: `year`, `source`, `area`, `target_group`, `first`, `last` year."""
        ...

    def paid_otherwise(self, source: str, first: int, last: int) -> set[str]:
        """Names of measures with planned money of these years from another source."""
        ...
