"""Prepared texts, and the answers that use each."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import EntityColumns


class ReplyTextRow(EntityColumns, Row):
    __tablename__ = "reply_text"
    title: Mapped[str]
    text: Mapped[str]
    retired: Mapped[bool]


class ReplyTextUseRow(Row):
    """A point whose proposed or decided answer uses a prepared text."""

    __tablename__ = "reply_text_use"
    point: Mapped[str] = mapped_column(primary_key=True)
    reply_text_id: Mapped[int] = mapped_column(ForeignKey("reply_text.id"), primary_key=True, index=True)
