"""The community plan: plans, versions, their tree, and the measure sheet (act 108/2006 Sb., § 3 letter h)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.codelists import CapacityUnitCode, FormCode, ServiceTypeCode
from komplan_core.record import Entity, Record
from komplan_core.values import (
    Amount,
    Code,
    Count,
    ExactDecimal,
    Money,
    MunicipalityCode,
    OptionalCode,
    Period,
    Text,
    Title,
    Year,
    unique,
)


class CommonLevel(StrEnum):
    """The levels that all cities share; a city's own level maps to one of them or is a mere heading."""

    PRIORITY = "priority"
    GOAL = "goal"
    MEASURE = "measure"
    ACTIVITY = "activity"


class Plan(Entity):
    """A plan of the area; plans of one area may overlap in time and territory (Český Krumlov)."""

    title: Title
    cycle: Code
    period: Period
    municipalities: tuple[MunicipalityCode, ...] = ()
    """RÚIAN codes of the plan's territory; empty for the whole area."""
    fictional: bool = False
    """Whether the plan is made-up data for a demonstration."""


class Resolution(Record):
    """A decision of a council (rada) or assembly (zastupitelstvo)."""

    body: Code
    number: Title
    held_on: date


class PlanVersion(Entity):
    """One version of a plan. It is edited as a draft and immutable once published."""

    title: Title
    state: OptionalCode = ""
    resolution: Resolution | None = None
    content_sha256: str = ""
    """Hash over the nodes and measures, set when the version leaves the draft."""


class PlanNode(Entity):
    """A node above the measures: a chapter, a priority, a goal. Without a working group it is systemic."""

    level: Code
    parent: OptionalCode = ""
    """Id of the parent node, or empty at the top."""
    position: Annotated[int, Field(ge=1, le=10_000)]
    code: str = ""
    """Printed number, from the city's numbering."""
    title: Title
    text: Text = ""
    working_group: OptionalCode = ""


class FinancingKind(StrEnum):
    """Running costs or investment."""

    OPERATING = "operating"
    INVESTMENT = "investment"


class FinancingLine(Record):
    """Money of one year from one source. An amount that is not known is absent, not zero."""

    year: Year
    source: Code
    """A canonical funding source, or a local one that the profile maps."""
    kind: FinancingKind = FinancingKind.OPERATING
    planned: Amount | None = None
    secured: Amount | None = None
    actual: Amount | None = None

    @property
    def gap(self) -> Money:
        """What is planned and not secured, not below zero."""
        planned, secured = self.planned or Money(0), self.secured or Money(0)
        return max(planned - secured, Money(0))


class Direction(StrEnum):
    """Which way an indicator should move."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class Indicator(Record):
    """How fulfilment of a measure is seen."""

    code: Code
    title: Title
    unit: Title
    direction: Direction
    baseline: ExactDecimal | None = None
    baseline_on: date | None = None
    target: ExactDecimal | None = None
    target_on: date | None = None
    source: Text = ""
    owner: Text = ""


class ServiceChangeKind(StrEnum):
    """What happens to a service."""

    NEW = "new"
    KEEP = "keep"
    EXTEND = "extend"
    TRANSFORM = "transform"
    END = "end"


class ServiceChange(Record):
    """What the measure does to a service, with its capacity before and after in one unit."""

    change: ServiceChangeKind
    service: str = ""
    """Resource name in the catalogue, or empty for a service that does not exist yet."""
    service_type: ServiceTypeCode | None = None
    form: FormCode | None = None
    unit: CapacityUnitCode | None = None
    capacity_from: Count | None = None
    capacity_to: Count | None = None


class Activity(Record):
    """A step of a measure."""

    title: Title
    due: date | None = None


class Measure(Entity):
    """One step the municipality commits itself to: the measure sheet (karta opatření)."""

    node: Code
    """Id of the node above."""
    position: Annotated[int, Field(ge=1, le=10_000)]
    code: str = ""
    """Printed number, from the city's numbering."""
    title: Title
    description: Text = ""
    working_group: OptionalCode = ""
    """Empty for a systemic measure."""
    state: OptionalCode = ""
    target_groups: Annotated[tuple[Code, ...], Field(max_length=100), unique("a target group")] = ()
    municipalities: tuple[MunicipalityCode, ...] = ()
    needs: Annotated[tuple[str, ...], Field(max_length=200), unique("a need")] = ()
    """Resource names of the needs that the measure answers."""
    expected_persons: Count | None = None
    service_change: ServiceChange | None = None
    activities: Annotated[tuple[Activity, ...], Field(max_length=500)] = ()
    responsible: Text = ""
    """The one responsible subject (rule P4): an organisation or body, not a person."""
    cooperating: Annotated[tuple[Title, ...], Field(max_length=200)] = ()
    period: Period | None = None
    financing: Annotated[
        tuple[FinancingLine, ...],
        Field(max_length=500),
        unique("a line of one year, source and kind", lambda line: (line.year, line.source, line.kind)),
    ] = ()
    indicators: Annotated[tuple[Indicator, ...], unique("an indicator", lambda indicator: indicator.code)] = ()
    no_indicator_reason: Text = ""
