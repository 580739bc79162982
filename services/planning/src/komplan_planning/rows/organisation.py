"""Tables of handovers and of the participation register."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class HandoverRow(EntityColumns, Row):
    __tablename__ = "handover"
    body: Mapped[str]
    working_group: Mapped[str]
    from_member: Mapped[str] = mapped_column(index=True)
    to_member: Mapped[str] = mapped_column(index=True)
    held_on: Mapped[date]
    items: Mapped[list[str]] = value_list()
    documents: Mapped[list[str]] = value_list()


class EventRow(EntityColumns, Row):
    __tablename__ = "event"
    kind: Mapped[str]
    title: Mapped[str]
    when_start: Mapped[date] = mapped_column(index=True)
    when_end: Mapped[date]
    precision: Mapped[str]
    place: Mapped[str]
    cycle: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]
    working_group: Mapped[str]
    occurrences: Mapped[int]
    source: Mapped[str]
    documents: Mapped[list[str]] = value_list()
    counts: Mapped[list["AttendanceCountRow"]] = children(order_by="AttendanceCountRow.ordinal")


class AttendanceCountRow(ChildColumns, Row):
    """One unit in each row: counts of different units are never added."""

    __tablename__ = "attendance_count"
    event_id: Mapped[int] = belongs_to("event")
    unit: Mapped[str]
    side: Mapped[str | None]
    count: Mapped[int]
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)
