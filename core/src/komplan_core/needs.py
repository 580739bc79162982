"""Needs of people in the territory (act 108/2006 Sb., § 94 letters a and e)."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.planning.extra import ExtraValues
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, MunicipalityCode, Text, Title, Year, unique

Reference = Annotated[str, StringConstraints(max_length=400)]
"""A resource name, or empty for none."""


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


class NeedChange(StrEnum):
    """A need against that of the year before."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CLOSED = "closed"


class GroundKind(StrEnum):
    """Where it is seen that a need is there."""

    SURVEY = "survey"
    SERIES = "series"
    STATISTICS = "statistics"
    DOCUMENT = "document"
    GROUP = "group"


class NeedGround(Record):
    """One ground for a need: a resource of the area, words, or both."""

    kind: GroundKind
    reference: Reference = ""
    """Name of a survey, series, meeting or another resource of the area."""
    text: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        if not self.reference and not self.text.strip():
            violated("REQUIRED", "say where it is seen, or name the resource", "text")


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
    """Where it is seen, in words; `grounds` says it with its kind and source."""
    proposal: Text = ""
    reporter: Text = ""
    """The body or organisation that reported it, not a person."""
    year: Year
    state: NeedState = NeedState.OPEN
    extra: ExtraValues = ()
    need_no: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Printed number, unique in its year; 0 lets the service give the next one."""
    persons_overlap: bool = False
    """Whether some of the persons may stand in other needs too: such a number is added to no other."""
    grounds: Annotated[tuple[NeedGround, ...], Field(max_length=200)] = ()
    follows: Reference = ""
    """The need of an earlier year that this one goes on from."""
    compared: NeedChange = NeedChange.NEW
    """Against the need that it follows."""
    merged_into: Reference = ""
    """The need that it was merged into; its persons count there."""

    def model_post_init(self, context: Any, /) -> None:
        if (self.persons is None) != (self.persons_basis is PersonsBasis.UNKNOWN):
            violated(
                "INVALID_VALUE",
                "a number of persons goes with `exact` or `estimate`, no number with `unknown`",
                "persons",
            )


_SAID = (
    "title",
    "target_groups",
    "municipalities",
    "persons",
    "persons_basis",
    "persons_overlap",
    "description",
    "why_unmet",
    "proposal",
)
"""What a need says: a difference in any of these makes it changed."""


def compared(need: Need, before: Need | None) -> NeedChange:
    """What the need is against the one that it follows, None where it follows none."""
    if need.state in (NeedState.CLOSED, NeedState.COVERED):
        return NeedChange.CLOSED
    if before is None:
        return NeedChange.NEW
    same = all(getattr(need, field) == getattr(before, field) for field in _SAID)
    return NeedChange.UNCHANGED if same else NeedChange.CHANGED
