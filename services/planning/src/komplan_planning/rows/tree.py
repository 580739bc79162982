"""Tables of versions and of what stands in them: nodes and measure sheets."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.sheet import (
    MeasureCommentRow,
    MeasureDependencyRow,
    MeasureExtraRow,
    MeasureRegisterGroupRow,
    MeasureSwotRow,
    MilestoneRow,
    RiskRow,
)
from komplan_planning.rows.tables import Row


class VersionRow(EntityColumns, Row):
    __tablename__ = "plan_version"
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    title: Mapped[str]
    state: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
    content_sha256: Mapped[str]
    based_on: Mapped[str]
    change: Mapped[str]


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
    extra: Mapped[list["NodeExtraRow"]] = children(order_by="NodeExtraRow.ordinal")
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        UniqueConstraint("version_id", "parent", "position"),
    )


class NodeExtraRow(ChildColumns, Row):
    __tablename__ = "plan_node_extra"
    node_id: Mapped[int] = belongs_to("plan_node")
    field: Mapped[str]
    value: Mapped[str]


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
    service_change_service_class: Mapped[str | None]
    responsible: Mapped[str]
    cooperating: Mapped[list[str]] = value_list()
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    no_indicator_reason: Mapped[str]
    regional_priority: Mapped[str]
    conditions: Mapped[list[str]] = value_list()
    state_note_text: Mapped[str | None]
    state_note_reason: Mapped[str | None]
    state_note_next_step: Mapped[str | None]
    state_note_body: Mapped[str | None]
    author: Mapped[str]
    approval_body: Mapped[str | None]
    approval_number: Mapped[str | None]
    approval_held_on: Mapped[date | None]
    target_groups: Mapped[list["MeasureTargetGroupRow"]] = children(order_by="MeasureTargetGroupRow.ordinal")
    needs: Mapped[list["MeasureNeedRow"]] = children(order_by="MeasureNeedRow.ordinal")
    activities: Mapped[list["ActivityRow"]] = children(order_by="ActivityRow.ordinal")
    financing: Mapped[list["FinancingRow"]] = children(order_by="FinancingRow.ordinal")
    indicators: Mapped[list["IndicatorRow"]] = children(order_by="IndicatorRow.ordinal")
    swots: Mapped[list["MeasureSwotRow"]] = children(order_by="MeasureSwotRow.ordinal")
    register_target_groups: Mapped[list["MeasureRegisterGroupRow"]] = children(
        order_by="MeasureRegisterGroupRow.ordinal"
    )
    milestones: Mapped[list["MilestoneRow"]] = children(order_by="MilestoneRow.ordinal")
    depends_on: Mapped[list["MeasureDependencyRow"]] = children(order_by="MeasureDependencyRow.ordinal")
    risks: Mapped[list["RiskRow"]] = children(order_by="RiskRow.ordinal")
    shaped_by: Mapped[list["MeasureCommentRow"]] = children(order_by="MeasureCommentRow.ordinal")
    extra: Mapped[list["MeasureExtraRow"]] = children(order_by="MeasureExtraRow.ordinal")
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
    yearly_targets: Mapped[list[dict[str, int | str]]] = value_list()
