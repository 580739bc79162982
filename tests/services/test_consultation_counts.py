"""Whatever the office does, in whatever order, the counts agree with what it did."""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from support.consultation import CHANNELS, Desk, author, day
from support.databases import ON_SQLITE
from support.instance import Instance

from komplan.consultation.v1.round_pb2 import ChannelRule

KINDS = st.sampled_from(["user", "organisation", "individual"])


class Intake(RuleBasedStateMachine):
    """One round of a running service, and what it should say about itself."""

    city: Instance
    rounds = 0
    points = Bundle("points")

    def __init__(self):
        super().__init__()
        type(self).rounds += 1
        ended = ChannelRule(channel="email", until=day(-20))
        channels = [*(ChannelRule(channel=channel) for channel in CHANNELS), ended]
        self.desk = Desk(self.city, round_id=f"kolo-{self.rounds}", channels=channels)
        self.comments = []
        self.kinds, self.channels, self.refusals, self.outcomes = Counter(), Counter(), Counter(), Counter()
        self.left = Counter()

    @rule(
        target=points,
        size=st.integers(1, 3),
        kinds=st.lists(KINDS, min_size=1, max_size=3),
        way=st.sampled_from(CHANNELS),
    )
    def enter(self, size, kinds, way):
        comment = self.desk.entered(*["text"] * size, authors=[author(kind=kind) for kind in kinds], channel=way)
        self.comments.append(comment)
        assert comment.number == len(self.comments)
        self.kinds.update(kinds)
        self.channels[way] += 1
        self.left[comment.name] = size
        return comment, 1

    @rule(reason=st.sampled_from(["anonymous", "empty", "late"]))
    def refuse(self, reason):
        values = {"anonymous": {"authors": []}, "empty": {"points": []}, "late": {"channel": "email"}}[reason]
        self.refusals[reason] += 1
        assert self.desk.refused("text", **values).number == self.refusals.total()

    @rule(target=points, point=consumes(points), outcome=st.sampled_from(["accepted", "rejected", "editorial"]))
    def settle(self, point, outcome):
        comment, number = point
        self.desk.assign(comment, number=number)
        self.desk.settle(comment, outcome, number)
        self.outcomes[outcome] += 1
        self.left[comment.name] -= 1
        return (comment, number + 1) if number < len(comment.points) else multiple()

    @rule(data=st.data())
    def erase(self, data):
        if self.comments:
            self.desk.erase(data.draw(st.sampled_from(self.comments)))

    @invariant()
    def counts_agree(self):
        counts = self.desk.count()
        assert counts.comments == len(self.comments)
        assert counts.settled == sum(not left for left in self.left.values())
        assert counts.points == sum(self.left.values()) + self.outcomes.total()
        assert dict(counts.authors_by_kind) == self.kinds
        assert dict(counts.comments_by_channel) == self.channels
        assert dict(counts.refusals_by_reason) == self.refusals
        assert dict(counts.points_by_outcome) == {}, "nothing is released"
        assert self.desk.numbers(unsettled=True) == [c.number for c in self.comments if self.left[c.name]]


@ON_SQLITE
def test_counts_always_agree_with_what_was_done(instance):
    Intake.city = instance("consultation")
    few = settings(max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Intake, settings=few)
    once = Intake()
    once.settle(once.enter(2, ["user", "organisation"], CHANNELS[0]), "accepted")
    once.enter(1, ["individual"], CHANNELS[1])
    once.refuse("late")
    once.counts_agree()
    counts = once.desk.count()
    assert (counts.comments, counts.settled, counts.points) == (2, 0, 3)
    assert dict(counts.authors_by_kind) == {"user": 1, "organisation": 1, "individual": 1}
    assert dict(counts.refusals_by_reason) == {"late": 1}
