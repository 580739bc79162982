"""Capacities of the region with rates per inhabitant, and the services behind them: for chapters and for readers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from komplan_core.codelists import CodeList, entry
from komplan_core.regional.ages import ServedAges, ages_served
from komplan_core.regional.need_totals import UNKNOWN_ORP
from komplan_core.regional.population import Inhabitants, per_thousand
from komplan_core.regional.supply import DistinctService, SupplyTotal, distinct, totals
from komplan_core.regional.territory import Units
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.population import inhabitants, people_of


@dataclass(frozen=True, slots=True)
class Rate:
    """A sum beside those whom the type of service serves."""

    total: SupplyTotal
    ages: ServedAges | None
    """Whom it serves; None for services of which no type is known."""
    people: int | None
    per_thousand: Decimal | None


@dataclass(frozen=True, slots=True)
class RegionalSupply:
    """Services of the region on a day, each once, on one consistent state of the copies."""

    day: date
    units: Units
    services: tuple[DistinctService, ...]
    totals: tuple[SupplyTotal, ...]
    """The whole region first, then ORP by ORP."""
    standings: tuple[Standing, ...]
    """The cities whose copies it is made of, however old."""


@dataclass(frozen=True, slots=True)
class SupplyFigures:
    """Capacities with rates, and all that says how far to trust them."""

    supply: RegionalSupply
    population: Inhabitants | None
    rates: tuple[Rate, ...]


def regional_supply(tx: RegionTx, day: date, service_type: str = "") -> RegionalSupply:
    """All services, or those of one type. Raises Invalid for a type that is none."""
    if service_type:
        entry(CodeList.SERVICE_TYPES, service_type, "service_type")
    units = tx.territory.on(day)

    def services() -> tuple[DistinctService, ...]:
        return distinct(tx.supply.services(service_type))

    found = tx.remembered(("services", service_type), services)
    sums = tx.remembered(("supply", service_type, day), lambda: totals(found, units, day))
    return RegionalSupply(day, units, found, sums, tuple(tx.directory.standings()))


def supply_figures(
    tx: RegionTx, day: date, *, orp: str = "", service_type: str = "", population_year: int = 0
) -> SupplyFigures:
    """Capacities by ORP, type, form and unit, with rates per 1,000 of those whom the type serves.

    The inhabitants are those of the year that is asked for, or the last ones known up to the day. One ORP, or all of
    them and the whole region for an empty code. Raises Invalid for an ORP that is none.
    """
    supply = regional_supply(tx, day, service_type)
    population = inhabitants(tx, day, population_year)
    own = tx.supply.ages(service_type)
    rates = []
    for total in supply.totals:
        if orp and total.orp != orp:
            continue
        ages = ages_served(total.service_type, day, own) if total.service_type else None
        people = people_of(population, total.orp, ages.age_groups if ages else (), supply.units)
        rates.append(Rate(total, ages, people, per_thousand(total.registered.known, people)))
    if not rates:
        supply.units.check_orp(orp, {UNKNOWN_ORP})
    return SupplyFigures(supply, population, tuple(rates))


@dataclass(frozen=True, slots=True)
class WantedServices:
    """Which services are asked for: that serve in an ORP, of a type, only those that catalogues show differently."""

    orp: str = ""
    """Any for an empty code."""
    service_type: str = ""
    contradictory: bool = False


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """Some services by key, and the supply of which they are a part."""

    services: tuple[DistinctService, ...]
    supply: RegionalSupply
    more: bool
    """Whether others follow."""


def services_page(tx: RegionTx, day: date, wanted: WantedServices, after: int, most: int) -> ServicesPage:
    """At most so many services after so many others. Raises Invalid for an ORP or a type that is none."""
    supply = regional_supply(tx, day, wanted.service_type)
    listed = [
        service
        for service in supply.services
        if (not wanted.orp or wanted.orp in service.orps(supply.units))
        and (not wanted.contradictory or service.contradictions)
    ]
    if not listed:
        supply.units.check_orp(wanted.orp, {UNKNOWN_ORP})
    return ServicesPage(tuple(listed[after : after + most]), supply, len(listed) > after + most)
