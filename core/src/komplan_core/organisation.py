"""Who plans: bodies, working groups, people and their sides."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import StringConstraints

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Period, Title


class Side(StrEnum):
    """Whom a person stands for. The first three are the triad of community planning."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    USER = "user"
    CARER = "carer"
    PUBLIC = "public"


TRIAD = frozenset({Side.COMMISSIONER, Side.PROVIDER, Side.USER})


class BodyKind(StrEnum):
    """What a body is for."""

    ASSEMBLY = "assembly"
    COUNCIL = "council"
    COMMISSION = "commission"
    COMMITTEE = "committee"
    STEERING_GROUP = "steering-group"
    COORDINATION_GROUP = "coordination-group"
    IMPLEMENTATION_TEAM = "implementation-team"
    INFORMATION_TEAM = "information-team"
    QUALITY_TEAM = "quality-team"
    CONFERENCE = "conference"
    OFFICE = "office"


class Body(Record):
    """A body of the planning structure; `parent` is the body that it answers to, or empty."""

    code: Code
    title: Title
    kind: BodyKind
    parent: OptionalCode = ""
    also: OptionalCode = ""
    """Another body that is the same people in another office (Zábřeh: the social commission steers)."""
    sides: tuple[Side, ...] = ()
    validity: Period | None = None


class WorkingGroup(Record):
    """A working group and the days on which it exists. Groups belong to a time: succession joins them."""

    code: Code
    title: Title
    validity: Period
    subgroup_of: OptionalCode = ""
    predecessors: tuple[Code, ...] = ()
    target_groups: tuple[Code, ...] = ()
    leading_roles: tuple[Code, ...] = ()
    inferred: bool = False
    """Whether the group's name or succession was inferred and is not stated by the city."""


class Role(Record):
    """A local title with what it allows: a fact apart from the side that the person stands for."""

    code: Code
    title: Title
    capabilities: tuple[Code, ...]
    side: Side | None = None
    votes: bool = True


class Member(Entity):
    """A person's place in a body or working group. Name and contact are personal data, sealed in storage."""

    full_name: Annotated[str, StringConstraints(max_length=500)] = ""
    """Empty once it is erased."""
    contact: Annotated[str, StringConstraints(max_length=1000)] = ""
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    role: Code
    side: Side
    mandate: Period

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.body) == bool(self.working_group):
            violated("REQUIRED", "a member sits in one body or in one working group", "working_group")


def missing_sides(members: tuple[Member, ...]) -> frozenset[Side]:
    """The sides of the triad that nobody among the members stands for (a warning under P1, not an error)."""
    return TRIAD - {member.side for member in members}
