"""Tables of the region's plan: what people make, what was generated, and what it was generated from."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns, belongs_to
from komplan_region.rows.tables import Row


class RegionPlanRow(EntityColumns, Row):
    __tablename__ = "region_plan"
    title: Mapped[str]
    from_year: Mapped[int] = mapped_column(unique=True)
    to_year: Mapped[int]
    state: Mapped[str]
    approved_version: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
    previous: Mapped[str]
    first: Mapped[bool]
    fictional: Mapped[bool]


class RegionVersionRow(EntityColumns, Row):
    __tablename__ = "region_version"
    plan_id: Mapped[int] = belongs_to("region_plan")
    title: Mapped[str]
    state: Mapped[str]
    based_on: Mapped[str]
    built_at: Mapped[datetime]
    journal: Mapped[int]
    content_sha256: Mapped[str]
    sha256: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]


class RegionSectionRow(EntityColumns, Row):
    __tablename__ = "region_section"
    version_id: Mapped[int] = belongs_to("region_version")
    code: Mapped[str]
    part: Mapped[str]
    position: Mapped[int]
    title: Mapped[str]
    __table_args__ = (UniqueConstraint("version_id", "code"),)


class RegionPriorityRow(EntityColumns, Row):
    __tablename__ = "region_priority"
    plan_id: Mapped[int] = belongs_to("region_plan")
    position: Mapped[int]
    title: Mapped[str]


class RegionMeasureRow(EntityColumns, Row):
    __tablename__ = "region_measure"
    plan_id: Mapped[int] = belongs_to("region_plan")
    priority: Mapped[str] = mapped_column(index=True)
    position: Mapped[int]
    title: Mapped[str]
    responsible: Mapped[str]
    deadline: Mapped[date | None]
    state: Mapped[str]


class RegionActionPlanRow(EntityColumns, Row):
    __tablename__ = "region_action_plan"
    plan_id: Mapped[int] = belongs_to("region_plan")
    title: Mapped[str]
    year: Mapped[int]
    version: Mapped[str]
    evaluation: Mapped[str]
    state: Mapped[str]
    __table_args__ = (UniqueConstraint("plan_id", "year"),)


class RegionEvaluationRow(EntityColumns, Row):
    __tablename__ = "region_evaluation"
    plan_id: Mapped[int] = belongs_to("region_plan")
    title: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int | None]
    version: Mapped[str]
    state: Mapped[str]


class MidtermPartRow(Row):
    """A generated table of a version. It follows from what the version pins, so it has no journal (ADR 0006)."""

    __tablename__ = "midterm_part"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = belongs_to("region_version")
    place: Mapped[int]
    code: Mapped[str]
    encoded: Mapped[bytes]
    __table_args__ = (UniqueConstraint("version_id", "code"),)


class PinnedContentRow(Row):
    """A record, a structure or a list of records that some version was built from: kept once, under its hash."""

    __tablename__ = "pinned_content"
    sha256: Mapped[bytes] = mapped_column(primary_key=True)
    encoded: Mapped[bytes]
