"""Tables of the lists on a measure sheet."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, belongs_to
from komplan_planning.rows.tables import Row


class MeasureSwotRow(ChildColumns, Row):
    __tablename__ = "measure_swot"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class MeasureRegisterGroupRow(ChildColumns, Row):
    __tablename__ = "measure_register_group"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class MilestoneRow(ChildColumns, Row):
    __tablename__ = "milestone"
    measure_id: Mapped[int] = belongs_to("measure")
    title: Mapped[str]
    due: Mapped[date]


class MeasureDependencyRow(ChildColumns, Row):
    __tablename__ = "measure_dependency"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class RiskRow(ChildColumns, Row):
    __tablename__ = "risk"
    measure_id: Mapped[int] = belongs_to("measure")
    text: Mapped[str]
    likelihood: Mapped[str]
    impact: Mapped[str]
    response: Mapped[str]


class MeasureCommentRow(ChildColumns, Row):
    __tablename__ = "measure_comment"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class MeasureExtraRow(ChildColumns, Row):
    __tablename__ = "measure_extra"
    measure_id: Mapped[int] = belongs_to("measure")
    field: Mapped[str]
    value: Mapped[str]
