"""Who has the floor in a meeting: quorum, and whose vote counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from komplan_core.errors import Invalid
from komplan_core.meetings.meeting import Attendance, Meeting
from komplan_core.organisation import Member, Procedure, Role, Side
from komplan_core.seats import voters


@dataclass(frozen=True)
class Quorum:
    """How many voting members there are on the day, how many of them were there, and how many it takes."""

    voting_members: int
    present: int
    needed: int

    @property
    def reached(self) -> bool:
        """Whether the meeting could decide."""
        return self.present >= self.needed


class Floor:
    """One meeting with the members of its body on the day. A deputy speaks for the member who is not there.

    Of one that took place the roll says who the members were; `members` are those of a meeting to come.
    """

    def __init__(
        self, meeting: Meeting, members: Iterable[Member], roles: Mapping[str, Role], rules: Procedure
    ) -> None:
        self.meeting, self.rules, self._roles = meeting, rules, roles
        seated = meeting.roll if meeting.took_place else members
        self.members = {member.name: member for member in seated if member.seat == meeting.seat}
        self.voters = voters(self.members.values(), roles, rules, meeting.held_on)
        self._voter_of = {member.who: name for name, member in self.voters.items()}
        self.speaking: dict[str, str] = {}
        """Seat of who is there → seat whose vote that is."""
        self._conflicts: dict[str, set[str]] = {}
        for item in meeting.attendance:
            member, there = self.members.get(item.member), self.members.get(item.there)
            voter = self._voter_of.get(member.who) if member is not None else None
            if voter is None or there is None or not self._may_speak(there, item):
                continue
            if voter not in self._conflicts:
                self.speaking[there.name] = voter
            self._conflicts.setdefault(voter, set()).update(item.conflicts)

    def _may_speak(self, there: Member, item: Attendance) -> bool:
        in_mandate = there.mandate.covers(self.meeting.held_on)
        return in_mandate and (not item.deputy or there.deputy_of == item.member)

    @property
    def quorum(self) -> Quorum:
        """The quorum on the day, from the members in mandate who vote."""
        of = len(self.voters)
        return Quorum(of, len(self.speaking), int(of * self.rules.quorum_above) + 1)

    def check_vote(self, member: str, item: str, field: str) -> None:
        """Raise Invalid for `field` unless this seat may vote on this item of the agenda."""
        seated = self.members.get(member)
        if seated is None:
            raise Invalid.field(field, "NOT_A_MEMBER", "only members of this body or group vote")
        if not seated.mandate.covers(self.meeting.held_on):
            raise Invalid.field(field, "OUT_OF_MANDATE", "the mandate does not cover the day of the meeting")
        if member in self.speaking:
            if item in self._conflicts[self.speaking[member]]:
                raise Invalid.field(field, "CONFLICT_OF_INTEREST", "a conflict of interest was declared in this item")
            return
        if self._voter_of.get(seated.who) != member and not seated.deputy_of:
            raise Invalid.field(field, "WITHOUT_VOTE", "this role, side or second seat has no vote here")
        raise Invalid.field(field, "NOT_PRESENT", "who votes is present, or stands in for a member who is not")

    def may_vote(self, member: str, item: str) -> bool:
        """Whether this seat's vote on an item counts."""
        return member in self.speaking and item not in self._conflicts[self.speaking[member]]

    def voting_by_side(self, item: str) -> Counter[Side]:
        """How many may vote on an item, by the side of the seat whose vote it is."""
        return Counter(self.voters[voter].side for there, voter in self.speaking.items() if self.may_vote(there, item))
