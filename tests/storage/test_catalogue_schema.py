"""What the migrations of the catalogue make is what its tables say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from komplan_catalogue.repositories import METADATA
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade


def test_the_migrations_make_the_declared_tables(address):
    store = Store(address("catalogue"))
    upgrade(store, "komplan_catalogue")
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
