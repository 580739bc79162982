"""Tables of the projects that pay for planning."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class PayingProjectRow(EntityColumns, Row):
    __tablename__ = "paying_project"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    state: Mapped[str]
    bearer: Mapped[str]
    partner: Mapped[str]
    programme: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    sources: Mapped[list["ProjectSourceRow"]] = children(order_by="ProjectSourceRow.ordinal")
    budget: Mapped[list["BudgetLineRow"]] = children(order_by="BudgetLineRow.ordinal")
    drawdowns: Mapped[list["DrawdownRow"]] = children(order_by="DrawdownRow.ordinal")
    outputs: Mapped[list[str]] = value_list()
    deviations: Mapped[list["ProjectDeviationRow"]] = children(order_by="ProjectDeviationRow.ordinal")
    stated_figures: Mapped[list["ProjectFigureRow"]] = children(order_by="ProjectFigureRow.ordinal")


class ProjectSourceRow(ChildColumns, Row):
    __tablename__ = "project_source"
    project_id: Mapped[int] = belongs_to("paying_project")
    source: Mapped[str]
    title: Mapped[str]
    own: Mapped[bool]
    planned: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("project_id", "source"),
        CheckConstraint("planned >= 0 AND actual >= 0", name="amounts"),
    )


class BudgetLineRow(ChildColumns, Row):
    __tablename__ = "budget_line"
    project_id: Mapped[int] = belongs_to("paying_project")
    category: Mapped[str]
    title: Mapped[str]
    month: Mapped[str]
    planned: Mapped[int]
    __table_args__ = (
        UniqueConstraint("project_id", "category", "month"),
        CheckConstraint("planned >= 0", name="amount"),
    )


class DrawdownRow(ChildColumns, Row):
    __tablename__ = "drawdown"
    project_id: Mapped[int] = belongs_to("paying_project")
    month: Mapped[str]
    category: Mapped[str]
    source: Mapped[str]
    amount: Mapped[int]
    document: Mapped[str]
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)


class ProjectDeviationRow(ChildColumns, Row):
    __tablename__ = "project_deviation"
    project_id: Mapped[int] = belongs_to("paying_project")
    code: Mapped[str]
    title: Mapped[str]
    months: Mapped[int]
    source: Mapped[str]


class ProjectFigureRow(ChildColumns, Row):
    __tablename__ = "project_figure"
    project_id: Mapped[int] = belongs_to("paying_project")
    code: Mapped[str]
    title: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    year: Mapped[int | None]
    source: Mapped[str]
    note: Mapped[str]
    about: Mapped[str]
