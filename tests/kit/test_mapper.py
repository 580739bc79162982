"""Rows and records: what is stored in columns says the same as what was given, for every kind of planning."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, selectinload
from support.records import records

from komplan_core.record import Entity
from komplan_core.values import Period
from komplan_kit import statements
from komplan_kit.codec import Drift
from komplan_kit.engine import Store
from komplan_kit.fsck import kinds_of
from komplan_kit.keystore import Keystore
from komplan_kit.mapper import Mapper
from komplan_kit.schema import upgrade
from komplan_kit.store import Collection, Transaction
from komplan_kit.tables import ChildColumns, EntityColumns, children, service_metadata
from komplan_planning import repositories

KINDS = kinds_of(repositories)


@pytest.fixture
def transaction(address):
    """A transaction on a real store, rolled back at the end. What a row belongs to need not be there."""
    store, keys = Store(address("planning")), Keystore(address("keystore"))
    upgrade(store, "komplan_planning")
    with store.engine.connect() as connection, connection.begin() as begun:
        unbound = "PRAGMA defer_foreign_keys = ON" if store.sqlite else "SET LOCAL session_replication_role = replica"
        connection.exec_driver_sql(unbound)
        tx = Transaction(keys, datetime(2027, 1, 1, tzinfo=UTC))
        tx.session = statements.Session(connection.connection.driver_connection, store.dialect)
        yield tx, connection
        begun.rollback()
    keys.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_a_record_survives_its_row(transaction, kind):
    tx, connection = transaction
    keys, collection = dict.fromkeys(kind.mapper.keys, 1), Collection(kind, tx)
    lists = [selectinload(relation.class_attribute) for relation in inspect(kind.row).relationships]

    @settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
    @given(records(kind.codec.model))
    def survives(record):
        record = record.revised({"name": "it"})
        with connection.begin_nested() as attempt:
            written = collection.add(record, **keys)
            with Session(connection) as session:
                row = session.scalars(select(kind.row).where(kind.row.name == "it").options(*lists)).one()
                expected = record.revised({"etag": written.etag})
                assert kind.mapper.record(row, expected) == expected
                assert (row.name, row.etag, bytes(row.encoded)) == ("it", written.etag, written.kept)
            assert collection.find("it") == expected
            attempt.rollback()

    survives()


class Letter(Entity):
    title: str
    period: Period | None = None
    tags: tuple[str, ...] = ()


class Row(DeclarativeBase):
    metadata = service_metadata()


class Missing(EntityColumns, Row):
    __tablename__ = "missing"
    title: Mapped[str]
    period_start: Mapped[str | None]
    tags: Mapped[str]


class Beyond(EntityColumns, Row):
    __tablename__ = "beyond"
    title: Mapped[str]
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    tags: Mapped[str]
    colour: Mapped[str]


class TwoParents(EntityColumns, Row):
    __tablename__ = "two_parents"
    title: Mapped[str]
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    tags: Mapped[list["TwoParentsTag"]] = children(foreign_keys="TwoParentsTag.first_id")


class TwoParentsTag(ChildColumns, Row):
    __tablename__ = "two_parents_tag"
    first_id: Mapped[int] = mapped_column(ForeignKey("two_parents.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("missing.id"))
    value: Mapped[str]


class WrongValue(EntityColumns, Row):
    __tablename__ = "wrong_value"
    title: Mapped[str]
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    tags: Mapped[list["WrongValueTag"]] = children()


class WrongValueTag(ChildColumns, Row):
    __tablename__ = "wrong_value_tag"
    letter_id: Mapped[int] = mapped_column(ForeignKey("wrong_value.id"))
    tag: Mapped[str]


class NoList(EntityColumns, Row):
    __tablename__ = "no_list"
    period_start: Mapped[str | None]
    period_end: Mapped[str | None]
    tags: Mapped[str]
    title: Mapped[list["NoListTitle"]] = children()


class NoListTitle(ChildColumns, Row):
    __tablename__ = "no_list_title"
    letter_id: Mapped[int] = mapped_column(ForeignKey("no_list.id"))
    value: Mapped[str]


@pytest.mark.parametrize("row", [Missing, Beyond, TwoParents, WrongValue, NoList], ids=lambda row: row.__name__)
def test_a_table_that_differs_from_its_model_stops_the_import(row):
    with pytest.raises(Drift):
        Mapper(Letter, row)
