"""The network on a day, beside the register and beside its rules of entry: for chapters and for readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from komplan_core.codelists import CodeList
from komplan_core.codelists import entry as listed
from komplan_core.directory import CopyState, Feed
from komplan_core.regional.network import CriterionCheck, MunicipalFlag, NetworkCriterion, NetworkEntry, NetworkStatus
from komplan_core.regional.network_rules import CriterionFinding, NetworkFinding, checked, differences, in_network
from komplan_core.regional.supply import by_lists, distinct
from komplan_kit.clock import today
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.gaps import missing
from komplan_region.usecases.supply_figures import regional_supply


@dataclass(frozen=True, slots=True)
class NetworkTotal:
    """What is in the network of one type, form, unit and status."""

    service_type: str
    form: str
    unit: str
    status: NetworkStatus
    quantity: int
    entries: tuple[str, ...]
    """Names of the entries behind it."""


@dataclass(frozen=True, slots=True)
class NetworkOfADay:
    """The network as it was, is or will be."""

    day: date
    entries: tuple[NetworkEntry, ...]
    totals: tuple[NetworkTotal, ...]
    criteria: tuple[NetworkCriterion, ...]
    """Rules of entry that hold on the day."""
    municipal: tuple[MunicipalFlag, ...]
    """What municipalities count to their own: no part of the network, never added."""


@dataclass(frozen=True, slots=True)
class NetworkBesideRegister:
    """Where the network and the copies of the catalogues differ."""

    day: date
    findings: tuple[NetworkFinding, ...]
    standings: tuple[Standing, ...]
    without_catalogue: tuple[str, ...]
    """Planning areas without a current copy of a catalogue: what they hold is not known."""


def network_on(tx: RegionTx, day: date, service_type: str = "") -> NetworkOfADay:
    """The network on a day, of one type or of all. Raises Invalid for a type that is none."""
    if service_type:
        listed(CodeList.SERVICE_TYPES, service_type, "service_type")
    entries = tuple(
        entry
        for entry in in_network(tx.network.all_entries(), day)
        if not service_type or entry.service_type == service_type
    )
    criteria = sorted(tx.network.all_criteria(), key=lambda item: (item.position, item.name))
    return NetworkOfADay(
        day=day,
        entries=entries,
        totals=tuple(_totals(entries)),
        criteria=tuple(item for item in criteria if item.validity.covers(day)),
        municipal=tuple(flag for flag in tx.network.all_flags() if flag.validity.covers(day)),
    )


def network_beside_register(tx: RegionTx, day: date) -> NetworkBesideRegister:
    """What is in the network and not registered any more, or differently, and what is registered and not in it."""
    supply = regional_supply(tx, day)
    current = {
        standing.municipality.code
        for standing in supply.standings
        if any(feed.feed is Feed.CATALOGUE and feed.state is CopyState.FRESH for feed in standing.feeds)
    }
    return NetworkBesideRegister(
        day=day,
        findings=differences(in_network(tx.network.all_entries(), day), supply.services, day),
        standings=supply.standings,
        without_catalogue=tuple(s.municipality.code for s in supply.standings if s.municipality.code not in current),
    )


def check_application(tx: RegionTx, name: str, year: int) -> tuple[CriterionFinding, ...]:
    """Whether an application meets the criteria of the day from which it asks, as far as data can say."""
    application = tx.network.applications.get(name)
    found = distinct(tx.supply.of_key(application.registration))
    criteria, day = tx.network.all_criteria(), application.asked_from
    needed = None
    if any(item.check is CriterionCheck.NEED_REPORTED and item.validity.covers(day) for item in criteria):
        needed = missing(tx, year or day.year, application.service_type, today(tx.now))
    return checked(application, criteria, found[0] if found else None, needed, day)


def _totals(entries: Iterable[NetworkEntry]) -> Iterable[NetworkTotal]:
    held: dict[tuple[str, str, str, NetworkStatus], list[tuple[str, int]]] = {}
    for entry in entries:
        for item in entry.capacities:
            key = (entry.service_type, item.form, item.unit, entry.status)
            held.setdefault(key, []).append((entry.name, item.quantity))
    for key, found in sorted(held.items(), key=lambda item: (*by_lists(*item[0][:3]), item[0][3])):
        yield NetworkTotal(*key, sum(quantity for _, quantity in found), tuple(name for name, _ in found))
