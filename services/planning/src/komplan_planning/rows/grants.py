"""Tables of grant calls and of applications, with their public view."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from komplan_kit.tables import ChildColumns, EntityColumns, belongs_to, children
from komplan_planning.rows.tables import Row


class GrantCallRow(EntityColumns, Row):
    __tablename__ = "grant_call"
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    budget: Mapped[int]
    purpose: Mapped[str]
    rules: Mapped[str]
    window_start: Mapped[date]
    window_end: Mapped[date | None]
    commission: Mapped[str]
    minimum_score: Mapped[str | None]
    announced_on: Mapped[date | None]
    fictional: Mapped[bool]
    priorities: Mapped[list["GrantPriorityRow"]] = children(order_by="GrantPriorityRow.ordinal")
    requirements: Mapped[list["GrantRequirementRow"]] = children(order_by="GrantRequirementRow.ordinal")
    criteria: Mapped[list["GrantCriterionRow"]] = children(order_by="GrantCriterionRow.ordinal")
    __table_args__ = (CheckConstraint("budget >= 0", name="budget"),)


class GrantPriorityRow(ChildColumns, Row):
    __tablename__ = "grant_priority"
    call_id: Mapped[int] = belongs_to("grant_call")
    value: Mapped[str] = mapped_column(index=True)


class GrantRequirementRow(ChildColumns, Row):
    __tablename__ = "grant_requirement"
    call_id: Mapped[int] = belongs_to("grant_call")
    code: Mapped[str]
    title: Mapped[str]
    __table_args__ = (UniqueConstraint("call_id", "code"),)


class GrantCriterionRow(ChildColumns, Row):
    __tablename__ = "grant_criterion"
    call_id: Mapped[int] = belongs_to("grant_call")
    code: Mapped[str]
    title: Mapped[str]
    weight: Mapped[int]
    maximum: Mapped[int]
    __table_args__ = (UniqueConstraint("call_id", "code"),)


class GrantApplicationRow(EntityColumns, Row):
    __tablename__ = "grant_application"
    call_id: Mapped[int] = belongs_to("grant_call")
    applicant_title: Mapped[str]
    applicant_ico: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    purpose: Mapped[str]
    service: Mapped[str] = mapped_column(index=True)
    change: Mapped[str]
    financing_kind: Mapped[str]
    total_cost: Mapped[int]
    requested: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    submitted_on: Mapped[date | None]
    formal_checks: Mapped[list["GrantCheckRow"]] = children(order_by="GrantCheckRow.ordinal")
    granted: Mapped[int | None]
    decision: Mapped[str]
    contract_number: Mapped[str | None]
    contract_signed_on: Mapped[date | None]
    settlement_drawn: Mapped[int | None]
    settlement_returned: Mapped[int | None]
    settlement_settled_on: Mapped[date | None]
    measures: Mapped[list["GrantMeasureRow"]] = children(order_by="GrantMeasureRow.ordinal")
    other_sources: Mapped[list["GrantOtherSourceRow"]] = children(order_by="GrantOtherSourceRow.ordinal")
    payments: Mapped[list["GrantPaymentRow"]] = children(order_by="GrantPaymentRow.ordinal")
    __table_args__ = (
        CheckConstraint("requested > 0 AND requested <= total_cost", name="requested"),
        CheckConstraint("granted IS NULL OR (granted >= 0 AND granted <= requested)", name="granted"),
        CheckConstraint("settlement_drawn >= 0 AND settlement_returned >= 0", name="settlement"),
    )


class GrantMeasureRow(ChildColumns, Row):
    __tablename__ = "grant_measure"
    application_id: Mapped[int] = belongs_to("grant_application")
    measure: Mapped[str] = mapped_column(index=True)
    share: Mapped[str]
    __table_args__ = (UniqueConstraint("application_id", "measure"),)


class GrantOtherSourceRow(ChildColumns, Row):
    __tablename__ = "grant_other_source"
    application_id: Mapped[int] = belongs_to("grant_application")
    source: Mapped[str]
    amount: Mapped[int]
    __table_args__ = (UniqueConstraint("application_id", "source"), CheckConstraint("amount >= 0", name="amount"))


class GrantCheckRow(ChildColumns, Row):
    __tablename__ = "grant_check"
    application_id: Mapped[int] = belongs_to("grant_application")
    code: Mapped[str]
    passed: Mapped[bool]
    note: Mapped[str]


class GrantPaymentRow(ChildColumns, Row):
    __tablename__ = "grant_payment"
    application_id: Mapped[int] = belongs_to("grant_application")
    paid_on: Mapped[date]
    amount: Mapped[int]
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)


class GrantResultRow(EntityColumns, Row):
    """The public view of a decided application."""

    __tablename__ = "grant_result"
    call_id: Mapped[int] = belongs_to("grant_call")
    applicant_title: Mapped[str]
    applicant_ico: Mapped[str]
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str]
    service: Mapped[str] = mapped_column(index=True)
    change: Mapped[str]
    measures: Mapped[list["GrantResultMeasureRow"]] = children(order_by="GrantResultMeasureRow.ordinal")
    financing_kind: Mapped[str]
    requested: Mapped[int]
    granted: Mapped[int]
    state: Mapped[str]
    body: Mapped[str]
    resolution_number: Mapped[str]
    decided_on: Mapped[date]
    contract_number: Mapped[str]
    paid: Mapped[int]
    drawn: Mapped[int | None]
    returned: Mapped[int | None]
    __table_args__ = (CheckConstraint("granted >= 0 AND granted <= requested", name="granted"),)


class GrantResultMeasureRow(ChildColumns, Row):
    __tablename__ = "grant_result_measure"
    result_id: Mapped[int] = belongs_to("grant_result")
    measure: Mapped[str] = mapped_column(index=True)
    share: Mapped[str]
