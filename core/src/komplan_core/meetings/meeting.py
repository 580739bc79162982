"""A meeting from plan to approved minutes."""

import hashlib
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, StringConstraints

from komplan_core.errors import Refused, violated
from komplan_core.organisation import Member, Side
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, OptionalCode, Text, Title, unique


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    INVITED = "invited"
    HELD = "held"
    MINUTES_APPROVED = "minutes-approved"
    CANCELLED = "cancelled"


class AttendanceState(StrEnum):
    """Whether a member was there."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    DEPUTISED = "deputised"


class MeetingAction(StrEnum):
    """What may be done with a meeting as a whole."""

    INVITE = "invite"
    HOLD = "hold"
    APPROVE_MINUTES = "approve-minutes"
    CANCEL = "cancel"


_MOVES: Final = {
    (MeetingState.PLANNED, MeetingAction.INVITE): MeetingState.INVITED,
    (MeetingState.INVITED, MeetingAction.HOLD): MeetingState.HELD,
    (MeetingState.HELD, MeetingAction.APPROVE_MINUTES): MeetingState.MINUTES_APPROVED,
    (MeetingState.PLANNED, MeetingAction.CANCEL): MeetingState.CANCELLED,
    (MeetingState.INVITED, MeetingAction.CANCEL): MeetingState.CANCELLED,
}

CHANGEABLE: Final = {
    MeetingState.PLANNED: frozenset(
        {"title", "body", "working_group", "held_on", "starts_at", "place", "agenda", "documents"}
    ),
    MeetingState.INVITED: frozenset({"title", "starts_at", "place", "agenda", "documents"}),
    MeetingState.HELD: frozenset({"attendance", "guests", "minutes", "documents"}),
    MeetingState.MINUTES_APPROVED: frozenset[str](),
    MeetingState.CANCELLED: frozenset[str](),
}
"""What may still be changed in each state. After the minutes are approved only a correction is added."""

_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def _time(value: str) -> str:
    if value and not _TIME.fullmatch(value):
        violated("TIME_FORMAT", "write the time of day as 08:30")
    return value


class AgendaItem(Record):
    """One item of the agenda (bod programu)."""

    code: Code
    title: Title
    proposed_on: date | None = None
    """When it was proposed, where that is known."""


class Attendance(Record):
    """Whether one member was there. For the staff only."""

    member: Annotated[str, StringConstraints(max_length=400)]
    """Resource name of the seat."""
    state: AttendanceState
    deputy: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of the deputy's seat, where the member was deputised."""
    excused_on: date | None = None
    conflicts: Annotated[tuple[Code, ...], Field(max_length=100)] = ()
    """Codes of agenda items in which the one who attends declared a conflict of interest."""

    def model_post_init(self, context: Any, /) -> None:
        if (self.state is AttendanceState.DEPUTISED) != bool(self.deputy):
            violated("REQUIRED", "a deputy is named where, and only where, the member was deputised", "deputy")

    @property
    def there(self) -> str:
        """Resource name of the seat whose holder was there for this member, or empty."""
        return {AttendanceState.PRESENT: self.member, AttendanceState.DEPUTISED: self.deputy}.get(self.state, "")


class GuestCount(Record):
    """How many guests of one side were there. Guests are never named."""

    side: Side
    count: Annotated[Count, Field(ge=1)]


class Correction(Record):
    """A correction of approved minutes; the minutes themselves stay as they were approved."""

    made_on: date
    text: Annotated[Text, Field(min_length=1)]


class Meeting(Entity):
    """A meeting of a body or working group. Minutes may speak of people, so they are sealed in storage."""

    title: Title
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    held_on: date
    starts_at: Annotated[str, AfterValidator(_time)] = ""
    place: Annotated[str, StringConstraints(max_length=500)] = ""
    state: MeetingState = MeetingState.PLANNED
    agenda: Annotated[tuple[AgendaItem, ...], Field(max_length=200), unique("an item", lambda item: item.code)] = ()
    invited_on: date | None = None
    attendance: Annotated[
        tuple[Attendance, ...], Field(max_length=1000), unique("a member", lambda item: item.member)
    ] = ()
    guests: Annotated[tuple[GuestCount, ...], unique("a side", lambda item: item.side)] = ()
    minutes: Text = ""
    documents: Annotated[tuple[Title, ...], Field(max_length=200)] = ()
    cancelled_because: Text = ""
    approved_on: date | None = None
    content_sha256: str = ""
    """Hash over all that the minutes record, set when they are approved."""
    corrections: Annotated[tuple[Correction, ...], Field(max_length=200)] = ()
    roll: tuple[Member, ...] = ()
    """Seats as they were when the meeting was held, without names; what becomes of them later changes nothing here."""

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.body) == bool(self.working_group):
            violated("REQUIRED", "a meeting is of one body or of one working group", "working_group")
        items = {item.code for item in self.agenda}
        for index, present in enumerate(self.attendance):
            if set(present.conflicts) - items:
                violated("UNKNOWN_CODE", "a conflict is declared in an item of the agenda", f"attendance.{index}")
        deputies = [item.deputy for item in self.attendance if item.deputy]
        if len(set(deputies)) != len(deputies):
            violated("DUPLICATE_CODE", "a deputy stands in for one member", "attendance")
        named = {item.member for item in self.attendance if item.state is AttendanceState.PRESENT}
        if named & set(deputies):
            violated("DUPLICATE_CODE", "a deputy who stands in for a member is not present beside", "attendance")

    @property
    def seat(self) -> tuple[str, str]:
        """The body and working group that meets; one of them is empty."""
        return self.body, self.working_group

    @property
    def took_place(self) -> bool:
        """Whether it was held."""
        return self.state in (MeetingState.HELD, MeetingState.MINUTES_APPROVED)

    def moved(self, action: MeetingAction) -> MeetingState:
        """The state after an action. Raises Refused when it is not possible now."""
        target = _MOVES.get((self.state, action))
        if target is None:
            possible = ", ".join(done for state, done in _MOVES if state is self.state) or "nothing"
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{action}` is not possible in `{self.state}`; {possible} is")
        return target

    def recorded_sha256(self) -> str:
        """Hash over what the minutes record: all but etag, state, approval and corrections."""
        left_out = {"etag", "state", "approved_on", "content_sha256", "corrections"}
        return hashlib.sha256(self.model_dump_json(exclude=left_out).encode()).hexdigest()
