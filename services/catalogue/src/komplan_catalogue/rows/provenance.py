"""Who said what of which field."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row


class FieldFactRow(Row):
    """What one layer says of one field of an entry. It outlives the entry, so that a restored one is as it was."""

    __tablename__ = "field_fact"
    name: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    layer: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    source: Mapped[str]
    role: Mapped[str]
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    verified_role: Mapped[str]
    deleted: Mapped[bool]
