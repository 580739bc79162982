"""Tables of resolutions, submissions, scorings, and of the extra fields that only staff may see."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class ResolutionRow(EntityColumns, Row):
    __tablename__ = "resolution"
    body: Mapped[str]
    number: Mapped[str]
    held_on: Mapped[date]
    result: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    __table_args__ = (UniqueConstraint("body", "number"),)


class SubmissionRow(EntityColumns, Row):
    __tablename__ = "submission"
    version_id: Mapped[int] = belongs_to("plan_version")
    body: Mapped[str]
    submitted_on: Mapped[date]
    content_sha256: Mapped[str]
    consultation: Mapped[str]
    rounds: Mapped[list["RoundStandingRow"]] = children(order_by="RoundStandingRow.ordinal")
    clerk: Mapped[str]


class RoundStandingRow(ChildColumns, Row):
    __tablename__ = "round_standing"
    submission_id: Mapped[int] = belongs_to("submission")
    name: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    comments: Mapped[int]
    points: Mapped[int]
    unsettled: Mapped[int]
    texts_kept: Mapped[bool]
    unchanged: Mapped[list[str]] = value_list()
    unexplained: Mapped[list[str]] = value_list()
    final_sha256: Mapped[str]
    draft_sha256: Mapped[str]
    book_root: Mapped[str]


class ScoringRow(EntityColumns, Row):
    __tablename__ = "scoring"
    version_id: Mapped[int] = belongs_to("plan_version")
    title: Mapped[str]
    method: Mapped[str]
    working_group: Mapped[str]
    held_on: Mapped[date]
    most_points: Mapped[int]
    candidates: Mapped[list[str]] = value_list()
    ballots: Mapped[list["BallotRow"]] = children(order_by="BallotRow.ordinal")
    closed: Mapped[bool]


class BallotRow(ChildColumns, Row):
    __tablename__ = "ballot"
    scoring_id: Mapped[int] = belongs_to("scoring")
    voter: Mapped[str]
    count: Mapped[int]
    scores: Mapped[list[int]] = value_list()
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)


class StaffFieldsRow(EntityColumns, Row):
    __tablename__ = "staff_fields"
    subject: Mapped[str] = mapped_column(unique=True)
    extra: Mapped[list["StaffValueRow"]] = children(order_by="StaffValueRow.ordinal")


class StaffValueRow(ChildColumns, Row):
    __tablename__ = "staff_value"
    staff_fields_id: Mapped[int] = belongs_to("staff_fields")
    field: Mapped[str]
    value: Mapped[str]
