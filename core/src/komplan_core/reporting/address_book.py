"""The address book of organisations: more than contacts, as Brno's is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from komplan_core.catalogue import Contact, Place, Provider, Service, ServiceStatus
from komplan_core.catalogue.capacity import Capacity
from komplan_core.czech_order import czech_order
from komplan_core.profile import Profile
from komplan_core.reporting.people_charts import areas_of_help
from komplan_core.values import Period


@dataclass(frozen=True, slots=True)
class BookPlace:
    """Where a service is provided, as far as everybody may know it."""

    name: str
    title: str
    location_type: str
    address: str
    """Empty for a secret or virtual place."""
    municipality: str
    """RÚIAN code, or empty."""


@dataclass(frozen=True, slots=True)
class BookService:
    """What an organisation offers."""

    name: str
    title: str
    service_class: str
    service_type: str
    status: str
    forms: tuple[str, ...]
    target_groups: tuple[str, ...]
    capacities: tuple[Capacity, ...]
    places: tuple[BookPlace, ...]
    contacts: tuple[Contact, ...]
    working_groups: tuple[str, ...]
    """Codes of the city's working groups that speak of one of its target groups."""
    description: str


@dataclass(frozen=True, slots=True)
class BookEntry:
    """One organisation with everything that it offers."""

    name: str
    title: str
    ico: str
    founder_type: str
    legal_form: str
    seat: str
    data_box: str
    contacts: tuple[Contact, ...]
    description: str
    working_groups: tuple[str, ...]
    """Codes of the working groups of all its services."""
    services: tuple[BookService, ...]


def address_book(
    providers: Iterable[Provider],
    services: Iterable[Service],
    places: Mapping[str, Place],
    profile: Profile,
    today: date,
) -> list[BookEntry]:
    """Every organisation with its services, by title; services that ended are left out."""
    groups = {code: found for code, (_, found) in areas_of_help(profile, Period(start=today, end=today)).items()}
    offered: dict[str, list[BookService]] = {}
    for service in services:
        ended = service.validity is not None and service.validity.end is not None and service.validity.end < today
        if not ended and service.status is not ServiceStatus.DEFUNCT:
            offered.setdefault(service.provider, []).append(_service(service, places, groups, today))
    return [_entry(provider, offered.get(provider.name, [])) for provider in sorted(providers, key=_by_title)]


def _by_title(provider: Provider) -> tuple[tuple[str, str], str]:
    return czech_order(provider.title), provider.name


def _entry(provider: Provider, services: list[BookService]) -> BookEntry:
    return BookEntry(
        name=provider.name,
        title=provider.title,
        ico=provider.ico,
        founder_type=provider.founder_type or "",
        legal_form=provider.legal_form or "",
        seat=provider.seat,
        data_box=provider.data_box,
        contacts=provider.contacts,
        description=provider.description,
        working_groups=tuple(dict.fromkeys(code for service in services for code in service.working_groups)),
        services=tuple(sorted(services, key=lambda service: (czech_order(service.title), service.name))),
    )


def _service(
    service: Service, places: Mapping[str, Place], groups: Mapping[str, frozenset[str]], today: date
) -> BookService:
    targets = set(service.target_groups)
    return BookService(
        name=service.name,
        title=service.title,
        service_class=service.service_class,
        service_type=service.service_type or "",
        status=service.status,
        forms=service.forms,
        target_groups=service.target_groups,
        capacities=service.capacities,
        places=tuple(
            _place(places[at.place], at.title)
            for at in service.places
            if at.place in places and (at.validity is None or at.validity.covers(today))
        ),
        contacts=service.contacts,
        working_groups=tuple(code for code, found in groups.items() if found & targets),
        description=service.description,
    )


def _place(place: Place, title: str) -> BookPlace:
    address = place.address
    parts = (address.street, " ".join(filter(None, (address.postal_code, address.city)))) if address else ()
    return BookPlace(
        name=place.name,
        title=title or place.title,
        location_type=place.location_type,
        address=", ".join(filter(None, parts)),
        municipality=(address.municipality or "") if address else "",
    )
