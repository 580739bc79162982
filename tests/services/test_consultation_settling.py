"""Answers: proposed with reasons, decided by the group's meeting, superseded only by a new version (I4, I5, I7)."""

import json

import pytest
from support.consultation import Desk, day, point_name, stored, told
from support.planning import DRAFT, Town
from support.sittings import Sitting

from komplan.consultation.v1 import reply_text_service_pb2 as texts_pb
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan.consultation.v1.reply_text_pb2 import ReplyText


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


def entries(desk, *kinds):
    """What the book tells of these kinds."""
    told_of = [json.loads(bytes(row.entry)) for row in stored(desk.city, "log_leaf")]
    return [entry for entry in told_of if entry["type"] in kinds]


def proposed(desk, group="seniors", **values):
    """A new comment with an answer proposed to a group; the name of its point."""
    comment = desk.entered(**values)
    desk.assign(comment, group)
    desk.propose(comment)
    return point_name(comment)


def results(answer):
    return [(result.result, result.reason) for result in answer.results]


def test_an_answer_is_proposed_and_decided_with_its_votes(desk):
    comment = desk.entered()
    desk.assign(comment)
    put = desk.propose(comment, "partially-accepted", justification="Doplníme část.")
    assert (put.state, put.settlement.proposed_on, put.settlement.HasField("decided_on")) == ("proposed", day(), False)
    done = desk.decide(point_name(comment), minutes_sha256="ab" * 32, conflicts=0)
    assert (done.stored, results(done)) == (True, [("decided", "")])
    point = desk.get(comment.name).points[0]
    assert point.state == "decided"
    assert point.settlement == Settlement(
        version=1,
        outcome="partially-accepted",
        justification="Doplníme část.",
        working_group="seniors",
        proposed_on=day(),
        decided_on=day(),
        decision_sha256="ab" * 32,
        votes_for=3,
        votes_against=1,
    )
    first, second = entries(desk, "settlement.proposed", "settlement.decided")
    assert (first["type"], first["to"], first["version"], first["outcome"]) == (
        "settlement.proposed",
        "proposed",
        1,
        "partially-accepted",
    )
    assert (second["from"], second["to"], second["point"]) == ("proposed", "decided", "1/1")


def test_every_outcome_but_editorial_is_justified_in_words(desk):
    comment = desk.entered()
    desk.assign(comment)
    for outcome in ("accepted", "partially-accepted", "rejected", "explained", "already-covered", "noted", "forwarded"):
        for words in ("", " \n"):
            answer = told(lambda as_=outcome, said=words: desk.propose(comment, as_, justification=said))
            assert answer == ("Invalid", "JUSTIFICATION_REQUIRED", ["settlement.justification"])
        assert desk.propose(comment, outcome).settlement.outcome == outcome


def test_the_office_alone_settles_only_what_is_editorial(desk):
    registered, categorised, assigned, put = (desk.entered() for _ in range(4))
    desk.categorise(categorised, "formal")
    desk.assign(assigned, "seniors")
    desk.assign(put, "seniors")
    desk.propose(put)
    for comment, group in ((registered, ""), (categorised, ""), (assigned, "seniors"), (put, "seniors")):
        settled = desk.settle(comment, "editorial")
        assert settled.state == "decided"
        expected = Settlement(version=1, outcome="editorial", decided_on=day(), working_group=group)
        assert settled.settlement == expected
    other = desk.entered()
    request = pb.DecideEditorialRequest(name=point_name(other), outcome="rejected", justification="Ne.")
    assert told(lambda: desk.ask("SettlementService/DecideEditorial", request))[2] == ["outcome"]
    assert desk.count().points_by_outcome == {"editorial": 4}


