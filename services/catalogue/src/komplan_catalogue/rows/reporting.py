"""Periods of reporting, reports with their lines, and what of them is published."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children


class ReportPeriodRow(EntityColumns, Row):
    __tablename__ = "report_period"
    year: Mapped[int]
    half: Mapped[int]
    due: Mapped[date]
    closed: Mapped[bool]
    __table_args__ = (UniqueConstraint("year", "half"), CheckConstraint("half BETWEEN 0 AND 2", name="half"))


class ReportRow(EntityColumns, Row):
    __tablename__ = "report"
    period_id: Mapped[int] = mapped_column(ForeignKey("report_period.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    service: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    clients: Mapped[list["ClientsRow"]] = children(order_by="ClientsRow.ordinal")
    new_clients: Mapped[int | None]
    overlap: Mapped[bool]
    refusals: Mapped[list["RefusalsRow"]] = children(order_by="RefusalsRow.ordinal")
    units: Mapped[list["UnitsRow"]] = children(order_by="UnitsRow.ordinal")
    occupancy: Mapped[str | None]
    workload: Mapped[list["WorkloadRow"]] = children(order_by="WorkloadRow.ordinal")
    costs: Mapped[list["ReportCostRow"]] = children(order_by="ReportCostRow.ordinal")
    stated_cost: Mapped[int | None]
    incomes: Mapped[list["IncomeRow"]] = children(order_by="IncomeRow.ordinal")
    stated_income: Mapped[int | None]
    indicators: Mapped[list["IndicatorValueRow"]] = children(order_by="IndicatorValueRow.ordinal")
    computed: Mapped[list["ComputedValueRow"]] = children(order_by="ComputedValueRow.ordinal")
    note: Mapped[str]
    return_reason: Mapped[str]
    correction_reason: Mapped[str]
    submitted_on: Mapped[date | None]
    published_on: Mapped[date | None]
    __table_args__ = (UniqueConstraint("period_id", "service_id"),)


class ClientsRow(ChildColumns, Row):
    __tablename__ = "report_clients"
    report_id: Mapped[int] = belongs_to("report")
    target_group: Mapped[str | None] = mapped_column(index=True)
    age_group: Mapped[str | None]
    municipality: Mapped[str | None]
    clients: Mapped[int]
    __table_args__ = (CheckConstraint("clients >= 0", name="clients"),)


class RefusalsRow(ChildColumns, Row):
    __tablename__ = "report_refusals"
    report_id: Mapped[int] = belongs_to("report")
    reason: Mapped[str]
    applicants: Mapped[int]
    __table_args__ = (UniqueConstraint("report_id", "reason"), CheckConstraint("applicants >= 0", name="applicants"))


class UnitsRow(ChildColumns, Row):
    __tablename__ = "report_units"
    report_id: Mapped[int] = belongs_to("report")
    unit: Mapped[str]
    form: Mapped[str | None]
    delivered: Mapped[int]
    __table_args__ = (CheckConstraint("delivered >= 0", name="delivered"),)


class WorkloadRow(ChildColumns, Row):
    __tablename__ = "report_workload"
    report_id: Mapped[int] = belongs_to("report")
    profession: Mapped[str]
    form: Mapped[str | None]
    fte: Mapped[str]


class ReportCostRow(ChildColumns, Row):
    """Money in haléře."""

    __tablename__ = "report_cost"
    report_id: Mapped[int] = belongs_to("report")
    category: Mapped[str]
    kind: Mapped[str]
    planned: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (UniqueConstraint("report_id", "category", "kind"),)


class IncomeRow(ChildColumns, Row):
    """Money in haléře."""

    __tablename__ = "report_income"
    report_id: Mapped[int] = belongs_to("report")
    source: Mapped[str] = mapped_column(index=True)
    municipality: Mapped[str | None]
    kind: Mapped[str]
    planned: Mapped[int | None]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (
        CheckConstraint("source <> 'municipality' OR municipality IS NOT NULL", name="municipality_is_named"),
    )


class IndicatorValueRow(ChildColumns, Row):
    __tablename__ = "report_value"
    report_id: Mapped[int] = belongs_to("report")
    code: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    __table_args__ = (UniqueConstraint("report_id", "code"),)


class ComputedValueRow(ChildColumns, Row):
    __tablename__ = "report_computed"
    report_id: Mapped[int] = belongs_to("report")
    code: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    __table_args__ = (UniqueConstraint("report_id", "code"),)


class PublishedReportRow(EntityColumns, Row):
    """The public view; the whole report of that version is the journal's entry `revision`."""

    __tablename__ = "published_report"
    period_id: Mapped[int] = mapped_column(ForeignKey("report_period.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    service: Mapped[str]
    provider: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    published_on: Mapped[date]
    revision: Mapped[int]
    occupancy: Mapped[str | None]
    __table_args__ = (UniqueConstraint("period_id", "service_id"),)
