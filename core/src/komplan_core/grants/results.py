"""What everybody may know of a decided application: the public projection, without checks, opinions and scores."""

from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from komplan_core.grants.applications import Applicant, GrantApplication, SupportedMeasure
from komplan_core.grants.calls import GrantCall, GrantKind
from komplan_core.grants.deciding import GRANTED, GrantDecision
from komplan_core.planning import FinancingKind, ServiceChangeKind
from komplan_core.record import Entity
from komplan_core.values import Amount, Code, Money, Title, Year


class GrantResult(Entity):
    """A decided application, under the same id."""

    applicant: Applicant
    title: Title
    year: Year
    kind: GrantKind
    service: str = ""
    change: ServiceChangeKind
    measures: Annotated[tuple[SupportedMeasure, ...], Field(max_length=50)] = ()
    financing_kind: FinancingKind
    requested: Amount
    granted: Amount
    """Zero when refused, and when the organisation gave the grant up before its contract."""
    state: Code
    body: Code
    resolution_number: Title
    decided_on: date
    contract_number: str = ""
    paid: Amount
    drawn: Amount | None = None
    """What was spent of it; absent until it is settled."""
    returned: Amount | None = None

    @property
    def secured(self) -> Money:
        """Money that is promised and not settled yet."""
        return Money(0) if self.drawn is not None else self.granted

    @property
    def actual(self) -> Money:
        """Money that was spent."""
        return self.drawn or Money(0)

    def by_measure(self, money: Money) -> dict[str, Money]:
        """An amount divided among the measures by their shares, largest remainder; the parts add up to it."""
        parts = money.split([Fraction(item.share) for item in self.measures]) if self.measures else []
        return {item.measure: part for item, part in zip(self.measures, parts, strict=True)}


def published(call: GrantCall, application: GrantApplication, kernel: str, decision: GrantDecision) -> GrantResult:
    """The public view of an application whose state means `kernel`."""
    settlement = application.settlement
    return GrantResult(
        name=application.name.replace("/applications/", "/results/"),
        applicant=application.applicant,
        title=application.title,
        year=call.year,
        kind=call.kind,
        service=application.service,
        change=application.change,
        measures=application.measures,
        financing_kind=application.financing_kind,
        requested=application.requested,
        granted=(application.granted or Money(0)) if kernel in GRANTED else Money(0),
        state=application.state,
        body=decision.body,
        resolution_number=decision.number,
        decided_on=decision.held_on,
        contract_number=application.contract.number if application.contract else "",
        paid=application.paid,
        drawn=settlement.drawn if settlement else None,
        returned=settlement.returned if settlement else None,
    )
