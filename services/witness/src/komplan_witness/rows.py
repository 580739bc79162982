"""The tables of a witness. Seen by the repositories only."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from komplan_kit.tables import (
    KEY,
    EntityColumns,
    JournalColumns,
    JournalHeadColumns,
    RequestColumns,
    service_metadata,
    value_list,
)


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY, bytes: LargeBinary, datetime: DateTime(timezone=True)}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass


class WitnessedLogRow(EntityColumns, Row):
    __tablename__ = "witnessed_log"
    origin: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    keys: Mapped[list[str]] = value_list()
    stopped: Mapped[bool]


class CosignedRow(Row):
    """A checkpoint that was cosigned. One size of a log has one root, for ever."""

    __tablename__ = "cosigned"
    log_id: Mapped[int] = mapped_column(ForeignKey("witnessed_log.id"), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes]
    note: Mapped[str]
    cosigned_at: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)


class EvidenceRow(EntityColumns, Row):
    """The checkpoints stand in the message only."""

    __tablename__ = "evidence"
    log_id: Mapped[int] = mapped_column(ForeignKey("witnessed_log.id"), index=True)
    kind: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    found_at: Mapped[datetime]
