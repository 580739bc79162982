"""What keeps things from being erased, and what was erased."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import EntityColumns


class LegalHoldRow(EntityColumns, Row):
    __tablename__ = "legal_hold"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    target: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    set_on: Mapped[date]


class ErasureRow(Row):
    """Where the book tells of an erasure: of a comment, or of all authors of a round, by its resource name."""

    __tablename__ = "erasure"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    what: Mapped[str]
    ground: Mapped[str]
    erased_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    origin: Mapped[str]
    leaf: Mapped[int]
