"""Tables of needs."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class NeedRow(EntityColumns, Row):
    __tablename__ = "need"
    title: Mapped[str]
    target_groups: Mapped[list["NeedTargetGroupRow"]] = children(order_by="NeedTargetGroupRow.ordinal")
    municipalities: Mapped[list[str]] = value_list()
    persons: Mapped[int | None]
    persons_basis: Mapped[str]
    description: Mapped[str]
    why_unmet: Mapped[str]
    evidence: Mapped[list[str]] = value_list()
    proposal: Mapped[str]
    reporter: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    state: Mapped[str]
    extra: Mapped[list["NeedExtraRow"]] = children(order_by="NeedExtraRow.ordinal")
    need_no: Mapped[int]
    persons_overlap: Mapped[bool]
    grounds: Mapped[list["NeedGroundRow"]] = children(order_by="NeedGroundRow.ordinal")
    follows: Mapped[str] = mapped_column(index=True)
    compared: Mapped[str]
    merged_into: Mapped[str] = mapped_column(index=True)
    __table_args__ = (UniqueConstraint("year", "need_no"),)


class NeedTargetGroupRow(ChildColumns, Row):
    __tablename__ = "need_target_group"
    need_id: Mapped[int] = belongs_to("need")
    value: Mapped[str] = mapped_column(index=True)


class NeedGroundRow(ChildColumns, Row):
    __tablename__ = "need_ground"
    need_id: Mapped[int] = belongs_to("need")
    kind: Mapped[str]
    reference: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]


class NeedExtraRow(ChildColumns, Row):
    __tablename__ = "need_extra"
    need_id: Mapped[int] = belongs_to("need")
    field: Mapped[str]
    value: Mapped[str]
