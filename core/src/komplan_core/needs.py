"""Needs of people in the territory (act 108/2006 Sb., § 94 letters a and e)."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.values import Code, Count, MunicipalityCode, Text, Title, Year, unique


class PersonsBasis(StrEnum):
    """How well the number of persons is known."""

    EXACT = "exact"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


class NeedState(StrEnum):
    """What became of a need."""

    OPEN = "open"
    COVERED = "covered"
    MERGED = "merged"
    CLOSED = "closed"


class Need(Entity):
    """An unmet need of a group of people in a territory. Unknown persons stay unknown, never zero."""

    title: Title
    target_groups: Annotated[tuple[Code, ...], Field(min_length=1, max_length=100), unique("a target group")]
    """Local target groups of the city's profile."""
    municipalities: tuple[MunicipalityCode, ...] = ()
    """Where; empty for the whole area."""
    persons: Count | None = None
    persons_basis: PersonsBasis = PersonsBasis.UNKNOWN
    description: Text = ""
    why_unmet: Text = ""
    evidence: Annotated[tuple[Title, ...], Field(max_length=200)] = ()
    proposal: Text = ""
    reporter: Text = ""
    """The body or organisation that reported it, not a person."""
    year: Year
    state: NeedState = NeedState.OPEN

    def model_post_init(self, context: Any, /) -> None:
        if (self.persons is None) != (self.persons_basis is PersonsBasis.UNKNOWN):
            violated(
                "INVALID_VALUE",
                "a number of persons goes with `exact` or `estimate`, no number with `unknown`",
                "persons",
            )
