"""Tables of SWOT, series, benefits and mapped subjects."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children, value_list
from komplan_planning.rows.tables import Row


class SwotRow(EntityColumns, Row):
    __tablename__ = "swot"
    title: Mapped[str]
    cycle: Mapped[str]
    working_group: Mapped[str] = mapped_column(index=True)
    held_from: Mapped[date | None]
    held_to: Mapped[date | None]
    items: Mapped[list["SwotItemRow"]] = children(order_by="SwotItemRow.ordinal")
    links: Mapped[list["SwotLinkRow"]] = children(order_by="SwotLinkRow.ordinal")
    note: Mapped[str]


class SwotItemRow(ChildColumns, Row):
    __tablename__ = "swot_item"
    swot_id: Mapped[int] = belongs_to("swot")
    code: Mapped[str]
    quadrant: Mapped[str]
    text: Mapped[str]
    weight: Mapped[int]
    __table_args__ = (UniqueConstraint("swot_id", "code"),)


class SwotLinkRow(ChildColumns, Row):
    __tablename__ = "swot_link"
    swot_id: Mapped[int] = belongs_to("swot")
    item: Mapped[str]
    target: Mapped[str] = mapped_column(index=True)


class SeriesRow(EntityColumns, Row):
    __tablename__ = "series"
    title: Mapped[str]
    indicator: Mapped[str] = mapped_column(index=True)
    unit: Mapped[str]
    municipalities: Mapped[list[str]] = value_list()
    source: Mapped[str]
    values: Mapped[list["SeriesValueRow"]] = children(order_by="SeriesValueRow.ordinal")
    note: Mapped[str]


class SeriesValueRow(ChildColumns, Row):
    __tablename__ = "series_value"
    series_id: Mapped[int] = belongs_to("series")
    year: Mapped[int]
    value: Mapped[str]
    source: Mapped[str]
    __table_args__ = (UniqueConstraint("series_id", "year"),)


class BenefitRow(EntityColumns, Row):
    __tablename__ = "benefit"
    kind: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    text: Mapped[str]
    years: Mapped[list["BenefitYearRow"]] = children(order_by="BenefitYearRow.ordinal")
    place: Mapped[str]
    municipalities: Mapped[list[str]] = value_list()
    told_by: Mapped[str]
    service_type: Mapped[str | None]
    service: Mapped[str]
    quantity: Mapped[int | None]
    unit: Mapped[str | None]
    needs: Mapped[list["BenefitNeedRow"]] = children(order_by="BenefitNeedRow.ordinal")
    measures: Mapped[list["BenefitMeasureRow"]] = children(order_by="BenefitMeasureRow.ordinal")
    cycle: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]


class BenefitYearRow(ChildColumns, Row):
    __tablename__ = "benefit_year"
    benefit_id: Mapped[int] = belongs_to("benefit")
    value: Mapped[int]


class BenefitNeedRow(ChildColumns, Row):
    __tablename__ = "benefit_need"
    benefit_id: Mapped[int] = belongs_to("benefit")
    value: Mapped[str] = mapped_column(index=True)


class BenefitMeasureRow(ChildColumns, Row):
    __tablename__ = "benefit_measure"
    benefit_id: Mapped[int] = belongs_to("benefit")
    value: Mapped[str] = mapped_column(index=True)


class MappedSubjectRow(EntityColumns, Row):
    __tablename__ = "mapped_subject"
    title: Mapped[str]
    provider: Mapped[str] = mapped_column(index=True)
    services: Mapped[list[str]] = value_list()
    target_groups: Mapped[list["SubjectTargetGroupRow"]] = children(order_by="SubjectTargetGroupRow.ordinal")
    needs: Mapped[list["SubjectNeedRow"]] = children(order_by="SubjectNeedRow.ordinal")
    mapped_on: Mapped[date | None]
    note: Mapped[str]


class SubjectTargetGroupRow(ChildColumns, Row):
    __tablename__ = "subject_target_group"
    mapped_subject_id: Mapped[int] = belongs_to("mapped_subject")
    value: Mapped[str] = mapped_column(index=True)


class SubjectNeedRow(ChildColumns, Row):
    __tablename__ = "subject_need"
    mapped_subject_id: Mapped[int] = belongs_to("mapped_subject")
    value: Mapped[str] = mapped_column(index=True)
