"""Answers: proposed with reasons, decided, superseded only by a new version (I4, I5)."""

import pytest
from support.consultation import Desk, day, point_name, told
from support.databases import ON_SQLITE
from support.deciding import entries, results

from komplan.consultation.v1 import reply_text_service_pb2 as texts_pb
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import settlement_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan.consultation.v1.reply_text_pb2 import ReplyText


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


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
    assert (first["type"], first["to"], first["version"]) == ("settlement.proposed", "proposed", 1)
    assert (second["from"], second["to"], second["point"]) == ("proposed", "decided", "1/1")


@ON_SQLITE
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
    assert (desk.count().settled, dict(desk.count().points_by_outcome)) == (4, {})


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
