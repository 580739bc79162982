"""The calendar of a cycle: what is to happen on which days, and what has happened."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import OptionalCode, Text, Title, unique


class EntryKind(StrEnum):
    """What an entry of the calendar is."""

    CONFERENCE = "conference"
    GROUP_MEETING = "group-meeting"
    INVITATION = "invitation"
    PUBLICATION = "publication"
    COMMENTS_OPEN = "comments-open"
    COMMENTS_CLOSE = "comments-close"
    HEARING = "hearing"
    SETTLEMENT = "settlement"
    COUNCIL = "council"
    ASSEMBLY = "assembly"
    EVALUATION = "evaluation"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    EVENT = "event"


class EntryOrigin(StrEnum):
    """Who set the days of an entry."""

    COMPUTED = "computed"
    BY_HAND = "by-hand"


class Evidence(Record):
    """What shows that something was done: a resource of komplan, or a document by its title."""

    resource: Annotated[str, Field(max_length=400)] = ""
    document: Annotated[str, Field(max_length=500)] = ""

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.resource) == bool(self.document.strip()):
            violated("REQUIRED", "evidence is one resource or one document", "document")


class StatedDay(Record):
    """A day that a source states. Sources may contradict one another: all are kept, a person decides."""

    day: date
    source: Title


class CalendarEntry(Entity):
    """One entry of a cycle's calendar: a day, or days from start to end."""

    title: Title
    kind: EntryKind
    starts_on: date
    ends_on: date | None = None
    """Last day; absent where it is one day."""
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    step: OptionalCode = ""
    rule: OptionalCode = ""
    """Code of the back-planning rule that it stands for; one entry of a cycle for each rule."""
    origin: EntryOrigin = EntryOrigin.BY_HAND
    public: bool = False
    """Whether anyone may read it, its note and evidence included."""
    note: Text = ""
    done_on: date | None = None
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=200)] = ()
    stated_days: Annotated[
        tuple[StatedDay, ...],
        Field(max_length=20),
        unique("a source's day", lambda stated: (stated.day, stated.source)),
    ] = ()

    def model_post_init(self, context: Any, /) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            violated("PERIOD_ORDER", "it ends before it begins", "ends_on")
        if self.done_on is not None and self.done_on < self.starts_on:
            violated("PERIOD_ORDER", "it cannot be done before it begins", "done_on")
        if self.evidence and self.done_on is None:
            violated("REQUIRED", "what has evidence is done: say when", "done_on")

    @property
    def last_day(self) -> date:
        """The day after which it is over."""
        return self.ends_on or self.starts_on

    def overdue(self, day: date) -> int:
        """How many days before `day` it should have been done; 0 where it is done or not due yet."""
        return 0 if self.done_on is not None else max((day - self.last_day).days, 0)

    @property
    def disputed(self) -> bool:
        """Whether sources state different days of it."""
        return len({stated.day for stated in self.stated_days}) > 1
