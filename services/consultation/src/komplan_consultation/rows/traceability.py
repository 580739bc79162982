"""Why texts changed, and what was entered into the books of plans."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list


class IncorporationRow(EntityColumns, Row):
    __tablename__ = "incorporation"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    from_block: Mapped[str]
    to_block: Mapped[str]
    change: Mapped[str]
    from_sha256: Mapped[str]
    to_sha256: Mapped[str]
    diff_sha256: Mapped[str]
    heading: Mapped[str]
    reason: Mapped[str]
    points: Mapped[list["IncorporationPointRow"]] = children(order_by="IncorporationPointRow.ordinal")
    words: Mapped[str]
    clerk: Mapped[str]
    labels: Mapped[list[Any]] = value_list()


class IncorporationPointRow(ChildColumns, Row):
    """The points because of which a block changed."""

    __tablename__ = "incorporation_point"
    incorporation_id: Mapped[int] = belongs_to("incorporation")
    value: Mapped[str] = mapped_column(index=True)


class MonitoringEntryRow(Row):
    """What of planning's publications stands in the book of a plan already, each by its name and state."""

    __tablename__ = "monitoring_entry"
    plan: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    leaf: Mapped[int]
