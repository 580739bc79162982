"""Meetings as everybody may see them: nobody is named."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR

from komplan_core.errors import Invalid
from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Meeting, MeetingState
from komplan_core.profile import Profile
from komplan_core.seats import seats_of
from komplan_planning.ports.transaction import PlanningTx


@dataclass(frozen=True)
class Notice:
    """A meeting, whether it is open to the public, and what it decided once its minutes are approved."""

    meeting: Meeting
    open_to_public: bool
    attendances: int
    decisions: tuple[Decision, ...]


class Notices:
    """The public side of meetings."""

    def __init__(self, profile: Profile) -> None:
        self._open = {seat.codes: seat.rules.open_to_public for seat in seats_of(profile)}

    def meetings(self, tx: PlanningTx, year: int, body: str, working_group: str) -> list[Meeting]:
        """Meetings that were announced, the latest first. Raises Invalid for an impossible year."""
        if year and not MINYEAR <= year <= MAXYEAR:
            raise Invalid.field("year", "INVALID_VALUE", "there is no such year")
        found = [
            meeting
            for meeting in tx.meetings.all(year)
            if meeting.state is not MeetingState.PLANNED
            and body in ("", meeting.body)
            and working_group in ("", meeting.working_group)
        ]
        return found[::-1]

    def page(
        self, tx: PlanningTx, year: int, body: str, working_group: str, after: int, size: int
    ) -> tuple[list[Notice], bool]:
        """Some of them, and whether there are more."""
        found = self.meetings(tx, year, body, working_group)
        return [self._notice(tx, meeting) for meeting in found[after : after + size]], len(found) > after + size

    def _notice(self, tx: PlanningTx, meeting: Meeting) -> Notice:
        approved = meeting.state is MeetingState.MINUTES_APPROVED
        there = sum(bool(item.there) for item in meeting.attendance)
        return Notice(
            meeting,
            self._open.get(meeting.seat, False),
            there + sum(guests.count for guests in meeting.guests),
            tuple(tx.meetings.decisions_of(meeting.name)) if approved else (),
        )
