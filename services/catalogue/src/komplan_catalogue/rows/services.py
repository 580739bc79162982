"""Services and their lists."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.entries import ContactColumns
from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list


class ServiceRow(EntityColumns, Row):
    __tablename__ = "service"
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    title: Mapped[str]
    provider: Mapped[str]
    service_class: Mapped[str]
    registration_number: Mapped[str] = mapped_column(index=True)
    register_id: Mapped[str] = mapped_column(index=True)
    service_type: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str]
    forms: Mapped[list["FormRow"]] = children(order_by="FormRow.ordinal")
    target_groups: Mapped[list["TargetGroupRow"]] = children(order_by="TargetGroupRow.ordinal")
    min_age: Mapped[str | None]
    max_age: Mapped[str | None]
    capacities: Mapped[list["CapacityRow"]] = children(order_by="CapacityRow.ordinal")
    municipalities: Mapped[list["MunicipalityRow"]] = children(order_by="MunicipalityRow.ordinal")
    orps: Mapped[list["OrpRow"]] = children(order_by="OrpRow.ordinal")
    places: Mapped[list["ServicePlaceRow"]] = children(order_by="ServicePlaceRow.ordinal")
    contacts: Mapped[list["ServiceContactRow"]] = children(order_by="ServiceContactRow.ordinal")
    hours: Mapped[list["OpeningHoursRow"]] = children(order_by="OpeningHoursRow.ordinal")
    exceptions: Mapped[list["OpeningExceptionRow"]] = children(order_by="OpeningExceptionRow.ordinal")
    nonstop: Mapped[bool]
    languages: Mapped[list[str]] = value_list()
    costs: Mapped[list["CostRow"]] = children(order_by="CostRow.ordinal")
    required_documents: Mapped[list[str]] = value_list()
    situations: Mapped[list["ServiceSituationRow"]] = children(order_by="ServiceSituationRow.ordinal")
    description: Mapped[str]
    easy_text: Mapped[str]
    eligibility: Mapped[str]
    application: Mapped[str]
    alert: Mapped[str]
    validity_start: Mapped[date | None]
    validity_end: Mapped[date | None]
    __table_args__ = (
        CheckConstraint(
            "(service_class = 'registered' AND (service_type IS NOT NULL OR register_id <> '')"
            " AND registration_number <> '')"
            " OR (service_class = 'related' AND registration_number = '')",
            name="service_class",
        ),
    )


class FormRow(ChildColumns, Row):
    __tablename__ = "service_form"
    service_id: Mapped[int] = belongs_to("service")
    value: Mapped[str] = mapped_column(index=True)


class TargetGroupRow(ChildColumns, Row):
    __tablename__ = "service_target_group"
    service_id: Mapped[int] = belongs_to("service")
    value: Mapped[str] = mapped_column(index=True)


class MunicipalityRow(ChildColumns, Row):
    __tablename__ = "service_municipality"
    service_id: Mapped[int] = belongs_to("service")
    value: Mapped[str] = mapped_column(index=True)


class OrpRow(ChildColumns, Row):
    __tablename__ = "service_orp"
    service_id: Mapped[int] = belongs_to("service")
    value: Mapped[str] = mapped_column(index=True)


class ServiceSituationRow(ChildColumns, Row):
    __tablename__ = "service_situation"
    service_id: Mapped[int] = belongs_to("service")
    value: Mapped[str] = mapped_column(index=True)


class CapacityRow(ChildColumns, Row):
    __tablename__ = "capacity"
    service_id: Mapped[int] = belongs_to("service")
    unit: Mapped[str]
    form: Mapped[str]
    registered: Mapped[int]
    as_of: Mapped[date]
    __table_args__ = (
        UniqueConstraint("service_id", "form", "unit"),
        CheckConstraint("registered >= 0", name="registered"),
    )


class ServicePlaceRow(ChildColumns, Row):
    __tablename__ = "service_place"
    service_id: Mapped[int] = belongs_to("service")
    place: Mapped[str] = mapped_column(ForeignKey("place.name"), index=True)
    title: Mapped[str]
    validity_start: Mapped[date | None]
    validity_end: Mapped[date | None]


class ServiceContactRow(ContactColumns, Row):
    __tablename__ = "service_contact"
    service_id: Mapped[int] = belongs_to("service")


class OpeningHoursRow(ChildColumns, Row):
    __tablename__ = "service_hours"
    service_id: Mapped[int] = belongs_to("service")
    weekday: Mapped[int]
    opens: Mapped[str]
    closes: Mapped[str]
    over_midnight: Mapped[bool]
    by_appointment: Mapped[bool]
    note: Mapped[str]


class OpeningExceptionRow(ChildColumns, Row):
    __tablename__ = "service_exception"
    service_id: Mapped[int] = belongs_to("service")
    days_start: Mapped[date]
    days_end: Mapped[date | None]
    closed: Mapped[bool]
    opens: Mapped[str]
    closes: Mapped[str]
    over_midnight: Mapped[bool]
    note: Mapped[str]


class CostRow(ChildColumns, Row):
    __tablename__ = "service_cost"
    service_id: Mapped[int] = belongs_to("service")
    title: Mapped[str]
    amount: Mapped[int | None]
    unit: Mapped[str]
