"""A report of one service for one period, and what everybody may see of it."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.record import Entity
from komplan_core.reporting.lines import (
    ClientLine,
    CostLine,
    Explanation,
    Finding,
    IncomeLine,
    IndicatorValue,
    Percent,
    RefusalLine,
    UnitLine,
    WorkloadLine,
)
from komplan_core.reporting.states import ReportState
from komplan_core.values import Amount, Count, Text, unique

Indicators = Annotated[
    tuple[IndicatorValue, ...], Field(max_length=300), unique("an indicator", lambda item: item.code)
]
Units = Annotated[
    tuple[UnitLine, ...], Field(max_length=20), unique("a unit of one form", lambda line: (line.unit, line.form))
]
Workload = Annotated[
    tuple[WorkloadLine, ...],
    Field(max_length=100),
    unique("a profession of one form", lambda line: (line.profession, line.form)),
]
Costs = Annotated[
    tuple[CostLine, ...], Field(max_length=100), unique("a category", lambda line: (line.category, line.kind))
]
Incomes = Annotated[
    tuple[IncomeLine, ...],
    Field(max_length=900),
    unique("a source", lambda line: (line.source, line.municipality, line.kind)),
]


class Report(Entity):
    """The current version of a report. What was published before stays public until this version is."""

    service: str = ""
    """Resource name of the service, the same id as the report's."""
    provider: str = ""
    """Resource name of who provides the service."""
    version: Annotated[int, Field(ge=1)] = 1
    """A correction after publication is the next version."""
    state: ReportState = ReportState.DRAFT
    clients: Annotated[
        tuple[ClientLine, ...],
        Field(max_length=900),
        unique("a line of clients", lambda line: (line.target_group, line.age_group, line.municipality)),
    ] = ()
    new_clients: Count | None = None
    """Of the clients, those who came in the period."""
    overlap: bool = False
    """Whether some of its clients are known to use another service too."""
    refusals: Annotated[tuple[RefusalLine, ...], unique("a reason", lambda line: line.reason)] = ()
    units: Units = ()
    occupancy: Percent | None = None
    workload: Workload = ()
    costs: Costs = ()
    stated_cost: Amount | None = None
    """Actual cost as the books state it; kept beside the sum of the lines."""
    incomes: Incomes = ()
    stated_income: Amount | None = None
    """Actual income as the books state it; kept beside the sum of the lines."""
    indicators: Indicators = ()
    """Values that the provider states."""
    computed: Indicators = ()
    """Values of indicators with a formula."""
    explanations: Annotated[
        tuple[Explanation, ...], Field(max_length=300), unique("a subject", lambda item: item.subject)
    ] = ()
    note: Text = ""
    findings: Annotated[tuple[Finding, ...], Field(max_length=1_000)] = ()
    return_reason: Text = ""
    """Why the office returned this version; empty once it is submitted again."""
    correction_reason: Text = ""
    """Why this version corrects the one before."""
    submitted_on: date | None = None
    published_on: date | None = None

    def model_post_init(self, context: Any, /) -> None:
        if self.clients and self.new_clients is not None and self.new_clients > self.client_count:
            violated("INVALID_VALUE", "there are more new clients than clients", "new_clients")

    @property
    def client_count(self) -> int:
        """People who used the service."""
        return sum(line.clients for line in self.clients)


class PublishedReport(Entity):
    """The published version, as everybody may see it: nothing in it counts people or was written for the office."""

    service: str
    provider: str
    version: Annotated[int, Field(ge=1)]
    published_on: date
    revision: Annotated[int, Field(ge=0)] = 0
    """Journal number of the whole report that this is the view of."""
    units: Units = ()
    """Without the unit that counts people."""
    occupancy: Percent | None = None
    workload: Workload = ()
    costs: Costs = ()
    incomes: Incomes = ()
    indicators: Indicators = ()
    """Stated and computed values of indicators that do not tell how many people there were."""


def public_view(name: str, report: Report, revision: int, of_persons: frozenset[str]) -> PublishedReport:
    """What everybody may see of a published report; `of_persons` are codes of indicators that count people."""
    if report.published_on is None:
        raise ValueError("the report is not published")
    return PublishedReport(
        name=name,
        service=report.service,
        provider=report.provider,
        version=report.version,
        published_on=report.published_on,
        revision=revision,
        units=tuple(line for line in report.units if line.unit != "clients"),
        occupancy=report.occupancy,
        workload=report.workload,
        costs=report.costs,
        incomes=report.incomes,
        indicators=tuple(item for item in (*report.indicators, *report.computed) if item.code not in of_persons),
    )
