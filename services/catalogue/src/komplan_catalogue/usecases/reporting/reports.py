"""Reports of services: begun, changed, submitted, returned, accepted, published, corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.reporting.desk import ReportingDesk, published_name
from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.reporting.checks import LEAP_PERCENT, findings, unexplained
from komplan_core.reporting.indicators import QUANTITIES, ReportIndicator
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.quantities import computed
from komplan_core.reporting.reports import Report, public_view
from komplan_core.reporting.states import Action, ReportState, moved
from komplan_kit.caller import Caller
from komplan_kit.store import Written

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """A report with what it stands in."""

    period: ReportPeriod
    service: Service
    indicators: tuple[ReportIndicator, ...]
    """Those that the service states in this period."""
    last_year: Report | None


class Reports:
    """What providers and the office may do with reports."""

    def __init__(self, desk: ReportingDesk) -> None:
        self._desk = desk

    def create(self, tx: CatalogueTx, parent: str, service: str, values: Values, caller: Caller) -> Written:
        """Begin the report of a service. Raises Forbidden for another provider's, Refused in a closed period."""
        period = tx.reporting.periods.get(parent, "parent")
        names.SERVICE.parse(service, "service")
        service_id = tx.services.refer(service, "service")
        case = self._case(tx, period, tx.services.get(service, "service"))
        self._desk.check_speaks_for(caller, case.service.provider)
        name = f"{parent}/reports/{names.last_id(service)}"
        report = tx.reporting.reports.make(
            {**values, "name": name, "service": service, "provider": case.service.provider}, "report"
        )
        _check_open(period, report)
        period_id = tx.reporting.periods.refer(parent, "parent")
        return tx.reporting.reports.add(self._judged(tx, case, report), period_id=period_id, service_id=service_id)

    def update(
        self, tx: CatalogueTx, name: str, etag: str, changes: Values, caller: Caller, allow_missing: bool
    ) -> Written:
        """Change a draft or a returned report; begin one that is missing if that is allowed."""
        names.REPORT.parse(name, "report.name")
        if allow_missing and tx.reporting.reports.find(name) is None:
            return self.create(tx, name.partition("/reports/")[0], self._desk.service_name(name), changes, caller)
        report, case = self._open(tx, name, caller, "report.name")
        _check_open(case.period, report)
        moved(report.state, Action.EDIT)
        changed = tx.reporting.reports.merged(report, changes, "report")
        return tx.reporting.reports.replace(self._judged(tx, case, changed), etag)

    def get(self, tx: CatalogueTx, name: str, caller: Caller) -> Report:
        """The current version. Raises NotFound, Forbidden."""
        return self._open(tx, name, caller)[0]

    def submit(self, tx: CatalogueTx, name: str, etag: str, caller: Caller) -> Written:
        """Hand a report to the office. Raises Invalid for each figure that leapt and is not explained."""
        report, case = self._open(tx, name, caller)
        _check_open(case.period, report)
        state = moved(report.state, Action.SUBMIT)
        _check_explained(report, case.last_year)
        said = {"state": state, "submitted_on": self._desk.directory.today(), "return_reason": ""}
        return tx.reporting.reports.replace(self._judged(tx, case, report).revised(said), etag)

    def send_back(self, tx: CatalogueTx, name: str, etag: str, reason: str) -> Written:
        """Return a report to its provider, saying why."""
        report = tx.reporting.reports.get(name)
        changes = {"state": moved(report.state, Action.RETURN), "return_reason": _said(reason)}
        return tx.reporting.reports.replace(tx.reporting.reports.merged(report, changes), etag)

    def accept(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Accept a submitted report."""
        report = tx.reporting.reports.get(name)
        return tx.reporting.reports.replace(report.revised({"state": moved(report.state, Action.ACCEPT)}), etag)

    def publish(self, tx: CatalogueTx, name: str, etag: str) -> Written:
        """Publish an accepted report in place of what was published before."""
        before = tx.reporting.reports.get(name)
        today = self._desk.directory.today()
        report = before.revised({"state": moved(before.state, Action.PUBLISH), "published_on": today})
        written = tx.reporting.reports.replace(report, etag)
        of_persons = frozenset(item.code for item in self._desk.profile.indicators if item.tells_persons)
        period = name.partition("/reports/")[0]
        public = public_view(published_name(period, report.service), report, int(written.etag), of_persons)
        if tx.reporting.published.find(public.name) is not None:
            tx.reporting.published.replace(public)
        else:
            keys = {"period_id": tx.reporting.periods.refer(period, "name")}
            tx.reporting.published.add(public, **keys, service_id=tx.services.refer(report.service, "name"))
        return written

    def correct(self, tx: CatalogueTx, name: str, etag: str, reason: str, caller: Caller) -> Written:
        """Begin the next version of a published report. A closed period allows it."""
        report, _ = self._open(tx, name, caller)
        changes = {
            "state": moved(report.state, Action.CORRECT),
            "version": report.version + 1,
            "correction_reason": _said(reason),
            "submitted_on": None,
            "published_on": None,
        }
        return tx.reporting.reports.replace(tx.reporting.reports.merged(report, changes), etag)

    def _open(self, tx: CatalogueTx, name: str, caller: Caller, field: str = "name") -> tuple[Report, _Case]:
        report = tx.reporting.reports.get(name, field)
        service = tx.services.get(report.service)
        self._desk.check_speaks_for(caller, service.provider)
        return report, self._case(tx, tx.reporting.periods.get(name.partition("/reports/")[0]), service)

    def _case(self, tx: CatalogueTx, period: ReportPeriod, service: Service) -> _Case:
        stated = self._desk.profile.indicators_in(period.days)
        mine = tuple(indicator for indicator in stated if indicator.applies_to(service.service_type))
        return _Case(period, service, mine, self._desk.last_year(tx, period, service.name))

    def _judged(self, tx: CatalogueTx, case: _Case, report: Report) -> Report:
        """The report with what the service adds: computed indicators, its provider of today, findings."""
        _check_codes(report, case.indicators)
        whole = report.revised({"computed": computed(report, case.indicators), "provider": case.service.provider})
        provider = tx.providers.get(case.service.provider)
        return whole.revised({"findings": findings(whole, case.service, provider, case.indicators, case.last_year)})


def _check_open(period: ReportPeriod, report: Report) -> None:
    """Raise Refused for a first draft in a closed period; what was returned or is a correction goes on."""
    if period.closed and report.version == 1 and report.state is ReportState.DRAFT:
        raise Refused("PERIOD_CLOSED", f"`{period.name}` is closed: ask the office to open it again")


def _check_codes(report: Report, indicators: Sequence[ReportIndicator]) -> None:
    stated = {indicator.code for indicator in indicators if indicator.formula is None}
    for number, item in enumerate(report.indicators):
        if item.code not in stated:
            message = f"`{item.code}` is not stated by this service in this period, or is computed: leave it out"
            raise Invalid.field(f"report.indicators.{number}.code", "INDICATOR_NOT_TAKEN", message)
    known = {*QUANTITIES, *(indicator.code for indicator in indicators)}
    for number, explanation in enumerate(report.explanations):
        if explanation.subject not in known:
            message = "explain a quantity of the report or one of its indicators"
            raise Invalid.field(f"report.explanations.{number}.subject", "UNKNOWN_CODE", message)


def _check_explained(report: Report, last_year: Report | None) -> None:
    violations = [
        Violation(
            "explanations",
            "EXPLANATION_REQUIRED",
            f"`{code}` differs from last year's by more than {LEAP_PERCENT} %: say why",
        )
        for code in unexplained(report, last_year)
    ]
    if violations:
        raise Invalid("EXPLANATION_REQUIRED", violations[0].message, violations)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid.field("reason", "REQUIRED", "say why, in words")
    return reason
