"""Merges: which entry stands for one that is gone."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_catalogue.rows.tables import Row
from komplan_kit.tables import EntityColumns, value_list


class MergeRow(EntityColumns, Row):
    """`target` stands at the end of the chain. Names are no foreign keys: the entry `gone` is gone."""

    __tablename__ = "merge"
    gone: Mapped[str] = mapped_column(unique=True)
    kept: Mapped[str] = mapped_column(index=True)
    target: Mapped[str] = mapped_column(index=True)
    merged_on: Mapped[date]
    dropped: Mapped[list[str]] = value_list()
    __table_args__ = (CheckConstraint("target <> gone", name="no_circle"),)
