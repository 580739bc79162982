"""Tables of the region's territory."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_region.rows.tables import Row


class TerritoryRow(EntityColumns, Row):
    __tablename__ = "territory"
    valid_from: Mapped[date] = mapped_column(unique=True)
    region: Mapped[str]
    title: Mapped[str]
    source: Mapped[str]
    orps: Mapped[list["TerritoryOrpRow"]] = children(order_by="TerritoryOrpRow.ordinal")
    municipalities: Mapped[list["TerritoryMunicipalityRow"]] = children(order_by="TerritoryMunicipalityRow.ordinal")


class TerritoryOrpRow(ChildColumns, Row):
    __tablename__ = "territory_orp"
    territory_id: Mapped[int] = belongs_to("territory")
    code: Mapped[str]
    title: Mapped[str]
    region: Mapped[str]


class TerritoryMunicipalityRow(ChildColumns, Row):
    __tablename__ = "territory_municipality"
    territory_id: Mapped[int] = belongs_to("territory")
    code: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    orp: Mapped[str] = mapped_column(index=True)
    district: Mapped[str]
