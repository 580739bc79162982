"""How the network changes, what it was on a day, how it differs from the register, and which criteria are met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from komplan_core.catalogue import ServiceClass
from komplan_core.errors import Invalid, Refused
from komplan_core.regional.network import (
    STATUS_BY,
    CriterionCheck,
    DecisionOutcome,
    NetworkApplication,
    NetworkCriterion,
    NetworkDecision,
    NetworkEntry,
    NetworkStatus,
)
from komplan_core.regional.supply import DistinctService
from komplan_core.values import Period

ONE_DAY: Final = timedelta(days=1)


def changed_by(
    decision: NetworkDecision, entry: str, before: Iterable[NetworkEntry]
) -> tuple[NetworkEntry | None, NetworkEntry | None]:
    """The entry that a decision cuts short, if any, and the one that it makes, unless it refuses.

    `before` are all entries of the service. Raises Refused for an exit of a service that is not in the network, Invalid
    for a first day before the day of the decision, or not after the first days of all decisions that stand: the past
    stays as it was.
    """
    if decision.validity is None:
        return None, None
    if decision.validity.start < decision.decided_on:
        message = f"it was decided on {decision.decided_on}: it holds from that day at the earliest"
        raise Invalid.field("network_decision.validity.start", "NETWORK_ORDER", message)
    start, made = decision.validity.start, sorted(before, key=lambda item: item.validity.start)
    last = made[-1] if made else None
    if last is not None and start <= last.validity.start:
        message = f"`{last.name}` holds from {last.validity.start}: a new decision begins later"
        raise Invalid.field("network_decision.validity.start", "NETWORK_ORDER", message)
    runs = last is not None and last.status is not NetworkStatus.OUT and last.validity.covers(start)
    if decision.outcome is DecisionOutcome.EXIT and not runs:
        raise Refused("NOT_IN_NETWORK", f"the service {decision.registration} is not in the network on {start}")
    cut = None
    if last is not None and last.validity.covers(start):
        cut = last.revised({"validity": Period(start=last.validity.start, end=start - ONE_DAY)})
    new = NetworkEntry(
        name=entry,
        registration=decision.registration,
        service=decision.service,
        title=decision.title,
        provider=decision.provider,
        service_type=decision.service_type,
        status=STATUS_BY[decision.outcome],
        capacities=decision.capacities,
        conditions=decision.conditions,
        validity=decision.validity,
        resolution=decision.resolution,
        decided_on=decision.decided_on,
        decision=decision.name,
    )
    return cut, new


def in_network(entries: Iterable[NetworkEntry], day: date) -> tuple[NetworkEntry, ...]:
    """The network on a day: basic and conditional places, by number in the register. One service stands once."""
    found = {
        entry.registration: entry
        for entry in entries
        if entry.validity.covers(day) and entry.status is not NetworkStatus.OUT
    }
    return tuple(found[registration] for registration in sorted(found))


@dataclass(frozen=True, slots=True)
class NetworkFinding:
    """Something in which the network and the copies of the catalogues differ."""

    code: str
    """`not-in-register`, `not-provided`, `type-differs`, `above-registered`, `capacity-unknown`, `not-in-network`."""
    registration: str
    title: str
    entry: str = ""
    services: tuple[str, ...] = ()
    """Names in the catalogues."""
    form: str = ""
    unit: str = ""
    in_network: int | None = None
    registered: int | None = None


def differences(
    network: Iterable[NetworkEntry], services: Iterable[DistinctService], day: date
) -> tuple[NetworkFinding, ...]:
    """What is in the network and not in the register any more, or differently, and what is registered and not in it.

    It is told from the copies: a catalogue that no city keeps, or that is old, is no proof. Related activities are
    in no register and in no network.
    """
    registered = {service.key: service for service in services if service.service_class is ServiceClass.REGISTERED}
    held = {entry.registration: entry for entry in network}
    found: list[NetworkFinding] = []
    for registration, entry in sorted(held.items()):
        found += _of_entry(entry, registered.get(registration), day)
    for key, service in sorted(registered.items()):
        if key not in held and service.provided_on(day):
            found.append(NetworkFinding("not-in-network", key, service.title, services=_names(service)))
    return tuple(found)


def _of_entry(entry: NetworkEntry, service: DistinctService | None, day: date) -> Iterable[NetworkFinding]:
    if service is None:
        yield NetworkFinding("not-in-register", entry.registration, entry.title, entry.name)
        return
    about = (entry.registration, entry.title, entry.name, _names(service))
    if not service.provided_on(day):
        yield NetworkFinding("not-provided", *about)
    if service.service_type and service.service_type != entry.service_type:
        yield NetworkFinding("type-differs", *about)
    for item in entry.capacities:
        maximum = _registered(service, item.form, item.unit, day)
        what = (item.form, item.unit, item.quantity, maximum)
        if maximum is None:
            yield NetworkFinding("capacity-unknown", *about, *what)
        elif item.quantity > maximum:
            yield NetworkFinding("above-registered", *about, *what)


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """Whether an application meets a criterion, as far as data can say."""

    criterion: str
    title: str
    check: CriterionCheck
    result: str
    """`met`, `not-met`, `unknown`, or `by-hand`."""
    reason: str
    """What the applicant says to it."""


def checked(
    application: NetworkApplication,
    criteria: Iterable[NetworkCriterion],
    service: DistinctService | None,
    needed: Mapping[tuple[str, str], int] | None,
    day: date,
) -> tuple[CriterionFinding, ...]:
    """Every criterion in force on a day; `needed`: what is missing of its type by form and unit; None: not reported."""
    said = {reason.criterion: reason.text for reason in application.reasons}
    return tuple(
        CriterionFinding(
            item.name, item.title, item.check, _result(item, application, service, needed, day), said.get(item.name, "")
        )
        for item in sorted(criteria, key=lambda item: (item.position, item.name))
        if item.validity.covers(day)
    )


def _result(
    criterion: NetworkCriterion,
    application: NetworkApplication,
    service: DistinctService | None,
    needed: Mapping[tuple[str, str], int] | None,
    day: date,
) -> str:
    if criterion.check is CriterionCheck.BY_HAND:
        return "by-hand"
    if criterion.check is CriterionCheck.NEED_REPORTED:
        if needed is None:
            return "unknown"
        asked = ((item.form, item.unit) for item in application.capacities)
        return "met" if all(needed.get(what, 0) > 0 for what in asked) else "not-met"
    if service is None:
        return "unknown"
    if criterion.check is CriterionCheck.REGISTERED:
        is_registered = service.service_class is ServiceClass.REGISTERED
        return "met" if is_registered and service.provided_on(day) else "not-met"
    maxima = [(item.quantity, _registered(service, item.form, item.unit, day)) for item in application.capacities]
    if any(maximum is not None and asked > maximum for asked, maximum in maxima):
        return "not-met"
    return "unknown" if any(maximum is None for _, maximum in maxima) else "met"


def _registered(service: DistinctService, form: str, unit: str, day: date) -> int | None:
    return service.capacity(form, unit, day).registered if (form, unit) in service.forms_and_units else None


def _names(service: DistinctService) -> tuple[str, ...]:
    return tuple(source.name for source in service.sources)
