"""Which meeting may settle a point: quorum, conflicts of interest, votes, the list of points (invariant I7)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.consultation.rounds import Quorum
from komplan_core.consultation.ruling import StatedDecision, meeting_ruling, stated_ruling
from komplan_core.errors import Invalid, Refused
from komplan_core.meetings.decisions import Choice, Decision, Vote
from komplan_core.meetings.meeting import AgendaItem, Attendance, AttendanceState, Meeting, MeetingState
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import Member, Procedure, Role, Side
from komplan_core.values import Period

DAY, INVITED = date(2027, 5, 20), date(2027, 5, 10)
RULES = Procedure()
ROLES = {"member": Role(code="member", title="člen", capabilities=())}
MANDATE = Period(start=date(2025, 1, 1))
SIDES = {"a": Side.COMMISSIONER, "b": Side.PROVIDER, "c": Side.USER, "d": Side.USER, "e": Side.PROVIDER}


def seat(letter):
    return f"areas/vzorov/members/{letter}"


def ruling(votes, conflicts=(), there="abcde"):
    """A decision of five members; `votes` such as `a+ b- c0` in one word: `a+b-c0`."""
    roll = [
        Member(name=seat(letter), full_name="", role="member", side=side, working_group="seniors", mandate=MANDATE)
        for letter, side in SIDES.items()
    ]
    meeting = Meeting(
        name="areas/vzorov/meetings/m",
        title="Jednání",
        working_group="seniors",
        held_on=DAY,
        invited_on=INVITED,
        state=MeetingState.HELD,
        agenda=[AgendaItem(code="one", title="Připomínky")],
        attendance=[
            Attendance(
                member=seat(letter), state=AttendanceState.PRESENT, conflicts=["one"] if letter in conflicts else []
            )
            for letter in there
        ],
        roll=roll,
    )
    floor = Floor(meeting, (), ROLES, RULES)
    choices = {"+": Choice.FOR, "-": Choice.AGAINST, "0": Choice.ABSTAIN}
    cast = [
        Vote(member=seat(letter), choice=choices[sign]) for letter, sign in zip(votes[::2], votes[1::2], strict=True)
    ]
    motion = Decision(name=f"{meeting.name}/decisions/d", item="one", title="Vypořádat", votes=cast)
    return meeting_ruling(motion.decided(floor, keep_invalid=False), meeting, floor)


def stated(**values):
    given = {"working_group": "seniors", "held_on": DAY, "invited_on": INVITED, "voting_members": 5, "present": 4}
    given["minutes_sha256"] = "ab" * 32
    return StatedDecision(**{**given, "votes_for": 3, **values})


def test_a_vote_with_a_conflict_is_left_out_of_votes_and_quorum():
    all_there = ruling("a+b+c+d-e-")
    assert (all_there.adopted, all_there.present, all_there.is_quorate(None)) == (True, 5, True)
    left = all_there.without([seat("b")], "points.0.conflicts")
    assert (left.votes[Choice.FOR], left.present, left.conflicts) == (2, 4, 1)
    assert not left.adopted  # two of four who may vote
    assert left.without([seat("b")], "f").conflicts == 1


def test_conflicts_that_break_the_quorum_are_told_from_empty_chairs():
    few = ruling("a+b+c+", there="abc")
    without = few.without([seat("b")], "f")
    assert (without.is_quorate(None), without.is_quorate(None, with_conflicts=True)) == (False, True)
    assert ruling("a+b+c+", conflicts="de").is_quorate(None, with_conflicts=True)


def test_a_conflict_declared_in_planning_counts_as_one_declared_here():
    declared = ruling("a+c+d+", conflicts="b")
    assert (declared.present, declared.conflicts, declared.by_side) == (
        4,
        1,
        {"commissioner": 1, "user": 2, "provider": 1},
    )
    assert declared.without([seat("b")], "f").present == 4


def test_the_rounds_own_quorum_asks_for_a_share_and_for_sides():
    held = ruling("a+b+c+", there="abc")
    assert held.is_quorate(Quorum(percent=60))
    assert not held.is_quorate(Quorum(percent=61))
    assert held.is_quorate(Quorum(percent=0, users=1, providers=1, commissioners=1))
    assert not held.is_quorate(Quorum(percent=0, users=2))
    assert not held.without([seat("c")], "f").is_quorate(Quorum(percent=0, users=1))


def test_the_list_of_points_is_out_in_time_and_the_answer_was_on_it():
    held = ruling("a+b+c+")
    held.check_invited(10, INVITED)
    for days, proposed in ((11, INVITED), (0, date(2027, 5, 11)), (0, None)):
        with pytest.raises(Refused) as caught:
            held.check_invited(days, proposed)
        assert caught.value.reason == "NOT_ON_THE_AGENDA"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"votes_for": 5}, "votes_for"),
        ({"votes_for": 3, "conflicts": 2}, "votes_for"),
        ({"present": 6}, "present"),
        ({"conflicts": 5, "votes_for": 0}, "conflicts"),
        ({"users": 3, "providers": 2}, "commissioners"),
        ({"body": "council"}, "working_group"),
        ({"minutes_sha256": ""}, "minutes_sha256"),
        ({"invited_on": date(2027, 5, 21)}, "invited_on"),
    ],
)
def test_a_stated_decision_that_cannot_have_been_is_refused(values, field):
    with pytest.raises(ValidationError) as caught:
        stated(**values)
    assert Invalid.of(caught.value).violations[0].field == field


def test_of_a_stated_decision_no_single_vote_is_left_out():
    with pytest.raises(Invalid) as caught:
        stated_ruling(stated(), RULES).without([seat("a")], "points.0.conflicts")
    assert caught.value.reason == "VOTES_NOT_BY_NAME"


@given(
    members=st.integers(1, 20),
    absent=st.integers(0, 20),
    conflicts=st.integers(0, 20),
    votes_for=st.integers(0, 20),
    percent=st.integers(0, 100),
)
def test_who_declared_a_conflict_never_helps_a_quorum_nor_a_majority(members, absent, conflicts, votes_for, percent):
    present = members - absent
    if present < 1 or conflicts > present or votes_for > present - conflicts:
        return
    counts = {"voting_members": members, "present": present, "conflicts": conflicts, "votes_for": votes_for}
    judged = stated_ruling(stated(**counts), RULES)
    rule = Quorum(percent=percent)
    if judged.is_quorate(rule):
        assert present - conflicts > members * Decimal("0.5")
        assert (present - conflicts) * 100 >= percent * members
        assert judged.is_quorate(rule, with_conflicts=True)
    assert judged.adopted == (votes_for * 2 > present - conflicts)
