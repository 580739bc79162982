"""Drafts of a round, their texts, and where points speak of in the later ones."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import KEY, EntityColumns


class DraftRow(EntityColumns, Row):
    __tablename__ = "draft"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    kind: Mapped[str]
    plan_version: Mapped[str]
    sha256: Mapped[str]
    code: Mapped[str]
    blocks: Mapped[int]
    blocks_sha256: Mapped[str]
    language: Mapped[str]
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class DraftBlockRow(Row):
    """Copies of planning's texts; rows are added with their draft and never changed."""

    __tablename__ = "draft_block"
    id: Mapped[int] = mapped_column(KEY, primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    block: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    __table_args__ = (UniqueConstraint("draft_id", "block"), Index("ix_draft_block_in_order", "draft_id", "id"))


class PlaceRow(EntityColumns, Row):
    __tablename__ = "place"
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    point: Mapped[str] = mapped_column(index=True)
    block: Mapped[str]
    block_sha256: Mapped[str]
    exact: Mapped[str]
    confidence: Mapped[int]
    confirmed_by: Mapped[str]
