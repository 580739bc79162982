"""Personal data on disk: sealed in every file, unreadable after an erasure, kept when the erasure is refused."""

from pathlib import Path

import psycopg
import pytest
from support.shelf import YEARS, Fault, Shelf, add, then

from komplan.type.v1 import personal_pb2
from komplan_core.errors import Refused, Unavailable
from komplan_core.organisation import Member
from komplan_kit.engine import Store, driver
from komplan_kit.schema import upgrade
from komplan_kit.sealing import key_ids, unseal
from komplan_planning.repositories.kinds import MEMBERS

CANARY = "Jana Kanárková 7f3a91c2"
NAME = "areas/vzorov/members/jana"
SEAT = {"working_group": "seniors", "role": "member", "side": "user", "mandate": YEARS}
JANA = Member(name=NAME, full_name=CANARY, contact="x 7f3a91c2", **SEAT)
PERSON = personal_pb2.KEY_SCOPE_PERSON


def seat(tx):
    return tx.members.add(JANA)


def erase(tx):
    return tx.members.replace(tx.members.erase(NAME, PERSON))


def history(shelf):
    """The person's name in every journal entry, as far as it can be read."""
    entries = [bytes(encoded) for _, name, encoded in shelf.rows("journal", "seq", "name", "encoded") if name == NAME]
    return [unseal(MEMBERS.codec.message.FromString(entry), shelf.keys.find).full_name for entry in entries]


def test_what_is_stored_is_sealed_and_what_is_answered_is_not(shelf):
    (answer,) = shelf.write(seat)
    assert MEMBERS.codec.parse(answer) == JANA.revised({"etag": "1"})
    (encoded,) = shelf.rows("member", "encoded")
    assert MEMBERS.codec.message.FromString(bytes(encoded)).full_name.startswith("sealed:")
    assert history(shelf) == [CANARY]


def test_no_file_of_sqlite_holds_the_words(tmp_path):
    address = f"sqlite:///{tmp_path}/planning.sqlite3"
    upgrade(Store(address), "komplan_planning")
    shelf = Shelf(Store(address), f"sqlite:///{tmp_path}/keystore.sqlite3")
    shelf.write(seat, lambda tx: tx.members.replace(JANA.revised({"side": "carer"})))
    stored = b"".join(path.read_bytes() for path in Path(tmp_path).iterdir())
    assert NAME.encode() in stored
    assert "Kanárková".encode() not in stored
    assert b"7f3a91c2" not in stored
    shelf.close()


def test_an_erasure_makes_the_whole_history_unreadable(shelf):
    shelf.write(seat, lambda tx: tx.members.replace(JANA.revised({"side": "carer"})))
    (answer,) = shelf.write(erase)
    assert MEMBERS.codec.parse(answer).full_name == ""
    assert history(shelf) == ["", "", ""]


def test_an_erasure_that_is_refused_after_all_erases_nothing(shelf):
    shelf.write(seat)
    refused = then(erase, error=Refused("STILL_REFERRED_TO", "x"))
    assert [type(result) for result in shelf.in_one_group(refused, add("a"))] == [Refused, bytes]
    assert history(shelf) == [CANARY]
    found = MEMBERS.codec.parse(shelf.wait(shelf.database.get(MEMBERS, NAME)))
    assert found.full_name == CANARY


def test_within_a_group_an_erased_person_is_gone_for_those_who_come_after(shelf):
    shelf.write(seat)
    results = shelf.in_one_group(erase, lambda tx: tx.members.replace(tx.members.get(NAME).revised({"side": "carer"})))
    assert [MEMBERS.codec.parse(answer).full_name for answer in results] == ["", ""]
    assert history(shelf) == ["", "", ""]


def test_keys_are_gone_before_the_erasure_is_answered_and_a_failed_commit_can_be_repeated(shelf, monkeypatch):
    shelf.write(seat)
    error = driver().OperationalError("x") if shelf.store.sqlite else psycopg.OperationalError("x")
    # the writer commits after the keystore has: its COMMIT is the second
    Fault(monkeypatch, "COMMIT", error, nth=2)
    (result,) = shelf.write(erase)
    assert isinstance(result, Unavailable)
    (answer,) = shelf.write(erase)
    assert MEMBERS.codec.parse(answer).full_name == ""
    assert history(shelf) == ["", ""]


def test_a_keystore_that_cannot_delete_fails_the_erasure(shelf, monkeypatch):
    shelf.write(seat)

    def busy(key_ids):
        raise Unavailable("STORAGE_UNAVAILABLE", "zaneprázdněn")

    monkeypatch.setattr(shelf.keys, "delete", busy)
    (result,) = shelf.write(erase)
    assert isinstance(result, Unavailable)
    monkeypatch.undo()
    assert history(shelf) == [CANARY]


@pytest.mark.parametrize("count", [1, 3])
def test_each_person_has_a_key_of_their_own(shelf, count):
    names = [f"{NAME}-{number}" for number in range(count)]
    shelf.write(*(lambda tx, name=name: tx.members.add(JANA.revised({"name": name})) for name in names))
    ids = [
        key_id
        for encoded in shelf.rows("member", "encoded")
        for key_id in key_ids(MEMBERS.codec.message.FromString(bytes(encoded)), PERSON)
    ]
    assert len(set(ids)) == count
