"""Keys: durable before use, each given once, gone for good when deleted."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from komplan_core.errors import PlanError, Unavailable
from komplan_kit.engine import Store
from komplan_kit.keystore import AHEAD, Keystore


@pytest.fixture
def keystore(address):
    made = Keystore(address("keystore"), clock=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    yield made
    made.close()


def kept(address):
    """Ids and keys as they stand in the database."""
    with Store(address("keystore")).engine.connect() as connection:
        return {row[0]: bytes(row[1]) for row in connection.execute(text("SELECT id, key FROM sealing_key"))}


def test_a_key_is_durable_before_it_is_given(keystore, address):
    (key,) = keystore.mint(1)
    assert kept(address)[key.id] == key.secret
    assert len(key.secret) == 32


def test_keys_are_made_ahead_and_each_is_given_once(keystore, address):
    given = [key for _ in range(AHEAD) for key in keystore.mint(1)]
    assert len({key.id for key in given}) == len({key.secret for key in given}) == AHEAD
    assert len(kept(address)) == AHEAD + 1
    assert len({key.id for key in keystore.mint(AHEAD + 7)} - {key.id for key in given}) == AHEAD + 7


def test_two_processes_never_give_the_same_key(keystore, address):
    other = Keystore(address("keystore"))
    ids = {key.id for store in (keystore, other) for key in store.mint(5)}
    other.close()
    assert len(ids) == 10


def test_a_key_is_found_until_it_is_deleted(keystore):
    first, second = keystore.mint(2)
    assert keystore.find(first.id) == first
    keystore.delete([first.id])
    assert keystore.find(first.id) is None
    assert keystore.find(second.id) == second


def test_a_deletion_can_be_repeated(keystore):
    (key,) = keystore.mint(1)
    keystore.delete([key.id])
    keystore.delete([key.id, "never-there"])
    assert keystore.find(key.id) is None


def test_keys_are_found_from_any_thread(keystore):
    (key,) = keystore.mint(1)
    found = []
    threads = [threading.Thread(target=lambda: found.append(keystore.find(key.id))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [key] * 4


def test_a_lost_connection_is_told_as_such_and_replaced(keystore):
    (key,) = keystore.mint(1)
    assert keystore.find(key.id) == key
    keystore._reader().close()
    keystore._writer.close()
    with pytest.raises(PlanError):
        keystore.find(key.id)
    with pytest.raises(PlanError):
        keystore.delete([key.id])
    assert keystore.find(key.id) == key
    keystore.delete([key.id])
    assert keystore.find(key.id) is None


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("keystore.sqlite3*")))


def test_after_a_deletion_the_bytes_of_the_key_are_in_no_file_of_sqlite(tmp_path):
    keystore = Keystore(f"sqlite:///{tmp_path}/keystore.sqlite3")
    gone, stays = keystore.mint(2)
    assert gone.secret in bytes_of(tmp_path)
    keystore.delete([gone.id])
    assert gone.secret not in bytes_of(tmp_path)
    assert gone.id.encode() not in bytes_of(tmp_path)
    assert stays.secret in bytes_of(tmp_path)
    keystore.close()


@pytest.fixture
def held(tmp_path):
    """A keystore of which somebody reads and does not end: the key to delete, and the reader."""
    keystore = Keystore(f"sqlite:///{tmp_path}/keystore.sqlite3")
    (key,) = keystore.mint(1)
    reader = Store(f"sqlite:///{tmp_path}/keystore.sqlite3").reader()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sealing_key").fetchall()
    yield keystore, key, reader
    reader.close()
    keystore.close()


def test_a_deletion_is_durable_though_somebody_reads_and_nobody_waits_for_them(held):
    keystore, key, _ = held
    keystore.delete([key.id])
    assert keystore.find(key.id) is None
    keystore.mint(AHEAD + 1)


def test_the_bytes_of_a_deleted_key_leave_when_nobody_reads_any_more(held, tmp_path, monkeypatch):
    keystore, key, reader = held
    monkeypatch.setattr("komplan_kit.keystore.SCRUB_SECONDS", 0.001)
    keystore.delete([key.id])
    assert key.secret in bytes_of(tmp_path)
    reader.execute("COMMIT")
    keystore._scrubber.join(30)
    assert key.secret not in bytes_of(tmp_path)


def test_bytes_that_a_killed_process_left_leave_at_the_next_start(held, tmp_path):
    keystore, key, reader = held
    keystore.delete([key.id])
    reader.execute("COMMIT")
    Keystore(f"sqlite:///{tmp_path}/keystore.sqlite3")
    assert key.secret not in bytes_of(tmp_path)


def test_the_file_of_keys_is_for_its_owner_only(tmp_path):
    keystore = Keystore(f"sqlite:///{tmp_path}/keystore.sqlite3")
    keystore.mint(1)
    keystore.close()
    assert [path.stat().st_mode & 0o077 for path in tmp_path.glob("keystore.sqlite3*")] == [0]


def test_a_file_of_keys_that_others_may_read_is_closed_to_them(tmp_path):
    (tmp_path / "keystore.sqlite3").touch(mode=0o644)
    (tmp_path / "keystore.sqlite3").chmod(0o644)
    keystore = Keystore(f"sqlite:///{tmp_path}/keystore.sqlite3")
    keystore.mint(1)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("keystore.sqlite3*")} == {0}
    keystore.close()


def test_a_broken_connection_is_closed_and_forgotten(keystore):
    (key,) = keystore.mint(1)
    keystore.find(key.id)
    keystore._reader().close()
    with pytest.raises(PlanError):
        keystore.find(key.id)
    assert keystore._readers == []
    assert keystore.find(key.id) == key


def test_a_database_that_does_not_answer_is_told_as_such():
    with pytest.raises(Unavailable):
        Keystore("postgresql://nobody@127.0.0.1:1/keys")
