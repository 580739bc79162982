"""What citizens do themselves: comments over the web behind a puzzle, and what the tokens of letters may do."""

from datetime import UTC, datetime, timedelta

import pytest
from support.consultation import Desk, author, day, everything, told
from support.databases import ON_SQLITE
from support.intake import LINK, Clerk, web

from komplan.consultation.v1 import citizen_service_pb2 as citizen
from komplan.consultation.v1 import intake_service_pb2 as office
from komplan.consultation.v1.round_pb2 import ChannelRule, Phase
from komplan_kit.clock import PRAGUE, today, utc_now


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


@pytest.fixture
def anna(desk):
    return Clerk(desk, "anna")


def submit(desk, *texts, **values):
    return desk.city.ask("CitizenService/SubmitComment", web(desk, *texts, **values), roles=())


def say(desk, method, token):
    """What whoever holds a token does with it."""
    return desk.city.ask(f"CitizenService/{method}", getattr(citizen, f"{method}Request")(token=token), roles=())


def denied(call):
    return told(call)[:2] == ("Refused", "TOKEN_INVALID")


def stand(desk, method, comment, **values):
    request = getattr(office, f"{method}Request")(name=comment.name, **values)
    return desk.ask(f"IntakeService/{method}", request)


@ON_SQLITE
def test_a_citizen_comments_and_has_a_receipt_at_once(desk):
    answer = submit(desk, "Chybí lavičky.", channel="post", received_on=day(-9), verified_by="eid", form="B03-0001")
    comment = answer.comment
    assert (comment.channel, comment.clerk, comment.received_on) == ("web", "web", day())
    assert (comment.verified_by, comment.form, comment.number) == ("none", "", 1)
    assert abs(comment.received_at.ToSeconds() - comment.registered_at.ToSeconds()) <= 1
    assert answer.receipt
    assert answer.author_token


def test_a_puzzle_is_solved_for_each_comment_anew(desk):
    request = web(desk, "Chybí lavičky.")
    wrong = citizen.SubmitCommentRequest()
    wrong.CopyFrom(request)
    for solution in ("", "x", str(int(request.solution) + 1), "9" * 21, "١"):
        wrong.solution = solution
        found = told(lambda: desk.city.ask("CitizenService/SubmitComment", wrong, roles=()))
        assert (solution, *found[:2]) == (solution, "Refused", "PUZZLE_UNSOLVED")
    desk.city.ask("CitizenService/SubmitComment", request, roles=())
    assert told(lambda: desk.city.ask("CitizenService/SubmitComment", request, roles=()))[1] == "PUZZLE_UNSOLVED"
    other = Desk(desk.city, round_id="podzim")
    foreign = web(desk, "Chybí lavičky.", parent=other.round)
    assert told(lambda: desk.city.ask("CitizenService/SubmitComment", foreign, roles=()))[1] == "PUZZLE_UNSOLVED"
    assert desk.numbers() == [1]


@ON_SQLITE
def test_nobody_comments_over_the_web_without_a_name(desk):
    assert told(lambda: submit(desk, "text", authors=[author("")])) == ("Invalid", "REQUIRED", ["comment.authors"])
    assert not desk.count().refusals_by_reason


@ON_SQLITE
def test_nobody_over_the_web_claims_to_be_invited(instance):
    phases = [
        Phase(code="odborna", title="Odborná", audience="experts", window={"start": day(-30), "end": day(5)}),
        Phase(code="verejna", title="Veřejná", window={"start": day(-30), "end": day(30)}),
    ]
    desk = Desk(instance("consultation"), phases=phases)
    claimed = told(lambda: submit(desk, "Chybí lavičky.", audience="experts"))
    assert claimed == ("Invalid", "INVALID_VALUE", ["comment.audience"])
    assert submit(desk, "Chybí lavičky.", audience="public").comment.number == 1
    assert desk.entered("Za komoru.", audience="experts").audience == "experts"
    assert not desk.count().refusals_by_reason


@ON_SQLITE
def test_too_many_comments_from_one_address_or_person_are_refused_aloud(desk):
    request = web(desk, "Chybí lavičky.")
    answers = desk.city.ask_all("CitizenService/SubmitComment", [request] * 40, roles=())
    told_to = [(type(answer).__name__, getattr(answer, "reason", "")) for answer in answers]
    assert told_to.count(("Full", "TOO_MANY_CALLS")) >= 20
    assert desk.numbers() == [1]
    refused = told(lambda: desk.city.ask("CitizenService/SubmitComment", request, roles=()))
    assert refused[:2] == ("Full", "TOO_MANY_CALLS")
    assert desk.entered("U přepážky to jde dál.").number == 2


@ON_SQLITE
@pytest.mark.parametrize(("seconds", "reason"), [(0, ""), (1, "late")])
def test_the_web_closes_by_the_second(instance, monkeypatch, seconds, reason):
    noon = datetime.combine(today(utc_now), datetime.min.time(), UTC).replace(hour=11)
    moment = [noon - timedelta(minutes=1)]
    monkeypatch.setattr("komplan_consultation.compose.utc_now", lambda: moment[0])
    local = noon.astimezone(PRAGUE)
    rules = [ChannelRule(channel="web", until=day(), until_time=f"{local:%H:%M}"), ChannelRule(channel="post")]
    desk = Desk(instance("consultation"), channels=rules)
    request = web(desk, "Chybí lavičky.")
    moment[0] = noon + timedelta(seconds=seconds)
    answer = desk.city.ask("CitizenService/SubmitComment", request, roles=())
    assert answer.refusal.reason == reason
    assert (answer.WhichOneof("result") == "refusal") == bool(reason)


