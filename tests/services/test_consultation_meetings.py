"""Which meeting may decide a point, and who is not counted in its vote (I7)."""

import pytest
from support.consultation import Desk, day, stored, told
from support.deciding import entries, proposed, results
from support.planning import DRAFT, Town
from support.sittings import Sitting

from komplan.consultation.v1 import settlement_service_pb2 as pb


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


@pytest.fixture
def town(instance):
    """A town whose planning holds the meetings, and its draft."""
    planning = Town(instance("planning", "consultation"))
    planning.draft()
    planning.move(DRAFT, "publish")
    return Desk(planning.instance)


def test_many_points_are_decided_all_or_none_with_the_result_of_each(desk):
    good, bad = [proposed(desk) for _ in range(3)], proposed(desk, "families")
    before = len(stored(desk.city, "log_leaf"))
    answer = desk.decide(good[0], bad, *good[1:])
    assert not answer.stored
    assert results(answer) == [("kept", ""), ("refused", "OTHER_GROUP_DECIDED"), ("kept", ""), ("kept", "")]
    assert len(stored(desk.city, "log_leaf")) == before
    assert desk.count().settled == 0
    assert [result.name for result in desk.decide(*good).results] == good
    assert desk.count().settled == 3


def test_a_meeting_that_could_not_settle_the_point_does_not(desk):
    name = proposed(desk)
    for stated, reason in (
        ({"present": 2, "votes_for": 2, "votes_against": 0}, "NO_QUORUM"),
        ({"votes_for": 2, "votes_against": 2}, "NOT_ADOPTED"),
        ({"working_group": "families"}, "OTHER_GROUP_DECIDED"),
        ({"working_group": "", "body": "steering-group"}, "OTHER_GROUP_DECIDED"),
        ({"held_on": day(-1), "invited_on": day(-1)}, "NOT_ON_THE_AGENDA"),
    ):
        assert (stated, results(desk.decide(name, **stated))) == (stated, [("refused", reason)])
    assert desk.count().settled == 0


def test_the_list_of_points_goes_out_in_time_and_the_rounds_quorum_holds(instance):
    desk = Desk(
        instance("consultation"),
        invitation_days=7,
        quorum=[{"percent": 80, "users": 1}],
    )
    name = proposed(desk)
    assert results(desk.decide(name)) == [("refused", "NOT_ON_THE_AGENDA")]
    now = Desk(desk.city, round_id="podzim", quorum=[{"percent": 80, "users": 1}])
    name = proposed(now)
    assert results(now.decide(name)) == [("refused", "NO_QUORUM")]
    assert results(now.decide(name, present=3, votes_against=0, users=1)) == [("refused", "NO_QUORUM")]
    assert results(now.decide(name, users=1)) == [("decided", "")]


def test_a_decision_that_cannot_have_been_is_invalid(desk):
    name = proposed(desk)
    for stated, field in (
        ({"votes_for": 5}, "stated.votes_for"),
        ({"present": 6}, "stated.present"),
        ({"held_on": day(1), "invited_on": day()}, "stated.held_on"),
        ({"working_group": "anglers"}, "stated.working_group"),
        ({"invited_on": day(1)}, "stated.invited_on"),
    ):
        answer = told(lambda given=stated: desk.decide(name, **given))
        assert (answer[0], answer[2]) == ("Invalid", [field])
    assert told(lambda: desk.decide(name, name))[1:] == ("DUPLICATE_CODE", ["points.1.name"])
    assert told(lambda: desk.decide(name.replace("jaro", "leto")))[2] == ["points.0.name"]
    assert told(lambda: desk.decide())[2] == ["points"]


def test_conflicts_that_break_the_quorum_give_the_point_to_the_steering_body(desk):
    name = proposed(desk)
    moved = desk.decide(name, conflicts=2, present=4, votes_for=2, votes_against=0)
    assert (moved.stored, results(moved)) == (True, [("moved", "QUORUM_BY_CONFLICT")])
    point = desk.get(name.rpartition("/points/")[0]).points[0]
    assert (point.state, point.body, point.working_group) == ("proposed", "steering-group", "seniors")
    assert entries(desk, "settlement.proposed")[-1]["body"] == "steering-group"
    assert results(desk.decide(name)) == [("refused", "OTHER_GROUP_DECIDED")]
    assert results(desk.decide(name, working_group="", body="steering-group")) == [("decided", "")]
    settled = desk.get(name.rpartition("/points/")[0]).points[0].settlement
    assert (settled.body, settled.working_group) == ("steering-group", "")


