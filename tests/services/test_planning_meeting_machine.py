"""The meeting through the public surface: whatever is tried, what is stored never breaks a rule."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from support.organisation import CANARY, Office, present, seat
from support.planning import AREA

from komplan.planning.v1 import meeting_pb2 as pb
from komplan_core.errors import PlanError

PEOPLE = ("a", "b", "c", "k", "nobody")


class MeetingThroughTheSurface(RuleBasedStateMachine):
    """Calls in any order; refusals are fine, what is stored is looked at after each."""

    office: Office
    number = 0

    @initialize()
    def plan(self) -> None:
        type(self).number += 1
        self.id = f"m{type(self).number}"
        self.name = f"{AREA}/meetings/{self.id}"
        self.approved = b""
        self.there: set[str] = set()
        self.office.meet(self.id)
        self.office.motion("d1", "one", self.name)

    def tried(self, method: str, **values: object) -> bool:
        before = self.office.town.revision()
        try:
            self.office.ask(method, **values)
        except PlanError:
            assert self.office.town.revision() == before
            return False
        return True

    @rule(people=st.sets(st.sampled_from(PEOPLE)))
    def hold(self, people: set[str]) -> None:
        if self.tried("HoldMeeting", name=self.name, attendance=present(*sorted(people))):
            assert "nobody" not in people
            self.there = people

    @rule(who=st.sampled_from(PEOPLE), choice=st.sampled_from(["for", "against", "abstain"]))
    def vote(self, who: str, choice: str) -> None:
        if self.tried("RecordVote", name=f"{self.name}/decisions/d1", votes=[pb.Vote(member=seat(who), choice=choice)]):
            assert who in self.there & {"a", "b", "c"}

    @rule(keep_invalid=st.booleans())
    def decide(self, keep_invalid: bool) -> None:
        if self.tried("DecideMotion", name=f"{self.name}/decisions/d1", keep_invalid=keep_invalid):
            quorate = len(self.there & {"a", "b", "c"}) >= 2
            assert quorate or keep_invalid
            decision = self.office.ask("GetDecision", name=f"{self.name}/decisions/d1")
            assert (decision.state == "invalid") is not quorate

    @rule(text=st.sampled_from(["", "Zápis", "Jiný zápis"]))
    def write(self, text: str) -> None:
        meeting = pb.Meeting(name=self.name, minutes=text)
        written = self.tried("UpdateMeeting", meeting=meeting, update_mask={"paths": ["minutes"]})
        assert not (written and self.approved and text != pb.Meeting.FromString(self.approved).minutes)

    @rule()
    def approve(self) -> None:
        if self.tried("ApproveMinutes", name=self.name):
            self.approved = self.office.ask("GetMeeting", name=self.name).SerializeToString()

    @rule()
    def cancel(self) -> None:
        self.tried("CancelMeeting", name=self.name, reason="Nemoc")

    @invariant()
    def approved_minutes_say_what_they_said(self) -> None:
        if getattr(self, "approved", b""):
            assert self.office.ask("GetMeeting", name=self.name).minutes == pb.Meeting.FromString(self.approved).minutes


def test_whatever_is_tried_no_rule_of_a_meeting_breaks(town):
    office = Office(town)
    office.seat("a", "commissioner")
    office.seat("b", "provider")
    office.seat("c")
    office.seat("k", "commissioner", "coordinator")
    machine = type("Machine", (MeetingThroughTheSurface,), {"office": office})
    run_state_machine_as_test(machine, settings=settings(max_examples=6, stateful_step_count=12, deadline=None))
    assert all(CANARY.encode() not in encoded for _, encoded, _, _ in town.journal())
