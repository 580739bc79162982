"""What a running service notices of its book: an end that was cut off, a kept head that the book does not contain."""

import json

import pytest
from support.city_books import CityBook
from support.consultation import Desk, point_name, stored, told
from support.databases import ON_SQLITE
from support.outcomes import Outcome

from komplan.consultation.v1 import settlement_service_pb2 as settlement
from komplan.consultation.v1.comment_pb2 import Comment
from komplan.consultation.v1.round_pb2 import Round
from komplan_consultation.repositories.book_keys import BookKeys
from komplan_core.book.checkpoints import Checkpoint, sign

pytestmark = pytest.mark.tampers
READ_ONLY = ("Refused", "BOOK_READ_ONLY", [])


@pytest.fixture
def book(instance):
    return CityBook(Desk(instance("consultation")))


def cut(book):
    """Take the last comment out of the database of a running city, with every trace of it."""
    last = book.checkpoint()
    book.rewind(last.size - 1)
    number = max(book.desk.numbers())
    book.sql("DELETE FROM comment_salt WHERE comment = (SELECT name FROM comment WHERE number = :no)", no=number)
    for table in ("comment_author", "point"):
        book.sql(
            f"DELETE FROM {table} WHERE comment_id = (SELECT id FROM comment WHERE number = :no)",  # noqa: S608
            no=number,
        )
    book.sql("DELETE FROM comment WHERE number = :no", no=number)
    book.sql("UPDATE book_head SET comments = comments - 1")
    return last


@ON_SQLITE
def test_a_running_city_enters_nothing_below_an_end_that_was_cut_off(book):
    for _ in range(2):
        book.desk.entered()
    assert told(lambda: book.desk.register(*["text"] * 501))[0] == "Invalid"
    book.desk.entered()
    last = cut(book)
    assert told(lambda: book.desk.register("místo ní")) == READ_ONLY
    assert book.checkpoint().size == last.size - 1
    assert book.recover().origin == "vzorov/book/jaro-2"
    assert book.desk.entered().number == 3


@ON_SQLITE
def test_a_kept_head_that_the_grown_book_does_not_contain_stays_and_stops_the_book(book, instance):
    book.desk.entered()
    book.desk.entered()
    origin, size = book.checkpoint().origin, book.checkpoint().size
    book.desk.city.stop()
    heads = book.key.with_suffix(".heads.json")
    keys = BookKeys(book.key, "vzorov")
    other = sign(Checkpoint(origin, size, b"\x07" * 32), keys.signing(origin, keys.current()))
    book.restarted(instance)
    heads.write_text(json.dumps({origin: other}))
    book.desk.entered()  # the book is larger now than what was kept
    book.desk.city.stop()
    assert json.loads(heads.read_text())[origin] == other
    book.restarted(instance)
    assert told(lambda: book.desk.register("text")) == READ_ONLY


def answer(field, value):
    """A change of the stored answers of points."""
    return f"UPDATE point SET settlement_{field} = {value} WHERE id = (SELECT MIN(id) FROM point)"  # noqa: S608


TAMPERED = (
    (answer("justification", "'Jinak.'"), "the answer to point 1/1 of"),
    (answer("outcome", "'accepted'"), "the answer to point 1/1 of"),
    (answer("decided_on", "NULL"), "the answer to point 1/1 of"),
    (answer("released_on", "NULL"), "the answer to point 1/1 of"),
    ("UPDATE consultation_round SET rules_sha256 = 'ab'", "has other rules than were announced"),
    ("UPDATE comment SET received_on = '2020-01-01' WHERE number = 1", "comment 1 of"),
    ("UPDATE comment SET channel = 'oral' WHERE number = 1", "comment 1 of"),
    ("UPDATE refusal SET reason = 'late'", "refusal 1 of"),
    ("UPDATE refusal SET channel = 'oral'", "refusal 1 of"),
    ("DELETE FROM comment_salt WHERE label = 'settlement'", "the salt of its answers is gone"),
)


@ON_SQLITE
def test_the_check_compares_with_the_tables_what_the_entries_committed_to(instance):
    desk = Outcome(instance("consultation"))
    book = CityBook(desk)
    comment = desk.entered("Lavičky.")
    desk.refused("text", authors=[])
    desk.assign(comment)
    desk.settle(comment, "rejected")
    reopen = settlement.ReopenPointRequest(name=point_name(comment), reason="Chyba.")
    desk.ask("SettlementService/ReopenPoint", reopen)
    assert book.findings() == []
    desk.settle(comment, "explained")
    desk.settled()
    assert book.findings() == []
    desk.release()
    assert book.findings() == []
    for statement, expected in TAMPERED:
        with book.tampered(statement):
            problems = book.findings()
            assert any(expected in problem for problem in problems), (statement, problems)
    (kept,) = (Comment.FromString(row.encoded) for row in stored(desk.city, "comment"))
    kept.points[0].settlement.votes_for += 1
    with book.tampered("UPDATE comment SET encoded = :new", new=kept.SerializeToString()):
        assert any("its point 1 is not what was decided" in problem for problem in book.findings())
    (held,) = (Round.FromString(row.encoded) for row in stored(desk.city, "consultation_round"))
    held.invitation_days += 1
    with book.tampered("UPDATE consultation_round SET encoded = :new", new=held.SerializeToString()):
        assert any("has other rules" in problem for problem in book.findings())
    assert book.findings() == []
