"""Yearly reports, as the use cases need them."""

from typing import Protocol

from komplan_core.catalogue import Place, Provider, Service
from komplan_core.reporting.coverage import Standing
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.reports import PublishedReport, Report
from komplan_kit.store import Collection


class ReportingTx(Protocol):
    """Yearly reports of services, and the whole directory that figures speak of."""

    periods: Collection[ReportPeriod]
    reports: Collection[Report]
    published: Collection[PublishedReport]

    def all_providers(self) -> list[Provider]:
        """Every provider."""
        ...

    def all_services(self) -> list[Service]:
        """Every service."""
        ...

    def all_places(self) -> list[Place]:
        """Every place."""
        ...

    def periods_of(self, half: int) -> list[ReportPeriod]:
        """Periods of one kind (0 whole years, 1 or 2 halves) by year."""
        ...

    def has_reports(self, period: str) -> bool:
        """Whether a report of this period was begun."""
        ...

    def is_reported(self, service: str) -> bool:
        """Whether a report of this service was begun."""
        ...

    def standings(self, period: str) -> dict[str, Standing]:
        """How far each report of the period has come, by the service's resource name."""
        ...

    def published_in(self, period: str) -> list[Report]:
        """The whole published versions of the period's reports."""
        ...

    def published_version(self, name: str) -> Report | None:
        """The whole version behind the published report of this name, or None."""
        ...
