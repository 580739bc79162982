"""The last good copy of every planning area, as the city sent it."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_region.rows.directory import of_municipality
from komplan_region.rows.tables import Row


class CopyRow(Row):
    """The state of the copy of one area. It is a cache of the city's journal, so it has none of its own."""

    __tablename__ = "copy"
    municipality_id: Mapped[int] = of_municipality(first=True)
    state: Mapped[str]
    revision: Mapped[int]
    collected_at: Mapped[datetime | None]
    reason: Mapped[str]
    profile: Mapped[bytes]


class CopyRecordRow(Row):
    """A record as the city sent it."""

    __tablename__ = "copy_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    part: Mapped[str]
    name: Mapped[str]
    encoded: Mapped[bytes]
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)
