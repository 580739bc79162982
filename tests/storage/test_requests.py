"""Repeated requests: answered as before, with no second effect, and remembered in the same transaction."""

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import insert
from support.shelf import START, YEARS, Fault, add, cycle, then

from komplan.planning.v1.member_pb2 import Member as MemberMessage
from komplan.type.v1 import personal_pb2
from komplan_core.errors import Refused, Taken
from komplan_core.organisation import Member
from komplan_kit.caller import RequestKey
from komplan_kit.engine import driver
from komplan_planning.repositories import METADATA

JANA = Member(
    name="areas/vzorov/members/jana",
    full_name="Jana Nováková",
    working_group="seniors",
    role="member",
    side="user",
    mandate=YEARS,
)


def key(request_id="r-1", body=b"a", caller="office"):
    return RequestKey(caller, request_id, body * 32)


def test_a_repeated_request_is_answered_as_before_and_has_no_second_effect(shelf):
    (first,) = shelf.write(add("a"), key=key())
    (second,) = shelf.write(add("a"), key=key())
    assert first == second
    assert shelf.journal() == [(1, "a")]


def test_a_repeated_request_in_the_same_group_has_no_second_effect(shelf):
    first, second = shelf.in_one_group(add("a"), add("a"), key=key())
    assert first == second
    assert shelf.journal() == [(1, "a")]


def test_a_repeated_deletion_is_answered_as_before_though_its_answer_is_empty(shelf):
    shelf.write(add("a"))
    deletion = then(lambda tx: tx.cycles.delete("areas/vzorov/cycles/a"))
    assert shelf.write(deletion, key=key()) == [b""]
    assert shelf.write(deletion, key=key()) == [b""]
    assert shelf.journal() == [(1, "a"), (2, "a")]


def test_an_id_that_was_used_for_another_request_is_refused(shelf):
    shelf.write(add("a"), key=key())
    (result,) = shelf.write(add("b"), key=key(body=b"b"))
    assert (type(result), result.reason) == (Taken, "REQUEST_REPLAYED")
    assert [violation.field for violation in result.violations] == ["request_id"]
    assert shelf.names() == ["a"]


def test_every_caller_has_ids_of_its_own(shelf):
    assert shelf.write(add("a"), key=key()) != shelf.write(add("b"), key=key(caller="region"))
    assert shelf.names() == ["a", "b"]


def test_a_request_that_was_refused_may_succeed_later_under_the_same_id(shelf):
    (refused,) = shelf.write(then(add("a"), error=Refused("STILL_REFERRED_TO", "x")), key=key())
    assert isinstance(refused, Refused)
    assert shelf.rows("request", "request_id") == []
    (answer,) = shelf.write(add("a"), key=key())
    assert isinstance(answer, bytes)


def test_a_request_whose_commit_failed_is_not_remembered(shelf, monkeypatch):
    error = driver().OperationalError("x") if shelf.store.sqlite else psycopg.OperationalError("x")
    Fault(monkeypatch, "COMMIT", error)
    shelf.write(add("a"), key=key())
    assert shelf.rows("request", "request_id") == []
    (answer,) = shelf.write(add("a"), key=key())
    assert isinstance(answer, bytes)
    assert shelf.journal() == [(1, "a")]
    assert shelf.rows("request", "request_id") == ["r-1"]


def test_an_answer_outlives_a_restart(shelves):
    (first,) = shelves().write(add("a"), key=key())
    (second,) = shelves().write(add("a"), key=key())
    assert first == second


def test_two_replicas_that_get_the_same_request_do_it_once(shelves):
    replicas = [shelves(), shelves()]
    answers = [replica.write(add("a"), key=key())[0] for replica in replicas]
    assert answers[0] == answers[1]
    assert replicas[0].journal() == [(1, "a")]


@pytest.fixture
def seated(shelf):
    """A member, stored under a request id."""
    shelf.write(lambda tx: tx.members.add(JANA), key=key(), personal=MemberMessage)
    return shelf


def again(shelf):
    (answer,) = shelf.write(lambda tx: tx.members.add(JANA), key=key(), personal=MemberMessage)
    return MemberMessage.FromString(answer).full_name


def test_a_kept_answer_is_sealed_and_read_again_in_clear(seated):
    (kept,) = seated.rows("request", "reply")
    assert b"Jana" not in bytes(kept)
    assert again(seated) == "Jana Nováková"


def test_after_an_erasure_the_kept_answer_is_without_the_person(seated):
    seated.write(lambda tx: tx.members.replace(tx.members.erase(JANA.name, personal_pb2.KEY_SCOPE_PERSON)))
    assert again(seated) == ""


def test_an_update_under_a_used_id_does_not_change_anything(shelf):
    shelf.write(add("a"), key=key())
    update = then(lambda tx: tx.cycles.replace(cycle("a", title="Jiný")))
    (result,) = shelf.write(update, key=key(body=b"c"))
    assert isinstance(result, Taken)
    assert shelf.rows("cycle", "title") == ["Cyklus"]


def test_an_answer_is_kept_for_a_week(shelf, monkeypatch):
    shelf.write(add("a"), key=key())
    monkeypatch.setattr(shelf, "_ticks", 6 * 24 * 3600)
    shelf.write(add("b"), key=key("r-2"))
    assert shelf.rows("request", "request_id") == ["r-1", "r-2"]
    monkeypatch.setattr(shelf, "_ticks", 7 * 24 * 3600 + 10)
    shelf.write(add("c"), key=key("r-3"))
    assert shelf.rows("request", "request_id") == ["r-2", "r-3"]


def test_old_answers_are_looked_for_once_an_hour(shelf, monkeypatch):
    shelf.write(add("a"))
    with shelf.store.transaction() as connection:
        old = {"caller": "x", "request_id": "old", "sha256": b"", "reply": b"", "at": START - timedelta(days=30)}
        connection.execute(insert(METADATA.tables["request"]), old)
    shelf.write(add("b"))
    assert shelf.rows("request", "request_id") == ["old"]
    monkeypatch.setattr(shelf, "_ticks", 3700)
    shelf.write(add("c"))
    assert shelf.rows("request", "request_id") == []
