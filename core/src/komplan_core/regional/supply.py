"""Services of all cities put together (act 108/2006 Sb., § 95 letters d and g): each once, whatever lists it stands in.

A capacity belongs to a service, not to its places. Units and forms are never added to each other, registered services
and related activities neither. Two catalogues that show one registration show one service.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from komplan_core.catalogue import ServiceClass, ServiceStatus
from komplan_core.codelists import CodeList, order_of
from komplan_core.regional.need_totals import UNKNOWN_ORP
from komplan_core.regional.territory import Units

PROVIDED: Final = frozenset({ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED})
"""A service that is closed for some time keeps its registered capacity; one that ended has none."""


@dataclass(frozen=True, slots=True)
class SuppliedCapacity:
    """One form and unit of a service as a city shows it. A number that is not known is None."""

    form: str
    unit: str
    registered: int | None = None
    registered_as_of: date | None = None
    funded: int | None = None
    available: int | None = None
    waiting: int | None = None
    as_of: date | None = None
    last_day: date | None = None
    """Last day on which funded, available and waiting are believed; then they are unknown."""

    def reported(self, day: date) -> tuple[int | None, int | None, int | None]:
        """Funded, available and waiting as far as they are believed on a day."""
        if self.last_day is not None and day > self.last_day:
            return None, None, None
        return self.funded, self.available, self.waiting


@dataclass(frozen=True, slots=True)
class SuppliedService:
    """A service as one city's catalogue shows it."""

    name: str
    area: str
    """Code of the planning area whose catalogue it is."""
    title: str
    service_class: ServiceClass
    status: ServiceStatus
    provider: str = ""
    """Title of the provider."""
    registration: str = ""
    """Number in the register; empty for a related activity."""
    service_type: str = ""
    """Empty for a related activity, or for a type that the code list does not have yet."""
    municipalities: tuple[str, ...] = ()
    """Municipalities that it serves, those of the whole area where the catalogue names no territory."""
    orps: tuple[str, ...] = ()
    """ORP that it serves as a whole."""
    valid_from: date | None = None
    valid_to: date | None = None
    capacities: tuple[SuppliedCapacity, ...] = ()

    @property
    def key(self) -> str:
        """What makes it one service over all catalogues: its number in the register, or else its own name."""
        return "".join(self.registration.split()) or self.name

    def provided_on(self, day: date) -> bool:
        """Whether this catalogue shows it as provided on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.status in PROVIDED and begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class DistinctService:
    """One service with all the catalogues that show it, in the order of their names."""

    key: str
    sources: tuple[SuppliedService, ...]

    @property
    def title(self) -> str:
        """As the first catalogue calls it."""
        return self.sources[0].title

    @property
    def service_class(self) -> ServiceClass:
        """Registered or related."""
        return self.sources[0].service_class

    @property
    def service_type(self) -> str:
        """As the first catalogue says that knows it."""
        return next((source.service_type for source in self.sources if source.service_type), "")

    @property
    def municipalities(self) -> frozenset[str]:
        """All municipalities that any catalogue names."""
        return frozenset(code for source in self.sources for code in source.municipalities)

    def provided_on(self, day: date) -> bool:
        """Whether any catalogue shows it as provided on a day."""
        return any(source.provided_on(day) for source in self.sources)

    def orps(self, units: Units) -> frozenset[str]:
        """ORP in which it is a service; `UNKNOWN_ORP` for municipalities that the region does not have."""
        of_towns = (units.orp_of(code) or UNKNOWN_ORP for code in self.municipalities)
        return frozenset((*of_towns, *(orp for source in self.sources for orp in source.orps)))

    def capacity(self, form: str, unit: str, day: date) -> SuppliedCapacity:
        """What is known of one form and unit: of several catalogues the newest number, of one day the largest."""
        said = [item for source in self.sources for item in source.capacities if (item.form, item.unit) == (form, unit)]
        registered = max(
            ((item.registered_as_of or date.min, item.registered) for item in said if item.registered is not None),
            default=(None, None),
        )
        reported = max(
            ((item.as_of or date.min, _ordered(item.reported(day)), item) for item in said),
            key=lambda found: found[:2],
        )
        funded, available, waiting = reported[2].reported(day)
        return SuppliedCapacity(
            form,
            unit,
            registered[1],
            registered[0],
            funded,
            available,
            waiting,
            reported[2].as_of,
            reported[2].last_day,
        )

    @property
    def forms_and_units(self) -> tuple[tuple[str, str], ...]:
        """Of which something is said."""
        return tuple(sorted({(item.form, item.unit) for source in self.sources for item in source.capacities}))

    @property
    def contradictions(self) -> tuple[str, ...]:
        """In what the catalogues differ: `status`, `service-type`, or a capacity such as `residential/beds`."""
        found = []
        if len({source.status for source in self.sources}) > 1:
            found.append("status")
        if len({source.service_type for source in self.sources if source.service_type}) > 1:
            found.append("service-type")
        for form, unit in self.forms_and_units:
            said = {
                item.registered
                for source in self.sources
                for item in source.capacities
                if (item.form, item.unit) == (form, unit) and item.registered is not None
            }
            if len(said) > 1:
                found.append(f"{form}/{unit}")
        return tuple(found)


def distinct(services: Iterable[SuppliedService]) -> tuple[DistinctService, ...]:
    """Every service once, in the order of their keys; in which order catalogues are put together means nothing."""
    by_key: dict[str, dict[str, SuppliedService]] = {}
    for service in services:
        by_key.setdefault(service.key, {})[service.name] = service
    return tuple(
        DistinctService(key, tuple(found[name] for name in sorted(found))) for key, found in sorted(by_key.items())
    )


@dataclass(frozen=True, slots=True)
class KnownSum:
    """A sum of what is known, and how many services do not tell it."""

    known: int | None = None
    """Absent where nobody tells it: unknown, never zero."""
    unknown: int = 0

    def plus(self, number: int | None) -> "KnownSum":
        """With one more service."""
        if number is None:
            return KnownSum(self.known, self.unknown + 1)
        return KnownSum((self.known or 0) + number, self.unknown)


Key = tuple[str, ServiceClass, str, str, str]
"""ORP (empty for the whole region), class, type of service, form, unit."""


@dataclass(frozen=True, slots=True)
class SupplyTotal:
    """What there is of one type, form and unit in an ORP, or in the whole region."""

    orp: str
    service_class: ServiceClass
    service_type: str
    form: str
    """Empty, with the unit, for services of which no capacity is known."""
    unit: str
    registered: KnownSum
    funded: KnownSum
    available: KnownSum
    waiting: KnownSum
    oldest: date | None
    """Day of the oldest registered maximum in the sum."""
    services: tuple[str, ...]
    """Keys of the services behind it."""


def totals(services: Iterable[DistinctService], units: Units, day: date) -> tuple[SupplyTotal, ...]:
    """The whole region first, then ORP by ORP. A service of several ORP counts in each and once in the region."""
    held: dict[Key, dict[str, SuppliedCapacity | None]] = {}
    for service in services:
        if not service.provided_on(day):
            continue
        orps, what = ("", *service.orps(units)), (service.service_class, service.service_type)
        for form, unit in service.forms_and_units or (("", ""),):
            capacity = service.capacity(form, unit, day) if unit else None
            for orp in orps:
                held.setdefault((orp, *what, form, unit), {})[service.key] = capacity
    return tuple(_total(key, held[key]) for key in sorted(held, key=lambda key: (*key[:2], *by_lists(*key[2:]))))


def by_lists(service_type: str, form: str, unit: str) -> tuple[tuple[int, str], ...]:
    """Sorts types, forms and units as their code lists have them."""
    return (
        order_of(CodeList.SERVICE_TYPES, service_type),
        order_of(CodeList.FORMS, form),
        order_of(CodeList.CAPACITY_UNITS, unit),
    )


def by_key(found: Iterable[SupplyTotal]) -> Mapping[tuple[str, str, str, str], SupplyTotal]:
    """Registered services by ORP, type, form and unit: what a needed capacity is set against."""
    return {
        (total.orp, total.service_type, total.form, total.unit): total
        for total in found
        if total.service_class is ServiceClass.REGISTERED and total.unit
    }


def _total(key: Key, held: Mapping[str, SuppliedCapacity | None]) -> SupplyTotal:
    known = [capacity for capacity in held.values() if capacity is not None]
    days = [capacity.registered_as_of for capacity in known if capacity.registered_as_of is not None]

    def total(numbers: Iterable[int | None]) -> KnownSum:
        told = [number for number in numbers if number is not None]
        return KnownSum(sum(told) if told else None, len(held) - len(told))

    return SupplyTotal(
        *key,
        registered=total(capacity.registered for capacity in known),
        funded=total(capacity.funded for capacity in known),
        available=total(capacity.available for capacity in known),
        waiting=total(capacity.waiting for capacity in known),
        oldest=min(days, default=None),
        services=tuple(sorted(held)),
    )


def _ordered(numbers: tuple[int | None, ...]) -> tuple[tuple[bool, int], ...]:
    return tuple((number is not None, number or 0) for number in numbers)
