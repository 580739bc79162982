"""The tables of the plan. Seen by the repositories only."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from komplan_kit.tables import (
    KEY,
    ChildColumns,
    EntityColumns,
    JournalColumns,
    JournalHeadColumns,
    RequestColumns,
    belongs_to,
    children,
    service_metadata,
    value_list,
)


class Row(DeclarativeBase):
    metadata = service_metadata()
    type_annotation_map = {int: KEY}


class JournalRow(JournalColumns, Row):
    pass


class JournalHeadRow(JournalHeadColumns, Row):
    pass


class RequestRow(RequestColumns, Row):
    pass


class CycleRow(EntityColumns, Row):
    __tablename__ = "cycle"
    title: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    predecessor: Mapped[str]
    stated_figures: Mapped[list["StatedFigureRow"]] = children(order_by="StatedFigureRow.ordinal")


class StatedFigureRow(ChildColumns, Row):
    __tablename__ = "stated_figure"
    cycle_id: Mapped[int] = belongs_to("cycle")
    code: Mapped[str]
    title: Mapped[str]
    value: Mapped[str]
    unit: Mapped[str]
    year: Mapped[int | None]
    source: Mapped[str]
    note: Mapped[str]


class PlanRow(EntityColumns, Row):
    __tablename__ = "plan"
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    title: Mapped[str]
    cycle: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date | None]
    municipalities: Mapped[list[str]] = value_list()
    fictional: Mapped[bool]


class VersionRow(EntityColumns, Row):
    __tablename__ = "plan_version"
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str]
    state: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
    content_sha256: Mapped[str]


class NodeRow(EntityColumns, Row):
    __tablename__ = "plan_node"
    version_id: Mapped[int] = belongs_to("plan_version")
    level: Mapped[str]
    parent: Mapped[str]
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    working_group: Mapped[str]
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        UniqueConstraint("version_id", "parent", "position"),
    )


class MeasureRow(EntityColumns, Row):
    __tablename__ = "measure"
    version_id: Mapped[int] = belongs_to("plan_version")
    node_id: Mapped[int] = mapped_column(ForeignKey("plan_node.id"), index=True)
    node: Mapped[str]
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    working_group: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    municipalities: Mapped[list[str]] = value_list()
    expected_persons: Mapped[int | None]
    service_change_change: Mapped[str | None]
    service_change_service: Mapped[str | None]
    service_change_service_type: Mapped[str | None]
    service_change_form: Mapped[str | None]
    service_change_unit: Mapped[str | None]
    service_change_capacity_from: Mapped[int | None]
    service_change_capacity_to: Mapped[int | None]
    responsible: Mapped[str]
    cooperating: Mapped[list[str]] = value_list()
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    no_indicator_reason: Mapped[str]
    target_groups: Mapped[list["MeasureTargetGroupRow"]] = children(order_by="MeasureTargetGroupRow.ordinal")
    needs: Mapped[list["MeasureNeedRow"]] = children(order_by="MeasureNeedRow.ordinal")
    activities: Mapped[list["ActivityRow"]] = children(order_by="ActivityRow.ordinal")
    financing: Mapped[list["FinancingRow"]] = children(order_by="FinancingRow.ordinal")
    indicators: Mapped[list["IndicatorRow"]] = children(order_by="IndicatorRow.ordinal")
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        UniqueConstraint("version_id", "node", "position"),
    )


class MeasureTargetGroupRow(ChildColumns, Row):
    __tablename__ = "measure_target_group"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class MeasureNeedRow(ChildColumns, Row):
    __tablename__ = "measure_need"
    measure_id: Mapped[int] = belongs_to("measure")
    value: Mapped[str] = mapped_column(index=True)


class ActivityRow(ChildColumns, Row):
    __tablename__ = "activity"
    measure_id: Mapped[int] = belongs_to("measure")
    title: Mapped[str]
    due: Mapped[date | None]


class FinancingRow(ChildColumns, Row):
    __tablename__ = "financing"
    measure_id: Mapped[int] = belongs_to("measure")
    year: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]
    planned: Mapped[int | None]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (
        UniqueConstraint("measure_id", "year", "source", "kind"),
        CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name="amounts"),
    )


class IndicatorRow(ChildColumns, Row):
    __tablename__ = "indicator"
    measure_id: Mapped[int] = belongs_to("measure")
    code: Mapped[str]
    title: Mapped[str]
    unit: Mapped[str]
    direction: Mapped[str]
    baseline: Mapped[str | None]
    baseline_on: Mapped[date | None]
    target: Mapped[str | None]
    target_on: Mapped[date | None]
    source: Mapped[str]
    owner: Mapped[str]


class NeedRow(EntityColumns, Row):
    __tablename__ = "need"
    title: Mapped[str]
    target_groups: Mapped[list["NeedTargetGroupRow"]] = children(order_by="NeedTargetGroupRow.ordinal")
    municipalities: Mapped[list[str]] = value_list()
    persons: Mapped[int | None]
    persons_basis: Mapped[str]
    description: Mapped[str]
    why_unmet: Mapped[str]
    evidence: Mapped[list[str]] = value_list()
    proposal: Mapped[str]
    reporter: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    state: Mapped[str]


class NeedTargetGroupRow(ChildColumns, Row):
    __tablename__ = "need_target_group"
    need_id: Mapped[int] = belongs_to("need")
    value: Mapped[str] = mapped_column(index=True)


class MemberRow(EntityColumns, Row):
    """Name and contact stand in the sealed message only."""

    __tablename__ = "member"
    body: Mapped[str]
    working_group: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    side: Mapped[str]
    mandate_start: Mapped[date]
    mandate_end: Mapped[date | None]
