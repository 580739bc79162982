"""Tables of what was said of needs: in the cities' copies, replaced with them, and in the region's own intake."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import value_list
from komplan_region.rows.tables import Row


def _of(table: str) -> Mapped[int | None]:
    """A foreign key to where it comes from: a city's copy or a report of the intake, never both."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


class SaidReportRow(Row):
    """A submitted report."""

    __tablename__ = "said_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = _of("municipality")
    intake_id: Mapped[int | None] = _of("intake_report")
    name: Mapped[str] = mapped_column(index=True)
    municipality: Mapped[str] = mapped_column(index=True)
    on_behalf_of: Mapped[list[str]] = value_list()
    year: Mapped[int] = mapped_column(index=True)
    version: Mapped[int]
    kind: Mapped[str]
    submitted_at: Mapped[datetime | None]
    correction_approved_by: Mapped[str]
    late_reason: Mapped[str]
    no_unmet_needs: Mapped[bool]


class SaidNeedRow(Row):
    """A need as a report says it, or, without a report, as a city published it."""

    __tablename__ = "said_need"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = _of("municipality")
    intake_id: Mapped[int | None] = _of("intake_report")
    name: Mapped[str] = mapped_column(index=True)
    report: Mapped[str]
    said_at: Mapped[datetime | None]
    year: Mapped[int] = mapped_column(index=True)
    need_no: Mapped[int]
    title: Mapped[str]
    groups: Mapped[dict[str, Any]] = value_list()
    """Canonical target group → share as text; the shares add up to 1 with those of `unmapped`."""
    unmapped: Mapped[list[str]] = value_list()
    municipalities: Mapped[list[str]] = value_list()
    persons: Mapped[int | None]
    persons_basis: Mapped[str]
    persons_overlap: Mapped[bool]
    state: Mapped[str]
    follows: Mapped[str]
    merged_into: Mapped[str]
    encoded: Mapped[bytes]


class SaidCapacityRow(Row):
    """A capacity of services that a report says is needed. Units are never added to each other."""

    __tablename__ = "said_capacity"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int | None] = _of("municipality")
    intake_id: Mapped[int | None] = _of("intake_report")
    report: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    service_type: Mapped[str]
    form: Mapped[str]
    unit: Mapped[str]
    quantity_needed: Mapped[int]
    quantity_now: Mapped[int | None]
    groups: Mapped[dict[str, Any]] = value_list()
    unmapped: Mapped[list[str]] = value_list()
    municipalities: Mapped[list[str]] = value_list()
    service: Mapped[str]
    from_year: Mapped[int]
    needs: Mapped[list[str]] = value_list()
    """Names of the needs behind it."""
    priority: Mapped[int]


class CopiedNeedRoundRow(Row):
    """A round that a city held for its own municipalities."""

    __tablename__ = "copied_need_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    opens: Mapped[date]
    closes: Mapped[date]
    state: Mapped[str]
