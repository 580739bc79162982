"""Whatever is tried with points, no rule breaks and the book tells every move once (I2, I4, I5, I7, I8, I11)."""

import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import MetaData
from support.consultation import Desk, day, point_name, told
from support.databases import ON_SQLITE

from komplan.consultation.v1 import point_service_pb2 as points_pb
from komplan.consultation.v1 import round_office_service_pb2 as rounds_pb
from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan.consultation.v1 import similarity_service_pb2 as like_pb
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan_core.book.replay import State
from komplan_core.errors import PlanError
from komplan_kit.engine import Store

TEXT = "Chybí lavičky a také přechod."
PLACES = st.integers(0, 3)
WHO = st.sampled_from(["anna", "boris"])
GROUPS = st.sampled_from(["seniors", "families"])
GROUP = "spolu"


class Processing(RuleBasedStateMachine):
    """Calls in any order over four points of three comments; what is stored is looked at after each."""

    city: Any
    store: Store
    leaves: Any
    runs = 0

    @initialize()
    def begin(self) -> None:
        type(self).runs += 1
        self.desk = Desk(self.city, round_id=f"kolo-{type(self).runs}")
        self.comments = [self.desk.entered(TEXT), self.desk.entered(TEXT), self.desk.entered(TEXT, "Druhý bod")]
        self.names = [point_name(self.comments[place], number) for place, number in ((0, 1), (1, 1), (2, 1), (2, 2))]
        self.group = f"{self.desk.round}/similarity-groups/{GROUP}"
        for comment, number in ((self.comments[0], 1), (self.comments[1], 1), (self.comments[2], 1)):
            self.desk.assign(comment, "seniors", number)  # most ways begin here
        self.size = len(self.entries())

    def entries(self) -> list[Any]:
        origin = f"vzorov/book/{self.desk.round.rpartition('/')[2]}"
        query = self.leaves.select().where(self.leaves.c.origin == origin).order_by(self.leaves.c.position)
        with self.store.engine.connect() as connection:
            return [json.loads(bytes(row.entry)) for row in connection.execute(query)]

    def tried(self, service: str, method: str, request: Any, who: str = "anna") -> Any:
        """The answer of a call, or nothing where it is refused; one entry is told of what was carried out."""
        try:
            answer = self.desk.ask(f"{service}/{method}", request, who=who)
        except PlanError:
            assert len(self.entries()) == self.size
            return None
        if not hasattr(answer, "stored"):
            self.size += method != "CreateSimilarityGroup"
        return answer

    @rule(place=PLACES, category=st.sampled_from(["content", "formal", "none"]), who=WHO)
    def categorise(self, place: int, category: str, who: str) -> None:
        request = points_pb.CategorisePointRequest(name=self.names[place], category=category)
        assert not (self.tried("PointService", "CategorisePoint", request, who) and category == "none")

    @rule(place=PLACES, group=GROUPS)
    def assign(self, place: int, group: str) -> None:
        self.tried(
            "PointService", "AssignPoint", points_pb.AssignPointRequest(name=self.names[place], working_group=group)
        )

    @rule(place=PLACES, who=WHO, take_over=st.booleans())
    def claim(self, place: int, who: str, take_over: bool) -> None:
        before = self.point(place).handler
        request = points_pb.ClaimPointRequest(name=self.names[place], take_over=take_over)
        if self.tried("PointService", "ClaimPoint", request, who):
            assert take_over or before in ("", who)

    @rule(place=PLACES, who=WHO, back=st.booleans())
    def refer(self, place: int, who: str, back: bool) -> None:
        name = self.names[place]
        if back:
            request: Any = points_pb.ReturnReferralRequest(name=name, advice="Ano.")
            self.tried("PointService", "ReturnReferral", request, who)
        else:
            self.tried("PointService", "ReferPoint", points_pb.ReferPointRequest(name=name, to_body="council"), who)

    @rule(place=PLACES, who=WHO)
    def split(self, place: int, who: str) -> None:
        request = points_pb.SplitPointRequest(name=self.names[place], parts=["lavičky", "přechod"])
        self.tried("PointService", "SplitPoint", request, who)

    @rule(
        place=PLACES, who=WHO, outcome=st.sampled_from(["accepted", "rejected"]), why=st.sampled_from(["", "Protože."])
    )
    def propose(self, place: int, who: str, outcome: str, why: str) -> None:
        answer = Settlement(outcome=outcome, justification=why)
        request = pb.ProposeSettlementRequest(name=self.names[place], settlement=answer)
        assert not (self.tried("SettlementService", "ProposeSettlement", request, who) and not why)

    @rule(place=PLACES, who=WHO)
    def take_back(self, place: int, who: str) -> None:
        self.tried("SettlementService", "ReturnProposal", pb.ReturnProposalRequest(name=self.names[place]), who)

    @rule(places=st.sets(PLACES, min_size=1), group=GROUPS, present=st.integers(1, 5), against=st.integers(0, 2))
    def decide(self, places: set[int], group: str, present: int, against: int) -> None:
        asked = [pb.DecidedPoint(name=self.names[place]) for place in sorted(places)]
        stated = pb.StatedDecision(working_group=group, held_on=day(), invited_on=day(), voting_members=5)
        stated.minutes_sha256 = f"{self.size:064x}"
        stated.present, stated.votes_for, stated.votes_against = (
            present,
            max(present - against, 0),
            min(against, present),
        )
        request = pb.DecidePointsRequest(parent=self.desk.round, points=asked, stated=stated)
        answer = self.tried("SettlementService", "DecidePoints", request)
        if answer is None or not answer.stored:
            assert len(self.entries()) == self.size
            return
        self.size += len(asked)
        assert present >= 3
        assert stated.votes_for * 2 > present
        for place in places:
            assert (self.point(place).state, self.point(place).settlement.working_group) == ("decided", group)

    @rule(place=PLACES, who=WHO)
    def decide_editorial(self, place: int, who: str) -> None:
        request = pb.DecideEditorialRequest(name=self.names[place], outcome="editorial")
        self.tried("SettlementService", "DecideEditorial", request, who)

    @rule(place=PLACES)
    def reopen(self, place: int) -> None:
        before = self.point(place)
        request = pb.ReopenPointRequest(name=self.names[place], reason="Nové údaje.")
        if self.tried("SettlementService", "ReopenPoint", request):
            assert list(self.point(place).earlier_settlements) == [*before.earlier_settlements, before.settlement]

    @rule(step=st.sampled_from(["create", "confirm", "settle", "remove", "dissolve"]))
    def like(self, step: str) -> None:
        members = [{"point": name} for name in self.names[:3]]
        if step == "create":
            group = {"members": members}
            request: Any = like_pb.CreateSimilarityGroupRequest(
                parent=self.desk.round, similarity_group=group, similarity_group_id=GROUP
            )
            self.tried("SimilarityService", "CreateSimilarityGroup", request)
        elif step == "confirm":
            self.tried(
                "SimilarityService", "ConfirmSimilarityGroup", like_pb.ConfirmSimilarityGroupRequest(name=self.group)
            )
        elif step == "settle":
            answer = Settlement(outcome="noted", justification="Společně.")
            request = like_pb.SettleSimilarityGroupRequest(name=self.group, settlement=answer)
            done = self.tried("SimilarityService", "SettleSimilarityGroup", request)
            if done is not None and done.stored:
                self.size += len(done.results)
                for item in done.results:
                    place = self.names.index(item.name)
                    assert self.point(place).settlement.similarity_group == self.group
        else:
            self.apart(step)

    def apart(self, step: str) -> None:
        """Take a member out, or all; each proposal of the group that falls is one move more."""
        leaving = self.names[:1] if step == "remove" else self.names[:3]
        waiting = [
            place
            for place, name in enumerate(self.names)
            if name in leaving
            and (found := self.point(place)).state == "proposed"
            and found.settlement.similarity_group == self.group
        ]
        groups = like_pb.GetSimilarityGroupRequest(name=self.group)
        try:
            confirmed = self.desk.ask("SimilarityService/GetSimilarityGroup", groups).state == "confirmed"
        except PlanError:
            return
        request: Any = (
            like_pb.RemoveSimilarPointRequest(name=self.group, point=self.names[0])
            if step == "remove"
            else like_pb.DissolveSimilarityGroupRequest(name=self.group)
        )
        method = "RemoveSimilarPoint" if step == "remove" else "DissolveSimilarityGroup"
        if self.tried("SimilarityService", method, request):
            self.size += len(waiting) - (not confirmed)
            assert all(self.point(place).state == "in-progress" for place in waiting)

    def point(self, place: int) -> Any:
        comment = self.comments[(0, 1, 2, 2)[place]]
        return self.desk.get(comment.name).points[(0, 0, 0, 1)[place]]

    @invariant()
    def the_book_tells_every_move_once_and_replays_to_what_is_stored(self) -> None:
        if not hasattr(self, "names"):
            return
        entries = self.entries()
        assert len(entries) == self.size
        book = State()
        for entry in entries:
            book.apply(entry)
        read = [self.desk.get(comment.name) for comment in self.comments]
        assert book.points.states == {f"{c.number}/{p.number}": p.state for c in read for p in c.points}
        for comment, before in zip(read, self.comments, strict=True):
            registered = [point.text for point in comment.points if not point.part_of]
            assert registered == [point.text for point in before.points]
            for point in comment.points:
                assert not point.part_of or point.text in TEXT
                decided = point.settlement.HasField("decided_on")
                assert decided == (point.state == "decided")
                assert point.settlement.outcome in ("", "editorial") or point.settlement.justification

    def teardown(self) -> None:
        if not hasattr(self, "names"):
            return
        settled = all(point.state == "decided" for c in self.comments for point in self.desk.get(c.name).points)
        self.desk.close()
        self.desk.ask("RoundOfficeService/StartSettling", rounds_pb.StartSettlingRequest(name=self.desk.round))
        settle = rounds_pb.SettleRoundRequest(name=self.desk.round)
        if settled:
            assert self.desk.ask("RoundOfficeService/SettleRound", settle).state == "settled"
        else:
            refused = told(lambda: self.desk.ask("RoundOfficeService/SettleRound", settle))
            assert refused == ("Refused", "POINTS_UNSETTLED", [])


def assert_a_point_goes_its_way(machine: Processing) -> None:
    """What is tried below is not refused for ever: each of these steps leaves an entry, and settles what it should."""
    machine.begin()
    for step in (
        lambda: machine.categorise(0, "content", "anna"),
        lambda: machine.claim(0, "anna", False),
        lambda: machine.propose(0, "anna", "accepted", "Protože."),
        lambda: machine.decide({0}, "seniors", 5, 0),
        lambda: machine.reopen(0),
        lambda: machine.claim(1, "anna", False),
        lambda: machine.refer(1, "anna", False),
        lambda: machine.refer(1, "anna", True),
        lambda: machine.split(2, "anna"),
    ):
        before = machine.size
        step()
        assert len(machine.entries()) == machine.size > before
    machine.teardown()


@ON_SQLITE
def test_whatever_is_tried_no_rule_of_a_point_breaks(instance):
    city, metadata = instance("consultation"), MetaData()
    store = Store(city.databases["consultation"])
    metadata.reflect(store.engine, only=["log_leaf"])
    machine = type("Machine", (Processing,), {"city": city, "store": store, "leaves": metadata.tables["log_leaf"]})
    assert_a_point_goes_its_way(machine())
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=5,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
