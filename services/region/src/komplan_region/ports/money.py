"""What the region adds up of adopted plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from komplan_core.regional import Sum


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """One adopted plan of a city, reduced to what the midterm plan needs. Measures are named by their place."""

    name: str
    period_start: date
    period_end: date | None
    priorities: int
    systemic_priorities: int
    measures: tuple[tuple[str, str, str], ...]
    """Name, printed number and title, in their places."""
    by_group: dict[tuple[str, int, str], Sum]
    by_source: dict[tuple[int, str], Sum]
    groups: dict[str, tuple[int, tuple[int, ...]]]
    """Canonical group → number of priorities, places of measures."""
    unmapped: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Kind, local code, places of measures."""


class MoneyTx(Protocol):
    """Measures and money of the copied plans inside a transaction."""

    def put(self, row_id: int, plans: Sequence[CopiedPlan]) -> None:
        """Replace what one municipality contributes."""
        ...

    def rows(self, what: str, start: date, end: date) -> list[tuple[Any, ...]]:
        """Rows of `plans`, `measures`, `figures`, `totals`, `groups` or `unmapped` of plans that touch the days."""
        ...
