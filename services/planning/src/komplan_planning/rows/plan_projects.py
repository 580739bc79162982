"""Tables of the plan's projects and of their half-yearly revisions."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_planning.rows.tables import Row


class PlanProjectRow(EntityColumns, Row):
    __tablename__ = "plan_project"
    plan_id: Mapped[int] = belongs_to("plan")
    title: Mapped[str]
    organisation: Mapped[str]
    ico: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str] = mapped_column(index=True)
    measures: Mapped[list["ProjectMeasureRow"]] = children(order_by="ProjectMeasureRow.ordinal")
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    financing: Mapped[list["ProjectFinancingRow"]] = children(order_by="ProjectFinancingRow.ordinal")
    fictional: Mapped[bool]


class ProjectMeasureRow(ChildColumns, Row):
    __tablename__ = "project_measure"
    project_id: Mapped[int] = belongs_to("plan_project")
    value: Mapped[str] = mapped_column(index=True)


class ProjectFinancingRow(ChildColumns, Row):
    __tablename__ = "project_financing"
    project_id: Mapped[int] = belongs_to("plan_project")
    year: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]
    planned: Mapped[int | None]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("project_id", "year", "source", "kind"),
        CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name="amounts"),
    )


class ProjectRevisionRow(EntityColumns, Row):
    __tablename__ = "project_revision"
    project_id: Mapped[int] = belongs_to("plan_project")
    year: Mapped[int]
    half: Mapped[int]
    state: Mapped[str]
    indicators: Mapped[list["ProjectIndicatorRow"]] = children(order_by="ProjectIndicatorRow.ordinal")
    money: Mapped[list["UsedMoneyRow"]] = children(order_by="UsedMoneyRow.ordinal")
    text: Mapped[str]
    stage: Mapped[str] = mapped_column(index=True)
    submitted_on: Mapped[date | None]
    returned: Mapped[str]
    accepted_on: Mapped[date | None]
    __table_args__ = (UniqueConstraint("project_id", "year", "half"),)


class ProjectIndicatorRow(ChildColumns, Row):
    __tablename__ = "project_indicator"
    revision_id: Mapped[int] = belongs_to("project_revision")
    code: Mapped[str]
    title: Mapped[str]
    unit: Mapped[str]
    value: Mapped[str]


class UsedMoneyRow(ChildColumns, Row):
    __tablename__ = "used_money"
    revision_id: Mapped[int] = belongs_to("project_revision")
    source: Mapped[str]
    kind: Mapped[str]
    amount: Mapped[int]
    __table_args__ = (UniqueConstraint("revision_id", "source", "kind"), CheckConstraint("amount >= 0", name="amount"))
