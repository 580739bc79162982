"""The measure sheet (karta opatření), whole."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.catalogue.services import ServiceClass
from komplan_core.codelists import CapacityUnitCode, FormCode, ServiceTypeCode, TargetGroupCode
from komplan_core.errors import Invalid, violated
from komplan_core.planning.contents import Position
from komplan_core.planning.extra import ExtraValues
from komplan_core.planning.indicators import Indicator
from komplan_core.planning.money import FinancingLine
from komplan_core.planning.plans import Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, MunicipalityCode, OptionalCode, Period, Text, Title, unique

UNDECIDED: Final = frozenset({"not-started", "running"})
"""Meanings of states that need no words."""
CALLED_OFF: Final = frozenset({"cancelled", "postponed"})
"""Meanings of states that need a reason and a body that approved."""


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
    service_class: ServiceClass | None = None
    """Registered, or a related activity outside the register; None where that is not said."""

    def model_post_init(self, context: Any, /) -> None:
        if self.unit is None and (self.capacity_from is not None or self.capacity_to is not None):
            violated("REQUIRED", "say in what unit the capacity is counted", "unit")


class Activity(Record):
    """A step of a measure."""

    title: Title
    due: date | None = None


class Milestone(Record):
    """A point that the measure must have reached by a day."""

    title: Title
    due: date


class Grade(StrEnum):
    """How likely something is, or how hard it strikes."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Risk(Record):
    """What may keep a measure from being fulfilled, and what is done about it."""

    text: Title
    likelihood: Grade
    impact: Grade
    response: Text = ""


class StateNote(Record):
    """What was said when a measure came into its state."""

    text: Text = ""
    reason: Text = ""
    next_step: Text = ""
    body: OptionalCode = ""
    """Code of the body that approved it."""

    def check(self, meaning: str, field: str) -> None:
        """Raise Invalid unless the note in `field` says what a state of this fixed meaning needs (domain: § 5)."""
        if meaning not in UNDECIDED and not self.text.strip():
            raise Invalid.field(f"{field}.text", "REQUIRED", f"say in words how the measure came to be {meaning}")
        if meaning in CALLED_OFF and not self.reason.strip():
            raise Invalid.field(f"{field}.reason", "REQUIRED", f"a measure is {meaning} for a reason")
        if meaning in CALLED_OFF and not self.body:
            raise Invalid.field(f"{field}.body", "REQUIRED", f"name the body that approved that it is {meaning}")


class Measure(Entity):
    """One step the municipality commits itself to: the measure sheet (karta opatření)."""

    node: Code
    """Id of the node above."""
    position: Position
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
    swots: Annotated[tuple[Title, ...], Field(max_length=200), unique("a SWOT")] = ()
    """SWOTs on which the measure rests: resource names, or `areas/*/swots/*/items/{code}` for one item."""
    regional_priority: Text = ""
    """The priority of the region's midterm plan that it serves: number and title, or resource name."""
    register_target_groups: Annotated[tuple[TargetGroupCode, ...], Field(max_length=100), unique("a target group")] = ()
    """Target groups of the register of providers, beside the local ones."""
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=100)] = ()
    conditions: Annotated[tuple[Title, ...], Field(max_length=100)] = ()
    """What must hold for the measure to be done."""
    depends_on: Annotated[tuple[Code, ...], Field(max_length=100), unique("a measure")] = ()
    """Ids of measures of the same version that must come first."""
    risks: Annotated[tuple[Risk, ...], Field(max_length=100)] = ()
    state_note: StateNote | None = None
    author: Text = ""
    """The group or office that wrote it, not a person."""
    approval: Resolution | None = None
    """The body's decision on this measure alone, where there was one."""
    shaped_by: Annotated[tuple[Title, ...], Field(max_length=500), unique("a comment")] = ()
    """Resource names of the comments, or points of them, that shaped it."""
    extra: ExtraValues = ()
