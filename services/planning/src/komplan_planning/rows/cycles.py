"""Tables of planning cycles and of plans."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class CycleRow(EntityColumns, Row):
    __tablename__ = "cycle"
    title: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    predecessor: Mapped[str]
    stated_figures: Mapped[list["StatedFigureRow"]] = children(order_by="StatedFigureRow.ordinal")
    distances: Mapped[list["DistanceRow"]] = children(order_by="DistanceRow.ordinal")


class StatedFigureRow(ChildColumns, Row):
    __tablename__ = "stated_figure"
    cycle_id: Mapped[int] = belongs_to("cycle")
    code: Mapped[str]
    title: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    year: Mapped[int | None]
    source: Mapped[str]
    note: Mapped[str]
    about: Mapped[str]


class DistanceRow(ChildColumns, Row):
    __tablename__ = "distance"
    cycle_id: Mapped[int] = belongs_to("cycle")
    rule: Mapped[str]
    days: Mapped[int | None]
    least: Mapped[int | None]


class PlanRow(EntityColumns, Row):
    __tablename__ = "plan"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    cycle: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    municipalities: Mapped[list[str]] = value_list()
    fictional: Mapped[bool]
