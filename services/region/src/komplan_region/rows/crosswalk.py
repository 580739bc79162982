"""Tables of what the region says of cities' codes."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns
from komplan_region.rows.tables import Row


class CrosswalkEntryRow(EntityColumns, Row):
    __tablename__ = "crosswalk_entry"
    area: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    code: Mapped[str]
    validity_start: Mapped[date]
    validity_end: Mapped[date | None]
    correction: Mapped[bool]
