"""The network of services of a region (act 108/2006 Sb., § 3 letter i, § 95 letters g and h): who is in it, and why.

The network changes by decisions only, each with a reason and a resolution. Names of statuses vary by region.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from komplan_core import names
from komplan_core.codelists import CapacityUnitCode, FormCode, ServiceTypeCode
from komplan_core.errors import violated
from komplan_core.needs import Reference
from komplan_core.record import Entity, Record
from komplan_core.regional.need_records import Said
from komplan_core.values import Count, MunicipalityCode, Period, Text, Title, unique


def _registration(value: str) -> str:
    bare = "".join(value.split())
    if not bare or len(bare) > 40:
        violated("REQUIRED", "say the number under which the service is registered")
    return bare


Registration = Annotated[str, AfterValidator(_registration)]
"""Number of a service in the register, without blanks: what it is known by over all catalogues."""
Note = Annotated[Text, Field(max_length=10_000)]


def _service(value: str) -> str:
    if value and not names.SERVICE.matches(value):
        violated("NAME_FORMAT", f"expected a name like `{names.SERVICE.template}`")
    return value


ServiceName = Annotated[str, AfterValidator(_service)]
"""Resource name in a city's catalogue; empty where none has it."""


class NetworkStatus(StrEnum):
    """Where a service stands."""

    BASIC = "basic"
    CONDITIONAL = "conditional"
    OUT = "out"
    """It was in the network and left it."""


class DecisionOutcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    EXIT = "exit"


STATUS_BY = {
    DecisionOutcome.GRANTED: NetworkStatus.BASIC,
    DecisionOutcome.CONDITIONAL: NetworkStatus.CONDITIONAL,
    DecisionOutcome.EXIT: NetworkStatus.OUT,
}


class NetworkCapacity(Record):
    """How much of one form, in one unit, is in the network. Units are never added to each other."""

    form: FormCode
    unit: CapacityUnitCode
    quantity: Count


Capacities = Annotated[
    tuple[NetworkCapacity, ...],
    Field(max_length=20),
    unique("a capacity of one form and unit", lambda item: (item.form, item.unit)),
]


class NetworkEntry(Entity):
    """A service in the network in some days, as a decision made it. Nobody edits it: a new decision makes a new one."""

    registration: Registration
    service: ServiceName = ""
    title: Title
    provider: Title
    service_type: ServiceTypeCode
    status: NetworkStatus
    capacities: Capacities = ()
    conditions: Note = ""
    validity: Period
    """Days in which it holds; an open end is until the next decision."""
    resolution: Said
    decided_on: date
    decision: str
    """The decision that made it."""


class NetworkDecision(Entity):
    """A decision on a service's place in the network. It stays as it is."""

    application: Reference = ""
    """What it answers; empty for a change or an exit that nobody asked for."""
    registration: Registration
    service: ServiceName = ""
    title: Title
    provider: Title
    service_type: ServiceTypeCode
    outcome: DecisionOutcome
    reason: Said
    """Compulsory, whatever was decided."""
    conditions: Note = ""
    """What has to be met, for `conditional` only."""
    capacities: Capacities = ()
    validity: Period | None = None
    """From when, and until when; not for `refused`."""
    decided_by: Said
    """Body, not a person."""
    decided_on: date
    resolution: Said
    """Number of the resolution."""
    entry: str = ""
    """The entry that it made; none for `refused`."""

    def model_post_init(self, context: Any, /) -> None:
        refused = self.outcome is DecisionOutcome.REFUSED
        if refused == (self.validity is not None):
            violated("REQUIRED", "say from when it holds, unless it is refused", "validity")
        if (self.outcome is DecisionOutcome.CONDITIONAL) != bool(self.conditions.strip()):
            violated("REQUIRED", "a conditional place names its conditions, and only such a one", "conditions")
        inside = self.outcome in (DecisionOutcome.GRANTED, DecisionOutcome.CONDITIONAL)
        if inside != bool(self.capacities):
            violated("REQUIRED", "a place in the network has its capacities, and only such a one", "capacities")
        if self.outcome is DecisionOutcome.EXIT and self.validity is not None and self.validity.end is not None:
            violated("INVALID_VALUE", "an exit has no last day: to come back takes a new decision", "validity.end")


class CriterionCheck(StrEnum):
    """How it is found out whether an application meets a criterion."""

    BY_HAND = "by-hand"
    REGISTERED = "registered"
    """Some catalogue shows the service as registered and provided."""
    WITHIN_REGISTERED = "within-registered"
    """No asked capacity is above the registered maximum of its form and unit."""
    NEED_REPORTED = "need-reported"
    """Municipalities reported that capacity of the type, form and unit is needed."""


class NetworkCriterion(Entity):
    """A rule of entry that holds in some days (part K5 of the midterm plan)."""

    title: Title
    text: Said
    check: CriterionCheck = CriterionCheck.BY_HAND
    validity: Period
    position: Annotated[int, Field(ge=0, le=10_000)] = 0


class CriterionReason(Record):
    """What an applicant says to one criterion."""

    criterion: Reference
    text: Said


class ApplicationState(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    """To be completed by the applicant."""
    DECIDED = "decided"


class NetworkApplication(Entity):
    """A provider asks for a place in the network, or for another one."""

    registration: Registration
    service: ServiceName = ""
    title: Title
    provider: Title
    service_type: ServiceTypeCode
    capacities: Annotated[Capacities, Field(min_length=1)]
    """What is asked for."""
    asked_from: date
    submitted_on: date
    reasons: Annotated[
        tuple[CriterionReason, ...], Field(max_length=100), unique("a criterion", lambda item: item.criterion)
    ] = ()
    note: Note = ""
    state: ApplicationState = ApplicationState.SUBMITTED
    returned_reason: Note = ""
    decision: str = ""


class MunicipalFlag(Entity):
    """A municipality counts a service to its own "mikrosíť". It has no basis in law and is no part of the network."""

    municipality: MunicipalityCode
    registration: Annotated[str, Field(max_length=40)] = ""
    service: ServiceName = ""
    title: Title
    validity: Period
    source: Said
    """By what the municipality said so."""

    def model_post_init(self, context: Any, /) -> None:
        if not self.registration.strip() and not self.service:
            violated("REQUIRED", "say which service: its number in the register, or its name in a catalogue", "service")
