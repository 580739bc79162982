"""Every service's migrations make exactly the tables that it declares; a newer schema is refused."""

import shutil
from datetime import date
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, text

from komplan_core.errors import Refused, Unavailable
from komplan_kit import schema
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_planning.repositories import METADATA

SERVICES = [
    name
    for name in ("komplan_catalogue", "komplan_planning", "komplan_consultation", "komplan_witness", "komplan_region")
    if list(Path(str(files(name))).glob("migrations/versions/[0-9]*.py"))
]
DAY = date(2027, 1, 1)
REBUILD = '''"""A later revision that rebuilds a table on which others lean."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "9000", "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("cycle") as batch:
        batch.alter_column("title", type_=sa.Text())
    {more}
'''


def test_every_service_that_stores_has_migrations():
    assert SERVICES == [
        "komplan_catalogue",
        "komplan_planning",
        "komplan_consultation",
        "komplan_witness",
        "komplan_region",
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrated_schema_is_the_declared_one(address, service):
    store = Store(address("fresh"))
    upgrade(store, service)
    metadata = import_module(f"{service}.repositories").METADATA
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert connection.execute(text("SELECT seq FROM journal_head")).scalars().all() == [0]


@pytest.mark.parametrize("service", SERVICES)
def test_a_schema_that_is_current_is_left_alone_and_a_newer_one_is_refused(address, service):
    store = Store(address("fresh"))
    upgrade(store, service)
    upgrade(store, service)
    with store.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused) as found:
        upgrade(store, service)
    assert found.value.reason == "STORE_VERSION"


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """Planning as its next version would be, with one migration more."""

    def make(more="pass"):
        folder = tmp_path / "next" / "migrations"
        shutil.copytree(Path(str(files("komplan_planning"))) / "migrations", folder)
        newest = max(path.stem.split("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
        (folder / "versions" / "9000_rebuild.py").write_text(REBUILD.format(newest=newest, more=more))
        monkeypatch.setattr(schema, "files", lambda package: folder.parent)

    return make


def fill(store):
    upgrade(store, "komplan_planning")
    cycle = {"id": 1, "name": "c", "etag": "1", "encoded": b"", "title": "C", "predecessor": "", "period_start": DAY}
    figure = {"id": 1, "cycle_id": 1, "ordinal": 0, "unit": "hal", **dict.fromkeys(("code", "title", "value"), "1")}
    with store.transaction() as connection:
        connection.execute(insert(METADATA.tables["cycle"]), cycle)
        connection.execute(insert(METADATA.tables["stated_figure"]), {**figure, "source": "", "note": "", "about": ""})


def test_a_migration_that_rebuilds_a_table_keeps_what_belongs_to_its_rows(address, next_version):
    store = Store(address("old"))
    fill(store)
    next_version()
    upgrade(store, "komplan_planning")
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM stated_figure")).scalar() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9000"


def test_a_migration_that_would_leave_orphans_changes_nothing(address, next_version):
    store = Store(address("old"))
    fill(store)
    next_version('op.execute("DELETE FROM cycle")' if store.sqlite else 'op.execute("DELETE FROM missing")')
    with pytest.raises((Refused, Unavailable)):
        upgrade(store, "komplan_planning")
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM cycle")).scalar() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() != "9000"


def test_a_database_that_does_not_answer_is_told_without_its_address():
    with pytest.raises(Unavailable) as found:
        upgrade(Store("postgresql://nobody@127.0.0.1:1/planning"), "komplan_planning")
    assert "127.0.0.1" not in found.value.message


@pytest.mark.parametrize("address_", ["mysql://db/planning", "sqlite://", "planning.sqlite3", ""])
def test_other_kinds_of_stores_are_refused(address_):
    with pytest.raises(Refused) as found:
        Store(address_)
    assert found.value.reason == "CONFIG"
