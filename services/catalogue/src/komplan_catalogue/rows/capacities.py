"""What providers say of their present capacity."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import EntityColumns


class CapacityReportRow(EntityColumns, Row):
    __tablename__ = "capacity_report"
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    unit: Mapped[str]
    form: Mapped[str]
    funded: Mapped[int | None]
    available: Mapped[int | None]
    waiting: Mapped[int | None]
    status: Mapped[str]
    note: Mapped[str]
    as_of: Mapped[date]
    expires_on: Mapped[date | None]
    funded_visibility: Mapped[str]
    available_visibility: Mapped[str]
    waiting_visibility: Mapped[str]
    note_visibility: Mapped[str]
