"""Indicators of a city's manual: what a report states besides what every report states."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from komplan_core.codelists import CodeList, ServiceTypeCode, entries
from komplan_core.errors import violated
from komplan_core.planning import Direction
from komplan_core.record import Record
from komplan_core.values import Code, Period, Text, Title, unique

QUANTITIES: Final[dict[str, tuple[str, str]]] = {
    "clients": ("klienti", "osoby"),
    "new-clients": ("noví klienti", "osoby"),
    "refused": ("odmítnutí žadatelé", "žádosti"),
    "workload": ("úvazky", "FTE"),
    "cost": ("provozní náklady", "Kč"),
    "income": ("provozní výnosy", "Kč"),
    "occupancy": ("obložnost", "%"),
    **{f"units-{unit.code}": (f"poskytnuto: {unit.title}", unit.title) for unit in entries(CodeList.CAPACITY_UNITS)},
}
"""What every report states, by code: Czech title and unit. An indicator's code is none of these."""

OF_PERSONS: Final = frozenset({"clients", "new-clients", "refused", "units-clients"})
"""Quantities that count people: never shown to everybody for a single service."""


def _quantity(code: str) -> str:
    if code not in QUANTITIES:
        violated("UNKNOWN_CODE", f"a formula is made of {', '.join(QUANTITIES)}")
    return code


QuantityCode = Annotated[str, AfterValidator(_quantity)]
"""One of `QUANTITIES`."""


class Formula(Record):
    """How an indicator is computed: `of`, divided by `per` if there is one, times `times`; two decimals, half up."""

    of: QuantityCode
    per: QuantityCode | None = None
    times: Annotated[int, Field(ge=1, le=1_000_000)] = 1

    @property
    def quantities(self) -> frozenset[str]:
        """What it is made of."""
        return frozenset({self.of} | ({self.per} if self.per else set()))


class ReportIndicator(Record):
    """One indicator of the manual. It is taken by the reports of the periods in which it holds."""

    code: Code
    title: Title
    unit: Title
    persons: bool = False
    """Whether it counts people, so that it is never shown to everybody for a single service."""
    formula: Formula | None = None
    """None where the provider states the value."""
    service_types: Annotated[tuple[ServiceTypeCode, ...], unique("a service type")] = ()
    """Types of services that state it; empty for all."""
    direction: Direction | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    """First and last day on which it holds; absent is no limit."""
    source: Text = ""
    """The manual that states it."""
    inferred: bool = False
    """Whether its name was inferred and is not stated by the city."""

    def model_post_init(self, context: Any, /) -> None:
        if self.code in QUANTITIES:
            violated("DUPLICATE_CODE", f"every report states `{self.code}`: give the indicator another code", "code")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            violated("PERIOD_ORDER", "the indicator ends before it begins", "valid_to")

    @property
    def tells_persons(self) -> bool:
        """Whether the value, or what can be computed from it, counts people."""
        return self.persons or (self.formula is not None and bool(self.formula.quantities & OF_PERSONS))

    def holds_in(self, days: Period) -> bool:
        """Whether it holds on at least one of the days."""
        return (self.valid_from is None or days.end is None or self.valid_from <= days.end) and (
            self.valid_to is None or days.start <= self.valid_to
        )

    def applies_to(self, service_type: str | None) -> bool:
        """Whether services of this type state it."""
        return not self.service_types or service_type in self.service_types
