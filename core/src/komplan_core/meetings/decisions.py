"""Motions, the votes cast on them, and what was decided."""

import hashlib
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from komplan_core.errors import Invalid, Refused, Violation, violated
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import MajorityOf, Side
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, OptionalCode, Text, Title, unique


class DecisionState(StrEnum):
    """What became of a motion. A decision without a quorum is kept and holds for nothing."""

    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    INVALID = "invalid"


class Choice(StrEnum):
    """How somebody votes."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Vote(Record):
    """One vote, by the seat that cast it; a deputy's counts for the member who is not there."""

    member: Annotated[str, StringConstraints(max_length=400)]
    choice: Choice


class SideTally(Record):
    """Votes of one side, where they were counted and not called by name."""

    side: Side
    votes_for: Count = 0
    votes_against: Count = 0
    abstained: Count = 0

    @property
    def cast(self) -> int:
        """All votes of the side."""
        return self.votes_for + self.votes_against + self.abstained


class Result(Record):
    """The count, with what it was judged by."""

    votes_for: Count
    votes_against: Count
    abstained: Count
    not_counted: Count
    """Votes recorded by name that did not count when the motion was decided."""
    present: Count
    """Voting members who were there, deputised ones included."""
    voting_members: Count
    """Voting members in mandate on the day."""
    needed: Count
    """How many of them make a quorum."""


class Decision(Entity):
    """A motion under an item of the agenda, and what the meeting decided about it."""

    item: Code
    """Code of the agenda item."""
    title: Title
    text: Text = ""
    about: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of what it is about, such as a node of a plan or a point of a comment."""
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    decided_on: date | None = None
    state: DecisionState = DecisionState.OPEN
    votes: Annotated[tuple[Vote, ...], Field(max_length=1000), unique("a voter", lambda vote: vote.member)] = ()
    tallies: Annotated[tuple[SideTally, ...], unique("a side", lambda tally: tally.side)] = ()
    result: Result | None = None
    content_sha256: str = ""
    """Hash over all but the single votes, by which others refer to it beside its name."""

    def model_post_init(self, context: Any, /) -> None:
        if self.votes and self.tallies:
            violated("INVALID_VALUE", "votes are recorded by name or by side, not both", "tallies")

    def check_open(self) -> None:
        """Raise Refused once it is decided."""
        if self.state is not DecisionState.OPEN:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the motion is `{self.state}`: a decision does not change")

    def decided(self, floor: Floor, keep_invalid: bool) -> "Decision":
        """The decision that the recorded votes make. Raises Refused where the meeting has no quorum, and
        Invalid where more votes are counted by side than may be cast.

        With `keep_invalid` a decision without a quorum is kept as invalid instead.
        """
        self.check_open()
        result = counted(self, floor)
        quorum = floor.quorum
        if not quorum.reached and not keep_invalid:
            message = f"{quorum.present} of {quorum.voting_members} were there and it takes {quorum.needed}"
            raise Refused("NO_QUORUM", message, (Violation("name", "NO_QUORUM", message),))
        if self.tallies:
            checked(self, floor)  # who was there may have been corrected since the votes were counted
        state = DecisionState.ADOPTED if _carried(result, floor) else DecisionState.REJECTED
        made = self.revised(
            {
                "state": state if quorum.reached else DecisionState.INVALID,
                "result": result,
                "decided_on": floor.meeting.held_on,
                "body": floor.meeting.body,
                "working_group": floor.meeting.working_group,
            }
        )
        return made.revised({"content_sha256": made.sha256()})

    def sha256(self) -> str:
        """Hash over name, motion and count; who voted how stays inside the area."""
        said = self.model_dump_json(exclude={"etag", "votes", "tallies", "content_sha256"})
        return hashlib.sha256(said.encode()).hexdigest()


_FIELD: Final = {Choice.FOR: "votes_for", Choice.AGAINST: "votes_against", Choice.ABSTAIN: "abstained"}


def checked(decision: Decision, floor: Floor) -> Decision:
    """The motion, when each of its votes may be cast. Raises Invalid for the first that may not."""
    voted: dict[str, int] = {}
    for index, vote in enumerate(decision.votes):
        field = f"votes.{index}.member"
        floor.check_vote(vote.member, decision.item, field)
        if voted.setdefault(floor.speaking[vote.member], index) != index:
            raise Invalid.field(field, "DUPLICATE_CODE", "there is a vote of this seat already")
    may = floor.voting_by_side(decision.item)
    for index, tally in enumerate(decision.tallies):
        if tally.cast > may[tally.side]:
            message = f"{may[tally.side]} of this side may vote on this item, not {tally.cast}"
            raise Invalid.field(f"tallies.{index}", "MORE_VOTES_THAN_VOTERS", message)
    return decision


def counted(decision: Decision, floor: Floor) -> Result:
    """The votes that count. Raises Refused where nothing was recorded."""
    if not decision.votes and not any(tally.cast for tally in decision.tallies):
        raise Refused("REQUIRED", "record the votes first", (Violation("votes", "REQUIRED", "record the votes"),))
    valid = [vote for vote in decision.votes if floor.may_vote(vote.member, decision.item)]
    count = Counter(_FIELD[vote.choice] for vote in valid)
    for tally in decision.tallies:
        for field in _FIELD.values():
            count[field] += getattr(tally, field)
    quorum = floor.quorum
    return Result(
        votes_for=count["votes_for"],
        votes_against=count["votes_against"],
        abstained=count["abstained"],
        not_counted=len(decision.votes) - len(valid),
        present=quorum.present,
        voting_members=quorum.voting_members,
        needed=quorum.needed,
    )


def _carried(result: Result, floor: Floor) -> bool:
    of = {
        MajorityOf.CAST: result.votes_for + result.votes_against,
        MajorityOf.PRESENT: result.present,
        MajorityOf.MEMBERS: result.voting_members,
    }[floor.rules.majority_of]
    return result.votes_for > of * floor.rules.majority_above
