"""An application for a grant: what is asked for, how it was checked, what was granted, paid and settled."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from komplan_core import names
from komplan_core.catalogue.organisations import Ico
from komplan_core.codelists import FundingSourceCode
from komplan_core.errors import Invalid, Refused, Violation, violated
from komplan_core.planning import FinancingKind, ServiceChangeKind
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, Money, OptionalCode, Share, Text, Title, shares_are_whole, unique


def _named(pattern: names.Pattern) -> AfterValidator:
    def check(value: str) -> str:
        if value and not pattern.matches(value):
            violated("NAME_FORMAT", f"expected a name like `{pattern.template}`")
        return value

    return AfterValidator(check)


class Applicant(Record):
    """The organisation that applies. No persons: who signs is the office's paper."""

    title: Title
    ico: Annotated[Ico, StringConstraints(min_length=1)]


class OtherSource(Record):
    """Money of somebody else in the same project, by canonical funding source."""

    source: FundingSourceCode
    amount: Amount


class SupportedMeasure(Record):
    """A measure of a published plan and the part of the grant that goes to it; the parts add up to 1."""

    measure: Annotated[str, _named(names.MEASURE)]
    share: Share = Decimal(1)


class FormalCheck(Record):
    """The result of one requirement of the call. What failed is explained to the applicant."""

    code: Code
    passed: bool
    note: Text = ""


class GrantContract(Record):
    """The contract on a grant."""

    number: Title
    signed_on: date


class GrantPayment(Record):
    """Money sent to the organisation."""

    paid_on: date
    amount: Amount


class GrantSettlement(Record):
    """The organisation's account (vyúčtování): drawn and returned money add up to what was paid."""

    drawn: Amount
    returned: Amount
    settled_on: date


class GrantApplication(Entity):
    """What one organisation asks for in one call, and what became of it."""

    applicant: Applicant
    provider: Annotated[str, _named(names.PROVIDER)] = ""
    """The applicant's entry in the catalogue, which says who may speak for it; empty where it has none."""
    title: Title
    purpose: Text = ""
    service: Annotated[str, _named(names.SERVICE)] = ""
    """Entry in the catalogue; empty for a service that does not exist yet and for related activities without one."""
    change: ServiceChangeKind = ServiceChangeKind.KEEP
    """What the money does to the service."""
    measures: Annotated[
        tuple[SupportedMeasure, ...], Field(max_length=50), unique("a measure", lambda item: item.measure)
    ] = ()
    financing_kind: FinancingKind = FinancingKind.OPERATING
    total_cost: Amount
    requested: Amount
    other_sources: Annotated[
        tuple[OtherSource, ...], Field(max_length=50), unique("a source", lambda item: item.source)
    ] = ()
    state: OptionalCode = ""
    submitted_on: date | None = None
    formal_checks: tuple[FormalCheck, ...] = ()
    granted: Amount | None = None
    """Absent before the decision, zero when refused."""
    decision: str = ""
    """Resource name of the decision."""
    contract: GrantContract | None = None
    payments: Annotated[tuple[GrantPayment, ...], Field(max_length=100)] = ()
    settlement: GrantSettlement | None = None

    def model_post_init(self, context: Any, /) -> None:
        if self.requested.hal == 0:
            violated("REQUIRED", "say how much is asked for", "requested")
        others = sum((item.amount for item in self.other_sources), Money(0))
        if self.requested + others > self.total_cost:
            message = f"what is asked for and the other sources are {self.requested + others}, more than the total cost"
            violated("SOURCES_ABOVE_COST", message, "total_cost")
        if self.measures and not shares_are_whole(item.share for item in self.measures):
            violated("SHARES_SUM", "the shares of the measures must add up to exactly 1", "measures")

    @property
    def paid(self) -> Money:
        """All payments together."""
        return sum((payment.amount for payment in self.payments), Money(0))

    def with_payment(self, payment: GrantPayment) -> "GrantApplication":
        """The application with one more payment. Raises Refused above the grant, Invalid for nothing or out of time."""
        granted = self.granted or Money(0)
        if payment.amount.hal == 0:
            raise Invalid.field("payment.amount", "REQUIRED", "say how much was paid")
        if self.paid + payment.amount > granted:
            message = f"{granted - self.paid} of the grant is left to pay"
            raise Refused("PAYMENT_ABOVE_GRANT", message, [Violation("payment.amount", "PAYMENT_ABOVE_GRANT", message)])
        earliest = max(
            [*(done.paid_on for done in self.payments), *([self.contract.signed_on] if self.contract else [])]
        )
        check_order(payment.paid_on, earliest, "payment.paid_on")
        return self.revised({"payments": (*self.payments, payment)})

    def with_settlement(self, settlement: GrantSettlement) -> "GrantApplication":
        """The application with its account. Raises Invalid unless drawn and returned money are what was paid."""
        if settlement.drawn + settlement.returned != self.paid:
            message = f"drawn and returned money must add up to the {self.paid} that was paid"
            raise Invalid.field("settlement.drawn", "SETTLEMENT_SUM", message)
        check_order(settlement.settled_on, max(done.paid_on for done in self.payments), "settlement.settled_on")
        return self.revised({"settlement": settlement})


def check_order(day: date, earliest: date, field: str) -> None:
    """Raise Invalid for a step that would stand before the one that it follows."""
    if day < earliest:
        raise Invalid.field(field, "DAYS_OUT_OF_ORDER", f"it cannot be before {earliest.isoformat()}")
