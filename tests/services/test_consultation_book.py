"""The comment book: what is entered, how it is numbered, and what a request must say."""

from datetime import UTC, datetime

import pytest
from komplan.consultation.v1.consultation_pb2 import Author, Comment, Point
from komplan_core.consultation import COMMENT_TEXT_LIMIT
from support.consultation import Desk, author, day, on, point_name, stored, told


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def test_a_comment_is_read_as_it_was_entered(desk):
    part = f"{desk.version}/measures/m1"
    given = [author("Spolek Domov", "organisation", "spolek@vzorov.example"), author("Karel Nový", "user")]
    points = [Point(text="Chybí lavičky.", proposed_wording="Přidat lavičky.", plan_part=part), Point(text="Překlep.")]
    entered = desk.entered(authors=given, points=points, channel="post", received_on=day(-2))
    assert entered == Comment(
        name=entered.name,
        etag=entered.etag,
        number=1,
        received_on=day(-2),
        channel="post",
        clerk="tester",
        authors=given,
        points=[
            Point(
                number=1,
                text="Chybí lavičky.",
                proposed_wording="Přidat lavičky.",
                plan_part=part,
                state="registered",
            ),
            Point(number=2, text="Překlep.", state="registered"),
        ],
    )
    assert desk.get(entered.name) == entered
    assert list(desk.listed()) == [entered]


def test_what_only_the_service_sets_is_not_taken_from_the_request(desk):
    point = Point(number=7, text="Text", state="decided", working_group="seniors", category="formal")
    entered = desk.entered(points=[point], number=99, clerk="Jana Nováková", name=f"{desk.round}/comments/mine")
    assert (entered.number, entered.clerk) == (1, "tester")
    assert not entered.name.endswith("/mine")
    assert list(entered.points) == [Point(number=1, text="Text", state="registered")]


def test_numbers_run_from_one_without_holes_in_each_round(desk):
    other = Desk(desk.city, round_id="podzim")
    assert [desk.entered().number, desk.entered().number, other.entered().number] == [1, 2, 1]
    assert told(lambda: desk.register("text", channel="pigeon"))[0] == "Invalid"
    assert desk.refused("text", authors=[]).number == 1
    assert desk.entered().number == 3


def test_numbers_have_no_holes_when_forty_people_write_at_once(desk):
    texts = [f"Připomínka {index}" for index in range(40)]
    anonymous = [desk.submission("text", authors=[]) for _ in range(5)]
    wrong = [desk.submission("text", points=[Point(text="x" * (COMMENT_TEXT_LIMIT + 1))]) for _ in range(5)]
    unnamed = [desk.submission("text", authors=[author(), author("")]) for _ in range(5)]
    requests = [*map(desk.submission, texts[:20]), *anonymous, *wrong, *unnamed, *map(desk.submission, texts[20:])]
    answers = desk.city.ask_all("ConsultationOfficeService/RegisterComment", requests, roles=("clerk",))
    entered = [a.comment for a in answers if not isinstance(a, Exception) and a.WhichOneof("result") == "comment"]
    refused = [a.refusal for a in answers if not isinstance(a, Exception) and a.WhichOneof("result") == "refusal"]
    assert sorted(comment.number for comment in entered) == list(range(1, 41))
    assert sorted(refusal.number for refusal in refused) == list(range(1, 6))
    assert sum(isinstance(answer, Exception) for answer in answers) == 10
    assert {comment.points[0].text for comment in entered} == set(texts)
    assert desk.numbers() == list(range(1, 41))


def test_a_repeated_request_is_answered_as_before_and_enters_nothing(desk):
    first = desk.register("Chybí lavičky.", request_id="a1")
    assert first.comment.authors[0].full_name == "Jana Nováková"
    assert desk.register("Chybí lavičky.", request_id="a1") == first
    refusal = desk.register("text", authors=[], request_id="a2")
    assert desk.register("text", authors=[], request_id="a2") == refusal
    assert told(lambda: desk.register("Něco jiného.", request_id="a1")) == (
        "Taken",
        "REQUEST_REPLAYED",
        ["request_id"],
    )
    assert desk.numbers() == [1]
    assert desk.count().refusals_by_reason == {"anonymous": 1}


