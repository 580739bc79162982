"""Groups of like points. A group holds names and numbers only: what the points say stands in the comments."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_consultation.rows.tables import Row
from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children


class SimilarityGroupRow(EntityColumns, Row):
    __tablename__ = "similarity_group"
    round_id: Mapped[int] = mapped_column(ForeignKey("consultation_round.id"), index=True)
    method: Mapped[str]
    state: Mapped[str]
    confirmed_by: Mapped[str]
    members: Mapped[list["SimilarPointRow"]] = children(order_by="SimilarPointRow.ordinal")


class SimilarPointRow(ChildColumns, Row):
    __tablename__ = "similar_point"
    group_id: Mapped[int] = belongs_to("similarity_group")
    point: Mapped[str] = mapped_column(index=True)
    score: Mapped[int]
    __table_args__ = (
        UniqueConstraint("group_id", "point"),
        CheckConstraint("score >= 0 AND score <= 100", name="score"),
    )
