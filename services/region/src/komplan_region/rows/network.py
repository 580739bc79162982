"""Tables of the network of services."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_region.rows.tables import Row


class NetworkEntryRow(EntityColumns, Row):
    __tablename__ = "network_entry"
    registration: Mapped[str] = mapped_column(index=True)
    service: Mapped[str]
    title: Mapped[str]
    provider: Mapped[str]
    service_type: Mapped[str]
    status: Mapped[str]
    capacities: Mapped[list["NetworkEntryCapacityRow"]] = children(order_by="NetworkEntryCapacityRow.ordinal")
    conditions: Mapped[str]
    validity_start: Mapped[date] = mapped_column(index=True)
    validity_end: Mapped[date | None]
    resolution: Mapped[str]
    decided_on: Mapped[date]
    decision: Mapped[str]


class NetworkEntryCapacityRow(ChildColumns, Row):
    __tablename__ = "network_entry_capacity"
    network_entry_id: Mapped[int] = belongs_to("network_entry")
    form: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]


class NetworkDecisionRow(EntityColumns, Row):
    __tablename__ = "network_decision"
    application: Mapped[str] = mapped_column(index=True)
    registration: Mapped[str] = mapped_column(index=True)
    service: Mapped[str]
    title: Mapped[str]
    provider: Mapped[str]
    service_type: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str]
    conditions: Mapped[str]
    capacities: Mapped[list["NetworkDecisionCapacityRow"]] = children(order_by="NetworkDecisionCapacityRow.ordinal")
    validity_start: Mapped[date | None]
    validity_end: Mapped[date | None]
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    resolution: Mapped[str]
    entry: Mapped[str]


class NetworkDecisionCapacityRow(ChildColumns, Row):
    __tablename__ = "network_decision_capacity"
    network_decision_id: Mapped[int] = belongs_to("network_decision")
    form: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]


class NetworkCriterionRow(EntityColumns, Row):
    __tablename__ = "network_criterion"
    title: Mapped[str]
    text: Mapped[str]
    check: Mapped[str]
    validity_start: Mapped[date]
    validity_end: Mapped[date | None]
    position: Mapped[int]


class NetworkApplicationRow(EntityColumns, Row):
    __tablename__ = "network_application"
    registration: Mapped[str] = mapped_column(index=True)
    service: Mapped[str]
    title: Mapped[str]
    provider: Mapped[str]
    service_type: Mapped[str]
    capacities: Mapped[list["NetworkApplicationCapacityRow"]] = children(
        order_by="NetworkApplicationCapacityRow.ordinal"
    )
    asked_from: Mapped[date]
    submitted_on: Mapped[date]
    reasons: Mapped[list["NetworkApplicationReasonRow"]] = children(order_by="NetworkApplicationReasonRow.ordinal")
    note: Mapped[str]
    state: Mapped[str]
    returned_reason: Mapped[str]
    decision: Mapped[str]


class NetworkApplicationCapacityRow(ChildColumns, Row):
    __tablename__ = "network_application_capacity"
    network_application_id: Mapped[int] = belongs_to("network_application")
    form: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int]


class NetworkApplicationReasonRow(ChildColumns, Row):
    __tablename__ = "network_application_reason"
    network_application_id: Mapped[int] = belongs_to("network_application")
    criterion: Mapped[str]
    text: Mapped[str]


class MunicipalFlagRow(EntityColumns, Row):
    __tablename__ = "municipal_flag"
    municipality: Mapped[str] = mapped_column(index=True)
    registration: Mapped[str]
    service: Mapped[str]
    title: Mapped[str]
    validity_start: Mapped[date]
    validity_end: Mapped[date | None]
    source: Mapped[str]
