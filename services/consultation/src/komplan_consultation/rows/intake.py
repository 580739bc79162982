"""Submissions on their way into the book, the files that came with them, and what intake remembers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class SubmissionRow(EntityColumns, Row):
    """What it says, and its reference in the registry, stand in the sealed message only."""

    __tablename__ = "submission"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"))
    number: Mapped[int]
    state: Mapped[str]
    channel: Mapped[str]
    received_on: Mapped[date]
    received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_on: Mapped[date | None]
    postmark_on: Mapped[date | None]
    form: Mapped[str]
    scan_sha256: Mapped[str]
    language: Mapped[str]
    audience: Mapped[str]
    draft_code: Mapped[str]
    attachments: Mapped[list[Any]] = value_list()
    clerk: Mapped[str]
    transcribed_by: Mapped[str]
    checked_by: Mapped[str]
    comment: Mapped[str]
    refusal: Mapped[str]
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        Index("ix_submission_form", "round_id", "form"),
    )


class AttachmentContentRow(Row):
    """A file, sealed under the key of the comment that it came with; under one of its own before there is a comment."""

    __tablename__ = "attachment_content"
    owner: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CommentTokenRow(Row):
    """A token that was sent to an author. Only its hash is kept; it goes when it is used."""

    __tablename__ = "comment_token"
    sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    comment: Mapped[str] = mapped_column(index=True)


class SpentPuzzleRow(Row):
    """A puzzle that was solved for a comment; kept until it would have expired."""

    __tablename__ = "spent_puzzle"
    sha256: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    until: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class ImportedRow(Row):
    """A row of a source that was taken: keyed hashes of what tells it from others, and of what it says."""

    __tablename__ = "imported_comment"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    said_hash: Mapped[bytes] = mapped_column(LargeBinary)
