"""What was acknowledged survives the death of the process and of the database's server (R1).

A kill leaves the operating system's cache alive: this shows the order of commit and answer, and says nothing of a power
cut.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support.killing import Killing, Verdict
from support.postgres import Cluster

pytestmark = pytest.mark.timeout(400)
MOST_TRIES = 6


def embedded(folder: Path) -> Callable[[str], str]:
    return lambda name: f"sqlite:///{folder}/{name}.sqlite3"


def judged(verdict: Verdict) -> Verdict:
    """Say what was seen. A run with too little load is no success."""
    print(verdict)
    assert not verdict.is_void, f"void, too little load: {verdict}"
    return verdict


def test_no_acknowledged_write_is_lost_or_doubled_on_sqlite(tmp_path: Path, seed: int) -> None:
    verdict = judged(Killing(tmp_path, embedded(tmp_path)).run(seed, kills=20))
    assert not verdict.faults, verdict


@pytest.mark.postgres
def test_no_acknowledged_write_is_lost_or_doubled_on_postgresql(
    tmp_path: Path, durable_postgres: Cluster, seed: int
) -> None:
    def crash() -> None:
        durable_postgres.stop("immediate")
        durable_postgres.start()

    verdict = judged(Killing(tmp_path, durable_postgres.new_database, crash=crash).run(seed, kills=20, crashes=3))
    assert not verdict.faults, verdict


def assert_caught(mutant: str, seen: set[str], folder: Path, seed: int) -> None:
    """Run with a planted fault until it is seen."""
    chance = Random(seed)
    for number in range(MOST_TRIES):
        own = folder / str(number)
        own.mkdir()
        verdict = Killing(own, embedded(own), mutant).run(chance.getrandbits(32), kills=2)
        print(verdict)
        if seen & set(verdict.faults):
            return
    pytest.fail(f"the planted fault was not seen in {MOST_TRIES} runs")


def test_the_harness_catches_a_writer_that_answers_first(tmp_path: Path, seed: int) -> None:
    assert_caught("answers-first", {"lost"}, tmp_path, seed)


def test_the_harness_catches_a_writer_that_journals_in_a_second_transaction(tmp_path: Path, seed: int) -> None:
    assert_caught("journals-later", {"lost"}, tmp_path, seed)


def test_the_harness_catches_a_writer_that_forgets_what_it_answered(tmp_path: Path, seed: int) -> None:
    of_a_second_time = {"doubled", "refused: STALE_ETAG", "refused: DUPLICATE_CODE"}
    assert_caught("forgets-requests", of_a_second_time, tmp_path, seed)
