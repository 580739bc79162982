"""Meetings: planned, invited to, held, recorded, corrected."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.meetings.decisions import DecisionState, checked
from komplan_core.meetings.findings import OrganisationFinding, meeting_findings
from komplan_core.meetings.meeting import CHANGEABLE, Correction, Meeting, MeetingAction, MeetingState
from komplan_core.meetings.voting import Floor, Quorum
from komplan_core.seats import seats_of
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.organisation.records import check_seat
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Meetings:
    """Meetings of the city's bodies and working groups."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)
        self._rules = {seat.codes: seat.rules for seat in seats_of(structure.profile)}
        self._roles = {role.code: role for role in structure.profile.roles}

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Plan a meeting. Who was there is entered when it is held."""
        name = f"{self._area}/meetings/{self._city.new_id(wanted, 'meeting_id')}"
        meeting = tx.meetings.meetings.make({**values, "name": name}, "meeting")
        for field in ("attendance", "guests", "minutes"):
            if getattr(meeting, field):
                raise Invalid.field(f"meeting.{field}", "TRANSITION_NOT_ALLOWED", "the meeting was not held yet")
        return tx.meetings.meetings.add(self._checked(meeting))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change what may still be changed."""
        before = tx.meetings.meetings.get(name, "meeting.name")
        meeting = tx.meetings.meetings.merged(before, changes, "meeting")
        for field in type(meeting).model_fields:
            if getattr(meeting, field) != getattr(before, field) and field not in CHANGEABLE[before.state]:
                raise _unchangeable(before, f"meeting.{field}")
        if before.state is MeetingState.HELD:
            self._check_votes(tx, meeting)
        elif not {item.code for item in meeting.agenda} >= {item.item for item in tx.meetings.decisions_of(name)}:
            raise Invalid.field("meeting.agenda", "STILL_REFERRED_TO", "a motion stands under an item that is left out")
        return tx.meetings.meetings.replace(self._checked(meeting), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a meeting that nobody was invited to."""
        if tx.meetings.meetings.get(name).state is not MeetingState.PLANNED:
            raise Refused("TRANSITION_NOT_ALLOWED", "cancel a meeting to which people were invited")
        if tx.meetings.is_used(name):
            raise Refused("STILL_REFERRED_TO", f"motions or tasks belong to `{name}`: remove them first")
        return tx.meetings.meetings.delete(name, etag)

    def invite(self, tx: PlanningTx, name: str, etag: str, day: date | None) -> Written:
        """Record the day on which the invitation went out."""
        invited = {"invited_on": self._past(day, "invited_on")}
        return self._moved(tx, name, etag, MeetingAction.INVITE, invited)

    def hold(self, tx: PlanningTx, name: str, etag: str, values: Values) -> Written:
        """Record that it took place and who was there; its roll is that of now, and stays."""
        meeting = tx.meetings.meetings.get(name)
        if meeting.held_on > self._city.today():
            raise Refused("TRANSITION_NOT_ALLOWED", "the day of the meeting has not come")
        roll = [seat.revised({"etag": ""}) for seat in tx.organisation.seats(*meeting.seat)]
        return self._moved(tx, name, etag, MeetingAction.HOLD, {**values, "roll": roll})

    def approve(self, tx: PlanningTx, name: str, etag: str, day: date | None) -> Written:
        """Approve the minutes: from now on only corrections are added."""
        meeting = tx.meetings.meetings.get(name)
        if meeting.state is MeetingState.HELD:
            if not meeting.minutes.strip():
                message = "write the minutes first"
                raise Refused("REQUIRED", message, (Violation("minutes", "REQUIRED", message),))
            if any(item.state is DecisionState.OPEN for item in tx.meetings.decisions_of(name)):
                raise Refused("TRANSITION_NOT_ALLOWED", "a motion is open: decide or delete it first")
        on = self._past(day, "approved_on")
        if on < meeting.held_on:
            raise Invalid.field("approved_on", "PERIOD_ORDER", "minutes are approved after the meeting")
        approved = {"approved_on": on, "content_sha256": meeting.recorded_sha256()}
        return self._moved(tx, name, etag, MeetingAction.APPROVE_MINUTES, approved)

    def correct(self, tx: PlanningTx, name: str, etag: str, text: str) -> Written:
        """Add a correction to approved minutes."""
        meeting = tx.meetings.meetings.get(name)
        if meeting.state is not MeetingState.MINUTES_APPROVED:
            raise Refused("TRANSITION_NOT_ALLOWED", "minutes that are not approved are changed, not corrected")
        if not text.strip():
            raise Invalid.field("text", "REQUIRED", "say what is corrected")
        corrections = (*meeting.corrections, Correction(made_on=self._city.today(), text=text))
        corrected = tx.meetings.meetings.merged(meeting, {"corrections": corrections}, "")
        return tx.meetings.meetings.replace(corrected, etag)

    def cancel(self, tx: PlanningTx, name: str, etag: str, reason: str) -> Written:
        """Cancel a meeting that was not held."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say why it is cancelled")
        return self._moved(tx, name, etag, MeetingAction.CANCEL, {"cancelled_because": reason})

    def check(self, tx: PlanningTx, name: str) -> tuple[Quorum, list[OrganisationFinding]]:
        """The quorum of a meeting and what to look at."""
        meeting = tx.meetings.meetings.get(name)
        floor = self.floor(tx, meeting)
        return floor.quorum, list(meeting_findings(meeting, floor))

    def floor(self, tx: PlanningTx, meeting: Meeting) -> Floor:
        """Who may vote in a meeting."""
        rules = self._rules[meeting.seat]
        return Floor(meeting, tx.organisation.seats(*meeting.seat), self._roles, rules)

    def _moved(self, tx: PlanningTx, name: str, etag: str, action: MeetingAction, changes: Values) -> Written:
        meeting = tx.meetings.meetings.get(name)
        state = meeting.moved(action)
        moved = tx.meetings.meetings.merged(meeting, {**changes, "state": state}, "")
        if action is MeetingAction.HOLD:
            self._check_attendance(moved, "")
        return tx.meetings.meetings.replace(moved, etag)

    def _check_votes(self, tx: PlanningTx, meeting: Meeting) -> None:
        """Attendance on which recorded votes rest stays."""
        self._check_attendance(meeting, "meeting.")
        floor = self.floor(tx, meeting)
        for decision in tx.meetings.decisions_of(meeting.name):
            try:
                checked(decision, floor)
            except Invalid:
                message = f"votes recorded under `{decision.item}` rest on this attendance"
                raise Invalid.field("meeting.attendance", "VOTE_RECORDED", message) from None

    def _check_attendance(self, meeting: Meeting, prefix: str) -> None:
        seats = {seat.name: seat for seat in meeting.roll}
        for index, item in enumerate(meeting.attendance):
            field = f"{prefix}attendance.{index}"
            member, deputy = seats.get(item.member), seats.get(item.deputy)
            if member is None:
                raise Invalid.field(f"{field}.member", "NOT_A_MEMBER", "attendance lists members; guests are counted")
            as_guest = member.guest_since is not None and member.guest_since <= meeting.held_on < member.mandate.start
            if not member.mandate.covers(meeting.held_on) and not as_guest:
                raise Invalid.field(f"{field}.member", "OUT_OF_MANDATE", "the mandate does not cover the day")
            if item.deputy and (deputy is None or deputy.deputy_of != item.member):
                raise Invalid.field(f"{field}.deputy", "NOT_A_MEMBER", "this is not a deputy of the member")
            if deputy is not None and not deputy.mandate.covers(meeting.held_on):
                raise Invalid.field(f"{field}.deputy", "OUT_OF_MANDATE", "the mandate does not cover the day")

    def _checked(self, meeting: Meeting) -> Meeting:
        check_seat(self._city, meeting.body, meeting.working_group, "meeting")
        for seat in seats_of(self._city.profile, meeting.held_on):
            if seat.codes == meeting.seat:
                return meeting
        raise Invalid.field("meeting.held_on", "GROUP_OUTSIDE_VALIDITY", "the body or group does not exist on the day")

    def _past(self, day: date | None, field: str) -> date:
        if day is not None:
            self._city.check_day(day, field)
        return day or self._city.today()


def _unchangeable(meeting: Meeting, field: str) -> Refused:
    if meeting.state is MeetingState.MINUTES_APPROVED:
        message = "the minutes are approved: add a correction"
        return Refused("MINUTES_APPROVED", message, (Violation(field, "MINUTES_APPROVED", message),))
    message = f"this does not change while the meeting is `{meeting.state}`"
    return Refused("TRANSITION_NOT_ALLOWED", message, (Violation(field, "TRANSITION_NOT_ALLOWED", message),))
