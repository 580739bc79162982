"""Places, and what about them is not for the public."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class PlaceRow(EntityColumns, Row):
    __tablename__ = "place"
    title: Mapped[str]
    location_type: Mapped[str]
    address_street: Mapped[str | None]
    address_city: Mapped[str | None]
    address_postal_code: Mapped[str | None]
    address_municipality: Mapped[str | None] = mapped_column(index=True)
    address_address_point: Mapped[str | None] = mapped_column(index=True)
    point_latitude: Mapped[float | None]
    point_longitude: Mapped[float | None]
    accessibility: Mapped[list[str]] = value_list()
    access: Mapped[str]
    __table_args__ = (
        CheckConstraint(
            "location_type = 'physical' OR (address_street IS NULL AND address_city IS NULL"
            " AND address_municipality IS NULL AND address_address_point IS NULL AND point_latitude IS NULL)",
            name="no_address_unless_physical",
        ),
    )


class ConfidentialAddressRow(EntityColumns, Row):
    """The text of the address stands sealed in the message only."""

    __tablename__ = "confidential_address"
    place: Mapped[str] = mapped_column(ForeignKey("place.name"), unique=True)


class RestrictedDetailRow(EntityColumns, Row):
    """The value stands sealed in the message only."""

    __tablename__ = "restricted_detail"
    owner: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    visibility: Mapped[str]
    label: Mapped[str]
