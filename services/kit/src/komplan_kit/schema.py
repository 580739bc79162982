"""Migrations: each service brings its database up to date at start, and refuses a newer one."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from komplan_core.errors import Refused
from komplan_kit.engine import Store

LOCK: Final = 108_2006
"""Advisory lock of PostgreSQL under which one replica migrates while the others wait."""


def upgrade(store: Store, package: str) -> None:
    """Bring the database to the newest revision of `package`'s migrations. Raises Refused for a newer schema."""
    folder = Path(str(files(package) / "migrations"))
    newest = max(path.stem.split("_", 1)[0] for path in (folder / "versions").glob("[0-9]*.py"))
    if _revision(store) == newest:
        return
    from alembic import command  # imported on need: a start without migrations is faster
    from alembic.config import Config
    from alembic.util import CommandError

    with store.engine.connect() as connection:
        if not store.sqlite:
            connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise Refused("STORE_VERSION", f"the database of {package} is newer than this version of komplan") from None
        connection.commit()
        if not store.sqlite:
            connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
            connection.commit()


def _revision(store: Store) -> str:
    with store.engine.connect() as connection:
        try:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
        except Exception:
            return ""


def run_migrations(context: Any, metadata: Any) -> None:
    """What every service's `migrations/env.py` does."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
