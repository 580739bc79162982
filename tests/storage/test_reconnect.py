"""A PostgreSQL that cuts its connections: whoever asks just then is told so, the next one is served again."""

import pytest
from sqlalchemy import text
from support.shelf import YEARS, Shelf, add

from komplan_core.errors import Unavailable
from komplan_core.organisation import Member
from komplan_kit.engine import Store
from komplan_kit.reading import LOOKUPS
from komplan_kit.schema import upgrade
from komplan_planning.repositories.kinds import CYCLES, MEMBERS

pytestmark = pytest.mark.postgres
NAME = "areas/vzorov/cycles/a"
JANA = Member(
    name="areas/vzorov/members/jana",
    full_name="Jana",
    working_group="seniors",
    role="member",
    side="user",
    mandate=YEARS,
)
CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def shelf(postgres):
    store, keystore = Store(postgres.new_database("planning")), postgres.new_database("keystore")
    upgrade(store, "komplan_planning")
    opened = Shelf(store, keystore)
    opened.cut = [store, Store(keystore)]
    yield opened
    opened.close()


def cut(shelf):
    for store in shelf.cut:
        with store.engine.connect() as connection:
            connection.execute(CUT)


def test_every_reader_comes_back(shelf):
    shelf.write(add("a"))
    before = shelf.wait(shelf.database.get(CYCLES, NAME))
    cut(shelf)
    answers = [shelf.wait(outcome(shelf, CYCLES, NAME)) for _ in range(2 * LOOKUPS)]
    assert {answer if isinstance(answer, bytes) else type(answer) for answer in answers} <= {before, Unavailable}
    assert answers[-LOOKUPS:] == [before] * LOOKUPS


def test_the_writer_comes_back_and_nothing_is_half_done(shelf):
    shelf.write(add("a"))
    cut(shelf)
    (lost,) = shelf.write(add("b"))
    assert isinstance(lost, Unavailable)
    (answer,) = shelf.write(add("c"))
    assert isinstance(answer, bytes)
    assert shelf.journal() == [(1, "a"), (2, "c")]


def test_the_keystore_comes_back_for_readers_and_writers(shelf):
    shelf.write(lambda tx: tx.members.add(JANA))
    assert MEMBERS.codec.parse(shelf.wait(shelf.database.get(MEMBERS, JANA.name))).full_name == "Jana"
    cut(shelf)
    for _ in range(3 * LOOKUPS):  # of each thread the database's connection, then the keystore's
        shelf.wait(outcome(shelf, MEMBERS, JANA.name))
    assert MEMBERS.codec.parse(shelf.wait(shelf.database.get(MEMBERS, JANA.name))).full_name == "Jana"
    shelf.write(lambda tx: tx.members.erase(JANA.name, 1) and tx.members.delete(JANA.name))
    (answer,) = shelf.write(lambda tx: tx.members.add(JANA.revised({"name": "areas/vzorov/members/karel"})))
    assert isinstance(answer, bytes)


async def outcome(shelf, kind, name):
    """What a read ends with while connections come back."""
    try:
        return await shelf.database.get(kind, name)
    except Unavailable as error:
        return error
