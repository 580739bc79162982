"""Tables of the region's inhabitants."""

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_region.rows.tables import Row


class PopulationRow(EntityColumns, Row):
    __tablename__ = "population"
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    fictional: Mapped[bool]
    note: Mapped[str]
    sha256: Mapped[str]
    figures: Mapped[list["PopulationFigureRow"]] = children(order_by="PopulationFigureRow.ordinal")


class PopulationFigureRow(ChildColumns, Row):
    __tablename__ = "population_figure"
    population_id: Mapped[int] = belongs_to("population")
    territory: Mapped[str]
    level: Mapped[str]
    age_group: Mapped[str]
    men: Mapped[int | None]
    women: Mapped[int | None]
    people: Mapped[int]
