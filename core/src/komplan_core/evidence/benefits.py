"""The register of benefits: what came of planning, in the words of those who took part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.codelists import CapacityUnitCode, ServiceTypeCode
from komplan_core.errors import violated
from komplan_core.needs import Reference
from komplan_core.record import Entity
from komplan_core.values import Count, MunicipalityCode, OptionalCode, Text, Title, Year, unique


class BenefitKind(StrEnum):
    """What kind of thing came of planning."""

    NEW_SERVICE = "new-service"
    EXTENDED_SERVICE = "extended-service"
    KEPT_SERVICE = "kept-service"
    CAPACITY = "capacity"
    PLACE = "place"
    POST = "post"
    """A new position of a worker, such as a field worker or a caretaker."""
    PROJECT = "project"
    PARTNERSHIP = "partnership"
    INFORMATION = "information"
    PROCESS = "process"
    """Stable structures, measures carried out, municipalities drawn in."""
    SUPPORT = "support"
    """Help of the town or of individuals to those who provide services."""


class BenefitState(StrEnum):
    """Whether it is there."""

    PREPARED = "prepared"
    ACHIEVED = "achieved"


class Benefit(Entity):
    """One benefit. Entries of several providers that contradict each other are kept side by side."""

    kind: BenefitKind
    state: BenefitState = BenefitState.ACHIEVED
    text: Title
    years: Annotated[tuple[Year, ...], Field(max_length=50), unique("a year")] = ()
    """Years in which it came; empty where no year is said."""
    place: Text = ""
    municipalities: tuple[MunicipalityCode, ...] = ()
    told_by: Text = ""
    """The organisation that tells it; empty where it is not known which."""
    service_type: ServiceTypeCode | None = None
    service: Reference = ""
    """Resource name in the catalogue, or empty."""
    quantity: Count | None = None
    unit: CapacityUnitCode | None = None
    """Unit of the quantity where it is a capacity."""
    needs: Annotated[tuple[Reference, ...], Field(max_length=200), unique("a need")] = ()
    measures: Annotated[tuple[Reference, ...], Field(max_length=200), unique("a measure")] = ()
    cycle: OptionalCode = ""
    source: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        if self.unit is not None and self.quantity is None:
            violated("REQUIRED", "a unit goes with a quantity", "quantity")


@dataclass(frozen=True, slots=True)
class BenefitCount:
    """How many benefits there are of a kind."""

    kind: BenefitKind
    achieved: int
    prepared: int


@dataclass(frozen=True, slots=True)
class BenefitOverview:
    """What planning brought. Capacities of different units are never added."""

    counts: tuple[BenefitCount, ...]
    by_year: tuple[tuple[int, int], ...]
    without_year: int
    without_measure: int
    without_need: int
    contradictions: tuple[tuple[str, str], ...]
    """Pairs of entries of one type of service and place, of which one calls new what the other one kept or extended."""

    @property
    def total(self) -> int:
        """All entries, achieved and prepared."""
        return sum(count.achieved + count.prepared for count in self.counts)


def overview(benefits: Sequence[Benefit]) -> BenefitOverview:
    """Counts by kind and year, what is linked to nothing, and what contradicts itself."""
    counts = []
    for kind in BenefitKind:
        states = [benefit.state for benefit in benefits if benefit.kind is kind]
        if states:
            counts.append(BenefitCount(kind, states.count(BenefitState.ACHIEVED), states.count(BenefitState.PREPARED)))
    years = sorted({year for benefit in benefits for year in benefit.years})
    return BenefitOverview(
        counts=tuple(counts),
        by_year=tuple((year, sum(year in benefit.years for benefit in benefits)) for year in years),
        without_year=sum(not benefit.years for benefit in benefits),
        without_measure=sum(not benefit.measures for benefit in benefits),
        without_need=sum(not benefit.needs for benefit in benefits),
        contradictions=tuple(_contradictions(benefits)),
    )


_BEFORE = frozenset({BenefitKind.KEPT_SERVICE, BenefitKind.EXTENDED_SERVICE})


def _contradictions(benefits: Sequence[Benefit]) -> list[tuple[str, str]]:
    new = [item for item in benefits if item.kind is BenefitKind.NEW_SERVICE and item.service_type]
    kept = [item for item in benefits if item.kind in _BEFORE and item.service_type]
    return [
        (one.name, other.name)
        for one in new
        for other in kept
        if (one.service_type, one.place, one.service) == (other.service_type, other.place, other.service)
    ]
