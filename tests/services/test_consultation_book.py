"""The comment book: what is entered, how it is numbered, and what a request must say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from support.consultation import Desk, author, day, on, told

from komplan.consultation.v1.comment_pb2 import Anchor, Attachment, Author, Comment, Point
from komplan_consultation.repositories.kinds import COMMENTS, ROUNDS
from komplan_consultation.rows.comments import CommentRow
from komplan_core.consultation import COMMENT_TEXT_LIMIT
from komplan_kit.engine import Store

OTHER_PART = "areas/vzorov/plans/jiny/versions/v1/measures/m1"


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def test_a_comment_is_read_as_it_was_entered(desk):
    part = f"{desk.version}/measures/m1"
    given = [author("Spolek Domov", "organisation", "spolek@vzorov.example"), author("Karel Nový", "user")]
    for person in given:
        person.side = "public"
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
                severity="ordinary",
                state="registered",
            ),
            Point(number=2, text="Překlep.", severity="ordinary", state="registered"),
        ],
        language="cs",
        publish_consent="none",
        verified_by="none",
        registered_at=entered.registered_at,
        standing="registered",
        publication="pending",
        leaf=entered.leaf,
    )
    assert entered.registered_at.seconds > 0
    assert entered.leaf > 0
    assert desk.get(entered.name) == entered
    assert list(desk.listed()) == [entered]


def test_what_only_the_service_sets_is_not_taken_from_the_request(desk):
    point = Point(number=7, text="Text", state="decided", working_group="seniors", category="formal")
    own = {"standing": "voided", "after_close": True, "marked_late": True, "leaf": 5, "publication": "approved"}
    entered = desk.entered(points=[point], number=99, clerk="Jana Nováková", name=f"{desk.round}/comments/mine", **own)
    assert (entered.standing, entered.publication, entered.after_close, entered.marked_late) == (
        "registered",
        "pending",
        False,
        False,
    )
    assert entered.leaf != 5
    assert (entered.number, entered.clerk) == (1, "tester")
    assert not entered.name.endswith("/mine")
    assert list(entered.points) == [Point(number=1, text="Text", severity="ordinary", state="registered")]


def test_numbers_run_from_one_without_holes_in_each_round(desk):
    other = Desk(desk.city, round_id="podzim")
    assert [desk.entered().number, desk.entered().number, other.entered().number] == [1, 2, 1]
    assert told(lambda: desk.register("text", channel="pigeon"))[0] == "Invalid"
    assert desk.refused("text", authors=[]).number == 1
    assert desk.entered().number == 3


def test_numbers_have_no_holes_when_forty_people_write_at_once(desk):
    texts = [f"Připomínka {index}" for index in range(40)]
    anonymous = [desk.submission("text", authors=[]) for _ in range(5)]
    wrong = [desk.submission(*["text"] * 501) for _ in range(5)]  # found only when the number was taken
    unnamed = [desk.submission("text", authors=[author(), author("")]) for _ in range(5)]
    requests = [*map(desk.submission, texts[:20]), *anonymous, *wrong, *unnamed, *map(desk.submission, texts[20:])]
    answers = desk.city.ask_all("IntakeService/RegisterComment", requests, roles=("clerk",))
    entered = [a.comment for a in answers if not isinstance(a, Exception) and a.WhichOneof("result") == "comment"]
    refused = [a.refusal for a in answers if not isinstance(a, Exception) and a.WhichOneof("result") == "refusal"]
    assert sorted(comment.number for comment in entered) == list(range(1, 41))
    assert sorted(refusal.number for refusal in refused) == list(range(1, 6))
    assert sum(isinstance(answer, Exception) for answer in answers) == 10
    assert {comment.points[0].text for comment in entered} == set(texts)
    assert desk.numbers() == list(range(1, 41))


def test_numbers_have_no_holes_when_two_replicas_write_into_one_book(instance):
    desk, replica = Desk(instance("consultation")), instance("consultation")
    method, roles = "IntakeService/RegisterComment", ("clerk",)
    with ThreadPoolExecutor() as pool:
        waiting = [
            pool.submit(city.ask_all, method, [desk.submission("text") for _ in range(20)], roles)
            for city in (desk.city, replica)
        ]
        answers = [answer for future in waiting for answer in future.result()]
    assert sorted(answer.comment.number for answer in answers) == list(range(1, 41))
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


WRONG = (
    ({"channel": "email"}, "UNKNOWN_CODE", "channel"),
    ({"channel": "pigeon"}, "UNKNOWN_CODE", "channel"),
    ({"channel": ""}, "REQUIRED", "channel"),
    ({"received_on": None}, "REQUIRED", "received_on"),
    ({"received_on": day(2)}, "DAY_AHEAD", "received_on"),
    ({"received_on": day(-31)}, "OUTSIDE_PERIOD", "received_on"),
    ({"sent_on": day(0)}, "AFTER_RECEIPT", "sent_on"),
    ({"postmark_on": day(1)}, "DAY_AHEAD", "postmark_on"),
    ({"received_at": {"seconds": 1}}, "INVALID_VALUE", "received_at"),
    ({"received_at": {"seconds": 4_000_000_000}}, "DAY_AHEAD", "received_at"),
    ({"audience": "doctors"}, "UNKNOWN_CODE", "audience"),
    ({"draft_code": "deadbeef"}, "DRAFT_UNKNOWN", "draft_code"),
    ({"form": "B03-0121"}, "FORM_UNKNOWN", "form"),
    ({"scan_sha256": "abc"}, "INVALID_VALUE", "scan_sha256"),
    ({"language": "česky"}, "INVALID_VALUE", "language"),
    ({"authors": [Author(full_name="A", kind="user", represented_by="B")]}, "REQUIRED", "authors.0.proof"),
    ({"authors": [Author(full_name="A", kind="user", side="left")]}, "INVALID_VALUE", "authors.0.side"),
    (
        {"attachments": [Attachment(sha256="0" * 64, size=11 << 20, kind="scan", media_type="application/pdf")]},
        "INVALID_VALUE",
        "attachments.0.size",
    ),
    (
        {"attachments": [Attachment(sha256="0" * 64, size=9, kind="scan", media_type="application/zip")]},
        "INVALID_VALUE",
        "attachments.0.media_type",
    ),
    (
        {"points": [Point(text="x", anchor=Anchor(block="measures/m1/title"))]},
        "REFERENCE_MISSING",
        "points.0.anchor.block",
    ),
    ({"points": [Point(text="a\x00b")]}, "TEXT_CONTROL", "points.0.text"),
    ({"points": [Point(text="a\u200bb")]}, "TEXT_CONTROL", "points.0.text"),
    ({"points": [Point(text="x" * (1 << 20))]}, "TEXT_TOO_LONG", "points.0.text"),
    ({"authors": [author(), author("  ")]}, "REQUIRED", "authors.1.full_name"),
    ({"authors": [author(""), author()]}, "REQUIRED", "authors.0.full_name"),
    ({"authors": [author(kind="")]}, "REQUIRED", "authors.0.kind"),
    ({"authors": [author(kind="ghost")]}, "INVALID_VALUE", "authors.0.kind"),
    ({"authors": [author("x" * 501)]}, "TEXT_TOO_LONG", "authors.0.full_name"),
    ({"points": [Point(text="x" * (COMMENT_TEXT_LIMIT + 1))]}, "TEXT_TOO_LONG", "points.0.text"),
    ({"points": [Point(text="a\u202eb")]}, "TEXT_CONTROL", "points.0.text"),
    ({"points": [Point(text="x", plan_part="kapitola 3")]}, "NAME_FORMAT", "points.0.plan_part"),
    ({"points": [Point(text="x", plan_part=OTHER_PART)]}, "REFERENCE_MISSING", "points.0.plan_part"),
    ({"points": [Point(text="x")] * 501}, "TEXT_TOO_LONG", "points"),
)


def test_a_wrong_field_is_named_and_nothing_is_entered(desk):
    for values, reason, field in WRONG:
        answer = told(lambda given=values: desk.register("text", **given))
        assert (reason, answer) == (reason, ("Invalid", reason, [f"comment.{field}"]))
    assert desk.numbers() == []
    assert not desk.count().refusals_by_reason
    assert desk.entered().number == 1


def test_of_many_faults_as_many_are_named_as_an_answer_holds(desk):
    kind, reason, fields = told(lambda: desk.register("text", authors=[author(kind="ghost")] * 1000))
    assert (kind, reason, fields[0]) == ("Invalid", "INVALID_VALUE", "comment.authors.0.kind")
    assert 10 < len(fields) < 1000
    comment = desk.entered()
    for call in (desk.categorise, desk.assign):
        assert told(lambda say=call: say(comment, "ž" * 100_000))[:2] == ("Invalid", "UNKNOWN_CODE")


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
    assert desk.entered("text", received_on=on(date(2027, 4, 1))).number == 1
    assert told(lambda: desk.register("text", received_on=on(date(2027, 4, 2))))[1] == "DAY_AHEAD"


def test_the_columns_say_the_same_as_the_message(desk):
    people = [author(), author("Spolek", "organisation")]
    comment = desk.entered("jedna", "dvě", "tři", authors=people)
    desk.categorise(comment, "formal", 1)
    desk.assign(comment, number=2)
    desk.settle(comment, "rejected", 2)
    desk.refused("text", authors=[])
    for kind, children in ((ROUNDS, ()), (COMMENTS, (CommentRow.authors, CommentRow.points))):
        query = select(kind.row).options(*map(selectinload, children))
        with Session(Store(desk.city.databases["consultation"]).engine) as session:
            (row,) = session.scalars(query)
            told_by_message = kind.codec.parse(bytes(row.encoded))
            told_by_columns = kind.mapper.record(row, told_by_message)
            moments = {
                name: value.replace(tzinfo=UTC)  # SQLite keeps no zone
                for name, value in told_by_columns.__dict__.items()
                if isinstance(value, datetime)
            }
            assert told_by_columns.revised(moments) == told_by_message
