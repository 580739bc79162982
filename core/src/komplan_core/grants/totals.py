"""Money of grants by year and kind, beside what sources state. A statement is never added to a computed figure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from komplan_core.grants.calls import GrantCall, GrantKind
from komplan_core.grants.results import GrantResult
from komplan_core.planning import ServiceChangeKind
from komplan_core.process import StatedFigure
from komplan_core.record import Record
from komplan_core.values import Money

STATED_MONEY: Final = {
    GrantKind.GRANT: "grants-to-ngos",
    GrantKind.INTEREST_SUBSIDY: "interest-subsidy",
    GrantKind.PROJECT_APPLICATION_SUBSIDY: "project-application-subsidy",
}
"""Codes of the figures of a cycle that state the money of each kind."""
MONEY_UNIT: Final = "hal"
"""Unit of stated money; a figure in another unit is not compared with money."""
STATED_SERVICES: Final = "new-services"
"""Code of the figure of a cycle that states new and extended services of a year."""
DEVELOPING: Final = (ServiceChangeKind.NEW, ServiceChangeKind.EXTEND, ServiceChangeKind.TRANSFORM)
"""Changes that cities count as new or extended services."""


class Stated(Record):
    """One value that sources state. Several sources of one value are one statement, not several amounts."""

    value: Decimal
    sources: tuple[str, ...]


class YearOfMoney(Record):
    """The money of one kind in one year."""

    year: int
    kind: GrantKind
    calls: int
    budget: Money
    decided: int
    """Applications that were decided."""
    successful: int
    """Applications that hold a grant."""
    requested: Money
    """What the decided ones asked for."""
    granted: Money
    paid: Money
    drawn: Money
    returned: Money
    stated: tuple[Stated, ...] = ()
    """What sources state of the budget; more than one where they contradict one another."""

    @property
    def contradicts(self) -> bool:
        """Whether a source states another budget than the calls have, or sources differ."""
        return len(self.stated) > 1 or any(self.calls and item.value != self.budget.hal for item in self.stated)


class YearOfServices(Record):
    """Services that grants of a year helped to begin, extend or transform, and what sources state of them."""

    year: int
    new: int
    extended: int
    transformed: int
    stated: tuple[Stated, ...] = ()

    @property
    def counted(self) -> int:
        """New, extended and transformed services together."""
        return self.new + self.extended + self.transformed


def totals(
    calls: Sequence[GrantCall], results: Sequence[GrantResult], figures: Iterable[StatedFigure]
) -> tuple[YearOfMoney, ...]:
    """Money by year and kind, oldest first. A year that is only stated has no calls and no computed money."""
    said = [item for item in figures if item.unit == MONEY_UNIT]
    kinds = {code: kind for kind, code in STATED_MONEY.items()}
    keys = {(call.year, call.kind) for call in calls}
    keys |= {(item.year, kinds[item.code]) for item in said if item.year is not None and item.code in kinds}
    rows = []
    for year, kind in sorted(keys, key=lambda key: (key[0], list(GrantKind).index(key[1]))):
        announced = [call for call in calls if (call.year, call.kind) == (year, kind)]
        decided = [item for item in results if (item.year, item.kind) == (year, kind)]
        rows.append(
            YearOfMoney(
                year=year,
                kind=kind,
                calls=len(announced),
                budget=_sum(call.budget for call in announced),
                decided=len(decided),
                successful=sum(item.granted.hal > 0 for item in decided),
                requested=_sum(item.requested for item in decided),
                granted=_sum(item.granted for item in decided),
                paid=_sum(item.paid for item in decided),
                drawn=_sum(item.actual for item in decided),
                returned=_sum(item.returned or Money(0) for item in decided),
                stated=stated_once(item for item in said if (item.code, item.year) == (STATED_MONEY[kind], year)),
            )
        )
    return tuple(rows)


def services_by_year(results: Sequence[GrantResult], figures: Iterable[StatedFigure]) -> tuple[YearOfServices, ...]:
    """Services by year, each counted once by the largest change that a grant of the year made to it."""
    said = [item for item in figures if item.code == STATED_SERVICES]
    helped = [item for item in results if item.granted.hal and item.change in DEVELOPING]
    years = sorted({item.year for item in helped} | {item.year for item in said if item.year is not None})
    rows = []
    for year in years:
        changes: dict[str, ServiceChangeKind] = {}
        for item in helped:
            if item.year == year:
                # a service without an entry in the catalogue yet is told apart by its application
                key = item.service or item.name
                changes[key] = min(changes.get(key, item.change), item.change, key=DEVELOPING.index)
        counts = {change: list(changes.values()).count(change) for change in DEVELOPING}
        rows.append(
            YearOfServices(
                year=year,
                new=counts[ServiceChangeKind.NEW],
                extended=counts[ServiceChangeKind.EXTEND],
                transformed=counts[ServiceChangeKind.TRANSFORM],
                stated=stated_once(item for item in said if item.year == year),
            )
        )
    return tuple(rows)


def stated_once(figures: Iterable[StatedFigure]) -> tuple[Stated, ...]:
    """Statements of one figure, equal values joined: the same amount on two pages is one amount."""
    sources: dict[Decimal, list[str]] = {}
    for figure in figures:
        said = sources.setdefault(figure.value, [])
        if figure.source not in said:
            said.append(figure.source)
    return tuple(Stated(value=value, sources=tuple(said)) for value, said in sources.items())


def _sum(amounts: Iterable[Money]) -> Money:
    return sum(amounts, Money(0))
