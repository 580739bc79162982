"""Migrations: each service brings its database up to date at start, and refuses a newer one."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

from komplan_core.errors import Refused
from komplan_kit.engine import Store

LOCK: Final = 108_2006
"""Advisory lock of PostgreSQL under which one replica migrates while the others wait."""


def upgrade(store: Store, package: str) -> None:
    """Bring the database to the newest revision of `package`'s migrations.

    Raises Refused for a newer schema, Unavailable when the database does not answer.
    """
    folder = Path(str(files(package) / "migrations"))
    with store.transaction(references=False) as connection:
        if revision(connection) == newest(package):
            return
        from alembic import command  # imported on need: a start without migrations is faster
        from alembic.config import Config
        from alembic.util import CommandError

        if not store.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise Refused("STORE_VERSION", f"the database of {package} is newer than this version of komplan") from None
        if store.sqlite and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise Refused("STORE_VERSION", f"a migration of {package} would break references; nothing was changed")


def newest(package: str) -> str:
    """The newest revision of `package`'s migrations."""
    folder = Path(str(files(package) / "migrations"))
    return max(path.stem.split("_", 1)[0] for path in (folder / "versions").glob("[0-9]*.py"))


def revision(connection: Connection) -> str:
    """The revision of a database, empty while it has no tables."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def run_migrations(context: Any, metadata: Any) -> None:
    """What every service's `migrations/env.py` does."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
