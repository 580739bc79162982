"""What providers ask to have changed."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class ChangeRequestRow(EntityColumns, Row):
    """The proposal stands in the message only, and so do, sealed, the words of both sides."""

    __tablename__ = "change_request"
    service: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str] = mapped_column(index=True)
    base: Mapped[str]
    paths: Mapped[list[str]] = value_list()
    state: Mapped[str] = mapped_column(index=True)
    accepted_paths: Mapped[list[str]] = value_list()
    proposed_by: Mapped[str]
    proposed_on: Mapped[date]
    decided_by: Mapped[str]
    decided_on: Mapped[date | None]
