"""Comments, who stands behind them, their points, and the register of refusals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list


class CommentRow(EntityColumns, Row):
    __tablename__ = "comment"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    number: Mapped[int]
    received_on: Mapped[date]
    channel: Mapped[str]
    clerk: Mapped[str]
    sent_on: Mapped[date | None]
    postmark_on: Mapped[date | None]
    form: Mapped[str]
    scan_sha256: Mapped[str]
    language: Mapped[str]
    reply_channel: Mapped[str | None]
    publish_consent: Mapped[str]
    verified_by: Mapped[str]
    registered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    after_close: Mapped[bool]
    marked_late: Mapped[bool]
    standing: Mapped[str]
    publication: Mapped[str]
    publication_reason: Mapped[str]
    leaf: Mapped[int]
    received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    attachments: Mapped[list[Any]] = value_list()
    audience: Mapped[str]
    draft_code: Mapped[str]
    submission: Mapped[str] = mapped_column(index=True)
    noted: Mapped[str]
    authors: Mapped[list["AuthorRow"]] = children(order_by="AuthorRow.ordinal")
    points: Mapped[list["PointRow"]] = children(order_by="PointRow.ordinal")
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number >= 1", name="number"))


class AuthorRow(ChildColumns, Row):
    """Name, contact and representation stand in the sealed message only."""

    __tablename__ = "comment_author"
    comment_id: Mapped[int] = belongs_to("comment")
    kind: Mapped[str]
    side: Mapped[str]
    authority: Mapped[bool]


class PointRow(ChildColumns, Row):
    """Text, proposed wording and reason stand in the sealed message only."""

    __tablename__ = "point"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    number: Mapped[int]
    severity: Mapped[str]
    plan_part: Mapped[str]
    anchor_block: Mapped[str | None] = mapped_column(index=True)
    anchor_block_sha256: Mapped[str | None]
    anchor_exact: Mapped[str | None]
    anchor_prefix: Mapped[str | None]
    anchor_suffix: Mapped[str | None]
    anchor_confidence: Mapped[int | None]
    anchor_confirmed_by: Mapped[str | None]
    target_groups: Mapped[list[str]] = value_list()
    category: Mapped[str]
    working_group: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True)
    handler: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(index=True)
    referrals: Mapped[list[Any]] = value_list()
    settlement_version: Mapped[int | None]
    settlement_outcome: Mapped[str | None]
    settlement_justification: Mapped[str | None]
    settlement_text_blocks: Mapped[list[str] | None] = value_list()
    settlement_working_group: Mapped[str | None]
    settlement_proposed_on: Mapped[date | None]
    settlement_decided_on: Mapped[date | None]
    settlement_decision: Mapped[str | None]
    settlement_decision_sha256: Mapped[str | None]
    settlement_votes_for: Mapped[int | None]
    settlement_votes_against: Mapped[int | None]
    settlement_abstained: Mapped[int | None]
    settlement_similarity_group: Mapped[str | None]
    settlement_released_on: Mapped[date | None]
    settlement_body: Mapped[str | None]
    settlement_conflicts: Mapped[int | None]
    earlier_settlements: Mapped[list[Any]] = value_list()
    part_of: Mapped[int]
    body: Mapped[str]
    __table_args__ = (UniqueConstraint("comment_id", "number"), CheckConstraint("number >= 1", name="number"))


class RefusalRow(EntityColumns, Row):
    """What was said stands in the sealed message only, until it is purged."""

    __tablename__ = "refusal"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    number: Mapped[int]
    reason: Mapped[str]
    channel: Mapped[str]
    received_on: Mapped[date]
    message: Mapped[str]
    clerk: Mapped[str]
    purge_on: Mapped[date | None] = mapped_column(index=True)
    purged: Mapped[bool]
    submission: Mapped[str] = mapped_column(index=True)
    leaf: Mapped[int]
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number >= 1", name="number"))
