"""The writer: a group commits once and only then answers; what is refused leaves nothing; a fault fails the group."""

import asyncio
import contextlib
import time

import psycopg
import pytest
import structlog
from support.shelf import YEARS, Fault, add, cycle, then

from komplan_core.errors import Full, Late, Refused, Taken, Unavailable
from komplan_core.planning import Plan
from komplan_kit.engine import driver
from komplan_planning.repositories.kinds import CYCLES


def engine_error(store, text="the disk went away"):
    """What the driver raises when the engine fails."""
    return driver().OperationalError(text) if store.sqlite else psycopg.OperationalError(text)


def kinds(results):
    return ["answered" if isinstance(result, bytes) else type(result).__name__ for result in results]


def test_a_write_is_seen_by_others_as_soon_as_it_is_answered(shelf):
    for number in range(5):
        (answer,) = shelf.write(add(f"c{number}"))
        assert CYCLES.codec.parse(answer).name == f"areas/vzorov/cycles/c{number}"
        assert shelf.names()[-1] == f"c{number}"


def test_use_cases_that_wait_together_are_one_commit(shelf):
    assert kinds(shelf.in_one_group(*(add(f"c{number}") for number in range(9)))) == ["answered"] * 9
    assert len(set(shelf.rows("journal", "at"))) == 1
    assert shelf.journal() == [(number + 1, f"c{number}") for number in range(9)]


def test_a_group_has_a_largest_size(shelves):
    shelf = shelves(largest_group=4)
    shelf.in_one_group(*(add(f"c{number}") for number in range(9)))
    assert len(shelf.names()) == 9
    assert len(set(shelf.rows("journal", "at"))) == 3


def test_one_that_is_refused_leaves_nothing_and_the_others_stand(shelf):
    refused = then(add("b"), add("bb"), error=Refused("STILL_REFERRED_TO", "nejdříve odstraňte"))
    assert kinds(shelf.in_one_group(add("a"), refused, add("c"))) == ["answered", "Refused", "answered"]
    assert shelf.names() == ["a", "c"]
    assert shelf.journal() == [(1, "a"), (2, "c")]
    assert shelf.rows("journal_head", "seq") == [2]


def test_a_part_of_a_use_case_may_fail_and_leave_nothing_behind(shelf):
    def half(tx):
        written = add("a")(tx)
        for wanted, error in (("b", Refused("STILL_REFERRED_TO", "ne")), ("c", None), ("d", ValueError("ne"))):
            with contextlib.suppress(Refused, ValueError), tx._tx.attempt():
                add(wanted)(tx)
                if error is not None:
                    raise error
        return written

    assert kinds(shelf.in_one_group(half, add("e"))) == ["answered", "answered"]
    assert kinds(shelf.write(half)) == ["Taken"]  # `a` is there: outside of an attempt it ends the use case
    assert shelf.names() == ["a", "c", "e"]
    assert shelf.journal() == [(1, "a"), (2, "c"), (3, "e")]


def test_one_that_breaks_a_rule_of_the_database_is_refused_and_the_others_stand(shelf):
    orphan = Plan(name="areas/vzorov/plans/p", title="Plán", cycle="nic", period=YEARS)
    results = shelf.in_one_group(add("a"), then(add("b"), lambda tx: tx.plans.add(orphan, cycle_id=77)), add("c"))
    assert kinds(results) == ["answered", "Refused", "answered"]
    assert results[1].reason == "STORAGE_REFUSED"
    assert "77" not in results[1].message
    assert shelf.names() == ["a", "c"]


def test_one_sees_what_those_before_it_in_the_group_wrote(shelf):
    results = shelf.in_one_group(add("a"), add("a"), lambda tx: tx.cycles.replace(cycle("a", title="Nový")))
    assert kinds(results) == ["answered", "Taken", "answered"]
    assert isinstance(results[1], Taken)
    assert shelf.journal() == [(1, "a"), (2, "a")]


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("x"), StopIteration(), SystemExit(1), KeyboardInterrupt()], ids=repr
)
def test_whatever_a_use_case_raises_the_writer_lives_on(shelf, error):
    results = shelf.in_one_group(add("a"), then(add("b"), error=error), add("c"))
    assert kinds(results)[::2] == ["answered", "answered"]
    assert isinstance(results[1], Exception)
    assert shelf.names() == ["a", "c"]
    assert kinds(shelf.write(add("d"))) == ["answered"]


