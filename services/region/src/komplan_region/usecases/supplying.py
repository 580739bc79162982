"""What one city's catalogue says of supply."""

from collections.abc import Iterable

from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.regional.speaking import ClaimSubject, Listening
from komplan_core.regional.supply import SuppliedCapacity, SuppliedService
from komplan_region.ports.copies import Contents, Derived, NamedCapacity


def copied_supply(contents: Contents) -> Derived:
    """Every service of a catalogue, with its territory and capacities; where it names no territory, the whole area.

    Only territory for which the city speaks counts; a service that it shows of another one alone is left out.
    """
    found, listening = contents.found, Listening(contents.office.speaks_for)
    providers = {provider.name: provider.title for provider in found.get("providers", [])}
    reports: dict[str, list[NamedCapacity]] = {}
    for capacity in found.get("capacities", []):
        reports.setdefault(names.parent(capacity.name), []).append(capacity)
    services = []
    for service in found.get("services", []):
        municipalities, orps = _territory(service, contents, listening)
        if not (municipalities or orps) and (service.municipalities or service.orps):
            continue
        services.append(
            SuppliedService(
                name=service.name,
                area=contents.profile.area.code,
                title=service.title,
                service_class=service.service_class,
                status=service.status,
                provider=providers.get(service.provider, ""),
                registration=service.registration_number,
                service_type=service.service_type or "",
                municipalities=municipalities,
                orps=orps,
                valid_from=service.validity.start if service.validity else None,
                valid_to=service.validity.end if service.validity else None,
                capacities=tuple(_capacities(service, reports.get(service.name, ()))),
            )
        )
    return Derived(tuple(services), listening.claims)


def _territory(service: Service, contents: Contents, listening: Listening) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Municipalities and ORP of a service as far as the city speaks for them."""
    if not (service.municipalities or service.orps):
        own = listening.speaks_for.municipalities
        return tuple(code for code in contents.profile.area.municipalities if code in own), ()
    return (
        listening.within(ClaimSubject.SERVICE, service.name, service.municipalities),
        listening.within_orps(ClaimSubject.SERVICE, service.name, service.orps),
    )


def _capacities(service: Service, reports: Iterable[NamedCapacity]) -> Iterable[SuppliedCapacity]:
    """The registered maximum stands with the service, what its provider says beside it; a form and unit once."""
    maxima = {(item.form, item.unit): item for item in service.capacities}
    said = {(item.shown.form, item.shown.unit): item.shown for item in reports}
    for form, unit in sorted({*maxima, *said}):
        maximum, shown = maxima.get((form, unit)), said.get((form, unit))
        told = shown if shown is not None and not shown.expired else None
        yield SuppliedCapacity(
            form=form,
            unit=unit,
            registered=maximum.registered if maximum else None,
            registered_as_of=maximum.as_of if maximum else None,
            funded=told.funded if told else None,
            available=told.available if told else None,
            waiting=told.waiting if told else None,
            as_of=shown.as_of if shown else None,
            last_day=shown.last_day if shown else None,
        )