def test_the_letter_asks_and_its_token_confirms_once(desk, anna):
    comment = desk.entered(authors=[author(contact="jana@vzorov.example")])
    letter = anna.letter(comment)
    assert letter.recipient == "jana@vzorov.example"
    assert f"{LINK}{letter.token}" in letter.body
    assert letter.token.encode() not in everything(desk.city)
    seen = say(desk, "PreviewComment", letter.token)
    assert (seen.number, list(seen.texts), seen.round_title) == (1, ["Chybí lavičky."], "Připomínky k návrhu")
    assert desk.get(comment.name).verified_by == "none"
    assert say(desk, "ConfirmComment", letter.token).standing == "registered"
    assert desk.get(comment.name).verified_by == "contact"
    for method in ("PreviewComment", "ConfirmComment", "DisputeComment"):
        assert denied(lambda done=method: say(desk, done, letter.token))


@ON_SQLITE
def test_whatever_is_wrong_with_a_token_it_does_nothing(desk, anna):
    mine, other = (desk.entered(authors=[author(contact=f"{who}@vzorov.example")]) for who in ("a", "b"))
    old, new = anna.letter(mine).token, anna.letter(mine).token
    own = desk.register("Chybí stín.").author_token
    for token in ("", "x", "a.b.c", old, new[:-2], own):
        assert denied(lambda given=token: say(desk, "ConfirmComment", given))
    for token in ("", "x", new):
        assert denied(lambda given=token: say(desk, "WithdrawComment", given))
    assert [desk.get(item.name).verified_by for item in (mine, other)] == ["none", "none"]
    assert told(lambda: anna.letter(mine, link="https://vzorov.example/")) == ("Invalid", "WEB_FORMAT", ["link"])
    assert told(lambda: anna.letter(desk.entered()))[:2] == ("Refused", "CONTACT_MISSING")


@ON_SQLITE
def test_a_token_of_another_city_is_good_for_nothing(desk, anna, instance):
    elsewhere = Desk(instance("consultation", area="brno", plugins=("brno",)), area="brno")
    comment = elsewhere.entered(authors=[author(contact="a@brno.example")])
    token = Clerk(elsewhere, "anna").letter(comment).token
    assert denied(lambda: say(desk, "ConfirmComment", token))


def test_who_did_not_send_it_stops_its_processing_until_the_office_found_out(desk, anna):
    comment = desk.entered(authors=[author(contact="jana@vzorov.example")])
    assert say(desk, "DisputeComment", anna.letter(comment).token).standing == "disputed"
    assert told(lambda: desk.assign(comment))[0] == "Refused"
    assert told(lambda: anna.letter(comment))[1] == "COMMENT_NOT_STANDING"
    assert stand(desk, "ConfirmDisputed", comment).standing == "confirmed"
    assert desk.assign(comment).working_group == "seniors"
    assert told(lambda: stand(desk, "VoidComment", comment))[1] == "COMMENT_NOT_STANDING"
    say(desk, "DisputeComment", anna.letter(comment).token)
    voided = stand(desk, "VoidComment", comment)
    assert (voided.standing, voided.points[0].state) == ("voided", "voided")
    assert desk.numbers() == [1]
    desk.close()
    assert desk.finish().state == "settled"


def test_an_author_takes_a_comment_back_with_the_token_beside_the_receipt(desk):
    answer = submit(desk, "Chybí lavičky.", "Málo stínu.")
    assert say(desk, "WithdrawComment", answer.author_token).standing == "withdrawn"
    comment = desk.get(answer.comment.name)
    assert [point.state for point in comment.points] == ["withdrawn", "withdrawn"]
    assert denied(lambda: say(desk, "WithdrawComment", answer.author_token))
    assert desk.numbers() == [1]


@ON_SQLITE
def test_the_office_takes_a_comment_back_with_a_proof_only(desk):
    comment = desk.entered()
    assert told(lambda: stand(desk, "WithdrawForAuthor", comment, proof=" ")) == ("Invalid", "REQUIRED", ["proof"])
    withdrawn = stand(desk, "WithdrawForAuthor", comment, proof="MMV/7")
    assert (withdrawn.standing, withdrawn.withdrawal_proof) == ("withdrawn", "MMV/7")


@ON_SQLITE
def test_a_decided_comment_is_not_taken_back(desk):
    answer = submit(desk, "Chybí lavičky.")
    desk.settle(answer.comment, "editorial", justification="")
    assert told(lambda: say(desk, "WithdrawComment", answer.author_token))[1] == "TRANSITION_NOT_ALLOWED"
    assert desk.get(answer.comment.name).standing == "registered"


@ON_SQLITE
def test_an_old_request_shows_receipt_and_token_again_and_nobody_else_reads_them(desk):
    first = desk.register("Chybí lavičky.", request_id="a1")
    assert desk.register("Chybí lavičky.", request_id="a1") == first
    kept = everything(desk.city)
    assert first.author_token.encode() not in kept
    assert first.receipt.encode() not in kept
