"""Data and the keystore that seals them belong together; words that do not open are never written over."""

import pytest
from sqlalchemy import text
from support.shelf import YEARS, Shelf

from komplan_core.errors import Refused
from komplan_core.organisation import Member
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_planning.repositories.kinds import MEMBERS

JANA = Member(
    name="areas/vzorov/members/jana",
    full_name="Jana Nováková",
    working_group="seniors",
    role="member",
    side="user",
    mandate=YEARS,
)


@pytest.fixture
def sealed(shelves):
    """A database with a sealed member."""
    shelf = shelves()
    shelf.write(lambda tx: tx.members.add(JANA))
    return shelf


def test_a_database_refuses_a_keystore_that_is_not_its_own(store, sealed, address):
    with pytest.raises(Refused) as found:
        Shelf(store, address("other"))
    assert found.value.reason == "KEYSTORE_MISMATCH"


def test_a_database_takes_its_own_keystore_again(sealed, shelves):
    again = shelves()
    assert MEMBERS.codec.parse(again.wait(again.database.get(MEMBERS, JANA.name))).full_name == JANA.full_name


def test_two_databases_can_have_one_keystore(sealed, address):
    other = Store(address("second"))
    upgrade(other, "komplan_planning")
    shelf = Shelf(other, address("keystore"))
    assert shelf.names() == []
    shelf.close()


def damage(shelf):
    """Change one letter of the sealed name."""
    (encoded,) = shelf.rows("member", "encoded")
    message = MEMBERS.codec.message.FromString(bytes(encoded))
    message.full_name = message.full_name[:-6] + ("A" if message.full_name[-6] != "A" else "B") + message.full_name[-5:]
    with shelf.store.transaction() as connection:
        connection.execute(text("UPDATE member SET encoded = :encoded"), {"encoded": message.SerializeToString()})
    return shelf.rows("member", "encoded")


def test_a_change_does_not_write_over_words_that_do_not_open(sealed):
    before = damage(sealed)
    (result,) = sealed.write(lambda tx: tx.members.replace(tx.members.changed(JANA.name, {"role": "leader"})))
    assert isinstance(result, Exception)
    assert "Jana" not in str(result)
    assert sealed.rows("member", "encoded") == before


def test_a_reader_still_gets_what_is_whole(sealed):
    damage(sealed)
    found = MEMBERS.codec.message.FromString(sealed.wait(sealed.database.get(MEMBERS, JANA.name)))
    assert (found.full_name, found.working_group) == ("", "seniors")


def test_an_erased_person_can_be_changed_on(sealed):
    sealed.write(lambda tx: tx.members.replace(tx.members.erase(JANA.name, 1)))
    (result,) = sealed.write(lambda tx: tx.members.replace(tx.members.changed(JANA.name, {"side": "provider"})))
    assert isinstance(result, bytes)
