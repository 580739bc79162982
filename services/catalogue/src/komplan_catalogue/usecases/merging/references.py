"""What refers to an entry, and how it comes to refer to another one."""

from dataclasses import dataclass
from typing import Any

from komplan_catalogue.usecases import findable
from komplan_catalogue.usecases.campaigns.records import shown
from komplan_catalogue.usecases.merging.storage import MergeTx
from komplan_catalogue.usecases.places import Restricted
from komplan_catalogue.usecases.services import Services
from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.catalogue.campaign import ANSWERED, ItemState
from komplan_core.catalogue.provenance import Layer, wording_of
from komplan_core.catalogue.sections import Beside
from komplan_core.errors import Refused
from komplan_core.record import Entity
from komplan_kit.clock import Clock, today


@dataclass(frozen=True, slots=True)
class Planned:
    """What refers to the entry that goes, by resource name: what moves, and capacity reports that do not."""

    moved: tuple[str, ...]
    dropped: tuple[str, ...]


class Moves:
    """Lets everything that refers to one entry refer to another one."""

    def __init__(self, services: Services, restricted: Restricted, clock: Clock) -> None:
        self._services, self._restricted, self._clock = services, restricted, clock

    def planned(self, tx: MergeTx, keep: str, gone: str) -> Planned:
        """What would move. Raises Refused for what cannot: yearly reports, open requests, a second secret address."""
        moved = [*tx.details_of(gone), *tx.campaigns.items_about(gone)]
        dropped: list[str] = []
        if names.SERVICE.matches(gone):
            if tx.merges.has_yearly_reports(gone):
                raise Refused("STILL_REFERRED_TO", f"`{gone}` has yearly reports: keep it, and merge the other into it")
            if requests := tx.merges.open_requests(gone):
                raise Refused("STILL_REFERRED_TO", f"decide on `{requests[0]}` first: it is about `{gone}`")
            taken = {(report.form, report.unit) for report in tx.capacity_reports_of(keep)}
            for report in tx.capacity_reports_of(gone):
                (dropped if (report.form, report.unit) in taken else moved).append(report.name)
        elif names.PROVIDER.matches(gone):
            moved += [*(service.name for service in tx.services_of(gone)), *tx.merges.requests_of(gone)]
        else:
            moved += [service.name for service in tx.search.at_place(gone)]
            if tx.confidential_addresses.find(_secret(gone)):
                if tx.confidential_addresses.find(_secret(keep)):
                    raise Refused("STILL_REFERRED_TO", "both have a secret address: delete the one that is wrong first")
                moved.append(_secret(gone))
        return Planned(tuple(moved), tuple(dropped))

    def move(self, tx: MergeTx, keep: str, gone: str) -> None:
        """Move it."""
        for name in tx.details_of(gone):
            detail = tx.restricted_details.get(name)
            tx.restricted_details.replace(detail.revised({"owner": keep}))
        if names.SERVICE.matches(gone):
            self._capacity_reports(tx, keep, gone)
            self._items(tx, keep, gone)
        elif names.PROVIDER.matches(gone):
            for service in tx.services_of(gone):
                self._rewrite(tx, service.name, "provider", lambda value: keep if value == gone else value)
            for name in tx.campaigns.items_about(gone):
                tx.campaigns.items.replace(tx.campaigns.items.get(name).revised({"provider": keep}))
            for name in tx.merges.requests_of(gone):
                tx.change_requests.replace(tx.change_requests.get(name).revised({"provider": keep}))
        else:
            for service in tx.search.at_place(gone):
                self._rewrite(tx, service.name, "places", lambda value: _elsewhere(value, keep, gone))
            if secret := tx.confidential_addresses.find(_secret(gone)):
                self._restricted.set_address(tx, keep, {"text": secret.text})

    def _capacity_reports(self, tx: MergeTx, keep: str, gone: str) -> None:
        taken = {(report.form, report.unit) for report in tx.capacity_reports_of(keep)}
        service_id = tx.services.refer(keep, "keep")
        for report in tx.capacity_reports_of(gone):
            if (report.form, report.unit) not in taken:
                name = f"{keep}/capacities/{names.last_id(report.name)}"
                tx.capacity_reports.add(report.revised({"name": name}), service_id=service_id)
        findable.keep(tx, tx.services.get(keep))

    def _items(self, tx: MergeTx, keep: str, gone: str) -> None:
        """Who was asked about the entry that goes is asked about the other. Letters that showed it confirm nothing."""
        asked = {names.parent(name) for name in tx.campaigns.items_about(keep)}
        for name in tx.campaigns.items_about(gone):
            item = tx.campaigns.items.get(name)
            tx.campaigns.drop_tokens(name)
            if names.parent(name) not in asked:
                provider = tx.services.get(keep).provider
                tx.campaigns.items.replace(item.revised({"service": keep, "provider": provider}))
            elif item.state not in ANSWERED:
                tx.campaigns.items.replace(item.revised({"state": ItemState.CLOSED, "settled_on": today(self._clock)}))

    def _rewrite(self, tx: MergeTx, service: str, field: str, change: Any) -> None:
        """Change a reference in the words of each layer; the register first, whose word others may only repeat."""
        wording = wording_of(Service)
        facts = {fact.layer: fact for fact in tx.facts.facts(service) if fact.field == field}
        for layer in sorted(facts, key=lambda layer: layer is not Layer.REGISTER):
            before = wording.value(field, facts[layer].value)
            after = change(before)
            if after != before:
                self._services.put(tx, service, layer, {field: after}, source=facts[layer].source)


def beside(tx: MergeTx, *entries: Entity) -> Beside:
    """What these services name."""
    found = Beside()
    for entry in entries:
        if isinstance(entry, Service):
            record = shown(tx, entry)
            found = Beside(
                {**found.providers, record.provider.name: record.provider},
                {**found.places, **record.places},
                {**found.situations, **record.situations},
            )
    return found


def _elsewhere(places: Any, keep: str, gone: str) -> Any:
    """Places with one replaced by another, which stands once."""
    known = {at.place for at in places}
    return tuple(
        at.revised({"place": keep}) if at.place == gone else at
        for at in places
        if at.place != gone or keep not in known
    )


def _secret(place: str) -> str:
    ids = names.PLACE.parse(place)
    return names.CONFIDENTIAL_ADDRESS.format(area=ids["area"], address=ids["place"])
