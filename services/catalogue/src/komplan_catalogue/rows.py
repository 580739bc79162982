"""The tables of the directory. Seen by the repositories only."""

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


def of_service() -> Mapped[int]:
    """A foreign key to the service that this row goes with."""
    return mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)


class ProviderRow(EntityColumns, Row):
    __tablename__ = "provider"
    title: Mapped[str]
    ico: Mapped[str]
    founder_type: Mapped[str | None] = mapped_column(index=True)
    contact_phone: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_web: Mapped[str | None]
    contact_address: Mapped[str | None]
    description: Mapped[str]


class ServiceRow(EntityColumns, Row):
    __tablename__ = "service"
    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)
    title: Mapped[str]
    provider: Mapped[str]
    service_class: Mapped[str]
    registration_number: Mapped[str]
    service_type: Mapped[str | None] = mapped_column(index=True)
    forms: Mapped[list["FormRow"]] = children(order_by="FormRow.place")
    target_groups: Mapped[list["TargetGroupRow"]] = children(order_by="TargetGroupRow.place")
    capacities: Mapped[list["CapacityRow"]] = children(order_by="CapacityRow.place")
    municipalities: Mapped[list[str]] = value_list()
    contact_phone: Mapped[str | None]
    contact_email: Mapped[str | None]
    contact_web: Mapped[str | None]
    contact_address: Mapped[str | None]
    description: Mapped[str]
    validity_start: Mapped[date | None]
    validity_end: Mapped[date | None]
    __table_args__ = (
        CheckConstraint(
            "(service_class = 'registered' AND service_type IS NOT NULL AND registration_number <> '')"
            " OR (service_class = 'related' AND registration_number = '')",
            name="service_class",
        ),
    )


class FormRow(ChildColumns, Row):
    __tablename__ = "service_form"
    service_id: Mapped[int] = of_service()
    value: Mapped[str] = mapped_column(index=True)


class TargetGroupRow(ChildColumns, Row):
    __tablename__ = "service_target_group"
    service_id: Mapped[int] = of_service()
    value: Mapped[str] = mapped_column(index=True)


class CapacityRow(ChildColumns, Row):
    __tablename__ = "capacity"
    service_id: Mapped[int] = of_service()
    unit: Mapped[str]
    form: Mapped[str]
    registered: Mapped[int]
    as_of: Mapped[date]
    __table_args__ = (
        UniqueConstraint("service_id", "form", "unit"),
        CheckConstraint("registered >= 0", name="registered"),
    )


class SearchTextRow(Row):
    """The folded text in which a service is found."""

    __tablename__ = "search_text"
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    folded: Mapped[str]
