"""The last good copy of every planning area and feed, as the city sent it."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_region.rows.directory import of_municipality
from komplan_region.rows.tables import Row


class CopyRow(Row):
    """The state of the copy of one feed of one area. It is a cache of the city's journal, so it has none of its own."""

    __tablename__ = "copy"
    municipality_id: Mapped[int] = of_municipality(first=True)
    feed: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    cursor: Mapped[int]
    """Number up to which the copy holds everything; 0 lets the next collection ask for everything."""
    revision: Mapped[int]
    """Number of the last published change in the copy."""
    confirmed_at: Mapped[datetime | None]
    reason: Mapped[str]
    records: Mapped[int]
    digest: Mapped[bytes]
    profile: Mapped[bytes]
    """The structure, as read; of the planning feed only."""
    profile_sha256: Mapped[bytes]
    """Hash of the structure as the city sent it."""
    territory_codes: Mapped[str]
    """RÚIAN codes of the members as the structure says, a space between; of the planning feed only."""


class CopyRecordRow(Row):
    """A record as the city sent it."""

    __tablename__ = "copy_record"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    part: Mapped[str]
    name: Mapped[str]
    number: Mapped[int]
    """Journal number of its last change in the city."""
    encoded: Mapped[bytes]
    __table_args__ = (UniqueConstraint("municipality_id", "name"),)


class ClaimRow(Row):
    """A territory of which a city says something without being the one that speaks for it."""

    __tablename__ = "claim"
    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = of_municipality()
    made_for: Mapped[str]
    """Subject of the projection that noted it."""
    subject: Mapped[str]
    unit: Mapped[str]
    code: Mapped[str]
    entries: Mapped[int]
    example: Mapped[str]
