"""Tables of how applications for grants are judged, proposed and decided."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class GrantAssessmentRow(EntityColumns, Row):
    __tablename__ = "grant_assessment"
    call_id: Mapped[int] = belongs_to("grant_call")
    opinion_working_group: Mapped[str | None]
    opinion_verdict: Mapped[str | None]
    opinion_text: Mapped[str | None]
    opinion_decision: Mapped[str | None]
    opinion_decision_sha256: Mapped[str | None]
    conflicts: Mapped[list["GrantConflictRow"]] = children(order_by="GrantConflictRow.ordinal")
    scores: Mapped[list["GrantScoreRow"]] = children(order_by="GrantScoreRow.ordinal")
    score: Mapped[str | None]
    proposed: Mapped[int | None]


class GrantConflictRow(ChildColumns, Row):
    __tablename__ = "grant_conflict"
    assessment_id: Mapped[int] = belongs_to("grant_assessment")
    value: Mapped[str]
    __table_args__ = (UniqueConstraint("assessment_id", "value"),)


class GrantScoreRow(ChildColumns, Row):
    __tablename__ = "grant_score"
    assessment_id: Mapped[int] = belongs_to("grant_assessment")
    evaluator: Mapped[str]
    criterion: Mapped[str]
    points: Mapped[int]
    __table_args__ = (
        UniqueConstraint("assessment_id", "evaluator", "criterion"),
        CheckConstraint("points >= 0", name="points"),
    )


class GrantProposalRow(EntityColumns, Row):
    __tablename__ = "grant_proposal"
    call_id: Mapped[int] = belongs_to("grant_call")
    strategy: Mapped[str]
    computed_on: Mapped[date]
    available: Mapped[int]
    lines: Mapped[list["GrantProposalLineRow"]] = children(order_by="GrantProposalLineRow.ordinal")
    waiting: Mapped[list[str]] = value_list()


class GrantProposalLineRow(ChildColumns, Row):
    __tablename__ = "grant_proposal_line"
    proposal_id: Mapped[int] = belongs_to("grant_proposal")
    application: Mapped[str] = mapped_column(index=True)
    rank: Mapped[int | None]
    score: Mapped[str | None]
    requested: Mapped[int]
    proposed: Mapped[int]
    note: Mapped[str]
    __table_args__ = (CheckConstraint("proposed >= 0 AND proposed <= requested", name="proposed"),)


class GrantDecisionRow(EntityColumns, Row):
    __tablename__ = "grant_decision"
    call_id: Mapped[int] = belongs_to("grant_call")
    body: Mapped[str]
    number: Mapped[str]
    held_on: Mapped[date]
    resolution: Mapped[str]
    proposal: Mapped[str]
    lines: Mapped[list["GrantDecisionLineRow"]] = children(order_by="GrantDecisionLineRow.ordinal")


class GrantDecisionLineRow(ChildColumns, Row):
    __tablename__ = "grant_decision_line"
    decision_id: Mapped[int] = belongs_to("grant_decision")
    application: Mapped[str] = mapped_column(index=True)
    granted: Mapped[int]
    reason: Mapped[str]
    __table_args__ = (CheckConstraint("granted >= 0", name="granted"),)
