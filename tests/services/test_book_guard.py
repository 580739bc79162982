"""What the service notices by itself: an older copy of the database, a lost key, rows changed behind its back."""

import json
from datetime import timedelta

import pytest
from support.city_books import CityBook
from support.consultation import Desk, point_name, stored, told
from support.intake import Clerk

from komplan.consultation.v1 import similarity_service_pb2 as similarity
from komplan.consultation.v1.similarity_pb2 import SimilarityGroup
from komplan_cli.doctor import examine
from komplan_core.book.checkpoints import read
from komplan_core.book.verifying import verify_receipt
from komplan_core.errors import Refused
from komplan_kit.clock import utc_now

pytestmark = pytest.mark.tampers
READ_ONLY = ("Refused", "BOOK_READ_ONLY", [])


@pytest.fixture
def book(instance):
    return CityBook(Desk(instance("consultation")))


def test_an_older_copy_of_the_database_takes_no_entries_until_the_book_goes_on_in_a_new_one(book, instance):
    desk = book.desk
    for _ in range(3):
        desk.entered()
    last = book.checkpoint()
    desk.city.stop()
    assert read(json.loads(book.key.with_suffix(".heads.json").read_text())[last.origin]).size == last.size
    book.rewind(last.size - 1)
    book.restarted(instance)
    assert told(lambda: desk.register("text")) == READ_ONLY
    assert book.checkpoint().size == last.size - 1, "reading goes on"
    assert any(f"had {last.size} before" in problem for problem in book.findings())
    new = book.recover()
    assert (new.origin, new.size) == ("vzorov/book/jaro-2", 1)
    (entry,) = map(json.loads, book.entries())
    assert (entry["type"], entry["previous"], entry["size"]) == ("log.recovered", last.origin, last.size)
    answer = desk.register("Po obnově.")
    assert answer.comment.number == 4
    assert verify_receipt(answer.receipt, book.verifiers()).entry["no"] == 4
    assert book.verified().comments == 4
    assert told(book.recover)[1] == "BOOK_SOUND"
    assert book.restarted(instance).findings() == []


def test_without_its_key_the_service_reads_and_a_lost_key_opens_a_new_book(book, instance):
    desk = book.desk
    answer = desk.register("Před ztrátou.")
    desk.city.stop()
    kept = book.key.rename(book.key.with_suffix(".away"))
    book.restarted(instance)
    assert told(lambda: desk.register("text")) == READ_ONLY
    assert verify_receipt(answer.receipt, book.verifiers())
    assert [f"its signing key is not in `{book.key.name}`"] == book.findings()
    kept.rename(book.key)
    assert desk.register("Klíč je zpět.").comment.number == 2
    assert book.findings() == []
    desk.city.stop()
    book.key.unlink()
    book.restarted(instance)
    assert book.recover().origin == "vzorov/book/jaro-2"
    assert desk.register("S novým klíčem.").comment.number == 3
    assert book.verified().comments == 3
    assert verify_receipt(answer.receipt, book.verifiers())
    assert book.findings() == []


def test_a_key_that_others_may_read_keeps_the_service_from_starting(book, instance):
    book.desk.city.stop()
    assert book.key.stat().st_mode & 0o777 == 0o600
    book.key.chmod(0o640)
    with pytest.raises(Refused, match="chmod 600"):
        instance("consultation")


def test_a_damaged_file_of_heads_makes_the_books_read_only(book, instance):
    book.desk.entered()
    book.desk.city.stop()
    heads = book.key.with_suffix(".heads.json")
    heads.write_text(heads.read_text()[:-20])
    book.restarted(instance)
    assert told(lambda: book.desk.register("text")) == READ_ONLY
    heads.unlink()
    assert book.findings() == []
    assert book.desk.entered().number == 2


def test_a_clock_that_was_set_back_does_not_turn_the_time_of_the_book_back(instance, monkeypatch):
    now = [utc_now()]
    monkeypatch.setattr("komplan_consultation.compose.utc_now", lambda: now[0])
    book = CityBook(Desk(instance("consultation")))
    book.desk.entered()
    now[0] -= timedelta(hours=2)
    book.desk.entered()
    now[0] += timedelta(hours=5)
    book.desk.entered()
    times = [json.loads(data)["at"] for data in book.entries()]
    assert times == sorted(times)
    assert book.verified().comments == 3


