"""The directory of planning areas."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns
from komplan_region.rows.tables import Row


class MunicipalityRow(EntityColumns, Row):
    __tablename__ = "municipality"
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    target: Mapped[str]
    catalogue_target: Mapped[str]
    blocked: Mapped[bool]


def of_municipality(first: bool = False) -> Mapped[int]:
    """A foreign key to the municipality whose copy this belongs to."""
    return mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"), primary_key=first, index=not first)
