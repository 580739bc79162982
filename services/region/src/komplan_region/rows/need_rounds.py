"""Tables of what the region itself keeps of needs."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_region.rows.tables import Row


class RegionNeedRoundRow(EntityColumns, Row):
    __tablename__ = "need_round"
    title: Mapped[str]
    year: Mapped[int] = mapped_column(unique=True)
    opens: Mapped[date]
    closes: Mapped[date]
    state: Mapped[str]
    closed_at: Mapped[datetime | None]


class IntakeReportRow(EntityColumns, Row):
    """A report that the region took in. Its lists stand in the message, and in the tables of what was said."""

    __tablename__ = "intake_report"
    need_round_id: Mapped[int] = mapped_column(ForeignKey("need_round.id"), index=True)
    municipality: Mapped[str] = mapped_column(index=True)
    on_behalf_of: Mapped[list[str]] = value_list()
    version: Mapped[int]
    corrects: Mapped[str]
    correction_reason: Mapped[str]
    correction_approved_by: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    year: Mapped[int]
    no_unmet_needs: Mapped[bool]
    approved_by: Mapped[str]
    __table_args__ = (UniqueConstraint("need_round_id", "municipality", "version"),)


class NeedCodeRow(EntityColumns, Row):
    __tablename__ = "need_code"
    need_round_id: Mapped[int] = mapped_column(ForeignKey("need_round.id", ondelete="CASCADE"), index=True)
    municipality: Mapped[str]
    state: Mapped[str]
    sha256: Mapped[bytes]
    issued_at: Mapped[datetime]
    report: Mapped[str]


class NeedMergeRow(EntityColumns, Row):
    __tablename__ = "need_merge"
    into: Mapped[str] = mapped_column(index=True)
    sources: Mapped[list["NeedMergeSourceRow"]] = children(order_by="NeedMergeSourceRow.ordinal")
    reason: Mapped[str]
    undone: Mapped[bool]
    undone_reason: Mapped[str]


class NeedMergeSourceRow(ChildColumns, Row):
    __tablename__ = "need_merge_source"
    need_merge_id: Mapped[int] = belongs_to("need_merge")
    value: Mapped[str] = mapped_column(index=True)


class NeedResponseRow(EntityColumns, Row):
    __tablename__ = "need_response"
    need: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    municipalities: Mapped[list["NeedResponseMunicipalityRow"]] = children(
        order_by="NeedResponseMunicipalityRow.ordinal"
    )
    outcome: Mapped[str]
    reason: Mapped[str]
    merged_into: Mapped[str]
    decided_by: Mapped[str]
    decided_on: Mapped[date | None]


class NeedResponseMunicipalityRow(ChildColumns, Row):
    __tablename__ = "need_response_municipality"
    need_response_id: Mapped[int] = belongs_to("need_response")
    value: Mapped[str] = mapped_column(index=True)
