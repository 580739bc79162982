"""What comes after a meeting decides nothing in its name, and a comment that stands no more keeps nothing from going on."""

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
from komplan.consultation.v1.comment_pb2 import Settlement
from komplan_core.book.entries import decoded
from komplan_core.book.replay import State

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


def test_an_answer_that_was_changed_after_the_invitation_was_not_on_its_list(instance):
    then = day(-3)
    desk = Outcome(instance("consultation"))
    comment, as_it_was = desk.entered(), {"outcome": "accepted", "justification": "Doplníme."}
    desk.assign(comment)
    desk.propose(comment)
    desk.city.clock.shift(days=3)
    assert then
    assert as_it_was
