"""Tables of sections of text and of change records."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_planning.rows.tables import Row


class SectionRow(EntityColumns, Row):
    __tablename__ = "plan_section"
    version_id: Mapped[int] = belongs_to("plan_version")
    kind: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    extra: Mapped[list["SectionExtraRow"]] = children(order_by="SectionExtraRow.ordinal")
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        UniqueConstraint("version_id", "position"),
    )


class SectionExtraRow(ChildColumns, Row):
    __tablename__ = "plan_section_extra"
    section_id: Mapped[int] = belongs_to("plan_section")
    field: Mapped[str]
    value: Mapped[str]


class PlanChangeRow(EntityColumns, Row):
    __tablename__ = "plan_change"
    plan_id: Mapped[int] = belongs_to("plan")
    what: Mapped[str]
    why: Mapped[str]
    from_version: Mapped[str]
    to_version: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
