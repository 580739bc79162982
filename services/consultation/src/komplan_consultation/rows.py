"""The tables of the consultation. Seen by the repositories only."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from komplan_kit.tables import (
    KEY,
    ChildColumns,
    EntityColumns,
    JournalColumns,
    JournalHeadColumns,
    RequestColumns,
    belongs_to,
    children,
    service_metadata,
    value_list,
)


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass


class RoundRow(EntityColumns, Row):
    __tablename__ = "consultation_round"
    title: Mapped[str]
    plan_version: Mapped[str]
    window_start: Mapped[date]
    window_end: Mapped[date]
    channels: Mapped[list[str]] = value_list()
    state: Mapped[str]
    fictional: Mapped[bool]
    __table_args__ = (CheckConstraint("window_end >= window_start", name="window"),)


class BookHeadRow(Row):
    """The last numbers given in a round. The write that takes one raises it, and gives it back when it fails."""

    __tablename__ = "book_head"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), primary_key=True)
    comments: Mapped[int]
    refusals: Mapped[int]


class CommentRow(EntityColumns, Row):
    __tablename__ = "comment"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    number: Mapped[int]
    received_on: Mapped[date]
    channel: Mapped[str]
    clerk: Mapped[str]
    authors: Mapped[list["AuthorRow"]] = children(order_by="AuthorRow.ordinal")
    points: Mapped[list["PointRow"]] = children(order_by="PointRow.ordinal")
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number >= 1", name="number"))


class AuthorRow(ChildColumns, Row):
    """Name and contact stand in the sealed message only."""

    __tablename__ = "comment_author"
    comment_id: Mapped[int] = belongs_to("comment")
    kind: Mapped[str]


class PointRow(ChildColumns, Row):
    """Text and proposed wording stand in the sealed message only."""

    __tablename__ = "point"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    number: Mapped[int]
    plan_part: Mapped[str]
    category: Mapped[str]
    working_group: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    settlement_outcome: Mapped[str | None]
    settlement_justification: Mapped[str | None]
    settlement_decided_on: Mapped[date | None]
    settlement_working_group: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("comment_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("settlement_outcome = 'editorial' OR settlement_justification <> ''", name="justified"),
    )


class RefusalRow(Row):
    """Nothing of the content: a number, a reason, the way and the day."""

    __tablename__ = "refusal"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    number: Mapped[int]
    reason: Mapped[str]
    channel: Mapped[str]
    received_on: Mapped[date]
    __table_args__ = (UniqueConstraint("round_id", "number"), CheckConstraint("number >= 1", name="number"))
