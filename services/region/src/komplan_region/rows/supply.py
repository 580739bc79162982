"""Services of the cities' catalogues, kept for each city, replaced with its copy; and what the region says of them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_region.rows.directory import of_municipality
from komplan_region.rows.tables import Row


class SuppliedServiceRow(Row):
    """A service as one catalogue shows it."""

    __tablename__ = "supplied_service"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    name: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(index=True)
    """Number in the register, or else the name: what it is over all catalogues."""
    title: Mapped[str]
    provider: Mapped[str]
    registration: Mapped[str]
    service_class: Mapped[str]
    service_type: Mapped[str]
    status: Mapped[str]
    municipalities: Mapped[list[Any]] = value_list()
    orps: Mapped[list[Any]] = value_list()
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class SuppliedCapacityRow(Row):
    """One form and unit of a service. A number that is not known is NULL."""

    __tablename__ = "supplied_capacity"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    service: Mapped[str] = mapped_column(index=True)
    form: Mapped[str]
    unit: Mapped[str]
    registered: Mapped[int | None]
    registered_as_of: Mapped[date | None]
    funded: Mapped[int | None]
    available: Mapped[int | None]
    waiting: Mapped[int | None]
    as_of: Mapped[date | None]
    last_day: Mapped[date | None]


class ServedAgesRow(EntityColumns, Row):
    __tablename__ = "served_ages"
    service_type: Mapped[str] = mapped_column(index=True)
    age_groups: Mapped[list[str]] = value_list()
    validity_start: Mapped[date]
    validity_end: Mapped[date | None]
    verified: Mapped[bool]
    source: Mapped[str]


class ScenarioRow(EntityColumns, Row):
    __tablename__ = "scenario"
    title: Mapped[str]
    note: Mapped[str]
    changes: Mapped[list["CapacityChangeRow"]] = children(order_by="CapacityChangeRow.ordinal")
    published: Mapped[bool]


class CapacityChangeRow(ChildColumns, Row):
    __tablename__ = "capacity_change"
    scenario_id: Mapped[int] = belongs_to("scenario")
    kind: Mapped[str]
    service_type: Mapped[str]
    form: Mapped[str]
    unit: Mapped[str]
    orp: Mapped[str]
    year: Mapped[int]
    quantity: Mapped[int]
    note: Mapped[str]
