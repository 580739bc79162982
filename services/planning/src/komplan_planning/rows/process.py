"""Tables of a cycle's steps and calendar."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_planning.rows.tables import Row


class StepRow(EntityColumns, Row):
    __tablename__ = "step"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    body: Mapped[str]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    started_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    tasks: Mapped[list["StepTaskRow"]] = children(order_by="StepTaskRow.ordinal")
    outputs: Mapped[list["StepOutputRow"]] = children(order_by="StepOutputRow.ordinal")
    evidence: Mapped[list["StepEvidenceRow"]] = children(order_by="StepEvidenceRow.ordinal")


class StepTaskRow(ChildColumns, Row):
    __tablename__ = "step_task"
    step_id: Mapped[int] = belongs_to("step")
    code: Mapped[str]
    title: Mapped[str]
    done: Mapped[bool]
    due: Mapped[date | None]
    note: Mapped[str]


class StepOutputRow(ChildColumns, Row):
    __tablename__ = "step_output"
    step_id: Mapped[int] = belongs_to("step")
    code: Mapped[str]
    title: Mapped[str]
    collection: Mapped[str]
    at_least: Mapped[int]
    per_working_group: Mapped[bool]
    required: Mapped[bool]


class StepEvidenceRow(ChildColumns, Row):
    __tablename__ = "step_evidence"
    step_id: Mapped[int] = belongs_to("step")
    resource: Mapped[str] = mapped_column(index=True)
    document: Mapped[str]
    output: Mapped[str]
    working_group: Mapped[str]


class CalendarEntryRow(EntityColumns, Row):
    __tablename__ = "calendar_entry"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    kind: Mapped[str]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    body: Mapped[str]
    working_group: Mapped[str]
    step: Mapped[str]
    rule: Mapped[str]
    origin: Mapped[str]
    public: Mapped[bool]
    note: Mapped[str]
    done_on: Mapped[date | None]
    evidence: Mapped[list["EntryEvidenceRow"]] = children(order_by="EntryEvidenceRow.ordinal")
    stated_days: Mapped[list["StatedDayRow"]] = children(order_by="StatedDayRow.ordinal")
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="days"),)


class EntryEvidenceRow(ChildColumns, Row):
    __tablename__ = "entry_evidence"
    entry_id: Mapped[int] = belongs_to("calendar_entry")
    resource: Mapped[str] = mapped_column(index=True)
    document: Mapped[str]


class StatedDayRow(ChildColumns, Row):
    __tablename__ = "stated_day"
    entry_id: Mapped[int] = belongs_to("calendar_entry")
    day: Mapped[date]
    source: Mapped[str]
