"""What comes after a meeting decides nothing in its name, and what stands no more holds nothing up."""

from datetime import timedelta

import pytest
from support.consultation import author, day, point_name, told
from support.databases import ON_SQLITE
from support.deciding import proposed, results
from support.intake import Clerk
from support.outcomes import BENCHES, Outcome, planned, worked_over
from support.sittings import Sitting

from komplan.consultation.v1 import book_service_pb2 as book
from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import intake_service_pb2 as intake
from komplan.consultation.v1 import round_office_service_pb2 as rounds
from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1 import similarity_service_pb2 as similar
from komplan.consultation.v1 import traceability_service_pb2 as traces
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan_core.book.entries import decoded
from komplan_core.book.replay import State
from komplan_kit.clock import utc_now

pytestmark = ON_SQLITE
CONTACT = [author(contact="jana@vzorov.example")]


@pytest.fixture
def desk(instance):
    return Outcome(instance("consultation"))


def replayed(desk):
    """The book, every entry of which its verifier allows."""
    request, state = book.ListEntriesRequest(parent=desk.round, page_size=500), State()
    for data in desk.city.ask("BookService/ListEntries", request, ()).entries:
        state.apply(decoded(data.data))
    return state


def dispute(desk, comment):
    token = Clerk(desk, "anna").letter(comment).token
    desk.city.ask("CitizenService/DisputeComment", citizen.DisputeCommentRequest(token=token), ())


def stand(desk, method, comment, **values):
    return desk.ask(f"IntakeService/{method}", getattr(intake, f"{method}Request")(name=comment.name, **values))


def group_of(desk, *comments):
    """A confirmed group of the only points of these comments."""
    members = [{"point": point_name(comment)} for comment in comments]
    request = similar.CreateSimilarityGroupRequest(parent=desk.round, similarity_group={"members": members})
    name = desk.ask("SimilarityService/CreateSimilarityGroup", request).name
    desk.ask("SimilarityService/ConfirmSimilarityGroup", similar.ConfirmSimilarityGroupRequest(name=name))
    return name


def settle_group(desk, group):
    answer = Settlement(outcome="rejected", justification="Nelze.")
    request = similar.SettleSimilarityGroupRequest(name=group, settlement=answer)
    return results(desk.ask("SimilarityService/SettleSimilarityGroup", request))


def reopened(desk, comment):
    request = settlement.ReopenPointRequest(name=point_name(comment), reason="Nové údaje.")
    desk.ask("SettlementService/ReopenPoint", request)


def test_an_answer_that_was_changed_after_the_invitation_was_not_on_its_list(instance, monkeypatch):
    now = [utc_now() - timedelta(days=3)]
    monkeypatch.setattr("komplan_consultation.compose.utc_now", lambda: now[0])
    desk = Outcome(instance("consultation"))
    kept, worded, turned = (proposed(desk, received_on=day(-5)) for _ in range(3))
    now[0] = utc_now()
    for name, values in (
        (kept, {"outcome": "accepted", "justification": "Doplníme."}),
        (worded, {"outcome": "accepted", "justification": "Doplníme napřesrok."}),
        (turned, {"outcome": "rejected", "justification": "Doplníme."}),
    ):
        request = settlement.ProposeSettlementRequest(name=name, settlement=Settlement(**values))
        desk.ask("SettlementService/ProposeSettlement", request)
    met = {"invited_on": day(-3), "held_on": day(-1)}
    assert results(desk.decide(worded, turned, **met)) == [("refused", "NOT_ON_THE_AGENDA")] * 2
    assert results(desk.decide(kept, **met)) == [("decided", "")]


def decided_reopened_decided(desk, **stated):
    """What the decision that settled a point does to it once it is opened again."""
    comment = desk.entered()
    desk.assign(comment)
    desk.propose(comment)
    assert results(desk.decide(point_name(comment), **stated)) == [("decided", "")]
    reopened(desk, comment)
    desk.propose(comment, "rejected")
    return comment, results(desk.decide(point_name(comment), **stated))


def test_a_decision_taken_before_the_reopening_settles_the_point_no_more(instance):
    _, desk = planned(instance("planning", "consultation"))
    assert decided_reopened_decided(desk)[1] == [("refused", "NOT_ON_THE_AGENDA")]


