"""Connections to SQLite and PostgreSQL, set so that an acknowledged write survives a power cut."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

from pysqlite3 import dbapi2 as pysqlite
from sqlalchemy import URL, Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from komplan_core.errors import Full, PlanError, Refused, Unavailable

SQLITE_LEAST: Final = (3, 51, 3)
"""Older engines have a race at WAL reset that can corrupt the file."""

_SETTINGS: Final = ("lock_timeout = '5s'", "statement_timeout = '30s'", "idle_in_transaction_session_timeout = '60s'")
"""Of PostgreSQL, so that nobody waits for ever; migrations run without them."""

_DISK_FULL: Final = "53100"
"""By which PostgreSQL tells that it has no room left."""

_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


def driver() -> Any:
    """The SQLite driver with a safe engine: the bundled one, else the standard library's if it is new enough."""
    if pysqlite.sqlite_version_info >= SQLITE_LEAST:
        return pysqlite
    if sqlite3.sqlite_version_info >= SQLITE_LEAST:
        return sqlite3
    raise Refused(
        "STORE_VERSION", f"SQLite {pysqlite.sqlite_version} can corrupt its file: 3.51.3 is the oldest allowed"
    )


def normal_url(text: str) -> URL:
    """A database address with its driver named. Raises Refused for a kind that komplan does not support."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise Refused("CONFIG", "a database is `sqlite:///path` or `postgresql://…`") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise Refused("CONFIG", "a database is `sqlite:///path` or `postgresql://…`")


class Store:
    """One database: how to connect to it, and what its errors mean."""

    def __init__(self, address: str) -> None:
        self.url = normal_url(address)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
            self.engine = create_engine(
                self.url, module=driver(), poolclass=NullPool, connect_args={"check_same_thread": False}
            )
            event.listen(self.engine, "connect", _set_pragmas)
            event.listen(self.engine, "begin", _begin_immediate)
        else:
            self.engine = create_engine(self.url, poolclass=NullPool, connect_args={"connect_timeout": 5})
        self.dialect = self.engine.dialect
        self._driver: Any = self.dialect.loaded_dbapi

    @contextmanager
    def transaction(self, references: bool = True) -> Iterator[Connection]:
        """A transaction on an ordinary connection, for migrations and checks. Raises Unavailable.

        Without `references` SQLite does not follow them: a table can be rebuilt without emptying its children.
        """
        try:
            with self.engine.connect() as connection:
                if self.sqlite and not references:
                    raw: Any = connection.connection.driver_connection
                    raw.execute("PRAGMA foreign_keys=OFF")
                with connection.begin():
                    yield connection
        except DBAPIError as error:
            self.explain(error.orig or error)

    def writer(self) -> Any:
        """A raw connection for the writer; transactions are begun and ended by statements."""
        return self._connect()

    def reader(self) -> Any:
        """A raw connection that cannot write."""
        raw = self._connect()
        if self.sqlite:
            raw.execute("PRAGMA query_only=ON")
        else:
            raw.execute("SET default_transaction_read_only = on")
        return raw

    def _connect(self) -> Any:
        try:
            pooled = self.engine.raw_connection()
        except Exception as error:
            self.explain(error)
        raw = pooled.driver_connection
        pooled.detach()
        if not self.sqlite and raw is not None:
            raw.autocommit = True
            for setting in _SETTINGS:
                raw.execute(f"SET {setting}")
        return raw

    def is_fault(self, error: BaseException) -> bool:
        """Whether the database itself failed, so that nothing of the transaction can be trusted."""
        failed = self._driver.OperationalError | self._driver.InternalError
        if self.sqlite:
            return isinstance(error, failed) or type(error) is self._driver.DatabaseError
        return isinstance(error, failed | self._driver.InterfaceError)

    def is_contradiction(self, error: BaseException) -> bool:
        """Whether the database refused a record because of a constraint."""
        refused = self._driver.IntegrityError
        return isinstance(error, refused if self.sqlite else refused | self._driver.DataError)

    def explained(self, error: BaseException) -> PlanError:
        """What the caller is told; the engine's own words go to the log only."""
        text = str(error).lower()
        if "disk is full" in text or "no space left" in text or getattr(error, "sqlstate", "") == _DISK_FULL:
            return Full("STORAGE_FULL", "the database has no room left; reading goes on")
        if self.is_contradiction(error):
            return Refused("STORAGE_REFUSED", "the database refused the record: it contradicts another one")
        return Unavailable("STORAGE_UNAVAILABLE", "the database does not answer; repeat with the same request_id")

    def explain(self, error: BaseException) -> NoReturn:
        """Raise what the caller is told."""
        raise self.explained(error) from error


def _set_pragmas(raw: Any, *_: object) -> None:
    raw.isolation_level = None
    for line in _PRAGMAS:
        raw.execute(f"PRAGMA {line}")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
