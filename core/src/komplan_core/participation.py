"""The participation register: events of a cycle, with counts whose units are never mixed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.meetings.meeting import Meeting
from komplan_core.organisation import Member, Side
from komplan_core.process import StatedFigure
from komplan_core.record import Entity, Record
from komplan_core.values import Count, OptionalCode, Period, Text, Title, unique


class EventKind(StrEnum):
    """What takes place."""

    SEMINAR = "seminar"
    ROUND_TABLE = "round-table"
    TRAINING = "training"
    CONFERENCE = "conference"
    HEARING = "hearing"
    MEETING = "meeting"
    SURVEY = "survey"
    SWOT = "swot"
    MAPPING = "mapping"
    FAIR = "fair"
    AWARD = "award"


class Precision(StrEnum):
    """How exactly it is known when it took place."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    YEAR = "year"


class Unit(StrEnum):
    """What a count counts. Only attendances may be added up: the others may be the same people twice."""

    ATTENDANCES = "attendances"
    DISTINCT_PERSONS = "distinct-persons"
    RESPONDENTS = "respondents"
    SUBJECTS = "subjects"


PEOPLE = frozenset({"persons", *Unit})
"""Units of stated figures that speak of taking part."""


class AttendanceCount(Record):
    """A count in one unit, of one side or of sides that are not known."""

    unit: Unit
    side: Side | None = None
    count: Count


class Event(Entity):
    """Something in which people took part. It names nobody."""

    kind: EventKind
    title: Title
    when: Period
    precision: Precision = Precision.DAY
    place: Annotated[str, StringConstraints(max_length=500)] = ""
    cycle: OptionalCode = ""
    """Id of the cycle to which it belongs, or empty."""
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    occurrences: Annotated[Count, Field(ge=1)] = 1
    """How many events of this title there were, such as five round tables in a year."""
    counts: Annotated[
        tuple[AttendanceCount, ...], Field(max_length=100), unique("a count", lambda item: (item.unit, item.side))
    ] = ()
    """Empty where nothing is known; unknown is not zero."""
    source: Text = ""
    documents: Annotated[tuple[Title, ...], Field(max_length=200)] = ()

    def model_post_init(self, context: Any, /) -> None:
        if self.body and self.working_group:
            violated("INVALID_VALUE", "an event is held by one body or one working group", "working_group")
        if self.when != _days_of(self.when.start, self.when.end, self.precision):
            violated("INVALID_VALUE", "the days are not those of the precision: give the whole month or year", "when")

    def counted(self, unit: Unit) -> int | None:
        """The count in a unit over all sides, or None where it is not known."""
        found = [item.count for item in self.counts if item.unit is unit]
        return sum(found) if found else None


def _days_of(start: date, end: date | None, precision: Precision) -> Period | None:
    if precision is Precision.DAY:
        return Period(start=start, end=start)
    if precision is Precision.YEAR:
        return Period(start=date(start.year, 1, 1), end=date(start.year, 12, 31))
    if precision is Precision.MONTH:
        return month(start.year, start.month)
    return Period(start=start, end=end) if end is not None and end > start else None


def month(year: int, number: int) -> Period:
    """The days of a month."""
    after = date(year + number // 12, number % 12 + 1, 1)
    return Period(start=date(year, number, 1), end=after - timedelta(days=1))


@dataclass(frozen=True)
class UnitTotal:
    """What is known in one unit. `total` is None where adding would count people twice."""

    unit: Unit
    total: int | None
    at_least: int
    at_most: int
    by_side: dict[Side, int]
    """Of attendances only, as far as the side is known."""
    events: int
    """How many events and meetings state a count in this unit."""


@dataclass(frozen=True)
class Participation:
    """Computed figures, and stated ones beside them; neither is derived from the other."""

    totals: tuple[UnitTotal, ...]
    events: int
    meetings: int
    uncounted: int
    """Events and meetings without any count: what they add is unknown."""
    undecided: int
    """Events that lie in the period only in part, such as one of which no more than the year is known: left out."""
    groups: int
    seated: int
    """Different people with a mandate on some day of the period."""
    stated: tuple[StatedFigure, ...]


def participation(
    events: Iterable[Event],
    meetings: Iterable[Meeting],
    members: Sequence[Member],
    groups: int,
    period: Period,
    stated: Iterable[StatedFigure],
) -> Participation:
    """Figures of a period. A meeting counts attendances: the members and deputies who were there, and guests."""
    held = [meeting for meeting in meetings if meeting.took_place and period.covers(meeting.held_on)]
    touching = [event for event in events if period.overlaps(event.when)]
    inside = [event for event in touching if _lies_in(event.when, period)]
    sides = {member.name: member.side for member in members}
    seated = {member.who for member in members if member.mandate.overlaps(period)}
    attended = [_attended(meeting, sides) for meeting in held]
    return Participation(
        totals=tuple(total for unit in Unit if (total := _total(unit, inside, attended)).events),
        events=sum(event.occurrences for event in inside),
        meetings=len(held),
        uncounted=sum(not event.counts for event in inside) + sum(not sum(counts.values()) for counts in attended),
        undecided=len(touching) - len(inside),
        groups=groups,
        seated=len(seated),
        stated=tuple(figure for figure in stated if figure.unit in PEOPLE),
    )


def _lies_in(days: Period, period: Period) -> bool:
    return period.covers(days.start) and (period.end is None or (days.end is not None and days.end <= period.end))


def _attended(meeting: Meeting, sides: dict[str, Side]) -> dict[Side | None, int]:
    counts: dict[Side | None, int] = {}
    for item in meeting.attendance:
        if item.there:
            side = sides.get(item.member)
            counts[side] = counts.get(side, 0) + 1
    for guests in meeting.guests:
        counts[guests.side] = counts.get(guests.side, 0) + guests.count
    return counts


def _total(unit: Unit, events: list[Event], attended: list[dict[Side | None, int]]) -> UnitTotal:
    known = [count for event in events if (count := event.counted(unit)) is not None]
    additive = unit is Unit.ATTENDANCES
    by_side: dict[Side, int] = {}
    if additive:
        known += [sum(counts.values()) for counts in attended if counts]
        rows = [(item.side, item.count) for event in events for item in event.counts if item.unit is unit]
        for side, count in [*rows, *(row for counts in attended for row in counts.items())]:
            if side is not None:
                by_side[side] = by_side.get(side, 0) + count
    total = sum(known)
    exact = additive or len(known) == 1
    return UnitTotal(
        unit, total if exact else None, total if additive else max(known, default=0), total, by_side, len(known)
    )
