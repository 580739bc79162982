"""The table of people in bodies and working groups."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns
from komplan_planning.rows.tables import Row


class MemberRow(EntityColumns, Row):
    """Name and contact stand in the sealed message only."""

    __tablename__ = "member"
    body: Mapped[str] = mapped_column(index=True)
    working_group: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    side: Mapped[str]
    mandate_start: Mapped[date]
    mandate_end: Mapped[date | None]
    person: Mapped[str] = mapped_column(index=True)
    deputy_of: Mapped[str] = mapped_column(index=True)
    guest_since: Mapped[date | None]
