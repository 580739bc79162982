"""Registration under `kill -9`: no hole, no number twice, and every receipt that was given is of the book.

`BOOK_KILLS` says how often; `make faults` asks for 20.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.killing_book import KillingBook
from support.postgres import Cluster

pytestmark = pytest.mark.timeout(600)
KILLS = int(os.environ.get("BOOK_KILLS", "2"))


def embedded(folder: Path) -> Callable[[str], str]:
    return lambda name: f"sqlite:///{folder}/{name}.sqlite3"


def test_no_receipt_is_lost_on_sqlite(tmp_path: Path, seed: int) -> None:
    made = KillingBook(tmp_path, embedded(tmp_path)).run(seed, KILLS)
    assert made.repeated >= KILLS, "void: no registration was under way when a blow fell"
    assert not made.faults


@pytest.mark.postgres
def test_no_receipt_is_lost_on_postgresql(tmp_path: Path, durable_postgres: Cluster, seed: int) -> None:
    made = KillingBook(tmp_path, durable_postgres.new_database).run(seed, KILLS)
    assert made.repeated >= KILLS, "void: no registration was under way when a blow fell"
    assert not made.faults


def test_the_harness_sees_a_writer_that_answers_first(tmp_path: Path, seed: int) -> None:
    def seen(attempt: int) -> bool:
        folder = tmp_path / str(attempt)
        folder.mkdir()
        return bool(KillingBook(folder, embedded(folder), "answers-first").run(seed + attempt, kills=1).faults)

    assert any(seen(attempt) for attempt in range(8)), "the planted fault was not seen"
