"""Figures made of reports: completeness, late reports, charts, comparison across years."""

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_catalogue.usecases.reporting.desk import ReportingDesk, handed_in, published
from komplan_core.catalogue import Provider, Service
from komplan_core.errors import Forbidden, Invalid
from komplan_core.reporting.charts import Chart, ChartCode, PeriodFigures, Reported
from komplan_core.reporting.comparing import Comparison, compared
from komplan_core.reporting.coverage import Coverage, Missing, coverage, missing_reports
from komplan_core.reporting.drawing import draw
from komplan_core.reporting.periods import ReportPeriod
from komplan_kit.caller import Caller


class Figures:
    """What reports say together. Everybody sees published ones, and no counts of people that tell of somebody."""

    def __init__(self, desk: ReportingDesk) -> None:
        self._desk = desk

    def coverage(self, tx: CatalogueTx, period: str) -> Coverage:
        """How complete a period is."""
        found = tx.reporting.periods.get(period)
        return coverage(
            found, tx.reporting.all_services(), _by_name(tx.reporting.all_providers()), tx.reporting.standings(period)
        )

    def late(self, tx: CatalogueTx, period: str, caller: Caller) -> tuple[list[Missing], Coverage]:
        """Expected services without a submitted report; a provider sees its own."""
        found = tx.reporting.periods.get(period, "parent")
        services, providers, standings = (
            tx.reporting.all_services(),
            _by_name(tx.reporting.all_providers()),
            tx.reporting.standings(period),
        )
        own = None if self._desk.is_office(caller) else {self._desk.own_provider(caller)}
        today = self._desk.directory.today()
        missing = missing_reports(found, services, providers, standings, today, own)
        return missing, coverage(found, services, providers, standings)

    def chart(self, tx: CatalogueTx, period: str, code: str, whole_counts: bool, caller: Caller) -> Chart:
        """A chart of a period. Raises Invalid for an unknown one, Forbidden for whole counts unless the office asks."""
        if whole_counts and not self._desk.is_office(caller):
            raise Forbidden("ROLE_REQUIRED", "whole counts of people are for the office")
        found = tx.reporting.periods.get(period)
        if code not in list(ChartCode):
            raise Invalid.field("chart", "UNKNOWN_CODE", f"a chart is one of {', '.join(ChartCode)}")
        periods = [found]
        if code == ChartCode.SOURCES:
            periods = [item for item in tx.reporting.periods_of(found.half) if item.year <= found.year]
        services, providers = (
            {item.name: item for item in tx.reporting.all_services()},
            _by_name(tx.reporting.all_providers()),
        )
        history = [_gathered(tx, item, services, providers) for item in periods]
        return draw(ChartCode(code), history, self._desk.profile, everybody=not whole_counts)

    def comparison(self, tx: CatalogueTx, service: str, half: int) -> Comparison:
        """One service across years, as everybody may see it."""
        tx.services.get(service)
        reports = [(period, published(tx, period.name, service)) for period in _periods(tx, half)]
        return compared(reports, self._desk.profile.indicators, everybody=True)

    def comparison_of_own(self, tx: CatalogueTx, service: str, half: int, caller: Caller) -> Comparison:
        """One service across years, submitted and accepted reports included. Raises Forbidden for others'."""
        self._desk.check_speaks_for(caller, tx.services.get(service).provider)
        reports = [(period, handed_in(tx, period.name, service)) for period in _periods(tx, half)]
        return compared(reports, self._desk.profile.indicators, everybody=False)


def _gathered(
    tx: CatalogueTx, period: ReportPeriod, services: dict[str, Service], providers: dict[str, Provider]
) -> PeriodFigures:
    reports = tuple(
        Reported(report, service, providers.get(report.provider) or providers[service.provider])
        for report in tx.reporting.published_in(period.name)
        for service in (services[report.service],)
    )
    return PeriodFigures(
        period, coverage(period, services.values(), providers, tx.reporting.standings(period.name)), reports
    )


def _periods(tx: CatalogueTx, half: int) -> list[ReportPeriod]:
    if half not in (0, 1, 2):
        raise Invalid.field("half", "INVALID_VALUE", "0 is whole years, 1 and 2 their halves")
    return tx.reporting.periods_of(half)


def _by_name(providers: list[Provider]) -> dict[str, Provider]:
    return {provider.name: provider for provider in providers}
