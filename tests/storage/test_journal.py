"""The journal: numbers without holes in the order of commits, tombstones, hashes, and a feed that skips nothing."""

import hashlib
import threading

import pytest
from sqlalchemy import text
from support.shelf import START, add, cycle, then

from komplan_core.errors import NotFound, Refused, Stale
from komplan_planning.repositories.kinds import CYCLES

NAME = "areas/vzorov/cycles/a"


def entries(shelf, *columns):
    return shelf.rows("journal", "seq", *columns)


def test_every_change_is_an_entry_that_says_what_the_row_says(shelf):
    shelf.write(add("a"))
    shelf.write(lambda tx: tx.cycles.replace(cycle("a", title="Nový")))
    (first, second) = [bytes(encoded) for _, encoded in entries(shelf, "encoded")]
    assert CYCLES.codec.parse(first).title == "Cyklus"
    assert bytes(shelf.rows("cycle", "encoded")[0]) == second
    assert CYCLES.codec.parse(second) == cycle("a", title="Nový", etag="2")
    assert entries(shelf, "role") == [(1, "editor"), (2, "editor")]


def test_an_entry_carries_the_hash_of_its_message(shelf):
    shelf.write(add("a"))
    ((_, encoded, digest),) = entries(shelf, "encoded", "sha256")
    assert bytes(digest) == hashlib.sha256(bytes(encoded)).digest()


def test_a_deletion_is_a_tombstone_and_the_name_can_be_used_again(shelf):
    shelf.write(add("a"))
    shelf.write(lambda tx: tx.cycles.delete(NAME))
    assert shelf.names() == []
    shelf.write(add("a"))
    said = [(bytes(encoded) == b"", deleted) for _, encoded, deleted in entries(shelf, "encoded", "deleted")]
    assert said == [(False, False), (True, True), (False, False)]
    assert shelf.rows("cycle", "etag") == ["3"]


@pytest.mark.parametrize(
    ("use_case", "error"),
    [
        (lambda tx: tx.cycles.replace(cycle("a"), etag="7"), Stale),
        (lambda tx: tx.cycles.delete(NAME, etag="7"), Stale),
        (lambda tx: tx.cycles.delete("areas/vzorov/cycles/b"), NotFound),
        (lambda tx: tx.cycles.replace(cycle("b")), NotFound),
        (then(add("b"), error=Refused("NOT_FOUND", "x")), Refused),
    ],
    ids=["stale update", "stale deletion", "deletion of nothing", "update of nothing", "refused"],
)
def test_what_is_refused_takes_no_number(shelf, use_case, error):
    shelf.write(add("a"))
    (result,) = shelf.write(use_case)
    assert type(result) is error
    shelf.write(add("c"))
    assert shelf.journal() == [(1, "a"), (2, "c")]


def test_the_time_of_an_entry_is_that_of_its_group(shelf):
    shelf.in_one_group(add("a"), add("b"))
    ((_, first), (_, second)) = entries(shelf, "at")
    assert first == second
    assert first.date() == START.date()


def feed(shelf, taken, stop):
    """What a region does: ask for entries above the last one taken, again and again."""
    with shelf.store.engine.connect() as connection:
        while not stop.is_set():
            poll(connection, taken)
        poll(connection, taken)


def poll(connection, taken):
    after = taken[-1] if taken else 0
    found = connection.execute(text("SELECT seq FROM journal WHERE seq > :after ORDER BY seq"), {"after": after})
    taken.extend(row[0] for row in found)
    connection.rollback()


def test_with_several_writers_a_feed_takes_every_number_once_and_in_order(shelves):
    writers = [shelves(largest_group=3) for _ in range(3)]
    taken, stop, results = [], threading.Event(), [[] for _ in writers]

    def work(writer, index):
        for step in range(12):
            results[index] += writer.write(*(add(f"w{index}s{step}n{number}") for number in range(3)))

    reader = threading.Thread(target=feed, args=(writers[0], taken, stop))
    threads = [threading.Thread(target=work, args=(writer, index)) for index, writer in enumerate(writers)]
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join(60)
    stop.set()
    reader.join(60)
    answered = [result for part in results for result in part if isinstance(result, bytes)]
    assert len(answered) == 3 * 12 * 3
    assert taken == list(range(1, len(answered) + 1))
    assert writers[0].rows("journal_head", "seq") == [len(answered)]


def test_numbers_are_the_etags_of_what_they_belong_to(shelf):
    answers = shelf.in_one_group(add("a"), add("b"), lambda tx: tx.cycles.replace(cycle("a")))
    assert [CYCLES.codec.parse(answer).etag for answer in answers] == ["1", "2", "3"]
    assert shelf.rows("cycle", "etag") in (["3", "2"], ["2", "3"])


def test_a_change_that_changes_nothing_is_answered_and_takes_no_number(shelf):
    (made,) = shelf.write(add("a"))
    same, stale, missing = shelf.write(
        lambda tx: tx.cycles.unchanged("areas/vzorov/cycles/a", "1"),
        lambda tx: tx.cycles.unchanged("areas/vzorov/cycles/a", "7"),
        lambda tx: tx.cycles.unchanged("areas/vzorov/cycles/b"),
    )
    assert same == made
    assert (type(stale), type(missing)) == (Stale, NotFound)
    assert shelf.journal() == [(1, "a")]
