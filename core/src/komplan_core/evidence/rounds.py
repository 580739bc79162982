"""Reporting of needs by municipalities (act 108/2006 Sb., § 94 letters e and f), round by round."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import Field

from komplan_core import names
from komplan_core.codelists import CapacityUnitCode, FormCode, ServiceTypeCode
from komplan_core.errors import violated
from komplan_core.needs import Need, Reference
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, Count, MunicipalityCode, Text, Title, Year, unique


class RoundState(StrEnum):
    """Whether reports are taken."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class NeedRound(Entity):
    """One call for reports of needs. Silence is told apart from the absence of need, and only after closing."""

    title: Title
    year: Year
    opens: date
    closes: date
    """Last day on which a report is in time."""
    state: RoundState = RoundState.PREPARED

    def model_post_init(self, context: Any, /) -> None:
        if self.closes < self.opens:
            violated("PERIOD_ORDER", "the round closes before it opens", "closes")


class ReportKind(StrEnum):
    """What a municipality says: its needs, or that nothing changed since its last report."""

    NEEDS = "needs"
    NO_CHANGE = "no-change"


class NeedsReportState(StrEnum):
    """A version is written, then submitted for good."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Possibility(Record):
    """How a need could be met: by a service of the catalogue, by another one, or as proposed."""

    need_no: Annotated[int, Field(ge=1)]
    service: Reference = ""
    """Resource name in the catalogue, or empty."""
    other_service: Text = ""
    """A service outside the register, in words."""
    proposal: Text = ""


class ResourceKind(StrEnum):
    """What could be used."""

    MONEY = "money"
    PREMISES = "premises"
    STAFF = "staff"


class ResourceStatus(StrEnum):
    """How sure it is."""

    PLANNED = "planned"
    SECURED = "secured"


class NeedResource(Record):
    """Something with which a need could be met: money in haléře, or a quantity with its unit."""

    need_no: Annotated[int, Field(ge=1)]
    kind: ResourceKind
    source: Code
    """A canonical funding source or the city's own, for money; else who has it."""
    year: Year
    amount: Amount | None = None
    quantity: Count | None = None
    unit: Annotated[str, Field(max_length=100)] = ""
    status: ResourceStatus = ResourceStatus.PLANNED

    def model_post_init(self, context: Any, /) -> None:
        if (self.kind is ResourceKind.MONEY) != (self.amount is not None):
            violated("INVALID_VALUE", "money has an amount, premises and staff have none", "amount")
        if (self.quantity is None) != (not self.unit):
            violated("REQUIRED", "a quantity goes with its unit", "unit")


class CofundingLine(Record):
    """What the municipality would pay in a year, in haléře."""

    year: Year
    amount: Amount


class CapacityNeed(Record):
    """A capacity of services that is needed (§ 94 letter f). Units are never added to each other."""

    service_type: ServiceTypeCode
    form: FormCode
    unit: CapacityUnitCode
    quantity_needed: Count
    quantity_now: Count | None = None
    """Absent where it is not known."""
    target_group: Code
    municipalities: tuple[MunicipalityCode, ...] = ()
    service: Reference = ""
    """Resource name in the catalogue; empty for a new service."""
    from_year: Year
    need_nos: tuple[Annotated[int, Field(ge=1)], ...] = ()
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    """1 is the most urgent; 0 where none is given."""
    municipal_cofunding: Annotated[
        tuple[CofundingLine, ...], Field(max_length=20), unique("a year", lambda line: line.year)
    ] = ()


class NeedsReport(Entity):
    """One version of a municipality's report. Once submitted it stays as it is: a correction is the next version."""

    municipality: MunicipalityCode
    """Who reports, by RÚIAN code."""
    on_behalf_of: Annotated[tuple[MunicipalityCode, ...], Field(max_length=500), unique("a municipality")] = ()
    """Municipalities for which the sender, the seat of the ORP, reports too."""
    version: Annotated[int, Field(ge=1)] = 1
    corrects: Reference = ""
    """The version before."""
    correction_reason: Text = ""
    correction_approved_by: Text = ""
    """Who let a closed round be corrected: a body or an office."""
    late_reason: Text = ""
    """Why the region's office took a first report after its round was closed; empty for one in time."""
    kind: ReportKind = ReportKind.NEEDS
    state: NeedsReportState = NeedsReportState.DRAFT
    year: Year
    needs: Annotated[tuple[Reference, ...], Field(max_length=2_000), unique("a need")] = ()
    """Needs of the area that it reports."""
    no_unmet_needs: bool = False
    """Signed by an empty report: there are none. An empty report that does not say so is none."""
    possibilities: Annotated[tuple[Possibility, ...], Field(max_length=2_000)] = ()
    resources: Annotated[tuple[NeedResource, ...], Field(max_length=2_000)] = ()
    capacities: Annotated[tuple[CapacityNeed, ...], Field(max_length=2_000)] = ()
    approved_by: Text = ""
    """The body or office that approved it, not a person."""
    submitted_at: datetime | None = None
    reported: Annotated[tuple[Need, ...], Field(max_length=2_000)] = ()
    """The needs as they were when it was submitted."""


