"""What a meeting decided, as far as settlements rest on it, and whether it may settle a point (invariant I7)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from komplan_core.consultation.comments import Settlement, Sha256
from komplan_core.consultation.rounds import Quorum
from komplan_core.errors import Invalid, Refused, violated
from komplan_core.meetings.decisions import Choice, Decision, DecisionState
from komplan_core.meetings.meeting import Meeting
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import MajorityOf, Procedure, Side
from komplan_core.record import Record
from komplan_core.values import Count, OptionalCode


class StatedDecision(Record):
    """What a meeting decided as the office states it, where planning keeps no meetings."""

    working_group: OptionalCode = ""
    body: OptionalCode = ""
    held_on: date
    invited_on: date
    voting_members: Annotated[Count, Field(ge=1, le=10_000)]
    present: Annotated[Count, Field(ge=1, le=10_000)]
    conflicts: Annotated[Count, Field(le=10_000)] = 0
    """Voting members who were there and declared a conflict of interest; they are not counted."""
    votes_for: Annotated[Count, Field(le=10_000)] = 0
    votes_against: Annotated[Count, Field(le=10_000)] = 0
    abstained: Annotated[Count, Field(le=10_000)] = 0
    minutes_sha256: Sha256 = ""
    """Of the minutes, compulsory: by it the same decision is known again."""
    commissioners: Annotated[Count, Field(le=10_000)] = 0
    """Of those who were there and may vote, so many stand for this side."""
    providers: Annotated[Count, Field(le=10_000)] = 0
    users: Annotated[Count, Field(le=10_000)] = 0

    def model_post_init(self, context: Any, /) -> None:
        if bool(self.working_group) == bool(self.body):
            violated("REQUIRED", "a working group or a body decided", "working_group")
        if not self.minutes_sha256:
            violated("REQUIRED", "give the SHA-256 of the minutes, which tells it from others", "minutes_sha256")
        if self.present > self.voting_members:
            violated("MORE_VOTES_THAN_VOTERS", "more were there than have a vote", "present")
        if self.conflicts > self.present:
            violated("MORE_VOTES_THAN_VOTERS", "more declared a conflict than were there", "conflicts")
        if self.votes_for + self.votes_against + self.abstained > self.present - self.conflicts:
            violated("MORE_VOTES_THAN_VOTERS", "more votes than members who may vote", "votes_for")
        if self.commissioners + self.providers + self.users > self.present - self.conflicts:
            violated("MORE_VOTES_THAN_VOTERS", "more of the three sides than members who may vote", "commissioners")
        if self.invited_on > self.held_on:
            violated("PERIOD_ORDER", "people are invited before the meeting", "invited_on")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision with what it is judged by. Who may not vote for a conflict of interest is counted apart."""

    name: str
    """Resource name of planning's decision; empty for one that the office states."""
    sha256: str
    working_group: str
    body: str
    """Code of who decided: of one of the two."""
    held_on: date
    invited_on: date | None
    votes: Mapping[Choice, int]
    present: int
    """Voting members who were there and may vote on the matter."""
    voting_members: int
    """Voting members in mandate, those with a conflict included."""
    conflicts: int
    """Voting members who were there and declared a conflict of interest."""
    rules: Procedure
    by_side: Mapping[Side, int]
    """Of those who were there and may vote, how many stand for each side."""
    left_out: Mapping[Side, int]
    """Sides of those who declared a conflict of interest, as far as they are known."""
    adopted_there: bool = True
    """Whether the meeting itself found it adopted."""
    about: str = ""
    by_name: Mapping[str, Choice] | None = None
    """Votes by seat, where they were called by name."""
    sides: Mapping[str, Side] | None = None
    """The side of each seat that is counted as present; None where nobody recorded it."""
    seats: Mapping[str, str] | None = None
    """Any seat whose holder was there → the seat that is counted."""

    def without(self, members: Collection[str], field: str) -> "Ruling":
        """The same without the votes of these seats. Raises Invalid for `field` where their votes are not known."""
        if not members:
            return self
        if self.seats is None or self.sides is None:
            message = "state the decision as counted without those who declared a conflict of interest"
            raise Invalid.field(field, "VOTES_NOT_BY_NAME", message)
        left_out = {self.seats[member] for member in members if member in self.seats} & set(self.sides)
        if left_out and self.by_name is None and any(self.votes.values()):
            raise Invalid.field(field, "VOTES_NOT_BY_NAME", "the votes were counted by side: record them by name")
        by_name = {seat: choice for seat, choice in (self.by_name or {}).items() if seat not in left_out}
        sides = {seat: side for seat, side in self.sides.items() if seat not in left_out}
        return replace(
            self,
            by_name=by_name,
            votes=Counter(by_name.values()) if self.by_name is not None else self.votes,
            sides=sides,
            by_side=Counter(sides.values()),
            left_out=Counter(self.left_out) + Counter(self.sides[seat] for seat in left_out),
            present=self.present - len(left_out),
            conflicts=self.conflicts + len(left_out),
        )

    def is_quorate(self, rule: Quorum | None, with_conflicts: bool = False) -> bool:
        """Whether those who may vote are a quorum by the rules of procedure and by the round's own rule.

        `with_conflicts` asks whether they would be one together with those who declared a conflict of interest.
        """
        present, by_side = self.present, Counter(self.by_side)
        if with_conflicts:
            present += self.conflicts
            by_side += Counter(self.left_out)
        if present <= self.voting_members * self.rules.quorum_above:
            return False
        if rule is None:
            return True
        least = {Side.COMMISSIONER: rule.commissioners, Side.PROVIDER: rule.providers, Side.USER: rule.users}
        enough = present * 100 >= rule.percent * self.voting_members
        return enough and all(by_side[side] >= number for side, number in least.items())

    @property
    def adopted(self) -> bool:
        """Whether the votes that count carry it."""
        votes_for = self.votes.get(Choice.FOR, 0)
        of = {
            MajorityOf.CAST: votes_for + self.votes.get(Choice.AGAINST, 0),
            MajorityOf.PRESENT: self.present,
            MajorityOf.MEMBERS: self.voting_members,
        }[self.rules.majority_of]
        return self.adopted_there and votes_for > of * self.rules.majority_above

    def check_later(self, earlier: Iterable[Settlement]) -> None:
        """Raise Refused where it settled one of these answers already: it was taken before the point was reopened."""
        for settlement in earlier:
            if self.name == settlement.decision and (self.name or self.sha256 == settlement.decision_sha256):
                message = "the decision was taken before the point was opened again: another meeting decides"
                raise Refused("NOT_ON_THE_AGENDA", message)

    def check_invited(self, days: int, proposed_on: date | None) -> None:
        """Raise Refused unless the point stood on the list that went out so many days before the meeting."""
        if self.invited_on is None or self.held_on - self.invited_on < timedelta(days=days):
            message = f"the list of points goes out {days} days before the meeting at least"
            raise Refused("NOT_ON_THE_AGENDA", message)
        if proposed_on is None or proposed_on > self.invited_on:
            raise Refused("NOT_ON_THE_AGENDA", "the answer was proposed after the list of points had gone out")


