"""The desk at which reports are handed in: who may speak for whom, and which reports stand beside each other."""

from dataclasses import dataclass

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.directory import Directory
from komplan_core.errors import Forbidden
from komplan_core.names import last_id
from komplan_core.profile import Profile
from komplan_core.reporting.periods import ReportPeriod, period_id
from komplan_core.reporting.reports import Report
from komplan_core.reporting.states import RECEIVED
from komplan_kit.caller import Caller


@dataclass(frozen=True)
class ReportingDesk:
    """One planning area's reporting."""

    directory: Directory
    profile: Profile

    def is_office(self, caller: Caller) -> bool:
        """Whether the caller sees all reports."""
        return self.directory.is_office(caller)

    def own_provider(self, caller: Caller) -> str:
        """Resource name of the provider that a caller speaks for: its code is the id of its entry."""
        return f"{self.directory.area}/providers/{caller.subject}"

    def check_speaks_for(self, caller: Caller, provider: str) -> None:
        """Raise Forbidden for a provider that speaks for another one."""
        if not self.is_office(caller) and self.own_provider(caller) != provider:
            raise Forbidden("ROLE_REQUIRED", "a provider speaks for its own services only")

    def period_name(self, year: int, half: int) -> str:
        """The resource name of a period."""
        return f"{self.directory.area}/report-periods/{period_id(year, half)}"

    def service_name(self, report: str) -> str:
        """The resource name of the service that a report is about."""
        return f"{self.directory.area}/services/{last_id(report)}"

    def last_year(self, tx: CatalogueTx, period: ReportPeriod, service: str) -> Report | None:
        """The report of the same service for the same part of the year before, once it was submitted."""
        return handed_in(tx, self.period_name(period.year - 1, period.half), service)


def handed_in(tx: CatalogueTx, period: str, service: str) -> Report | None:
    """The current version of a report when it was submitted, else what is published of it, or None."""
    current = tx.reporting.reports.find(f"{period}/reports/{last_id(service)}")
    return current if current is not None and current.state in RECEIVED else published(tx, period, service)


def published(tx: CatalogueTx, period: str, service: str) -> Report | None:
    """The whole published version of a report, or None."""
    return tx.reporting.published_version(published_name(period, service))


def published_name(period: str, service: str) -> str:
    """The resource name of the public view of a report."""
    return f"{period}/published-reports/{last_id(service)}"