def test_a_comment_that_was_registered_is_answered_after_the_round_closed_too(desk):
    first = desk.register("Chybí lavičky.", request_id="a1")
    desk.close()
    assert desk.register("Chybí lavičky.", request_id="a1") == first


def test_a_closed_round_takes_no_comments(desk):
    desk.close()
    assert told(lambda: desk.register("text")) == ("Refused", "ROUND_NOT_OPEN", [])
    assert told(lambda: desk.register("text", authors=[])) == ("Refused", "ROUND_NOT_OPEN", [])


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"channel": "email"}, "UNKNOWN_CODE", "comment.channel"),
        ({"channel": "pigeon"}, "UNKNOWN_CODE", "comment.channel"),
        ({"channel": ""}, "REQUIRED", "comment.channel"),
        ({"received_on": None}, "REQUIRED", "comment.received_on"),
        ({"received_on": day(2)}, "INVALID_VALUE", "comment.received_on"),
        ({"authors": [author(), author("  ")]}, "REQUIRED", "comment.authors.1.full_name"),
        ({"authors": [author(""), author()]}, "REQUIRED", "comment.authors.0.full_name"),
        ({"authors": [author(kind="")]}, "REQUIRED", "comment.authors.0.kind"),
        ({"authors": [author(kind="ghost")]}, "INVALID_VALUE", "comment.authors.0.kind"),
        ({"authors": [author("x" * 501)]}, "TEXT_TOO_LONG", "comment.authors.0.full_name"),
        ({"points": [Point(text="x" * (COMMENT_TEXT_LIMIT + 1))]}, "TEXT_TOO_LONG", "comment.points.0.text"),
        ({"points": [Point(text="a\u202eb")]}, "TEXT_CONTROL", "comment.points.0.text"),
        ({"points": [Point(text="x", plan_part="kapitola 3")]}, "NAME_FORMAT", "comment.points.0.plan_part"),
        (
            {"points": [Point(text="x", plan_part="areas/vzorov/plans/jiny/versions/v1/measures/m1")]},
            "REFERENCE_MISSING",
            "comment.points.0.plan_part",
        ),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_entered(desk, values, reason, field):
    assert told(lambda: desk.register("text", **values)) == ("Invalid", reason, [field])
    assert desk.numbers() == []
    assert not desk.count().refusals_by_reason


def test_text_up_to_the_limit_is_taken_whole(desk):
    entered = desk.entered("ř" * COMMENT_TEXT_LIMIT)
    assert desk.get(entered.name).points[0].text == "ř" * COMMENT_TEXT_LIMIT


def test_a_round_and_a_comment_must_exist(desk):
    missing = Comment(name=f"{desk.round}/comments/none")
    assert told(lambda: desk.get(missing.name))[:2] == ("NotFound", "NOT_FOUND")
    desk.round = f"{desk.area}/rounds/none"
    assert told(lambda: desk.register("text"))[:2] == ("NotFound", "NOT_FOUND")
    desk.round = "rounds"
    assert told(lambda: desk.register("text")) == ("Invalid", "NAME_FORMAT", ["parent"])


def test_the_day_is_the_offices_day_in_prague(instance, monkeypatch):
    late_evening = datetime(2027, 3, 31, 22, 30, tzinfo=UTC)  # half past midnight of 1 April in Prague
    monkeypatch.setattr("komplan_consultation.compose.utc_now", lambda: late_evening)
    window = {"start": {"year": 2027, "month": 3, "day": 1}, "end": {"year": 2027, "month": 4, "day": 30}}
    desk = Desk(instance("consultation"), window=window)
    first_of_april = datetime(2027, 4, 1).date()
    assert desk.entered("text", received_on=on(first_of_april)).number == 1
    second = on(first_of_april.replace(day=2))
    assert told(lambda: desk.register("text", received_on=second))[1] == "INVALID_VALUE"


def test_the_columns_say_the_same_as_the_message(desk):
    comment = desk.entered(authors=[author(), Author(full_name="Spolek", kind="organisation")])
    desk.assign(comment)
    desk.settle(comment, "rejected")
    (row,) = stored(desk.city, "point")
    assert {"seniors", "decided", "rejected", "Doplníme."} <= set(row)
    assert {kind for row in stored(desk.city, "comment_author") for kind in row} >= {"individual", "organisation"}
    assert point_name(comment).startswith(desk.round)
