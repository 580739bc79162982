"""The tables of the region: its directory, and the last good copy of every planning area."""

from datetime import date, datetime

from sqlalchemy import DateTime, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from komplan_kit.tables import (
    KEY,
    EntityColumns,
    JournalColumns,
    JournalHeadColumns,
    RequestColumns,
    service_metadata,
)


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY, bytes: LargeBinary, datetime: DateTime(timezone=True)}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass


class MunicipalityRow(EntityColumns, Row):
    __tablename__ = "municipality"
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    target: Mapped[str]
    blocked: Mapped[bool]


def of_municipality(first: bool = False) -> Mapped[int]:
    """A foreign key to the municipality whose copy this belongs to."""
    return mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"), primary_key=first, index=not first)


class CopyRow(Row):
    """The state of the copy of one area. It is a cache of the city's journal, so it has none of its own."""

    __tablename__ = "copy"
    municipality_id: Mapped[int] = of_municipality(first=True)
    state: Mapped[str]
    revision: Mapped[int]
    collected_at: Mapped[datetime | None]
    reason: Mapped[str]
    profile: Mapped[bytes]


class CopyRecordRow(Row):
    """A record as the city sent it."""

    __tablename__ = "copy_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    part: Mapped[str]
    name: Mapped[str]
    encoded: Mapped[bytes]
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)


class CopyPlanRow(Row):
    """An adopted plan and its counts."""

    __tablename__ = "copy_plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    name: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    measures: Mapped[int]
    priorities: Mapped[int]
    systemic_priorities: Mapped[int]


def of_plan() -> Mapped[int]:
    """A foreign key to the copied plan."""
    return mapped_column(ForeignKey("copy_plan.id", ondelete="CASCADE"), index=True)


class CopyMeasureRow(Row):
    """What the midterm plan shows of a measure; `place` is its index in the figures of its plan."""

    __tablename__ = "copy_measure"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    place: Mapped[int]
    name: Mapped[str]
    code: Mapped[str]
    title: Mapped[str]


class CopyFigureRow(Row):
    """Money of one plan by canonical group, year and source; an empty group is what the city did not map."""

    __tablename__ = "copy_figure"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    target_group: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    planned: Mapped[int]
    secured: Mapped[int]
    actual: Mapped[int]
    measures: Mapped[bytes]
    """Places of the measures behind the figure, 32 bits each."""


class CopyTotalRow(Row):
    """Money of one plan by year and source, each measure once."""

    __tablename__ = "copy_total"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    year: Mapped[int]
    source: Mapped[str]
    planned: Mapped[int]
    secured: Mapped[int]
    actual: Mapped[int]
    measures: Mapped[bytes]


class CopyGroupRow(Row):
    """The measures of one plan that touch a canonical group, each once, and how many priorities they stand under."""

    __tablename__ = "copy_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    target_group: Mapped[str]
    priorities: Mapped[int]
    measures: Mapped[bytes]


class CopyUnmappedRow(Row):
    """A local code of one plan without a canonical one."""

    __tablename__ = "copy_unmapped"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    kind: Mapped[str]
    code: Mapped[str]
    measures: Mapped[bytes]
