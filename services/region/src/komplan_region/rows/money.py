"""What the region adds up of the cities' adopted plans: kept for each city, replaced with its copy."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_region.rows.directory import of_municipality
from komplan_region.rows.tables import Row


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
    change: Mapped[str]
    """What happens to a service: `new`, `keep` and so on; empty where the measure names none."""
    service: Mapped[str]
    service_type: Mapped[str]
    territory: Mapped[str]
    """RÚIAN codes of its municipalities, with blanks between."""
    groups: Mapped[str]
    """Canonical target groups that it touches, with blanks between and around."""


class SummedColumns:
    """Money in haléře, and numbers of lines: all of them, and those that do not tell an amount."""

    planned: Mapped[int]
    secured: Mapped[int]
    actual: Mapped[int]
    gap: Mapped[int]
    overrun: Mapped[int]
    lines: Mapped[int]
    without_planned: Mapped[int]
    without_secured: Mapped[int]
    without_actual: Mapped[int]


class CopyFigureRow(SummedColumns, Row):
    """Money of one plan by canonical group, year and source; an empty group is what the city did not map."""

    __tablename__ = "copy_figure"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    target_group: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    measures: Mapped[bytes] = mapped_column(sort_order=1)
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


class CopySumRow(SummedColumns, Row):
    """Money of one plan by year, source and kind: what the region's sums are added up from."""

    __tablename__ = "copy_sum"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    year: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]


class CopyPaidRow(Row):
    """How many measures of one plan are paid from the same sources in the same years."""

    __tablename__ = "copy_paid"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    paid: Mapped[str]
    """Such as `2027:municipality 2028:region`, of lines with planned money."""
    measures: Mapped[int]


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


class CopyLineRow(Row):
    """Money of one measure of one year from one canonical source; an amount that is not known is NULL."""

    __tablename__ = "copy_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = of_plan()
    place: Mapped[int]
    year: Mapped[int]
    source: Mapped[str]
    local_source: Mapped[str]
    kind: Mapped[str]
    territory: Mapped[str]
    planned: Mapped[int | None]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
