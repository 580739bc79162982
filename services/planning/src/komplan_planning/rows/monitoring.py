"""Tables of action plans and observations, with what is published of them, and of deviations."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class ActionPlanRow(EntityColumns, Row):
    __tablename__ = "action_plan"
    plan_id: Mapped[int] = belongs_to("plan")
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    version: Mapped[str]
    entries: Mapped[list["ActionEntryRow"]] = children(order_by="ActionEntryRow.ordinal")
    costs: Mapped[list["ActionCostRow"]] = children(order_by="ActionCostRow.ordinal")
    network: Mapped[list["NetworkServiceRow"]] = children(order_by="NetworkServiceRow.ordinal")
    needs: Mapped[str]
    evaluation: Mapped[str] = mapped_column(index=True)
    settlement: Mapped[str]
    state: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
    fictional: Mapped[bool]
    __table_args__ = (UniqueConstraint("plan_id", "year"),)


class ActionEntryRow(ChildColumns, Row):
    __tablename__ = "action_entry"
    action_plan_id: Mapped[int] = belongs_to("action_plan")
    measure: Mapped[str] = mapped_column(index=True)
    todo: Mapped[str]


class ActionCostRow(ChildColumns, Row):
    __tablename__ = "action_cost"
    action_plan_id: Mapped[int] = belongs_to("action_plan")
    measure: Mapped[str]
    year: Mapped[int]
    source: Mapped[str]
    kind: Mapped[str]
    planned: Mapped[int | None]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (CheckConstraint("planned >= 0 AND secured >= 0 AND actual >= 0", name="amounts"),)


class NetworkServiceRow(ChildColumns, Row):
    __tablename__ = "network_service"
    action_plan_id: Mapped[int] = belongs_to("action_plan")
    service: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    note: Mapped[str]


class ObservationRow(EntityColumns, Row):
    __tablename__ = "observation"
    plan_id: Mapped[int] = belongs_to("plan")
    measure: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]
    half: Mapped[int]
    state: Mapped[str]
    actuals: Mapped[list["IndicatorActualRow"]] = children(order_by="IndicatorActualRow.ordinal")
    money: Mapped[list["ObservedMoneyRow"]] = children(order_by="ObservedMoneyRow.ordinal")
    text: Mapped[str]
    reason: Mapped[str]
    next_step: Mapped[str]
    body: Mapped[str]
    evidence: Mapped[list["ObservationEvidenceRow"]] = children(order_by="ObservationEvidenceRow.ordinal")
    stage: Mapped[str] = mapped_column(index=True)
    returned: Mapped[str]
    reviewed_by: Mapped[str]
    accepted_by: Mapped[str]
    published_on: Mapped[date | None]


class IndicatorActualRow(ChildColumns, Row):
    __tablename__ = "indicator_actual"
    observation_id: Mapped[int] = belongs_to("observation")
    code: Mapped[str]
    value: Mapped[str]
    measured_on: Mapped[date | None]
    note: Mapped[str]


class ObservedMoneyRow(ChildColumns, Row):
    __tablename__ = "observed_money"
    observation_id: Mapped[int] = belongs_to("observation")
    source: Mapped[str]
    kind: Mapped[str]
    secured: Mapped[int | None]
    actual: Mapped[int | None]
    __table_args__ = (CheckConstraint("secured >= 0 AND actual >= 0", name="amounts"),)


class ObservationEvidenceRow(ChildColumns, Row):
    __tablename__ = "observation_evidence"
    observation_id: Mapped[int] = belongs_to("observation")
    resource: Mapped[str] = mapped_column(index=True)
    document: Mapped[str]


class PublishedObservationRow(EntityColumns, Row):
    """The public view of an observation."""

    __tablename__ = "published_observation"
    plan_id: Mapped[int] = belongs_to("plan")
    measure: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]
    half: Mapped[int]
    state: Mapped[str]
    actuals: Mapped[list["PublishedActualRow"]] = children(order_by="PublishedActualRow.ordinal")
    money: Mapped[list["PublishedMoneyRow"]] = children(order_by="PublishedMoneyRow.ordinal")
    text: Mapped[str]
    reason: Mapped[str]
    next_step: Mapped[str]
    body: Mapped[str]
    evidence: Mapped[list["PublishedEvidenceRow"]] = children(order_by="PublishedEvidenceRow.ordinal")
    published_on: Mapped[date]


class PublishedActualRow(ChildColumns, Row):
    __tablename__ = "published_actual"
    observation_id: Mapped[int] = belongs_to("published_observation")
    code: Mapped[str]
    value: Mapped[str]
    measured_on: Mapped[date | None]
    note: Mapped[str]


class PublishedMoneyRow(ChildColumns, Row):
    __tablename__ = "published_money"
    observation_id: Mapped[int] = belongs_to("published_observation")
    source: Mapped[str]
    kind: Mapped[str]
    secured: Mapped[int | None]
    actual: Mapped[int | None]


class PublishedEvidenceRow(ChildColumns, Row):
    __tablename__ = "published_evidence"
    observation_id: Mapped[int] = belongs_to("published_observation")
    resource: Mapped[str]
    document: Mapped[str]


class DeviationRow(EntityColumns, Row):
    __tablename__ = "deviation"
    plan_id: Mapped[int] = belongs_to("plan")
    measure: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]
    kind: Mapped[str]
    subject: Mapped[str]
    planned: Mapped[str]
    actual: Mapped[str]
    why: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]


class EvaluationRow(EntityColumns, Row):
    """What was computed is kept as it was computed: it is read whole and never asked for by its parts."""

    __tablename__ = "evaluation"
    plan_id: Mapped[int] = belongs_to("plan")
    title: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int | None]
    version: Mapped[str]
    facts_measures: Mapped[int | None]
    facts_states: Mapped[list[str] | None] = value_list()
    facts_indicators: Mapped[list[str] | None] = value_list()
    facts_indicators_due: Mapped[int | None]
    facts_indicators_reached: Mapped[int | None]
    facts_indicators_unknown: Mapped[int | None]
    facts_money: Mapped[list[str] | None] = value_list()
    facts_planned: Mapped[int | None]
    facts_secured: Mapped[int | None]
    facts_actual: Mapped[int | None]
    facts_gap: Mapped[int | None]
    facts_actual_percent: Mapped[str | None]
    facts_sources: Mapped[list[str] | None] = value_list()
    facts_participation: Mapped[list[str] | None] = value_list()
    facts_deviations: Mapped[list[str] | None] = value_list()
    facts_aims_reached: Mapped[bool | None]
    facts_reasonable_cost: Mapped[bool | None]
    facts_several_sources: Mapped[bool | None]
    texts: Mapped[list["EvaluationTextRow"]] = children(order_by="EvaluationTextRow.ordinal")
    state: Mapped[str]
    resolution_body: Mapped[str | None]
    resolution_number: Mapped[str | None]
    resolution_held_on: Mapped[date | None]
    fictional: Mapped[bool]


class EvaluationTextRow(ChildColumns, Row):
    __tablename__ = "evaluation_text"
    evaluation_id: Mapped[int] = belongs_to("evaluation")
    code: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