def grouped(desk, *points):
    """A confirmed group of these points."""
    group = SimilarityGroup(members=[{"point": point} for point in points])
    made = similarity.CreateSimilarityGroupRequest(parent=desk.round, similarity_group=group, similarity_group_id="g")
    name = desk.ask("SimilarityService/CreateSimilarityGroup", made).name
    desk.ask("SimilarityService/ConfirmSimilarityGroup", similarity.ConfirmSimilarityGroupRequest(name=name))


TAMPERED = (
    ("UPDATE log_leaf SET entry = :other WHERE position = 2", "log_leaf 2 is not the entry that was hashed"),
    ("DELETE FROM log_leaf WHERE position = 2", "log_leaf 2 is missing"),
    ("UPDATE log_node SET hash = :other WHERE level = 1 AND position = 0", "log_node 1/0 is not the hash"),
    ("DELETE FROM checkpoint WHERE size = 3", "checkpoint 3 is missing"),
    (
        "UPDATE checkpoint SET note = (SELECT c.note FROM checkpoint c WHERE c.size = 2) WHERE size = 3",
        "checkpoint 3 is",
    ),
    ("UPDATE log_head SET size = size - 1", "log_head tells"),
    ("UPDATE log_head SET public_key = :other", "log_key or log_head names a key"),
    ("UPDATE comment SET number = 9 WHERE number = 2", "comment 2 of"),
    ("UPDATE comment SET leaf = 0 WHERE number = 2", "comment 2 of"),
    ("UPDATE book_head SET comments = 7", "book_head of"),
    ("UPDATE refusal SET number = 5", "refusal 1 of"),
    ("UPDATE point SET state = 'decided' WHERE id = (SELECT MIN(id) FROM point)", "point 1/1 of"),
    ("UPDATE consultation_round SET state = 'closed'", "is closed, the book says open"),
    (
        "UPDATE comment SET encoded = (SELECT c.encoded FROM comment c WHERE c.number = 1) WHERE number = 2",
        "comment 2 of",
    ),
    ("DELETE FROM comment_salt WHERE label = 'content'", "the salt of its content is gone"),
    ("UPDATE submission SET state = 'checked'", "submission 1 of"),
    ("DELETE FROM submission WHERE number = 1", "submission 1 of"),
    ("UPDATE similarity_group SET state = 'suggested'", "has other members than the book says"),
    ("DELETE FROM similar_point WHERE point LIKE '%/points/2'", "has other members than the book says"),
)


def test_the_check_names_the_first_row_that_was_changed_behind_the_services_back(instance):
    book = CityBook(Desk(instance("consultation")))
    for text in ("jedna", "dvě", "tři"):
        book.desk.entered(text)
    book.desk.refused("text", authors=[])
    Clerk(book.desk, "anna").receive()
    divided = book.desk.entered("a", "b")
    grouped(book.desk, *(point_name(divided, number) for number in (1, 2)))
    assert book.findings() == []
    for statement, expected in TAMPERED:
        with book.tampered(statement, other=b"\x01" * 32):
            problems = book.findings()
            assert any(expected in problem for problem in problems), (statement, problems)
    assert book.findings() == []
    assert book.desk.entered().number == 5


def test_the_doctor_tells_of_a_book_that_is_not_what_it_was(book, tmp_path):
    book.desk.entered()
    book.desk.entered()
    city = book.desk.city
    city.stop()
    folder = tmp_path / "doctor"
    folder.mkdir()
    (folder / "komplan.toml").write_text(
        'listen = "127.0.0.1:0"\nservices = ["consultation"]\nplanning = "none"\n'
        '[area]\ncode = "vzorov"\nplugins = ["reference"]\n'
        f'[storage]\ndatabase = "{city.databases["consultation"]}"\nkeystore = "{city.settings.storage.keystore}"\n'
        f'[book]\nsigning_key = "{book.key}"\n'
    )

    def said():
        return {check: (verdict, detail) for check, verdict, detail in examine(folder / "komplan.toml")}

    verdict, detail = said()["database of consultation"]
    assert (verdict, detail.endswith("sound")) == ("ok", True), detail
    book.rewind(book_size := len(stored(city, "log_leaf")) - 1)
    verdict, detail = said()["database of consultation"]
    assert (verdict, f"has {book_size} entries" in detail) == ("fault", True), detail