def test_a_wrong_answer_is_named_and_nothing_is_stored(desk):
    comment = desk.entered()
    assert told(lambda: desk.propose(comment)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.assign(comment)
    for values, reason, field in (
        ({"outcome": "maybe"}, "UNKNOWN_CODE", "outcome"),
        ({"outcome": ""}, "CODE_FORMAT", "outcome"),
        ({"justification": "x" * 100_001}, "TEXT_TOO_LONG", "justification"),
        ({"text_blocks": ["none"]}, "REFERENCE_MISSING", "text_blocks.0"),
    ):
        answer = told(lambda given=values: desk.propose(comment, **given))
        assert (reason, answer) == (reason, ("Invalid", reason, [f"settlement.{field}"]))
    assert not desk.get(comment.name).points[0].HasField("settlement")
    assert entries(desk, "settlement.proposed") == []


def test_who_decides_when_and_how_is_not_the_proposers_to_say(desk):
    comment = desk.entered()
    desk.assign(comment)
    claimed = {"working_group": "families", "decided_on": day(-1), "votes_for": 9, "version": 7, "decision": "x"}
    settlement = desk.propose(comment, **claimed).settlement
    assert (settlement.working_group, settlement.version, settlement.votes_for) == ("seniors", 1, 0)
    assert not settlement.HasField("decided_on")


def test_a_settled_point_is_handled_no_more_until_it_is_opened_again(desk):
    for outcome in ("accepted", "editorial"):
        comment = desk.entered()
        desk.assign(comment)
        before = desk.settle(comment, outcome)
        for again in (
            lambda of=comment: desk.categorise(of, "content"),
            lambda of=comment: desk.assign(of, "families"),
            lambda of=comment: desk.propose(of, "rejected"),
            lambda of=comment: desk.settle(of, "editorial"),
        ):
            assert told(again) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
        assert results(desk.decide(point_name(comment))) == [("refused", "TRANSITION_NOT_ALLOWED")]
        assert desk.get(comment.name).points[0] == before


def reopen(desk, comment, reason="Přehlédli jsme přílohu."):
    request = pb.ReopenPointRequest(name=point_name(comment), reason=reason)
    return desk.ask("SettlementService/ReopenPoint", request).points[0]


def test_an_answer_is_superseded_by_a_new_version_only_and_kept(desk):
    comment = desk.entered()
    assert told(lambda: reopen(desk, comment)) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
    desk.assign(comment)
    first = desk.settle(comment, "rejected").settlement
    assert told(lambda: reopen(desk, comment, " ")) == ("Invalid", "REQUIRED", ["reason"])
    opened = reopen(desk, comment)
    assert (opened.state, opened.HasField("settlement"), list(opened.earlier_settlements)) == (
        "reopened",
        False,
        [first],
    )
    second = desk.settle(comment, "accepted")
    assert (second.settlement.version, second.settlement.outcome) == (2, "accepted")
    assert list(second.earlier_settlements) == [first]
    assert [entry["version"] for entry in entries(desk, "settlement.superseded", "settlement.decided")] == [1, 1, 2]


def test_a_round_is_settled_by_one_settlement_of_every_point_and_opens_none_again(desk):
    comment, other = desk.entered("První", "Druhý"), desk.entered()
    desk.answered(other)
    desk.assign(comment)
    desk.settle(comment)
    desk.close()
    assert told(desk.finish) == ("Refused", "POINTS_UNSETTLED", [])
    desk.settle(comment, "editorial", 2)
    reopen(desk, other)
    settle = rounds.SettleRoundRequest(name=desk.round)
    assert told(lambda: desk.ask("RoundOfficeService/SettleRound", settle))[1] == "POINTS_UNSETTLED"
    desk.settle(other, "explained")
    assert desk.ask("RoundOfficeService/SettleRound", rounds.SettleRoundRequest(name=desk.round)).state == "settled"
    assert told(lambda: reopen(desk, other)) == ("Refused", "TRANSITION_NOT_ALLOWED", [])


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


def test_answers_are_made_of_prepared_texts_whose_uses_are_listed(desk):
    def written(id_, text="Lavičky doplníme."):
        made = ReplyText(title="Lavičky", text=text)
        request = texts_pb.CreateReplyTextRequest(parent=desk.area, reply_text=made, reply_text_id=id_)
        return desk.ask("ReplyTextService/CreateReplyText", request).name

    def used(name):
        request = texts_pb.ListReplyTextUsesRequest(name=name)
        return list(desk.ask("ReplyTextService/ListReplyTextUses", request).points)

    benches, thanks = written("lavicky"), written("dekujeme", "Děkujeme.")
    comment = desk.entered()
    desk.assign(comment)
    put = desk.propose(comment, justification="", text_blocks=["dekujeme", "lavicky"])
    assert put.settlement.justification == "Děkujeme.\n\nLavičky doplníme."
    assert used(benches) == used(thanks) == [point_name(comment)]
    assert desk.propose(comment, text_blocks=["lavicky"]).settlement.justification == "Doplníme."
    assert used(thanks) == []
    delete = texts_pb.DeleteReplyTextRequest(name=benches)
    assert told(lambda: desk.ask("ReplyTextService/DeleteReplyText", delete))[1] == "STILL_REFERRED_TO"
    retired = texts_pb.UpdateReplyTextRequest(
        reply_text=ReplyText(name=benches, retired=True), update_mask={"paths": ["retired"]}
    )
    desk.ask("ReplyTextService/UpdateReplyText", retired)
    assert told(lambda: desk.propose(comment, text_blocks=["lavicky"]))[2] == ["settlement.text_blocks.0"]
    assert desk.settle(comment).settlement.justification == "Doplníme."


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
