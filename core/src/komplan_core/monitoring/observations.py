"""Observations: how a measure fares in a period, by evidence. What is being worked on stands apart from what is public.

A working record is submitted, reviewed by the group, accepted and published; an edit takes it back to the beginning,
and the published one stays as it is until the next publication.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from komplan_core.errors import Refused
from komplan_core.monitoring.terms import Half, order
from komplan_core.planning import FinancingKind, StateNote
from komplan_core.process.entries import Evidence
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, ExactDecimal, OptionalCode, Text, Title, Year, unique


class Stage(StrEnum):
    """How far a working record has come."""

    WORKING = "working"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


STEPS: Final = {
    "submit": (Stage.WORKING, Stage.SUBMITTED),
    "review": (Stage.SUBMITTED, Stage.REVIEWED),
    "accept": (Stage.REVIEWED, Stage.ACCEPTED),
    "publish": (Stage.ACCEPTED, Stage.PUBLISHED),
}
"""From which stage each step leads to which."""
RETURNABLE: Final = frozenset({Stage.SUBMITTED, Stage.REVIEWED})
"""Stages from which a record may be returned to whoever wrote it."""
HANDED_IN: Final = frozenset({Stage.SUBMITTED, Stage.REVIEWED, Stage.ACCEPTED, Stage.PUBLISHED})
SETTLED: Final = frozenset({Stage.ACCEPTED, Stage.PUBLISHED})


class IndicatorActual(Record):
    """The value of an indicator of the measure, as measured."""

    code: Code
    value: ExactDecimal
    measured_on: date | None = None
    note: Text = ""


class ObservedMoney(Record):
    """Money from the beginning of the year to the end of the period: the last period of a year says all of it."""

    source: Code
    kind: FinancingKind = FinancingKind.OPERATING
    secured: Amount | None = None
    actual: Amount | None = None


class Observed(Entity):
    """What is said of a measure in a period."""

    measure: Title
    """Resource name of a measure of the adopted version."""
    year: Year
    half: Half = 0
    state: Code
    """State of the measure by the city's workflow."""
    actuals: Annotated[
        tuple[IndicatorActual, ...], Field(max_length=200), unique("an indicator", lambda actual: actual.code)
    ] = ()
    money: Annotated[
        tuple[ObservedMoney, ...],
        Field(max_length=200),
        unique("a source and kind", lambda line: (line.source, line.kind)),
    ] = ()
    text: Text = ""
    reason: Text = ""
    next_step: Text = ""
    body: OptionalCode = ""
    """The body that approved that the measure is called off."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=200)]

    @property
    def term(self) -> tuple[int, int]:
        """Sorts observations of a measure by time."""
        return order(self.year, self.half)

    @property
    def note(self) -> StateNote:
        """What is said of the measure's state, for its sheet."""
        return StateNote(text=self.text, reason=self.reason, next_step=self.next_step, body=self.body)


class Observation(Observed):
    """The working record."""

    stage: Stage = Stage.WORKING
    returned: Text = ""
    """Why it was returned, until it is submitted again."""
    reviewed_by: OptionalCode = ""
    """The working group that reviewed it."""
    accepted_by: OptionalCode = ""
    """The body that accepted it."""
    published_on: date | None = None
    """The day of the last publication; the published record is that of this day."""

    def stepped(self, step: str, changes: Mapping[str, Any]) -> "Observation":
        """The record one step further. Raises Refused out of turn."""
        source, target = STEPS[step]
        if self.stage is not source:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{self.name}` is {self.stage}; to {step} it, it must be {source}")
        return self.revised({"returned": "", **changes, "stage": target})

    def sent_back(self, why: str) -> "Observation":
        """The record back with whoever wrote it. Raises Refused for one that was not handed in."""
        if self.stage not in RETURNABLE:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{self.name}` is {self.stage}: there is nothing to return")
        return self.revised({**UNAPPROVED, "returned": why})

    def published(self, name: str, day: date) -> "PublishedObservation":
        """What everybody sees of it from this day."""
        said = {field: getattr(self, field) for field in Observed.model_fields if field not in ("name", "etag")}
        return PublishedObservation(name=name, published_on=day, **said)


class PublishedObservation(Observed):
    """The published record: what the working record said on the day of publication."""

    published_on: date


UNAPPROVED: Final[Mapping[str, Any]] = {
    "stage": Stage.WORKING,
    "returned": "",
    "reviewed_by": "",
    "accepted_by": "",
}
"""What an edit does to all that was approved."""
