"""The tables that every service has, and the shape of a current row (architecture D14)."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

KEY = BigInteger().with_variant(Integer, "sqlite")
"""A row id: 64 bits, counted by the database."""


class EntityColumns:
    """Columns of every current row: its id, resource name, etag, and the stored message that reads return.

    SQLite gives the id of a deleted row to the next one unless it is told to count on; pages would then miss it.
    """

    id: Mapped[int] = mapped_column(KEY, primary_key=True)
    name: Mapped[str] = mapped_column(String, unique=True)
    etag: Mapped[str] = mapped_column(String)
    encoded: Mapped[bytes] = mapped_column(LargeBinary)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if (table := getattr(cls, "__table__", None)) is not None:
            table.dialect_options["sqlite"]["autoincrement"] = True


class ChildColumns:
    """Columns of every row that belongs to another one, in its order."""

    id: Mapped[int] = mapped_column(KEY, primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer)


class JournalColumns:
    """One entry for each change of an entity; a deletion is a tombstone."""

    __tablename__ = "journal"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String, index=True)
    encoded: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Any] = mapped_column(DateTime(timezone=True))
    role: Mapped[str] = mapped_column(String)
    deleted: Mapped[bool] = mapped_column(Boolean)


class JournalHeadColumns:
    """The last journal number, and whose keys seal what is stored.

    Its row is locked while a group is written, so numbers commit in order.
    """

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    keystore_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)


class RequestColumns:
    """Answered requests, so that a repeated one has no second effect."""

    __tablename__ = "request"

    caller: Mapped[str] = mapped_column(String, primary_key=True)
    request_id: Mapped[str] = mapped_column(String, primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    reply: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[Any] = mapped_column(DateTime(timezone=True), index=True)


def service_metadata() -> MetaData:
    """The metadata of one service, with constraint names that migrations can rely on."""
    return MetaData(naming_convention=NAMING)


def children(**options: Any) -> Any:
    """Rows that belong to one row and go with it."""
    return relationship(cascade="all, delete-orphan", lazy="raise", **options)


def belongs_to(table: str) -> Mapped[int]:
    """A foreign key to the row that this one goes with."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


def value_list() -> Any:
    """A list of codes that is never filtered, joined or summed."""
    return mapped_column(JSON)
