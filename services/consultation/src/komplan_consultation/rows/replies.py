"""Answers to authors; who they are and what the letter says stands nowhere here."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import EntityColumns


class ReplyRow(EntityColumns, Row):
    __tablename__ = "reply"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    comment: Mapped[str]
    number: Mapped[int]
    author: Mapped[int]
    channel: Mapped[str]
    state: Mapped[str]
    content_sha256: Mapped[str]
    prepared_on: Mapped[date]
    sent_on: Mapped[date | None]
    note: Mapped[str]
    year: Mapped[int]
    __table_args__ = (
        UniqueConstraint("comment", "author", "content_sha256"),
        CheckConstraint("number >= 1 AND author >= 1", name="numbers"),
    )