def by_planning(desk, *names, decision, conflicts=()):
    """The answer to points decided by a decision of planning."""
    asked = [pb.DecidedPoint(name=name, conflicts=conflicts) for name in names]
    request = pb.DecidePointsRequest(parent=desk.round, points=asked, decision=decision)
    return desk.ask("SettlementService/DecidePoints", request)


def test_planning_says_what_its_meeting_decided(town):
    name = proposed(town)
    sitting = Sitting(town.city, town.area, "seniors").seated().held()
    assert told(lambda: by_planning(town, name, decision=sitting.motion)) == ("Refused", "NOT_DECIDED", [])
    sitting.voted(a="for", b="for", c="against")
    request = pb.DecidePointsRequest(parent=town.round, points=[{"name": name}], decision=sitting.motion)
    assert told(lambda: town.ask("SettlementService/DecidePoints", request, roles=("editor",)))[0] == "Forbidden"
    assert results(by_planning(town, name, decision=sitting.motion)) == [("decided", "")]
    settled = town.get(name.rpartition("/points/")[0]).points[0].settlement
    assert (settled.decision, len(settled.decision_sha256)) == (sitting.motion, 64)
    assert (settled.votes_for, settled.votes_against, settled.decided_on) == (2, 1, day())
    missing = f"{town.area}/meetings/none/decisions/none"
    assert told(lambda: by_planning(town, name, decision=missing)) == ("Invalid", "REFERENCE_MISSING", ["decision"])
    assert told(lambda: town.decide(name, votes_for=3))[2] == ["stated"]


def test_a_member_with_a_conflict_in_the_point_is_left_out_of_its_vote(town):
    first, second, third = (proposed(town) for _ in range(3))
    sitting = Sitting(town.city, town.area, "seniors").seated().held()
    decision = sitting.voted(a="for", b="for", c="against")
    refused = by_planning(town, first, decision=decision, conflicts=[sitting.member("b")])
    assert results(refused) == [("refused", "NOT_ADOPTED")]
    assert results(by_planning(town, second, decision=decision, conflicts=[sitting.member("c")])) == [("decided", "")]
    settled = town.get(second.rpartition("/points/")[0]).points[0].settlement
    assert (settled.votes_for, settled.votes_against, settled.conflicts) == (2, 0, 1)
    two = [sitting.member("b"), sitting.member("c")]
    assert results(by_planning(town, third, decision=decision, conflicts=two)) == [("moved", "QUORUM_BY_CONFLICT")]


def test_a_provider_does_not_decide_alone_on_its_own_comment(town):
    own = {"authors": [{"kind": "organisation", "full_name": "Domov pod lipou", "side": "provider"}]}
    name, other = proposed(town, **own), proposed(town)
    sitting = Sitting(town.city, town.area, "seniors").seated({"a": "provider", "b": "provider"})
    decision = sitting.held("ab").voted(a="for", b="for")
    assert results(by_planning(town, name, other, decision=decision)) == [
        ("moved", "QUORUM_BY_CONFLICT"),
        ("decided", ""),
    ]


def test_a_motion_settles_only_what_it_says_it_is_about(town):
    one, other = proposed(town), proposed(town)
    for about, first, second in (
        ("", "OTHER_GROUP_DECIDED", "OTHER_GROUP_DECIDED"),
        (f"{town.area}/rounds/podzim", "OTHER_GROUP_DECIDED", "OTHER_GROUP_DECIDED"),
        (one, "", "OTHER_GROUP_DECIDED"),
    ):
        sitting = Sitting(town.city, town.area, "seniors", id_=f"o-{len(about)}", about=about).seated().held()
        decision = sitting.voted(a="for", b="for", c="for")
        for name, reason in ((other, second), (one, first)):
            assert [item[1] for item in results(by_planning(town, name, decision=decision))] == [reason]


def test_minutes_decide_a_point_once(desk):
    name = proposed(desk)
    assert told(lambda: desk.decide(name, minutes_sha256=""))[1:] == ("REQUIRED", ["stated.minutes_sha256"])
    assert results(desk.decide(name, minutes_sha256="cd" * 32)) == [("decided", "")]
    desk.ask("SettlementService/ReopenPoint", pb.ReopenPointRequest(name=name, reason="Nové údaje."))
    again = pb.ProposeSettlementRequest(name=name, settlement={"outcome": "rejected", "justification": "Nelze."})
    desk.ask("SettlementService/ProposeSettlement", again)
    assert results(desk.decide(name, minutes_sha256="cd" * 32)) == [("refused", "NOT_ON_THE_AGENDA")]
    assert results(desk.decide(name, minutes_sha256="ef" * 32)) == [("decided", "")]
