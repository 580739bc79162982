"""Tables of rounds in which needs are reported, and of the reports."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class NeedRoundRow(EntityColumns, Row):
    __tablename__ = "need_round"
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    opens: Mapped[date]
    closes: Mapped[date]
    state: Mapped[str]


class NeedsReportRow(EntityColumns, Row):
    """The needs as they were submitted, and when, stand in the message only: they never change and are not searched."""

    __tablename__ = "needs_report"
    need_round_id: Mapped[int] = mapped_column(ForeignKey("need_round.id"), index=True)
    municipality: Mapped[str] = mapped_column(index=True)
    on_behalf_of: Mapped[list["NeedsReportMunicipalityRow"]] = children(order_by="NeedsReportMunicipalityRow.ordinal")
    version: Mapped[int]
    corrects: Mapped[str]
    correction_reason: Mapped[str]
    correction_approved_by: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    year: Mapped[int]
    needs: Mapped[list["NeedsReportNeedRow"]] = children(order_by="NeedsReportNeedRow.ordinal")
    no_unmet_needs: Mapped[bool]
    possibilities: Mapped[list["PossibilityRow"]] = children(order_by="PossibilityRow.ordinal")
    resources: Mapped[list["NeedResourceRow"]] = children(order_by="NeedResourceRow.ordinal")
    capacities: Mapped[list["CapacityNeedRow"]] = children(order_by="CapacityNeedRow.ordinal")
    approved_by: Mapped[str]
    __table_args__ = (UniqueConstraint("need_round_id", "municipality", "version"),)


class NeedsReportMunicipalityRow(ChildColumns, Row):
    __tablename__ = "needs_report_municipality"
    needs_report_id: Mapped[int] = belongs_to("needs_report")
    value: Mapped[str] = mapped_column(index=True)


class NeedsReportNeedRow(ChildColumns, Row):
    __tablename__ = "needs_report_need"
    needs_report_id: Mapped[int] = belongs_to("needs_report")
    value: Mapped[str] = mapped_column(index=True)


class PossibilityRow(ChildColumns, Row):
    __tablename__ = "need_possibility"
    needs_report_id: Mapped[int] = belongs_to("needs_report")
    need_no: Mapped[int]
    service: Mapped[str]
    other_service: Mapped[str]
    proposal: Mapped[str]


class NeedResourceRow(ChildColumns, Row):
    __tablename__ = "need_resource"
    needs_report_id: Mapped[int] = belongs_to("needs_report")
    need_no: Mapped[int]
    kind: Mapped[str]
    source: Mapped[str]
    year: Mapped[int]
    amount: Mapped[int | None]
    quantity: Mapped[int | None]
    unit: Mapped[str]
    status: Mapped[str]


class CapacityNeedRow(ChildColumns, Row):
    __tablename__ = "capacity_need"
    needs_report_id: Mapped[int] = belongs_to("needs_report")
    service_type: Mapped[str]
    form: Mapped[str]
    unit: Mapped[str]
    quantity_needed: Mapped[int]
    quantity_now: Mapped[int | None]
    target_group: Mapped[str]
    municipalities: Mapped[list[str]] = value_list()
    service: Mapped[str]
    from_year: Mapped[int]
    need_nos: Mapped[list[int]] = value_list()
    priority: Mapped[int]