class ReportingState(StrEnum):
    """What a round knows of a municipality, exactly one of these once the round is closed."""

    REPORTED = "reported"
    NO_CHANGE = "no-change"
    REPORTED_BY_ORP = "reported-by-orp"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one municipality stands in a round. No state yet while the round is open and nothing came."""

    municipality: str
    state: ReportingState | None
    report: str
    """The report that holds, or empty."""
    superseded: tuple[str, ...]
    """Reports that say something of it and do not hold: earlier versions, and the ORP's beside its own."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is behind a total. Shown with every one of them."""

    standings: tuple[Standing, ...]
    closed: bool

    def count(self, state: ReportingState) -> int:
        """Municipalities in this state."""
        return sum(standing.state is state for standing in self.standings)

    @property
    def covered(self) -> int:
        """Municipalities that reported, confirmed, or were reported for."""
        return sum(standing.state not in (None, ReportingState.SILENT) for standing in self.standings)

    @property
    def awaited(self) -> int:
        """Municipalities of which nothing came while the round is open."""
        return sum(standing.state is None for standing in self.standings)

    @property
    def percent(self) -> Decimal:
        """Covered of all, two decimals, half up."""
        share = Decimal(100 * self.covered) / Decimal(max(1, len(self.standings)))
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Spoken(Protocol):
    """What is read of a report to tell who speaks for whom, wherever the report is kept."""

    @property
    def name(self) -> str:
        """Resource name."""
        ...

    @property
    def municipality(self) -> str:
        """RÚIAN code of who reports."""
        ...

    @property
    def on_behalf_of(self) -> tuple[str, ...]:
        """RÚIAN codes of municipalities that it speaks for too."""
        ...

    @property
    def version(self) -> int:
        """1, and one more for each correction."""
        ...

    @property
    def kind(self) -> ReportKind:
        """What kind of report it is."""
        ...

    @property
    def state(self) -> NeedsReportState:
        """Draft or submitted."""
        ...

    @property
    def submitted_at(self) -> datetime | None:
        """When it was submitted; None for a draft."""
        ...


S = TypeVar("S", bound=Spoken)


def current_versions(reports: Iterable[S]) -> list[S]:
    """The last submitted version of each sender in each round, such as those of a city and of its region."""
    last: dict[tuple[str, str], S] = {}
    for report in reports:
        sender = (names.parent(report.name), report.municipality)
        known = last.get(sender)
        if report.state is NeedsReportState.SUBMITTED and (known is None or known.version < report.version):
            last[sender] = report
    return list(last.values())


def _submitted(report: Spoken) -> tuple[str, str]:
    return str(report.submitted_at or ""), report.name


def coverage(
    municipalities: Sequence[str], reports: Sequence[S], closed: bool, rank: Callable[[S], int] = lambda report: 0
) -> Coverage:
    """Where each municipality stands. Its own report wins over that of the ORP, which is kept as superseded.

    Of several reports that speak for one municipality the one of the highest `rank` holds, then the latest one.
    """
    holding = sorted(current_versions(reports), key=lambda report: (rank(report), _submitted(report)))
    own = {report.municipality: report for report in holding}
    by_orp = {code: report for report in holding for code in report.on_behalf_of}
    about: dict[str, list[str]] = {}
    for report in reports:
        if report.state is NeedsReportState.SUBMITTED:
            for code in {report.municipality, *report.on_behalf_of}:
                about.setdefault(code, []).append(report.name)
    standings = []
    for code in municipalities:
        holds = own.get(code) or by_orp.get(code)
        state = _state(own.get(code), by_orp.get(code), closed)
        name = holds.name if holds else ""
        others = tuple(sorted(other for other in about.get(code, ()) if other != name))
        standings.append(Standing(code, state, name, others))
    return Coverage(tuple(standings), closed)


def _state(own: Spoken | None, by_orp: Spoken | None, closed: bool) -> ReportingState | None:
    if own is not None:
        return ReportingState.NO_CHANGE if own.kind is ReportKind.NO_CHANGE else ReportingState.REPORTED
    if by_orp is not None:
        return ReportingState.REPORTED_BY_ORP
    return ReportingState.SILENT if closed else None
