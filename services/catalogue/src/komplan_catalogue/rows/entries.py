"""Providers and life situations."""

from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children


class ProviderRow(EntityColumns, Row):
    __tablename__ = "provider"
    title: Mapped[str]
    ico: Mapped[str] = mapped_column(index=True)
    founder_type: Mapped[str | None] = mapped_column(index=True)
    legal_form: Mapped[str | None]
    contacts: Mapped[list["ProviderContactRow"]] = children(order_by="ProviderContactRow.ordinal")
    seat: Mapped[str]
    data_box: Mapped[str]
    description: Mapped[str]


class ContactColumns(ChildColumns):
    """A public contact."""

    label: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    web: Mapped[str]
    note: Mapped[str]


class ProviderContactRow(ContactColumns, Row):
    __tablename__ = "provider_contact"
    provider_id: Mapped[int] = belongs_to("provider")


class LifeSituationRow(EntityColumns, Row):
    __tablename__ = "situation"
    title: Mapped[str]
    description: Mapped[str]
    position: Mapped[int]
