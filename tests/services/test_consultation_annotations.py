"""A note stands beside a registered text, which never changes (I2): only the office reads it, the book tells of it."""

import json

import pytest
from support.city_books import CityBook
from support.consultation import Desk, stored, told
from support.forgetting import erase_content

from komplan.consultation.v1 import annotation_service_pb2 as pb
from komplan.consultation.v1 import publication_service_pb2 as public
from komplan.consultation.v1.comment_pb2 import Comment
from komplan_core.errors import Forbidden

NOTE = "Zq7kanar42 míněna je ulice Dlouhá"


@pytest.fixture
def desk(instance):
    return Desk(instance("consultation"))


def noted(desk, comment, text=NOTE, point=0, roles=("clerk",), **values):
    request = pb.AnnotateCommentRequest(name=comment.name, text=text, point=point, **values)
    return desk.ask("AnnotationService/AnnotateComment", request, roles, who="anna")


def last_entry(desk):
    return json.loads(bytes(stored(desk.city, "log_leaf")[-1].entry))


def test_a_note_says_who_noted_it_when_and_as_what_and_the_text_stays(desk):
    comment = desk.entered("Chybí lavičky.", "Chybí přechod.")
    noted(desk, comment)
    (first, second) = noted(desk, comment, "Druhá poznámka", point=2).annotations
    assert (first.number, first.point, first.text, first.noted_by, first.role) == (1, 0, NOTE, "anna", "clerk")
    assert (second.number, second.point) == (2, 2)
    assert first.noted_at.ToDatetime() <= second.noted_at.ToDatetime()
    assert [point.text for point in desk.get(comment.name).points] == ["Chybí lavičky.", "Chybí přechod."]


def test_the_book_tells_that_there_is_a_note_and_not_a_word_of_it(desk):
    comment = desk.entered()
    noted(desk, comment, point=1)
    entry = last_entry(desk)
    assert (entry["type"], entry["no"], entry["note"], entry["point"]) == ("comment.annotated", 1, 1, "1/1")
    for table in ("log_leaf", "comment", "journal"):
        held = [bytes(cell) for row in stored(desk.city, table) for cell in row if isinstance(cell, bytes | memoryview)]
        assert held
        assert not any(NOTE.encode() in cell for cell in held)
    request = public.GetPublicCommentRequest(name=f"{desk.round}/public-comments/1")
    seen = desk.city.ask("PublicationService/GetPublicComment", request, ())
    assert NOTE.encode() not in seen.SerializeToString()
    assert CityBook(desk).findings() == []


@pytest.mark.tampers
def test_a_note_that_was_taken_away_behind_the_books_back_is_found(desk):
    comment = desk.entered()
    noted(desk, comment)
    (row,) = stored(desk.city, "comment")
    without = Comment.FromString(bytes(row.encoded))
    del without.annotations[:]
    said = "UPDATE comment SET encoded = :encoded WHERE name = :name"
    CityBook(desk).sql(said, encoded=without.SerializeToString(deterministic=True), name=comment.name)
    assert any("has other notes than the book tells of" in problem for problem in CityBook(desk).findings())


def test_what_cannot_be_a_note_is_refused_and_nothing_is_written(desk):
    comment, size = desk.entered(), len(stored(desk.city, "log_leaf"))
    for text, point, reason, field in (
        (" ", 0, "REQUIRED", "text"),
        ("\u200b", 0, "TEXT_CONTROL", "text"),
        ("x" * 10_001, 0, "TEXT_TOO_LONG", "text"),
        ("Ano.", 2, "REFERENCE_MISSING", "point"),
        ("Ano.", -1, "REFERENCE_MISSING", "point"),
    ):
        assert told(lambda said=text, at=point: noted(desk, comment, said, at)) == ("Invalid", reason, [field])
    with pytest.raises(Forbidden):
        noted(desk, comment, roles=("editor",))
    assert len(stored(desk.city, "log_leaf")) == size
    assert not desk.get(comment.name).annotations


def test_a_repeated_note_is_one_note(desk):
    comment = desk.entered()
    answers = [noted(desk, comment, request_id="n1") for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(desk.get(comment.name).annotations) == 1


def test_a_note_goes_with_the_words_of_the_comment(desk):
    comment = desk.entered()
    noted(desk, comment)
    erase_content(desk, comment)
    (note,) = desk.get(comment.name).annotations
    assert (note.text, note.number, note.noted_by) == ("", 1, "anna")
