"""A PostgreSQL database that a test gave back is as good as new to the next one, or is not used again."""

import psycopg
import pytest
from support.databases import Databases
from support.emptied import Contents

pytestmark = pytest.mark.postgres


@pytest.fixture
def lend(spare):
    """Hands the same spare databases to one made-up test after another: `lend("planning", statement, …)`."""

    def one_test(name, *statements):
        databases = Databases(spare)
        address = databases(name)
        before = Contents.of(address)
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)
        databases.drop()
        return address, before

    return one_test


@pytest.mark.parametrize(
    "statements",
    [
        ("DELETE FROM alembic_version",),
        ("DELETE FROM journal_head",),
        ("SELECT setval(pg_get_serial_sequence('plan', 'id'), 4711)",),
        ("INSERT INTO alembic_version VALUES ('9999')", "CREATE TABLE left_over (id integer)"),
    ],
)
def test_what_a_test_wrote_is_gone(lend, statements):
    address, new = lend("planning", *statements)
    assert lend("planning") == (address, new)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE plan CASCADE",
        "ALTER TABLE plan ADD COLUMN left_over integer",
        "ALTER TABLE plan DISABLE TRIGGER ALL",
        "ALTER TABLE plan ADD CONSTRAINT left_over CHECK (id > 0)",
        "CREATE FUNCTION left_over() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE INDEX left_over ON plan (etag)",
        "CREATE TABLE plan_title_copy AS SELECT repeat('ž', 2000) FROM generate_series(1, 20000)",
    ],
)
def test_a_database_whose_tables_were_changed_is_not_used_again(lend, statement):
    address, _ = lend("planning", statement)
    assert lend("planning")[0] != address


def test_tables_that_a_service_made_itself_are_gone(lend):
    address, new = lend("keystore", "CREATE TABLE sealing_key (id text PRIMARY KEY, key bytea)")
    assert new.tables == {}
    assert lend("keystore") == (address, new)


def test_who_stays_connected_is_disconnected(spare):
    address = spare.take("planning")
    with psycopg.connect(address) as stays:
        stays.execute("LOCK TABLE plan")
        spare.give_back("planning", address)
        assert spare.take("planning") == address
        with pytest.raises(psycopg.OperationalError):
            stays.execute("SELECT 1")
