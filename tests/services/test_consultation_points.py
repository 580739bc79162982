"""Points are put into categories, assigned to working groups and settled with reasons."""

import pytest
from support.consultation import Desk, day, told

from komplan.consultation.v1.comment_pb2 import Comment, Settlement


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def test_a_point_goes_from_registration_to_settlement(desk):
    comment = desk.entered("První bod", "Druhý bod")
    assert desk.categorise(comment, "content", 2).state == "categorised"
    assigned = desk.assign(comment, "families", 2)
    assert (assigned.state, assigned.working_group, assigned.category) == ("assigned", "families", "content")
    settled = desk.settle(comment, "partially-accepted", 2, justification="Doplníme část.")
    assert settled.state == "decided"
    assert settled.settlement == Settlement(
        outcome="partially-accepted", justification="Doplníme část.", decided_on=day(), working_group="families"
    )
    read = desk.get(comment.name)
    assert (read.points[0].state, read.points[1]) == ("registered", settled)
    assert [point.text for point in read.points] == ["První bod", "Druhý bod"]
    assert read.authors == comment.authors


def test_a_point_can_be_categorised_and_assigned_anew_until_it_is_settled(desk):
    comment = desk.entered()
    desk.categorise(comment, "content")
    assert desk.categorise(comment, "formal").category == "formal"
    desk.assign(comment, "seniors")
    assert desk.assign(comment, "families").working_group == "families"
    assert desk.categorise(comment, "content").working_group == "families"


def test_the_settlement_is_the_assigned_groups_whatever_the_request_says(desk):
    comment = desk.entered()
    desk.assign(comment, "seniors")
    assert desk.settle(comment, working_group="families").settlement.working_group == "seniors"


def test_a_category_and_a_group_must_be_the_citys(desk):
    comment = desk.entered()
    assert told(lambda: desk.categorise(comment, "weather")) == ("Invalid", "UNKNOWN_CODE", ["category"])
    assert told(lambda: desk.categorise(comment, "")) == ("Invalid", "UNKNOWN_CODE", ["category"])
    assert told(lambda: desk.assign(comment, "anglers")) == ("Invalid", "UNKNOWN_CODE", ["working_group"])


def test_a_group_that_ended_before_the_round_settles_nothing(desk):
    comment = desk.entered()
    assert told(lambda: desk.assign(comment, "youth")) == ("Invalid", "GROUP_OUTSIDE_VALIDITY", ["working_group"])


def test_a_category_proposes_its_group_to_a_point_without_one(instance):
    desk = Desk(instance("consultation", area="ostrava", plugins=("ostrava",)), area="ostrava")
    first, second = desk.entered(), desk.entered()
    proposed = desk.categorise(first, "seniors")
    assert (proposed.working_group, proposed.state) == ("seniors", "categorised")
    assert told(lambda: desk.settle(first)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.assign(second, "children-and-family")
    assert desk.categorise(second, "seniors").working_group == "children-and-family"


def test_a_category_proposes_no_group_that_the_round_does_not_know(instance):
    year = {"start": {"year": 2006, "month": 1, "day": 1}, "end": {"year": 2006, "month": 12, "day": 31}}
    desk = Desk(instance("consultation", area="ostrava", plugins=("ostrava",)), area="ostrava", window=year)
    comment = desk.entered(received_on={"year": 2006, "month": 5, "day": 2})
    assert desk.categorise(comment, "hearing-disability").working_group == ""
    assert desk.categorise(comment, "seniors").working_group == "seniors"


def test_every_outcome_but_editorial_is_justified_in_words(desk):
    for outcome in ("accepted", "partially-accepted", "rejected", "explained", "already-covered", "noted", "forwarded"):
        comment = desk.entered()
        desk.assign(comment)
        for words in ("", " \n"):
            answer = told(lambda of=comment, as_=outcome, said=words: desk.settle(of, as_, justification=said))
            assert answer == ("Invalid", "JUSTIFICATION_REQUIRED", ["settlement.justification"])
        assert desk.settle(comment, outcome).settlement.outcome == outcome


def test_an_editorial_correction_needs_no_words_and_no_group(desk):
    registered, categorised, assigned = desk.entered(), desk.entered(), desk.entered()
    desk.categorise(categorised, "formal")
    desk.assign(assigned, "seniors")
    for comment, group in ((registered, ""), (categorised, ""), (assigned, "seniors")):
        settled = desk.settle(comment, "editorial", justification="")
        assert settled.state == "decided"
        assert settled.settlement == Settlement(outcome="editorial", decided_on=day(), working_group=group)


def test_a_point_is_assigned_before_it_is_settled(desk):
    comment = desk.entered()
    assert told(lambda: desk.settle(comment)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.categorise(comment, "content")
    assert told(lambda: desk.settle(comment)) == ("Refused", "POINT_UNASSIGNED", [])
    desk.assign(comment)
    desk.categorise(comment, "formal")
    assert told(lambda: desk.settle(comment)) == ("Refused", "POINT_UNASSIGNED", [])


def test_a_settled_point_is_handled_no_more(desk):
    for outcome in ("accepted", "editorial"):
        comment = desk.entered()
        desk.assign(comment)
        before = desk.settle(comment, outcome)
        for again in (
            lambda of=comment: desk.categorise(of, "content"),
            lambda of=comment: desk.assign(of, "families"),
            lambda of=comment: desk.settle(of, "rejected"),
            lambda of=comment: desk.settle(of, "editorial"),
        ):
            assert told(again) == ("Refused", "TRANSITION_NOT_ALLOWED", [])
        assert desk.get(comment.name).points[0] == before


def test_a_wrong_answer_is_named(desk):
    comment = desk.entered(received_on=day(-1))
    desk.assign(comment)
    for values, reason, field in (
        ({"decided_on": day(2)}, "INVALID_VALUE", "decided_on"),
        ({"decided_on": day(-2)}, "INVALID_VALUE", "decided_on"),
        ({"decided_on": None}, "REQUIRED", "decided_on"),
        ({"decided_on": {"year": 2026, "month": 2, "day": 30}}, "INVALID_VALUE", "decided_on"),
        ({"outcome": "maybe"}, "INVALID_VALUE", "outcome"),
        ({"outcome": ""}, "REQUIRED", "outcome"),
        ({"justification": "x" * 100_001}, "TEXT_TOO_LONG", "justification"),
    ):
        answer = told(lambda given=values: desk.settle(comment, **given))
        assert (reason, answer) == (reason, ("Invalid", reason, [f"settlement.{field}"]))
    assert not desk.get(comment.name).points[0].HasField("settlement")


def test_a_point_must_exist(desk):
    comment = desk.entered()
    for number in ("0", "2", "01", "one"):
        assert told(lambda n=number: desk.assign(comment, number=n)) == ("NotFound", "NOT_FOUND", [])


def test_a_comment_must_exist(desk):
    missing = Comment(name=f"{desk.round}/comments/none")
    assert told(lambda: desk.assign(missing)) == ("NotFound", "NOT_FOUND", [])
    assert told(lambda: desk.erase(missing)) == ("NotFound", "NOT_FOUND", [])
    assert told(lambda: desk.assign(missing, number="A/B")) == ("Invalid", "NAME_FORMAT", ["name"])


def test_points_are_handled_after_intake_has_ended(desk):
    comment = desk.entered()
    desk.close()
    desk.answered(comment)
    assert desk.count().settled == 1