def test_minutes_of_before_the_reopening_settle_the_point_no_more(desk):
    comment, again = decided_reopened_decided(desk, minutes_sha256="ab" * 32)
    assert again == [("refused", "NOT_ON_THE_AGENDA")]
    assert results(desk.decide(point_name(comment), minutes_sha256="cd" * 32)) == [("decided", "")]


def test_a_disputed_comment_gets_no_letter_and_its_points_are_not_answered(desk):
    sent, unsent = desk.entered(authors=CONTACT), desk.entered(authors=CONTACT)
    desk.settled((sent, "rejected"), (unsent, "rejected"))
    desk.release()
    assert desk.prepare().prepared == 2
    first, _ = desk.letters()
    dispute(desk, sent)
    assert [letter.number for letter in desk.letters()] == [2]
    assert desk.mark(first.reply).answered == 0
    dispute(desk, unsent)
    assert (desk.prepare().prepared, desk.prepare().already) == (0, 0)
    assert set(replayed(desk).points.states.values()) == {"disputed"}
    stand(desk, "ConfirmDisputed", sent)
    assert desk.mark(first.reply, state="delivered").answered == 1
    assert replayed(desk).points.states["1/1"] == "answered"


def test_a_round_is_not_settled_while_a_comment_with_decided_points_is_disputed(desk):
    comment = desk.entered(authors=CONTACT)
    desk.answered(comment)
    dispute(desk, comment)
    desk.close()
    assert told(desk.finish)[:2] == ("Refused", "POINTS_UNSETTLED")
    assert (desk.count().settled, desk.numbers(unsettled=True)) == (0, [1])
    stand(desk, "ConfirmDisputed", comment)
    assert (desk.count().settled, desk.numbers(unsettled=True)) == (1, [])
    desk.ask("RoundOfficeService/SettleRound", rounds.SettleRoundRequest(name=desk.round))
    assert replayed(desk).state == "settled"


def test_a_member_that_stands_no_more_keeps_nobody_else_from_the_groups_answer(desk):
    first, second, third, fourth = (desk.entered(authors=CONTACT) for _ in range(4))
    for comment in (first, second, third, fourth):
        desk.assign(comment)
    group = group_of(desk, first, second, third, fourth)
    assert settle_group(desk, group) == [("proposed", "")] * 4
    dispute(desk, first)
    dispute(desk, second)
    stand(desk, "WithdrawForAuthor", third, proof="MMV/7")
    skipped = ("kept", "COMMENT_NOT_STANDING")
    assert settle_group(desk, group) == [skipped, skipped, skipped, ("proposed", "")]
    remove = similar.RemoveSimilarPointRequest(name=group, point=point_name(first))
    desk.ask("SimilarityService/RemoveSimilarPoint", remove)
    desk.ask("SimilarityService/DissolveSimilarityGroup", similar.DissolveSimilarityGroupRequest(name=group))
    stand(desk, "VoidComment", second)
    states = {"1/1": "disputed", "2/1": "voided", "3/1": "withdrawn", "4/1": "in-progress"}
    assert replayed(desk).points.states == states


def test_a_change_is_not_explained_by_a_point_that_is_rejected_in_the_end(instance):
    town, desk = planned(instance("planning", "consultation"))
    benches = desk.about("Lavičky i u řeky.", BENCHES)
    desk.settled((benches, "accepted"))
    worked_over(town, m1="V parku a u řeky budou lavičky.")
    desk.final()
    made = desk.because(BENCHES, point_name(benches))
    desk.release()
    assert desk.submit().state == "submitted"
    desk.send_back("Zrušit lavičky.")
    reopened(desk, benches)
    desk.propose(benches, "rejected")
    another = Sitting(town.instance, desk.area, "seniors", id_="druhe").seated().held().voted(a="for", b="for", c="for")
    asked = [settlement.DecidedPoint(name=point_name(benches))]
    request = settlement.DecidePointsRequest(parent=desk.round, points=asked, decision=another)
    assert results(desk.ask("SettlementService/DecidePoints", request)) == [("decided", "")]
    desk.finish()
    desk.release()
    assert (desk.holes(), list(desk.gate().outdated)) == (([], [BENCHES]), [made.name])
    request = traces.ListDifferencesRequest(parent=desk.round)
    assert [item.explained for item in desk.ask("TraceabilityService/ListDifferences", request).differences] == [False]
    assert told(desk.submit)[:2] == ("Refused", "TRACEABILITY_GAPS")
