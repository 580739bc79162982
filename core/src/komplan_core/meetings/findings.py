"""What the office should look at in its bodies and meetings. All are warnings: none stops anything."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from komplan_core.handovers import Handover, without_handover
from komplan_core.meetings.meeting import AttendanceState, Meeting, MeetingState
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import TRIAD_TITLES, BodyKind, Member, Role
from komplan_core.profile import Profile
from komplan_core.seats import balance, in_mandate, seats_of

WITHOUT_TRIAD: Final = frozenset({BodyKind.ASSEMBLY, BodyKind.COUNCIL, BodyKind.OFFICE, BodyKind.CONFERENCE})
"""Bodies in which the sides of the triad are not expected: the elected, offices, and open conferences."""


class FindingReason(StrEnum):
    """What was noticed."""

    SIDE_MISSING = "side-missing"
    INVITATION_LATE = "invitation-late"
    INVITATION_DUE = "invitation-due"
    PROPOSAL_LATE = "proposal-late"
    EXCUSE_LATE = "excuse-late"
    NO_QUORUM = "no-quorum"
    MEETINGS_TOO_FEW = "meetings-too-few"
    HANDOVER_MISSING = "handover-missing"
    NOT_A_GUEST_BEFORE = "not-a-guest-before"


@dataclass(frozen=True)
class OrganisationFinding:
    """One thing to look at: the resource it is about without its area, and what is the case, in Czech."""

    reason: FindingReason
    subject: str
    message: str


def meeting_findings(meeting: Meeting, floor: Floor) -> Iterator[OrganisationFinding]:
    """What to look at in one meeting, whatever the day."""
    rules = floor.rules

    def said(reason: FindingReason, message: str) -> OrganisationFinding:
        return OrganisationFinding(reason, meeting.name, message)

    latest = meeting.held_on - timedelta(days=rules.invitation_days)
    if meeting.state is not MeetingState.CANCELLED and meeting.invited_on is not None and meeting.invited_on > latest:
        yield said(
            FindingReason.INVITATION_LATE,
            f"Pozvánka odešla {meeting.invited_on:%d.%m.%Y}, později než {rules.invitation_days} dní před jednáním.",
        )
    until = meeting.held_on - timedelta(days=rules.submission_days)
    for item in meeting.agenda:
        if item.proposed_on is not None and item.proposed_on > until:
            yield said(
                FindingReason.PROPOSAL_LATE,
                f"Bod `{item.code}` byl navržen později než {rules.submission_days} dny před jednáním.",
            )
    late = sum(1 for item in meeting.attendance if item.excused_on is not None and item.excused_on > until)
    if late:
        yield said(FindingReason.EXCUSE_LATE, f"Pozdě omluvených: {late}.")
    if meeting.took_place and not floor.quorum.reached:
        quorum = floor.quorum
        yield said(
            FindingReason.NO_QUORUM,
            f"Přítomno {quorum.present} z {quorum.voting_members} hlasujících, usnášení potřebuje {quorum.needed}.",
        )


@dataclass(frozen=True)
class Organisation:
    """All that is known of a city's bodies, to look at on a day."""

    profile: Profile
    members: Sequence[Member]
    meetings: Sequence[Meeting]
    handovers: Sequence[Handover]

    def findings(self, day: date) -> list[OrganisationFinding]:
        """Everything to look at on a day, bodies first."""
        roles = {role.code: role for role in self.profile.roles}
        seats = {seat.codes: seat for seat in seats_of(self.profile)}
        floors = [
            (meeting, Floor(meeting, self.members, roles, seats[meeting.seat].rules))
            for meeting in self.meetings
            if meeting.seat in seats and (meeting.held_on.year == day.year or not meeting.took_place)
        ]
        return [
            *self._sides(day),
            *self._frequency(day),
            *self._handovers(roles, day),
            *self._applicants(day),
            *(found for meeting, floor in floors for found in meeting_findings(meeting, floor)),
            *(found for meeting, floor in floors for found in _invitation_due(meeting, floor, day)),
        ]

    def _sides(self, day: date) -> Iterator[OrganisationFinding]:
        kinds = {body.code: body.kind for body in self.profile.bodies}
        for seat in seats_of(self.profile, day):
            if kinds.get(seat.body) in WITHOUT_TRIAD:
                continue
            found = balance(seat, self.members, day)
            if found.missing:
                missing = ", ".join(TRIAD_TITLES[side] for side in found.missing)
                yield OrganisationFinding(FindingReason.SIDE_MISSING, seat.path, f"{seat.title}: chybí {missing}.")

    def _frequency(self, day: date) -> Iterator[OrganisationFinding]:
        for seat in seats_of(self.profile, day):
            counted = [
                meeting
                for meeting in self.meetings
                if meeting.seat == seat.codes
                and meeting.held_on.year == day.year
                and meeting.state is not MeetingState.CANCELLED
            ]
            sits = any(member.seat == seat.codes for member in in_mandate(self.members, day))
            if sits and len(counted) < seat.rules.meetings_per_year:
                wanted = seat.rules.meetings_per_year
                message = f"{seat.title}: jednání v roce {day.year} je {len(counted)}, má jich být aspoň {wanted}."
                yield OrganisationFinding(FindingReason.MEETINGS_TOO_FEW, seat.path, message)

    def _handovers(self, roles: Mapping[str, Role], day: date) -> Iterator[OrganisationFinding]:
        for member in without_handover(self.members, self.handovers, roles, day):
            message = f"Mandát skončil {member.mandate.end:%d.%m.%Y} a předávací protokol chybí."
            yield OrganisationFinding(FindingReason.HANDOVER_MISSING, member.name, message)

    def _applicants(self, day: date) -> Iterator[OrganisationFinding]:
        rules = {seat.codes: seat.rules for seat in seats_of(self.profile)}
        for member in self.members:
            wanted = rules[member.seat].guest_meetings if member.seat in rules else 0
            if member.guest_since is not None and member.mandate.covers(day) and visits(member, self.meetings) < wanted:
                message = f"Uchazeč se před mandátem neúčastnil jako host ani {wanted} jednání."
                yield OrganisationFinding(FindingReason.NOT_A_GUEST_BEFORE, member.name, message)


def visits(member: Member, meetings: Iterable[Meeting]) -> int:
    """How many meetings of the body an applicant attended as a guest, before the mandate."""
    return sum(
        1
        for meeting in meetings
        if meeting.took_place
        and member.guest_since is not None
        and meeting.seat == member.seat
        and member.guest_since <= meeting.held_on < member.mandate.start
        and any(item.member == member.name and item.state is AttendanceState.PRESENT for item in meeting.attendance)
    )


def _invitation_due(meeting: Meeting, floor: Floor, day: date) -> Iterator[OrganisationFinding]:
    latest = meeting.held_on - timedelta(days=floor.rules.invitation_days)
    if meeting.state is MeetingState.PLANNED and latest <= day <= meeting.held_on:
        message = f"Jednání {meeting.held_on:%d.%m.%Y} ještě nemá pozvánku; měla odejít do {latest:%d.%m.%Y}."
        yield OrganisationFinding(FindingReason.INVITATION_DUE, meeting.name, message)
