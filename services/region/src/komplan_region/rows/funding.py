"""Tables of what can be funded."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns, belongs_to
from komplan_region.rows.tables import Row


class FundingRow(EntityColumns, Row):
    __tablename__ = "funding"
    title: Mapped[str]
    from_year: Mapped[int]
    to_year: Mapped[int]
    basis: Mapped[str]
    published: Mapped[bool]


class FundedMeasureRow(Row):
    """What became of one measure. It follows from the question and the copies, so it has no journal (ADR 0006)."""

    __tablename__ = "funded_measure"
    id: Mapped[int] = mapped_column(primary_key=True)
    funding_id: Mapped[int] = belongs_to("funding")
    measure: Mapped[str]
    percent: Mapped[int]
    encoded: Mapped[bytes]
    __table_args__ = (UniqueConstraint("funding_id", "measure"),)
