"""Who plans: bodies, working groups, people and their sides."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, ExactDecimal, OptionalCode, Period, Title, unique


class Side(StrEnum):
    """Whom a person stands for. The first three are the triad of community planning."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    USER = "user"
    CARER = "carer"
    PUBLIC = "public"


TRIAD_TITLES: Final = {Side.COMMISSIONER: "zadavatel", Side.PROVIDER: "poskytovatel", Side.USER: "uživatel"}
"""The sides that every group should have, in Czech."""
TRIAD: Final = frozenset(TRIAD_TITLES)


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


class MajorityOf(StrEnum):
    """Of whom more than the share must be in favour."""

    CAST = "cast"
    PRESENT = "present"
    MEMBERS = "members"


_PartBelowWhole = Annotated[ExactDecimal, Field(ge=0, lt=1)]


class Procedure(Record):
    """Rules of procedure (jednací řád) of a body. The defaults are practice, those of Jablonec's groups, not law."""

    meetings_per_year: Annotated[int, Field(ge=0, le=366)] = 4
    """At least so many in a calendar year."""
    invitation_days: Annotated[int, Field(ge=0, le=90)] = 7
    """Days from invitation to meeting, at least."""
    submission_days: Annotated[int, Field(ge=0, le=90)] = 3
    """Days before the meeting by which proposals and excuses come, at least."""
    quorum_above: _PartBelowWhole = Decimal("0.5")
    """More than this part of the voting members must be there."""
    majority_above: _PartBelowWhole = Decimal("0.5")
    """More than this part of `majority_of` must be in favour."""
    majority_of: MajorityOf = MajorityOf.PRESENT
    voting_sides: Annotated[tuple[Side, ...], unique("a side")] = tuple(Side)
    """Sides whose members vote. Guests never do."""
    guest_meetings: Annotated[int, Field(ge=0, le=20)] = 1
    """Meetings that an applicant attends as a guest before the mandate."""
    open_to_public: bool = True


STATUTORY: Final = frozenset({BodyKind.ASSEMBLY, BodyKind.COUNCIL, BodyKind.COMMITTEE, BodyKind.COMMISSION})
"""Bodies in which more than half of all members must agree (act 128/2000 Sb., §§ 87, 101/2, 118/3 and 122/3)."""


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
    procedure: Procedure | None = None
    """Its own rules of procedure; without them those of its kind hold."""

    @property
    def rules(self) -> Procedure:
        """The rules of procedure that hold."""
        of = MajorityOf.MEMBERS if self.kind in STATUTORY else MajorityOf.PRESENT
        return self.procedure or Procedure(majority_of=of)


class WorkingGroup(Record):
    """A working group and the days on which it exists. Groups belong to a time: succession joins them."""

    code: Code
    title: Title
    validity: Period
    subgroup_of: OptionalCode = ""
    predecessors: tuple[Code, ...] = ()
    target_groups: tuple[Code, ...] = ()
    leading_roles: tuple[Code, ...] = ()
    sides: tuple[Side, ...] = ()
    """Sides that sit in it by its founding; empty where the city does not say."""
    inferred: bool = False
    """Whether the group's name or succession was inferred and is not stated by the city."""
    procedure: Procedure | None = None
    """Its own rules of procedure; without them the defaults hold."""

    @property
    def rules(self) -> Procedure:
        """The rules of procedure that hold."""
        return self.procedure or Procedure()


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
    person: OptionalCode = ""
    """Key that all seats of one person share; made by the service, so that it says nothing of the person."""
    deputy_of: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of the seat for which this one stands in; a deputy has no vote of their own."""
    guest_since: date | None = None
    """First day on which an applicant attends as a guest, not after the mandate begins."""

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.body) == bool(self.working_group):
            violated("REQUIRED", "a member sits in one body or in one working group", "working_group")
        if self.guest_since is not None and self.guest_since > self.mandate.start:
            violated("PERIOD_ORDER", "an applicant is a guest before the mandate begins", "guest_since")

    @property
    def who(self) -> str:
        """What tells one person from another: several seats may be of one person."""
        return self.person or self.name

    @property
    def seat(self) -> tuple[str, str]:
        """The body and working group in which this person sits; one of them is empty."""
        return self.body, self.working_group


def missing_sides(members: Iterable[Member]) -> frozenset[Side]:
    """The sides of the triad that nobody among the members stands for (a warning under P1, not an error)."""
    return TRIAD - {member.side for member in members}
