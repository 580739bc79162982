"""Points are put into categories, assigned, taken in hand, referred, split; each move stands in the book once."""

import json
import unicodedata

import pytest
from support.consultation import Desk, day, point_name, stored, told

from komplan.consultation.v1 import point_service_pb2 as pb
from komplan.consultation.v1.comment_pb2 import Comment


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def entries(desk):
    """All entries of the book, oldest first."""
    return [json.loads(bytes(row.entry)) for row in stored(desk.city, "log_leaf")]


def call(desk, method, comment, number=1, who="tester", **values):
    """The point after a call of PointService."""
    request = getattr(pb, f"{method}Request")(name=point_name(comment, number), **values)
    answer = desk.ask(f"PointService/{method}", request, who=who)
    return next(point for point in answer.points if point.number == number)


def overdue(desk, **values):
    """The points to be reminded of, over all pages."""
    request = pb.ListOverduePointsRequest(parent=desk.round, page_size=2, **values)
    found = []
    while True:
        page = desk.ask("PointService/ListOverduePoints", request)
        found += page.points
        if not page.next_page_token:
            return found
        request.page_token = page.next_page_token


def test_a_point_goes_from_registration_to_settlement(desk):
    comment = desk.entered("První bod", "Druhý bod")
    assert desk.categorise(comment, "content", 2).state == "categorised"
    assigned = desk.assign(comment, "families", 2)
    assert (assigned.state, assigned.working_group, assigned.category) == ("assigned", "families", "content")
    assert call(desk, "ClaimPoint", comment, 2).state == "in-progress"
    settled = desk.settle(comment, "partially-accepted", 2, justification="Doplníme část.")
    assert (settled.state, settled.settlement.decided_on, settled.settlement.working_group) == (
        "decided",
        day(),
        "families",
    )
    read = desk.get(comment.name)
    assert (read.points[0].state, read.points[1]) == ("registered", settled)
    assert [point.text for point in read.points] == ["První bod", "Druhý bod"]
    assert read.authors == comment.authors


def test_every_move_stands_in_the_book_once_with_codes_only(desk):
    comment = desk.entered("Tajné přání paní Kanárkové")
    before = len(entries(desk))
    desk.categorise(comment, "formal")
    desk.assign(comment, "seniors")
    call(desk, "ClaimPoint", comment, who="kanarkova")
    call(desk, "ReferPoint", comment, who="kanarkova", to_body="council", question="Kdo to zaplatí Kanárkové?")
    call(desk, "ReturnReferral", comment, who="kanarkova", advice="Město.")
    told_of = entries(desk)[before:]
    assert [(entry["type"], entry["point"], entry["from"], entry["to"]) for entry in told_of] == [
        ("point.moved", "1/1", "registered", "categorised"),
        ("point.moved", "1/1", "categorised", "assigned"),
        ("point.moved", "1/1", "assigned", "in-progress"),
        ("point.moved", "1/1", "in-progress", "referred"),
        ("point.moved", "1/1", "referred", "in-progress"),
    ]
    assert "anark" not in json.dumps(told_of)


def test_a_point_can_be_categorised_and_assigned_anew_until_it_is_settled(desk):
    comment = desk.entered()
    desk.categorise(comment, "content")
    assert desk.categorise(comment, "formal").category == "formal"
    desk.assign(comment, "seniors")
    assert desk.assign(comment, "families").working_group == "families"
    corrected = desk.categorise(comment, "content")
    assert (corrected.state, corrected.working_group, corrected.category) == ("assigned", "families", "content")
    call(desk, "ClaimPoint", comment)
    corrected = desk.categorise(comment, "formal")
    assert (corrected.state, corrected.handler, corrected.category) == ("in-progress", "tester", "formal")
    assert desk.settle(comment, "rejected").settlement.working_group == "families"
    assert [(entry["from"], entry["to"]) for entry in entries(desk) if entry.get("category") == "formal"] == [
        ("categorised", "categorised"),
        ("in-progress", "in-progress"),
    ]


