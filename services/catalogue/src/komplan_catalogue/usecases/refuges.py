"""Services at secret addresses: no name and no text of theirs may tell where they are."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from komplan_catalogue.ports.transaction import CatalogueTx
from komplan_core import names
from komplan_core.catalogue import LocationType, Place, Service
from komplan_core.catalogue.provenance import Said, in_vain, wording_of
from komplan_core.catalogue.services import ServicePlace
from komplan_core.errors import Invalid, Refused, Violation

_TELLING: Final = re.compile(r"ap-[0-9]+|rpss-[0-9]+-[0-9a-f]{12}|t-[0-9a-f]{20}")
"""Ids that an import makes of an address or of the name of a house: who guesses that, finds the place."""
_TEXTS: Final = ("title", "description", "easy_text", "eligibility", "application", "alert")
SHORTEST_STREET: Final = 4
"""Characters of a street that is looked for in texts: shorter ones stand in any."""
MOST_NAMED: Final = 50


def is_secret(tx: CatalogueTx, places: Iterable[ServicePlace]) -> bool:
    """Whether one of these places has a secret address."""
    found = (tx.places.find(at.place) for at in places)
    return any(place is not None and place.location_type is LocationType.CONFIDENTIAL for place in found)


def shown_places(said: Said) -> tuple[ServicePlace, ...]:
    """The places of a service of which this is said, as they are shown."""
    wording = wording_of(Service)
    held = wording.holding({"places": said.get("places", {})}).get("places")
    found: tuple[ServicePlace, ...] = wording.value("places", held) if held is not None else ()
    return found


def untold(tx: CatalogueTx, said: Said) -> tuple[str, ...]:
    """Fields in which the register's word on a service at a secret address is not kept, as it does not hold."""
    fields = in_vain(said)
    return fields if fields and is_secret(tx, shown_places(said)) else ()


def check_name(tx: CatalogueTx, name: str) -> None:
    """Raise Refused for a place that cannot become secret: its name, or one that leads to it, tells its address."""
    leading = {gone for gone, target in tx.merges.targets().items() if target == name}
    if any(_TELLING.fullmatch(names.last_id(known)) for known in (name, *leading)):
        message = "the name of this place tells its address: make a new secret place and let the service name it"
        raise Refused("ADDRESS_NOT_PUBLIC", message)


def check_services(tx: CatalogueTx, place: Place) -> None:
    """Raise Refused while services tell where the place is that becomes secret."""
    telling = [service.name for service in tx.search.at_place(place.name) if _tells(service, place)]
    if telling:
        message = f"{len(telling)} services tell where it is, by their title, texts or the name of their workplace"
        violations = [Violation(name, "ADDRESS_NOT_PUBLIC", message) for name in telling[:MOST_NAMED]]
        raise Refused("ADDRESS_NOT_PUBLIC", message, violations)


def check_moved(tx: CatalogueTx, before: Service, after: Service) -> None:
    """Raise Invalid when a service takes what tells its former place to a secret one."""
    known = {at.place: at for at in before.places}
    stayed = {at.place for at in after.places}
    if not is_secret(tx, [at for at in after.places if at.place not in known]):
        return
    left = [place for at in known.values() if at.place not in stayed and (place := tx.places.find(at.place))]
    titles = {title.casefold() for title in (*(at.title for at in known.values()), *(it.title for it in left)) if title}
    found = next(_telling(after, titles, _streets(left)), None)
    if found is None:
        named = [number for number, at in enumerate(after.places) if at.place not in known and _is(at.title, titles)]
        found = f"places.{named[0]}.title" if named else None
    if found is not None:
        raise Invalid.field(f"service.{found}", "ADDRESS_NOT_PUBLIC", "this tells where the service was: say it anew")


def _tells(service: Service, place: Place) -> bool:
    titles = {place.title.casefold()}
    named = any(at.title for at in service.places if at.place == place.name)
    return named or next(_telling(service, titles, _streets([place])), None) is not None


def _telling(service: Service, titles: Collection[str], streets: Iterable[str]) -> Iterator[str]:
    """Fields of a service that tell: a title that is that of the place, a text with its street."""
    if _is(service.title, titles):
        yield "title"
    for street in streets:
        yield from (name for name in _TEXTS if street in getattr(service, name).casefold())


def _is(title: str, titles: Collection[str]) -> bool:
    return title.casefold() in titles


def _streets(places: Iterable[Place]) -> list[str]:
    streets = (place.address.street.casefold() for place in places if place.address)
    return [street for street in streets if len(street) >= SHORTEST_STREET]
