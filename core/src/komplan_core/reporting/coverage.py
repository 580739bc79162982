"""Which services should report, which did, and who is silent. It stands beside every figure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from komplan_core.catalogue import Provider, Service, ServiceClass, ServiceStatus
from komplan_core.czech_order import czech_order
from komplan_core.reporting.periods import ReportPeriod
from komplan_core.reporting.states import RECEIVED, ReportState
from komplan_core.values import Period

OPEN: frozenset[ServiceStatus] = frozenset({ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a report has come: the state of its current version, and whether any version is published."""

    state: ReportState
    published: bool

    @property
    def received(self) -> bool:
        """Whether the provider has done its part; a correction under way takes nothing back."""
        return self.published or self.state in RECEIVED


@dataclass(frozen=True, slots=True)
class Silent:
    """A provider from whom reports are missing, and how many."""

    provider: str
    title: str
    services: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete the figures of a period are."""

    period: str
    title: str
    due: date
    closed: bool
    expected: int
    """Registered services that were provided in the period."""
    received: int
    """Of the expected, those whose report came."""
    published: int
    """Reports from which figures are made, those of related services included."""
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A service whose report has not come."""

    service: str
    service_title: str
    provider: str
    provider_title: str
    state: ReportState | None
    """State of the report that was begun or returned; None where there is none."""
    due: date
    days_late: int
    """0 while there is time."""


def is_expected(service: Service, days: Period) -> bool:
    """Whether the service is registered and was provided on at least one of the days.

    Its days decide where their end is known; else its status does, which speaks of today.
    """
    validity = service.validity
    within = validity is None or validity.overlaps(days)
    ended = validity is not None and validity.end is not None
    return service.service_class is ServiceClass.REGISTERED and within and (ended or service.status in OPEN)


def coverage(
    period: ReportPeriod,
    services: Iterable[Service],
    providers: Mapping[str, Provider],
    standings: Mapping[str, Standing],
) -> Coverage:
    """The completeness of a period; `standings` are keyed by the service's resource name."""
    expected = [service for service in services if is_expected(service, period.days)]
    missing = [service for service in expected if not _came(service, standings)]
    by_provider: dict[str, int] = {}
    for service in missing:
        by_provider[service.provider] = by_provider.get(service.provider, 0) + 1
    return Coverage(
        period=period.name,
        title=period.title,
        due=period.due,
        closed=period.closed,
        expected=len(expected),
        received=len(expected) - len(missing),
        published=sum(standing.published for standing in standings.values()),
        silent=tuple(
            Silent(name, _title(name, providers), number)
            for name, number in sorted(
                by_provider.items(), key=lambda item: (czech_order(_title(item[0], providers)), item[0])
            )
        ),
    )


def missing_reports(
    period: ReportPeriod,
    services: Iterable[Service],
    providers: Mapping[str, Provider],
    standings: Mapping[str, Standing],
    today: date,
    of_providers: Collection[str] | None = None,
) -> list[Missing]:
    """Expected services without a submitted report, by provider; those of `of_providers` only if given."""
    late = max((today - period.due).days, 0)
    found = [
        Missing(
            service=service.name,
            service_title=service.title,
            provider=service.provider,
            provider_title=_title(service.provider, providers),
            state=standings[service.name].state if service.name in standings else None,
            due=period.due,
            days_late=late,
        )
        for service in services
        if is_expected(service, period.days)
        and not _came(service, standings)
        and (of_providers is None or service.provider in of_providers)
    ]
    return sorted(
        found,
        key=lambda item: (
            czech_order(item.provider_title),
            item.provider,
            czech_order(item.service_title),
            item.service,
        ),
    )


def _came(service: Service, standings: Mapping[str, Standing]) -> bool:
    standing = standings.get(service.name)
    return standing is not None and standing.received


def _title(name: str, providers: Mapping[str, Provider]) -> str:
    return providers[name].title if name in providers else name


def _in_order(name: str, providers: Mapping[str, Provider]) -> tuple[tuple[str, str], str]:
    return _by(_title(name, providers), name)


def _by(title: str, name: str) -> tuple[tuple[str, str], str]:
    """By title in Czech order, then by name."""
    return czech_order(title), name