def test_a_commit_that_fails_fails_the_whole_group_and_the_next_one_works(shelf, monkeypatch):
    shelf.write(add("before"))
    fault = Fault(monkeypatch, "COMMIT", engine_error(shelf.store), nth=2)
    results = shelf.in_one_group(add("a"), then(error=Refused("NOT_FOUND", "x")), add("c"))
    assert fault.met == 2
    assert {type(result) for result in results} == {Unavailable}
    assert {result.reason for result in results} == {"STORAGE_UNAVAILABLE"}
    assert shelf.names() == ["before"]
    assert kinds(shelf.write(add("after"))) == ["answered"]
    assert shelf.journal() == [(1, "before"), (2, "after")]


def test_an_engine_that_fails_in_the_middle_fails_the_whole_group(shelf):
    results = shelf.in_one_group(add("a"), then(add("b"), error=engine_error(shelf.store)), add("c"))
    assert {type(result) for result in results} == {Unavailable}
    assert shelf.names() == []
    assert "disk" not in results[0].message
    assert kinds(shelf.write(add("d"))) == ["answered"]
    assert shelf.journal() == [(1, "d")]


@pytest.mark.parametrize("command", ["SAVEPOINT", "RELEASE"])
def test_an_engine_that_fails_at_any_step_of_a_group_loses_nothing_that_was_answered(shelf, monkeypatch, command):
    shelf.write(add("before"))
    Fault(monkeypatch, command, engine_error(shelf.store))
    assert set(kinds(shelf.in_one_group(add("a"), add("x")))) == {"Unavailable"}
    assert kinds(shelf.write(add("b"))) == ["answered"]
    assert shelf.journal() == [(1, "before"), (2, "b")]


@pytest.mark.parametrize(
    ("command", "job"), [("BEGIN", add("a")), ("ROLLBACK", then(add("a"), error=Refused("NOT_FOUND", "x")))]
)
def test_an_engine_that_fails_at_any_step_of_one_write_loses_nothing_that_was_answered(
    shelf, monkeypatch, command, job
):
    shelf.write(add("before"))
    Fault(monkeypatch, command, engine_error(shelf.store))
    assert kinds(shelf.write(job)) == ["Unavailable"]
    assert kinds(shelf.write(add("b"))) == ["answered"]
    assert shelf.journal() == [(1, "before"), (2, "b")]


def test_a_write_that_is_refused_alone_leaves_nothing_and_takes_no_number(shelf):
    assert kinds(shelf.write(then(add("a"), error=Refused("NOT_FOUND", "x")))) == ["Refused"]
    assert shelf.names() == []
    assert kinds(shelf.write(add("b"))) == ["answered"]
    assert shelf.journal() == [(1, "b")]


def test_a_full_disk_is_told_as_such(shelf, monkeypatch):
    Fault(monkeypatch, "COMMIT", engine_error(shelf.store, "database or disk is full"))
    (result,) = shelf.write(add("a"))
    assert (type(result), result.reason) == (Full, "STORAGE_FULL")


def test_what_the_engine_says_about_rows_does_not_reach_the_log(shelf):
    with structlog.testing.capture_logs() as lines:
        shelf.write(then(add("b"), error=engine_error(shelf.store, "row (Jana Nováková, jana@example.cz)")))
    (line,) = [line for line in lines if line["event"] == "write_group_failed"]
    assert "Jana" not in repr(line)
    assert line["error"] == "OperationalError"
    assert "writer.py:" in line["where"]


def test_a_write_whose_deadline_has_passed_is_not_begun(shelf):
    (result,) = shelf.write(add("late"), deadline=time.monotonic() - 1)
    assert isinstance(result, Late)
    assert shelf.names() == []


def test_a_write_that_its_caller_gave_up_before_it_began_is_not_done(shelf):
    async def give_up():
        task = asyncio.create_task(shelf.database.write(add("given-up")))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    def hold(tx):
        shelf.wait(give_up())
        return tx.cycles.add(cycle("a"))

    shelf.write(hold)
    shelf.write(add("b"))
    assert shelf.names() == ["a", "b"]


def test_what_waits_is_finished_when_the_database_is_closed_and_nothing_after(shelves):
    shelf = shelves()
    results = shelf.in_one_group(*(add(f"c{number}") for number in range(20)))
    shelf.database.close()
    assert kinds(results) == ["answered"] * 20
    assert len(shelf.names()) == 20
    assert kinds(shelf.write(add("late"))) == ["Unavailable"]


def test_a_write_that_wants_to_be_alone_is_a_commit_of_its_own_between_the_others(shelf):
    large = add("large")
    results = shelf.in_one_group(add("a"), add("b"), large, add("c"), add("d"), alone=large)
    assert kinds(results) == ["answered"] * 5
    assert [name for _, name in shelf.journal()] == ["a", "b", "large", "c", "d"]
    assert len(set(shelf.rows("journal", "at"))) == 3
