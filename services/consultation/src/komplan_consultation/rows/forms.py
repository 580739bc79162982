"""Batches of paper forms, and what became of each form."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import KEY, EntityColumns


class FormBatchRow(EntityColumns, Row):
    __tablename__ = "form_batch"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    prefix: Mapped[str]
    first: Mapped[int]
    last: Mapped[int]
    contact_point: Mapped[str]
    issued_to: Mapped[str]
    issued_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    draft_code: Mapped[str]
    reconciled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class FormRow(Row):
    """A registered form knows its comment, and no other form does: a serial number is used once."""

    __tablename__ = "form"
    id: Mapped[int] = mapped_column(KEY, primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("form_batch.id"), index=True)
    serial: Mapped[str]
    state: Mapped[str]
    comment: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("round_id", "serial"),
        CheckConstraint("(state = 'registered') = (comment IS NOT NULL)", name="comment"),
    )
