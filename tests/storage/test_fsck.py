"""The check of a database: silent on a sound one, and naming each kind of damage that is planted."""

import pytest
from sqlalchemy import text
from support.shelf import YEARS, add, cycle

from komplan.planning.v1.plan_pb2 import Cycle as CycleMessage
from komplan_core.errors import Unavailable
from komplan_core.organisation import Member
from komplan_core.process import StatedFigure
from komplan_kit import fsck
from komplan_planning import repositories
from komplan_planning.repositories import METADATA
from komplan_planning.repositories.kinds import MEMBERS

A = "areas/vzorov/cycles/a"
JANA = "areas/vzorov/members/jana"
FIGURES = (
    StatedFigure(code="groups", title="Skupiny", value="11", unit="groups", year=2027, source="zpráva"),
    StatedFigure(code="money", title="Náklady", value="321302.10", unit="hal", source="zpráva"),
)
MEMBER = Member(
    name=JANA, full_name="Jana", contact="x", working_group="seniors", role="member", side="user", mandate=YEARS
)


@pytest.fixture
def kept(shelf):
    """A database with changes, deletions, lists and sealed fields."""
    shelf.write(
        lambda tx: tx.cycles.add(cycle("a", stated_figures=FIGURES)),
        add("b"),
        add("gone"),
        lambda tx: tx.members.add(MEMBER),
    )
    shelf.write(lambda tx: tx.cycles.replace(cycle("b", title="Nový", predecessor="a")))
    shelf.write(lambda tx: tx.cycles.delete("areas/vzorov/cycles/gone"))
    return shelf


def found(shelf):
    kinds = fsck.kinds_of(repositories)
    return sorted((item.name, item.problem) for item in fsck.check(shelf.store, METADATA, kinds, shelf.keys))


def damage(shelf, statement, **values):
    with shelf.store.transaction(references=False) as connection:
        assert connection.execute(text(statement), values).rowcount == 1


def test_a_sound_database_gives_no_finding(kept):
    assert found(kept) == []


def test_all_kinds_of_a_service_are_looked_at():
    entities = {name for name, table in METADATA.tables.items() if {"name", "etag", "encoded"} <= set(table.c.keys())}
    assert {kind.table.name for kind in fsck.kinds_of(repositories)} == entities
    assert {"cycle", "plan", "plan_version", "plan_node", "measure", "need", "member"} < entities


DAMAGE = {
    "a column": ("UPDATE cycle SET title = 'jiný' WHERE name = :name", A, "columns and message differ in title"),
    "a date": (
        "UPDATE cycle SET period_end = '2030-01-01' WHERE name = :name",
        A,
        "columns and message differ in period_end",
    ),
    "a column to nothing": (
        "UPDATE cycle SET period_end = NULL WHERE name = :name",
        A,
        "columns and message differ in period_end",
    ),
    "a part of a list": (
        "UPDATE stated_figure SET value = '321302.11' WHERE code = 'money' AND 'x' <> :name",
        A,
        "columns and message differ in stated_figures",
    ),
    "one of a list": (
        "DELETE FROM stated_figure WHERE code = 'groups' AND 'x' <> :name",
        A,
        "columns and message differ in stated_figures",
    ),
    "the order of a list": (
        "UPDATE stated_figure SET ordinal = 7 WHERE code = 'groups' AND 'x' <> :name",
        A,
        "columns and message differ in stated_figures",
    ),
    "an etag": ("UPDATE cycle SET etag = '99' WHERE name = :name", A, "the etag is not the number of the newest entry"),
    "a row": ("DELETE FROM cycle WHERE name = :name", A, "the journal has it and the table has no row"),
    "a last entry": (
        "DELETE FROM journal WHERE seq = 1 AND 'x' <> :name",
        A,
        "the row has no entry in the journal, or that of a deletion",
    ),
    "a tombstone": (
        "DELETE FROM journal WHERE deleted AND 'x' <> :name",
        "areas/vzorov/cycles/gone",
        "the journal has it and the table has no row",
    ),
    "a hash": (
        "UPDATE journal SET sha256 = encoded WHERE seq = 2 AND 'x' <> :name",
        "areas/vzorov/cycles/b",
        "entry 2 does not have the hash that it was written with",
    ),
    "the head": (
        "UPDATE journal_head SET seq = 5 WHERE 'x' <> :name",
        "journal",
        "the last entry is 6, its head says 5",
    ),
    "a column of a person": (
        "UPDATE member SET side = 'carer' WHERE name = :name",
        JANA,
        "columns and message differ in side",
    ),
}


@pytest.mark.parametrize(("statement", "name", "problem"), DAMAGE.values(), ids=DAMAGE)
def test_planted_damage_is_found(kept, statement, name, problem):
    damage(kept, statement, name=name)
    assert (name, problem) in found(kept)


def test_a_hole_in_the_journal_is_found(kept):
    damage(kept, "DELETE FROM journal WHERE seq = :seq", seq=2)
    assert ("journal", "the entries 2 to 2 are missing") in found(kept)


def test_a_message_that_was_changed_behind_the_journals_back_is_found(kept):
    message = CycleMessage(name=A, etag="1", title="Cyklus", predecessor="b")
    message.period.start.year, message.period.start.month, message.period.start.day = 2027, 1, 1
    damage(kept, "UPDATE cycle SET encoded = :encoded WHERE name = :name", encoded=message.SerializeToString(), name=A)
    assert (A, "the row does not hold the message of its newest entry") in found(kept)
    assert (A, "columns and message differ in period_end, predecessor, stated_figures") in found(kept)


@pytest.mark.parametrize("encoded", [b"\xff\xff", b"", CycleMessage(name=A, title="").SerializeToString()], ids=repr)
def test_bytes_that_are_no_valid_record_are_found(kept, encoded):
    damage(kept, "UPDATE cycle SET encoded = :encoded WHERE name = :name", encoded=encoded, name=A)
    assert (A, "the stored message is not well-formed or breaks a rule") in found(kept)


def test_personal_words_in_the_open_are_found(kept):
    open_ = MEMBER.revised({"etag": "4"})
    encoded = MEMBERS.codec.encode(open_).SerializeToString()
    digest = fsck.sha256(encoded)
    damage(
        kept, "UPDATE journal SET encoded = :encoded, sha256 = :digest WHERE seq = 4", encoded=encoded, digest=digest
    )
    assert [name for name, problem in found(kept) if "unsealed" in problem] == [JANA, JANA]


def test_an_erased_person_is_no_damage(kept):
    kept.write(lambda tx: tx.members.replace(tx.members.erase(JANA, 1)))
    assert found(kept) == []


def test_a_store_that_does_not_answer_is_told_as_such(kept, monkeypatch):
    monkeypatch.setattr(type(kept.store), "reader", lambda self: self.explain(OSError("gone")))
    with pytest.raises(Unavailable):
        found(kept)