def test_a_category_and_a_group_must_be_the_citys(desk):
    comment = desk.entered()
    assert told(lambda: desk.categorise(comment, "weather")) == ("Invalid", "UNKNOWN_CODE", ["category"])
    assert told(lambda: desk.categorise(comment, "")) == ("Invalid", "UNKNOWN_CODE", ["category"])
    assert told(lambda: desk.assign(comment, "anglers")) == ("Invalid", "UNKNOWN_CODE", ["working_group"])
    ended = told(lambda: desk.assign(comment, "youth"))
    assert ended == ("Invalid", "GROUP_OUTSIDE_VALIDITY", ["working_group"])


def test_a_category_proposes_its_group_to_a_point_without_one(instance):
    desk = Desk(instance("consultation", area="ostrava", plugins=("ostrava",)), area="ostrava")
    first, second = desk.entered(), desk.entered()
    proposed = desk.categorise(first, "seniors")
    assert (proposed.working_group, proposed.state) == ("seniors", "categorised")
    assert told(lambda: desk.settle(first)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.assign(second, "children-and-family")
    assert desk.categorise(second, "seniors").working_group == "children-and-family"


def test_a_point_in_hand_is_left_alone_by_others_until_one_takes_it_over(desk):
    comment = desk.entered()
    assert told(lambda: call(desk, "ClaimPoint", comment)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.assign(comment)
    assert call(desk, "ClaimPoint", comment, who="anna").handler == "anna"
    for refused in (
        lambda: call(desk, "ClaimPoint", comment, who="boris"),
        lambda: call(desk, "ReferPoint", comment, who="boris", to_body="council"),
        lambda: call(desk, "SplitPoint", comment, who="boris", parts=["Chybí", "lavičky"]),
        lambda: desk.categorise(comment, "formal"),
        lambda: desk.propose(comment),
        lambda: desk.settle(comment, "editorial"),
    ):
        assert told(refused) == ("Refused", "POINT_CLAIMED", [])
    assert call(desk, "ClaimPoint", comment, who="boris", take_over=True).handler == "boris"
    assert told(lambda: call(desk, "ClaimPoint", comment, who="anna"))[1] == "POINT_CLAIMED"
    assert desk.assign(comment, "families").handler == ""
    assert call(desk, "ClaimPoint", comment, who="anna").handler == "anna"


def test_a_referred_point_waits_for_the_advice(desk):
    comment = desk.entered()
    desk.assign(comment)
    call(desk, "ClaimPoint", comment)
    assert told(lambda: call(desk, "ReferPoint", comment, to_body="anglers"))[2] == ["to_body"]
    assert told(lambda: call(desk, "ReferPoint", comment, to_body="seniors"))[2] == ["to_body"]
    assert told(lambda: call(desk, "ReturnReferral", comment, advice="Ano.")) == (
        "Refused",
        "TRANSITION_NOT_ALLOWED",
        [],
    )
    call(desk, "ReferPoint", comment, to_body="council", question="Je to možné?")
    assert told(lambda: desk.propose(comment)) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
    for values, field in (
        ({"advice": " "}, "advice"),
        ({"advice": "Ano.", "returned_on": day(1)}, "returned_on"),
        ({"advice": "Ano.", "returned_on": day(-1)}, "returned_on"),
    ):
        assert told(lambda given=values: call(desk, "ReturnReferral", comment, **given))[2] == [field]
    (referral,) = call(desk, "ReturnReferral", comment, advice="Ano.").referrals
    assert (referral.to_body, referral.question, referral.advice) == ("council", "Je to možné?", "Ano.")
    assert (referral.asked_on, referral.returned_on) == (day(), day())


def test_parts_quote_the_registered_text_which_never_changes(desk):
    text = "Dobrý den. Chybí lavičky u nádraží. A také přechod u školy!"
    comment = desk.entered(text, "Jiný bod")
    parts = ["Chybí lavičky u nádraží.", unicodedata.normalize("NFD", "přechod u školy")]
    first = call(desk, "SplitPoint", comment, parts=parts)
    assert (first.text, first.quote, first.part_of) == (text, parts[0], 0)
    read = desk.get(comment.name)
    assert [(point.number, point.text, point.part_of, point.state) for point in read.points] == [
        (1, text, 0, "registered"),
        (2, "Jiný bod", 0, "registered"),
        (3, "přechod u školy", 1, "registered"),
    ]
    assert entries(desk)[-1] == {**entries(desk)[-1], "type": "comment.split", "no": 1, "points": 3}
    again = call(desk, "SplitPoint", comment, parts=["Chybí lavičky", "u nádraží"])
    assert (again.text, again.quote) == (text, "Chybí lavičky")
    assert [point.part_of for point in desk.get(comment.name).points] == [0, 0, 1, 1]


def test_a_part_that_is_no_quote_or_no_part_is_refused(desk):
    comment = desk.entered("Lavičky a přechod.")
    for parts, reason, field in (
        (["Lavičky"], "REQUIRED", "parts"),
        ([], "REQUIRED", "parts"),
        (["Lavičky", "stromy"], "NOT_A_QUOTE", "parts.1"),
        (["přechod", "Lavičky"], "NOT_A_QUOTE", "parts.1"),
        (["Lavičky", " "], "NOT_A_QUOTE", "parts.1"),
        (["Lavičky a přechod.", "Lavičky"], "NOT_A_QUOTE", "parts.1"),
    ):
        answer = told(lambda given=parts: call(desk, "SplitPoint", comment, parts=given))
        assert answer == ("Invalid", reason, [field])
    desk.assign(comment)
    desk.propose(comment)
    refused = told(lambda: call(desk, "SplitPoint", comment, parts=["Lavičky", "přechod"]))
    assert refused == ("Refused", "TRANSITION_NOT_ALLOWED", [])
    assert len(desk.get(comment.name).points) == 1


def test_the_office_is_reminded_of_what_is_due(desk):
    late, soon, done, other = (desk.entered() for _ in range(4))
    assert desk.categorise(late, "formal").due_on == day(14)
    assert desk.categorise(soon, "content").due_on == day(30)
    for comment, when in ((late, -3), (soon, 2), (done, -9), (other, -1)):
        group = "families" if comment is other else "seniors"
        request = pb.AssignPointRequest(name=point_name(comment), working_group=group, due_on=day(when))
        desk.ask("PointService/AssignPoint", request)
    desk.settle(done)
    call(desk, "ClaimPoint", other, who="anna")
    assert [(point.label, point.days_over) for point in overdue(desk)] == [("1/1", 3), ("4/1", 1)]
    assert [point.label for point in overdue(desk, within_days=2)] == ["1/1", "2/1", "4/1"]
    assert [point.handler for point in overdue(desk, working_group="families")] == ["anna"]
    assert [point.label for point in overdue(desk, handler="anna")] == ["4/1"]
    assert told(lambda: overdue(desk, within_days=-1))[2] == ["within_days"]


def test_a_point_must_exist(desk):
    comment = desk.entered()
    for number in ("0", "2", "01", "one"):
        assert told(lambda n=number: desk.assign(comment, number=n)) == ("NotFound", "NOT_FOUND", [])
    missing = Comment(name=f"{desk.round}/comments/none")
    assert told(lambda: desk.assign(missing)) == ("NotFound", "NOT_FOUND", [])
    assert told(lambda: desk.assign(missing, number="A/B")) == ("Invalid", "NAME_FORMAT", ["name"])


def test_points_are_handled_after_intake_has_ended_and_no_more_when_the_round_is_settled(desk):
    comment = desk.entered()
    desk.close()
    desk.answered(comment)
    assert desk.count().settled == 1
    desk.finish()
    for refused in (lambda: desk.assign(comment), lambda: desk.propose(comment)):
        assert told(refused) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
