"""The transparency log of each round, and the salts of what its entries commit to."""

from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row

BY_KEY: Final[dict[str, Any]] = {"sqlite_with_rowid": False}
"""Rows of SQLite stand in their primary key itself, not in a table and an index beside it: half as much is written."""


class LogHeadRow(Row):
    """One log: how long it is and what its root is made of. A round has a second one when its key was lost.

    Whoever appends raises it in the same transaction, so that entries follow each other without a gap.
    """

    __tablename__ = "log_head"
    origin: Mapped[str] = mapped_column(primary_key=True)
    round_name: Mapped[str]
    generation: Mapped[int]
    size: Mapped[int]
    at: Mapped[str]
    """Moment of the last entry, as entries write it; the next one is not earlier."""
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    """The perfect subtrees of the tree, largest first, 32 bytes each."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """The key that signs it now."""
    __table_args__ = (
        UniqueConstraint("round_name", "generation"),
        CheckConstraint("size >= 0 AND generation >= 1", name="counted"),
    )


class LogKeyRow(Row):
    """A public key of a log, from the size of the first checkpoint that it signs."""

    __tablename__ = "log_key"
    origin: Mapped[str] = mapped_column(ForeignKey("log_head.origin"), primary_key=True)
    since: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)


class LogLeafRow(Row):
    """One entry, as it is hashed, and its hash."""

    __tablename__ = "log_leaf"
    origin: Mapped[str] = mapped_column(ForeignKey("log_head.origin"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (BY_KEY,)


class LogNodeRow(Row):
    """A perfect subtree of two leaves and more; once complete it never changes."""

    __tablename__ = "log_node"
    origin: Mapped[str] = mapped_column(ForeignKey("log_head.origin"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (BY_KEY,)


class CheckpointRow(Row):
    """The signed state of a log at one size. Its key keeps one size from ever carrying two roots."""

    __tablename__ = "checkpoint"
    origin: Mapped[str] = mapped_column(ForeignKey("log_head.origin"), primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str]
    __table_args__ = (BY_KEY,)


class CosignatureRow(Row):
    """What a witness signed below a checkpoint, and when (seconds since 1970)."""

    __tablename__ = "cosignature"
    origin: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    witness: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    at: Mapped[int]
    __table_args__ = (ForeignKeyConstraint(["origin", "size"], ["checkpoint.origin", "checkpoint.size"]),)


class CommentSaltRow(Row):
    """Under which id the keystore keeps the salt of a commitment; the salt itself stands nowhere in this database."""

    __tablename__ = "comment_salt"
    comment: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str]
    __table_args__ = (BY_KEY,)
