"""What a stranger, or a clerk in their own cause, tries at intake: nobody is locked out, nothing is taken for more."""

import json

import pytest
from support.consultation import Desk, author, day, everything, stored, told
from support.databases import ON_SQLITE
from support.intake import Clerk, bring, row, web

from komplan.consultation.v1 import form_office_service_pb2 as office
from komplan.consultation.v1 import form_service_pb2 as forms
from komplan.consultation.v1.form_pb2 import FormBatch
from komplan.consultation.v1.round_pb2 import ChannelRule, ContactPoint
from komplan_core.book.replay import State
from komplan_kit.rates import Rate

PAPER = "paper-contact-point"
BLANKS = ("\u3164", "\u115f\u1160", "\uffa0 \u2800", ".", "—")
pytestmark = ON_SQLITE


@pytest.fixture
def desk(instance):
    rules = [
        ChannelRule(channel="web"),
        ChannelRule(channel="post", basis="postmark"),
        ChannelRule(channel="email", basis="sent"),
        ChannelRule(channel=PAPER, until=day(-5)),
    ]
    place = ContactPoint(code="radnice", title="Radnice", place="Náměstí 1")
    return Desk(instance("consultation"), channels=rules, contact_points=[place])


def submit(desk, request):
    return desk.city.ask("CitizenService/SubmitComment", request, roles=())


def issue(desk):
    batch = FormBatch(prefix="B", first=1, last=3, contact_point="radnice", issued_to="k12")
    desk.ask("FormOfficeService/IssueForms", office.IssueFormsRequest(parent=desk.round, form_batch=batch))


def states(desk):
    """The forms as the round's log tells them, replayed, and how many the published balance counts as returned."""
    replayed = State()
    for leaf in stored(desk.city, "log_leaf"):
        replayed.apply(json.loads(leaf.entry))
    balance = desk.city.ask("FormService/GetFormBalance", forms.GetFormBalanceRequest(parent=desk.round), roles=())
    return replayed.forms, balance.total.returned


def test_nobody_uses_up_the_turns_of_somebody_else(desk, monkeypatch):
    monkeypatch.setattr("komplan_consultation.servicer.citizens.BY_ONE_PERSON", Rate(2, 360.0))
    request = web(desk, "Chybí lavičky.")
    unsolved, wrong = type(request)(), type(request)()
    unsolved.CopyFrom(request)
    unsolved.solution = "x"
    wrong.CopyFrom(request)
    wrong.comment.draft_code = "neni"
    for _ in range(3):
        assert told(lambda: submit(desk, unsolved))[1] == "PUZZLE_UNSOLVED"
        assert told(lambda: submit(desk, wrong))[1] == "DRAFT_UNKNOWN"
    assert submit(desk, request).comment.number == 1
    assert submit(desk, web(desk, "Chybí koše.")).comment.number == 2
    third = web(desk, "Chybí stromy.")
    before = everything(desk.city)
    assert told(lambda: submit(desk, third))[:2] == ("Full", "TOO_MANY_CALLS")
    assert everything(desk.city) == before


def test_whoever_has_the_contact_web_comments_over_the_web(desk):
    taken = submit(desk, web(desk, "Chybí lavičky.", authors=[author("Web", contact="web@vzorov.example")]))
    assert taken.comment.number == 1


@pytest.mark.parametrize("name", ["Ing. Jana Nováková", "JANA NOVAKOVA, Ph.D.", "Nováková Jana", "Jana Marie Nováková"])
def test_a_clerk_is_known_with_any_title(desk, name):
    def taken(code):
        request = desk.submission("Chybí lavičky.", authors=[author(name)])
        return Clerk(desk, code).ask("IntakeService/RegisterComment", request)

    assert told(lambda: taken("jana-novakova")) == ("Invalid", "SECOND_CLERK", ["comment.authors.0"])
    assert taken("jana-novotna").comment.number == 1


@pytest.mark.parametrize(("channel", "field"), [("post", "postmark_on"), ("email", "sent_on")])
def test_nothing_that_counts_was_sent_before_the_round(desk, channel, field):
    before = everything(desk.city)
    given = {"channel": channel, field: day(-31)}
    assert told(lambda: desk.entered(**given)) == ("Invalid", "OUTSIDE_PERIOD", [f"comment.{field}"])
    paper = told(lambda: Clerk(desk, "anna").receive(**given))
    assert paper == ("Invalid", "OUTSIDE_PERIOD", [f"submission.{field}"])
    assert everything(desk.city) == before
    other = "sent_on" if field == "postmark_on" else "postmark_on"
    assert desk.entered(**{**given, field: day(-30), other: day(-40)}).number == 1


def test_a_source_tells_each_place_once(desk):
    twice = [
        row(2, "Lavičky.", key="MMV/1", channel="email"),
        row(2, "Jinak.", key="MMV/1", channel="email"),
        row(1, "Koše.", channel="email"),
        row(3, "Stromy.", key="MMV/1", channel="email"),
    ]
    report = bring(desk, twice)
    assert [(item.position, item.field, item.reason) for item in report.errors] == [
        (2, "position", "INVALID_VALUE"),
        (1, "position", "INVALID_VALUE"),
        (3, "key", "DUPLICATE_CODE"),
    ]
    assert (report.applied, desk.numbers()) == (False, [])


@pytest.mark.parametrize("blank", BLANKS)
def test_what_says_nothing_is_neither_a_text_nor_a_name(desk, blank):
    assert desk.refused(blank).reason == "empty"
    assert desk.refused("Chybí lavičky.", authors=[author(blank)]).reason == "anonymous"
    unnamed = told(lambda: submit(desk, web(desk, "Chybí lavičky.", authors=[author(blank)])))
    assert unnamed == ("Invalid", "REQUIRED", ["comment.authors"])
    report = bring(desk, [row(1, blank, channel="email"), row(2, authors=[author(blank)], channel="email")])
    assert [item.reason for item in report.errors] == ["REQUIRED", "REQUIRED"]
    assert desk.entered("7", authors=[author("李")]).number == 1


def test_the_form_of_a_refused_paper_came_back(desk):
    issue(desk)
    assert desk.refused("Pozdě.", channel=PAPER, form="B-0001").reason == "late"
    assert states(desk) == ({"B-0001": "returned", "B-0002": "issued", "B-0003": "issued"}, 1)
    assert desk.refused("Pozdě.", channel=PAPER, form="B-0001").reason == "late"
    assert desk.refused("Pozdě.", channel=PAPER, form="B-0009").reason == "late"
    assert states(desk)[1] == 1
    used = told(lambda: desk.entered(channel=PAPER, received_on=day(-9), form="B-0001"))
    assert used == ("Invalid", "FORM_USED", ["comment.form"])


def test_an_anonymous_paper_whose_form_came_back_is_still_admitted_when_its_author_is_known(desk):
    issue(desk)
    anna, boris = Clerk(desk, "anna"), Clerk(desk, "boris")
    paper = anna.receive(channel=PAPER, received_on=day(-9), form="B-0002")
    boris.check(anna.transcribe(paper, "Chybí lavičky.", authors=[]))
    boris.refuse(paper, "anonymous")
    assert states(desk)[0]["B-0002"] == "returned"
    comment = boris.admit(paper, authors=[author("Karel Malý")], identified_on=day(-6)).comment
    assert (comment.number, comment.form) == (1, "")
    assert states(desk)[0]["B-0002"] == "returned"
