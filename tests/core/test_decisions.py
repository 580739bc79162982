"""When a motion is carried: of whom more than half must be in favour, and what its hash covers."""

from datetime import date

import pytest

from komplan_core.errors import Invalid
from komplan_core.meetings.decisions import Choice, Decision, DecisionState, SideTally, Vote, checked
from komplan_core.meetings.meeting import Attendance, AttendanceState, Meeting
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import MajorityOf, Member, Procedure, Role, Side
from komplan_core.values import Period

ROLES = {"member": Role(code="member", title="člen", capabilities=())}
SINCE = Period(start=date(2024, 1, 1))


def floor(members: int, present: int, of: MajorityOf = MajorityOf.PRESENT) -> Floor:
    """A meeting of so many voting members of one side, the first of whom are present."""
    seats = [
        Member(name=f"m{n}", working_group="g", role="member", side=Side.USER, mandate=SINCE) for n in range(members)
    ]
    meeting = Meeting(
        name="m",
        title="J",
        working_group="g",
        held_on=date(2025, 1, 1),
        attendance=tuple(Attendance(member=f"m{n}", state=AttendanceState.PRESENT) for n in range(present)),
    )
    return Floor(meeting, seats, ROLES, Procedure(majority_of=of))


def decided(members: int, present: int, votes: dict[Choice, int], of: MajorityOf, name: str = "d") -> Decision:
    """A motion on which the first of those present voted so."""
    choices = [choice for choice, count in votes.items() for _ in range(count)]
    cast = tuple(Vote(member=f"m{n}", choice=choice) for n, choice in enumerate(choices))
    motion = Decision(name=name, item="one", title="Návrh", votes=cast)
    return motion.decided(floor(members, present, of), keep_invalid=False)


@pytest.mark.parametrize(
    ("members", "present", "votes", "carried"),
    [
        (3, 2, {Choice.FOR: 1, Choice.AGAINST: 1}, ""),
        (3, 2, {Choice.FOR: 1}, "cast"),
        (3, 2, {Choice.FOR: 2}, "cast present members"),
        (5, 3, {Choice.FOR: 2, Choice.ABSTAIN: 1}, "cast present"),
        (4, 4, {Choice.FOR: 2, Choice.AGAINST: 1}, "cast"),
        (4, 4, {Choice.FOR: 2, Choice.AGAINST: 2}, ""),
        (4, 3, {Choice.AGAINST: 3}, ""),
    ],
)
def test_a_motion_is_carried_by_more_than_half(members, present, votes, carried):
    states = {of.value: decided(members, present, votes, of).state for of in MajorityOf}
    assert {of for of, state in states.items() if state is DecisionState.ADOPTED} == set(carried.split())


def test_the_hash_tells_decisions_apart_and_not_who_voted_how():
    first = decided(3, 3, {Choice.FOR: 2, Choice.AGAINST: 1}, MajorityOf.PRESENT)
    other = decided(3, 3, {Choice.AGAINST: 1, Choice.FOR: 2}, MajorityOf.PRESENT)
    assert first.votes != other.votes
    assert first.content_sha256 == other.content_sha256
    counted = decided(3, 3, {Choice.FOR: 3}, MajorityOf.PRESENT)
    assert (
        len(
            {
                first.content_sha256,
                counted.content_sha256,
                decided(3, 3, {Choice.FOR: 3}, MajorityOf.PRESENT, "e").content_sha256,
            }
        )
        == 3
    )


@pytest.mark.parametrize("keep_invalid", [False, True])
def test_votes_by_side_do_not_outnumber_those_who_are_there_when_it_is_decided(keep_invalid):
    motion = Decision(name="d", item="one", title="Návrh", tallies=(SideTally(side=Side.USER, votes_for=3),))
    checked(motion, floor(4, 3))
    with pytest.raises(Invalid) as caught:
        motion.decided(floor(3, 2), keep_invalid)
    assert caught.value.reason == "MORE_VOTES_THAN_VOTERS"
    assert motion.decided(floor(4, 3), keep_invalid).state is DecisionState.ADOPTED