def stated_ruling(stated: StatedDecision, rules: Procedure) -> Ruling:
    """The ruling that a stated decision is."""
    votes = {Choice.FOR: stated.votes_for, Choice.AGAINST: stated.votes_against, Choice.ABSTAIN: stated.abstained}
    return Ruling(
        name="",
        sha256=stated.minutes_sha256,
        working_group=stated.working_group,
        body=stated.body,
        held_on=stated.held_on,
        invited_on=stated.invited_on,
        votes=votes,
        present=stated.present - stated.conflicts,
        voting_members=stated.voting_members,
        conflicts=stated.conflicts,
        rules=rules,
        by_side={
            Side.COMMISSIONER: stated.commissioners,
            Side.PROVIDER: stated.providers,
            Side.USER: stated.users,
        },
        left_out={},
    )


def meeting_ruling(decision: Decision, meeting: Meeting, floor: Floor) -> Ruling:
    """The ruling that a decision of planning's meeting is. Raises Refused for a motion that is not decided."""
    if decision.result is None or decision.decided_on is None or decision.state is DecisionState.OPEN:
        raise Refused("NOT_DECIDED", f"`{decision.name}` is not decided yet")
    counted = {voter for there, voter in floor.speaking.items() if floor.may_vote(there, decision.item)}
    by_name = {
        floor.speaking[vote.member]: vote.choice
        for vote in decision.votes
        if floor.may_vote(vote.member, decision.item)
    }
    result = decision.result
    tallied = {
        Choice.FOR: result.votes_for,
        Choice.AGAINST: result.votes_against,
        Choice.ABSTAIN: result.abstained,
    }
    sides = {voter: floor.voters[voter].side for voter in floor.speaking.values()}
    # a member is known by the seat that votes, by the deputy's, and by any other seat of the same person
    who = {voter: floor.voters[voter].who for voter in floor.speaking.values()}
    seats = {name: voter for voter, person in who.items() for name, m in floor.members.items() if m.who == person}
    return Ruling(
        name=decision.name,
        sha256=decision.content_sha256,
        working_group=decision.working_group,
        body=decision.body,
        held_on=decision.decided_on,
        invited_on=meeting.invited_on,
        votes=Counter(by_name.values()) if decision.votes else tallied,
        present=len(counted),
        voting_members=len(floor.voters),
        conflicts=len(floor.speaking) - len(counted),
        rules=floor.rules,
        by_side=Counter(sides[voter] for voter in counted),
        left_out=Counter(side for voter, side in sides.items() if voter not in counted),
        adopted_there=decision.state is DecisionState.ADOPTED,
        about=decision.about,
        by_name=by_name if decision.votes else None,
        sides={voter: side for voter, side in sides.items() if voter in counted},
        seats={**seats, **floor.speaking},
    )
