"""The directory of planning areas."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import EntityColumns, value_list
from komplan_region.rows.tables import Row


class MunicipalityRow(EntityColumns, Row):
    __tablename__ = "municipality"
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    target: Mapped[str]
    catalogue_target: Mapped[str]
    consultation_target: Mapped[str]
    public_address: Mapped[str]
    certificate_name: Mapped[str]
    kind: Mapped[str]
    valid_until: Mapped[date | None]
    book_fingerprints: Mapped[list[str]] = value_list()
    blocked: Mapped[bool]


class SignedDirectoryRow(EntityColumns, Row):
    """One row: the last issue. The note stands in the message only; the journal keeps the issues before."""

    __tablename__ = "signed_directory"
    number: Mapped[int]
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def of_municipality(first: bool = False) -> Mapped[int]:
    """A foreign key to the municipality whose copy this belongs to."""
    return mapped_column(ForeignKey("municipality.id", ondelete="CASCADE"), primary_key=first, index=not first)
