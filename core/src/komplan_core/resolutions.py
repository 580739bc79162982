"""Resolutions of council and assembly, and the submissions on which they decide."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from komplan_core.planning import Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, OptionalCode, Text, Title

SETTLED_STATES: Final = frozenset({"settled", "released", "submitted", "returned", "approved", "archived"})
"""Meanings of a round's states in which every comment has its answer."""


class ResolutionResult(StrEnum):
    """What a body decided."""

    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    NOTED = "noted"


class RegisteredResolution(Entity):
    """A decision of the council (rada) or assembly (zastupitelstvo) as it stands in the register of resolutions."""

    body: Code
    number: Title
    held_on: date
    result: ResolutionResult
    subject: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    """Resource name of what was decided on: a plan version, an action plan, a grant call."""
    text: Text = ""

    @property
    def cited(self) -> Resolution:
        """How what was decided on cites it."""
        return Resolution(body=self.body, number=self.number, held_on=self.held_on)


class RoundStanding(Record):
    """How a consultation round stood when the version was submitted."""

    name: str
    title: Title
    state: Code
    """The fixed meaning of its state."""
    comments: Count
    points: Count
    unsettled: Count
    """Points without a settlement."""

    @property
    def settled(self) -> bool:
        """Whether every point has its settlement and the round says so."""
        return self.state in SETTLED_STATES and self.unsettled == 0


class ConsultationStanding(StrEnum):
    """What the consultation said of a version's rounds."""

    SETTLED = "settled"
    NONE = "none"
    """The instance is configured to hold no consultation with komplan: nothing was asked."""


class Submission(Entity):
    """A final version handed to the council or the assembly."""

    body: Code
    submitted_on: date
    content_sha256: Annotated[str, StringConstraints(min_length=64, max_length=64)]
    """Hash of what was submitted."""
    consultation: ConsultationStanding
    rounds: Annotated[tuple[RoundStanding, ...], Field(max_length=200)] = ()
    clerk: OptionalCode = ""
    """The office that submitted it."""
