"""The meeting as a machine: whatever is done in whatever order, nothing invalid is ever decided."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from komplan_core.errors import PlanError
from komplan_core.meetings.decisions import Choice, Decision, DecisionState, SideTally, Vote, checked
from komplan_core.meetings.meeting import (
    CHANGEABLE,
    AgendaItem,
    Attendance,
    AttendanceState,
    Correction,
    Meeting,
    MeetingAction,
    MeetingState,
)
from komplan_core.meetings.voting import Floor
from komplan_core.organisation import Member, Procedure, Role, Side
from komplan_core.values import Period

DAY = date(2025, 6, 1)
ROLES = {
    "member": Role(code="member", title="člen", capabilities=()),
    "coordinator": Role(code="coordinator", title="koordinátor", capabilities=(), votes=False),
}
NAMES = tuple(f"areas/vzorov/members/m{number}" for number in range(7))
OUTSIDER = "areas/vzorov/members/outsider"


T = TypeVar("T")


def outcome(call: Callable[[], T]) -> tuple[str, str, T | None]:
    """Reason and field of a refusal, or what the call gave."""
    try:
        return "", "", call()
    except PlanError as error:
        return error.reason, error.violations[0].field if error.violations else "", None


def attended(states: list[AttendanceState], conflict: int, wrong: int) -> tuple[Attendance, ...]:
    """A list of attendance: the deputy stands in for the second member, or wrongly for another one."""
    found = []
    for number, state in enumerate(states):
        deputised = state is AttendanceState.DEPUTISED
        if number == 5 or (deputised and number != wrong):
            continue
        found.append(
            Attendance(
                member=NAMES[number],
                state=state,
                deputy=NAMES[5] if deputised else "",
                conflicts=("one",) if number == conflict else (),
            )
        )
    return tuple(found)


_STATE = st.sampled_from([AttendanceState.PRESENT, *AttendanceState])
attendances = st.builds(
    attended, st.lists(_STATE, min_size=7, max_size=7), st.integers(0, 6), st.sampled_from([1, 1, 0, 2])
)


class MeetingMachine(RuleBasedStateMachine):
    """Four voting seats of three people, a coordinator, the second one's deputy, and somebody out of mandate."""

    motions = Bundle("motions")

    def __init__(self) -> None:
        super().__init__()
        inside, over = Period(start=date(2024, 1, 1)), Period(start=date(2020, 1, 1), end=date(2024, 12, 31))
        roles = ["member", "member", "member", "member", "coordinator", "member", "member"]
        self.members = [
            Member(
                name=name,
                working_group="seniors",
                role=roles[number],
                side=list(Side)[number % 3],
                mandate=over if number == 6 else inside,
                person="p0" if number in (0, 3) else f"p{number}",
                deputy_of=NAMES[1] if number == 5 else "",
            )
            for number, name in enumerate(NAMES)
        ]
        agenda = (AgendaItem(code="one", title="Jedna"), AgendaItem(code="two", title="Dva"))
        self.meeting = Meeting(
            name="m", title="J", working_group="seniors", held_on=DAY, agenda=agenda, roll=tuple(self.members)
        )
        self.decisions: dict[str, Decision] = {}
        self.recorded: tuple[str, str] | None = None

    @property
    def floor(self) -> Floor:
        return Floor(self.meeting, self.members, ROLES, Procedure())

    def speakers(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Person with a vote who is there → who speaks for them and in which items not; told by enumeration."""
        found: dict[str, tuple[str, tuple[str, ...]]] = {}
        for item in self.meeting.attendance:
            seat = NAMES.index(item.member)
            by_deputy = seat == 1 and item.deputy == NAMES[5]
            if seat in (0, 1, 2, 3) and (item.state is AttendanceState.PRESENT or by_deputy):
                who = "p0" if seat in (0, 3) else f"p{seat}"
                there, conflicts = found.get(who, (item.there, ()))
                found[who] = there, (*conflicts, *item.conflicts)
        return found

    def may_vote(self, member: str, item: str) -> bool:
        return any(member == there and item not in conflicts for there, conflicts in self.speakers().values())

    @initialize(attendance=attendances, held=st.booleans())
    def begin(self, attendance: tuple[Attendance, ...], held: bool) -> None:
        """Most of what can go wrong goes wrong in a meeting that was held."""
        if held:
            self.move(MeetingAction.INVITE)
            self.move(MeetingAction.HOLD)
            self.meeting = self.meeting.revised({"attendance": attendance})

    @rule(action=st.sampled_from(list(MeetingAction)))
    def move(self, action: MeetingAction) -> None:
        reason, _, state = outcome(lambda: self.meeting.moved(action))
        if state is None:
            assert reason == "TRANSITION_NOT_ALLOWED"
            return
        self.meeting = self.meeting.revised({"state": state})
        if state is MeetingState.MINUTES_APPROVED:
            self.recorded = (self.meeting.recorded_sha256(), self.meeting.model_dump_json(exclude={"corrections"}))

    @precondition(lambda self: "attendance" in CHANGEABLE[self.meeting.state])
    @rule(attendance=attendances)
    def attend(self, attendance: tuple[Attendance, ...]) -> None:
        self.meeting = self.meeting.revised({"attendance": attendance})

    @rule(target=motions, item=st.sampled_from(["one", "two"]))
    def make(self, item: str) -> str:
        if len(self.decisions) > 5:
            return multiple()  # type: ignore[no-any-return]
        name = f"d{len(self.decisions)}"
        self.decisions[name] = Decision(name=name, item=item, title="Návrh")
        return name

    @rule(motion=motions, member=st.sampled_from([*NAMES[:4], *NAMES, OUTSIDER]), choice=st.sampled_from(list(Choice)))
    def vote(self, motion: str, member: str, choice: Choice) -> None:
        decision = self.decisions[motion]
        if decision.state is not DecisionState.OPEN or decision.tallies:
            return
        others = [vote for vote in decision.votes if vote.member != member]
        told = decision.revised({"votes": (*others, Vote(member=member, choice=choice))})
        _, field, stored = outcome(lambda: checked(told, self.floor))
        may = all(self.may_vote(vote.member, decision.item) for vote in told.votes)
        assert (field[:6], stored is not None) == (("", True) if may else ("votes.", False))
        self.decisions[motion] = stored or decision

    @rule(motion=motions, side=st.sampled_from(list(Side)), many=st.integers(0, 4))
    def tally(self, motion: str, side: Side, many: int) -> None:
        decision = self.decisions[motion]
        if decision.state is not DecisionState.OPEN or decision.votes:
            return
        told = decision.revised({"tallies": (SideTally(side=side, votes_for=many),)})
        reason, _, stored = outcome(lambda: checked(told, self.floor))
        of_side = dict(zip(("p0", "p1", "p2"), Side, strict=False))
        voters = [who for who, (_, items) in self.speakers().items() if decision.item not in items]
        too_many = many > [of_side[who] for who in voters].count(side)
        assert reason == ("MORE_VOTES_THAN_VOTERS" if too_many else "")
        self.decisions[motion] = stored or decision

    @rule(motion=motions, keep_invalid=st.booleans())
    def decide(self, motion: str, keep_invalid: bool) -> None:
        before = self.decisions[motion]
        there = len(self.speakers())
        reason, _, made = outcome(lambda: before.decided(self.floor, keep_invalid))
        if made is None:
            expected = {"TRANSITION_NOT_ALLOWED"} if before.state is not DecisionState.OPEN else {"REQUIRED"}
            expected |= {"NO_QUORUM"} if there < 2 and not keep_invalid else set()
            too_many = before.tallies and outcome(lambda: checked(before, self.floor))[0]
            assert reason in (expected | ({"MORE_VOTES_THAN_VOTERS"} if too_many else set()))
            return
        assert there >= 2 or keep_invalid
        assert made.result is not None
        assert made.result.voting_members == 3
        assert made.result.present == there
        assert (made.state is DecisionState.INVALID) == (there < 2)
        counted = Counter(vote.choice for vote in made.votes if self.may_vote(vote.member, made.item))
        if not made.tallies:
            assert made.result.votes_for == counted[Choice.FOR] <= there
            assert made.result.not_counted == len(made.votes) - counted.total()
        assert made.result.votes_for + made.result.votes_against + made.result.abstained <= there
        if there >= 2:
            assert (made.state is DecisionState.ADOPTED) == (made.result.votes_for * 2 > there)
        assert made.content_sha256 == made.sha256()
        self.decisions[motion] = made

    @precondition(lambda self: self.meeting.state is MeetingState.MINUTES_APPROVED)
    @rule()
    def correct(self) -> None:
        correction = Correction(made_on=DAY, text="Oprava")
        self.meeting = self.meeting.revised({"corrections": (*self.meeting.corrections, correction)})

    @invariant()
    def nothing_valid_without_a_quorum(self) -> None:
        for decision in self.decisions.values():
            if decision.state in (DecisionState.ADOPTED, DecisionState.REJECTED):
                assert decision.result is not None
                assert decision.result.present >= decision.result.needed == 2

    @invariant()
    def only_voters_are_counted(self) -> None:
        assert {self.floor.members[name].who for name in self.floor.voters} == {"p0", "p1", "p2"}
        assert self.floor.quorum.present == len(self.speakers())
        assert all(OUTSIDER not in {vote.member for vote in item.votes} for item in self.decisions.values())

    @invariant()
    def approved_minutes_stay(self) -> None:
        if self.recorded is not None:
            now = self.meeting.recorded_sha256(), self.meeting.model_dump_json(exclude={"corrections"})
            assert now == self.recorded
            assert not CHANGEABLE[self.meeting.state]


TestMeeting = MeetingMachine.TestCase
TestMeeting.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
