"""Rounds and the last numbers given in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class RoundRow(EntityColumns, Row):
    """The rules stand in lists that nobody filters by."""

    __tablename__ = "consultation_round"
    title: Mapped[str]
    plan_version: Mapped[str] = mapped_column(index=True)
    window_start: Mapped[date]
    window_end: Mapped[date]
    channels: Mapped[list[Any]] = value_list()
    state: Mapped[str] = mapped_column(index=True)
    fictional: Mapped[bool]
    phases: Mapped[list[Any]] = value_list()
    contact_points: Mapped[list[Any]] = value_list()
    outcomes: Mapped[list[Any]] = value_list()
    refusal_reasons: Mapped[list[Any]] = value_list()
    quorum: Mapped[list[Any]] = value_list()
    registration_until: Mapped[date | None]
    hearing_on: Mapped[date | None]
    days_before_hearing: Mapped[int]
    days_after_hearing: Mapped[int]
    invitation_days: Mapped[int]
    next_working_day: Mapped[bool]
    evening_next_day: Mapped[bool]
    predecessor: Mapped[str]
    rules_sha256: Mapped[str]
    announced_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    draft: Mapped[str]
    final_draft: Mapped[str]
    extensions: Mapped[list[Any]] = value_list()
    last_day: Mapped[date | None]
    running_phases: Mapped[list[str]] = value_list()
    resolution: Mapped[str]
    resolution_sha256: Mapped[str]
    retention_years: Mapped[int]
    returned: Mapped[str]
    closed_early: Mapped[str]
    __table_args__ = (CheckConstraint("window_end >= window_start", name="window"),)


class BookHeadRow(Row):
    """The last numbers given in a round. The write that takes one raises it, and gives it back when it fails."""

    __tablename__ = "book_head"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), primary_key=True)
    comments: Mapped[int]
    refusals: Mapped[int]
    submissions: Mapped[int]
