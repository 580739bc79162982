"""What one city's catalogue says of supply."""

from collections.abc import Iterable

from komplan_core import names
from komplan_core.catalogue import Service
from komplan_core.regional.supply import SuppliedCapacity, SuppliedService
from komplan_region.ports.copies import Contents, NamedCapacity


def copied_supply(contents: Contents) -> tuple[SuppliedService, ...]:
    """Every service of a catalogue, with its territory and capacities; where it names no territory, the whole area."""
    area, found = contents.profile.area, contents.found
    providers = {provider.name: provider.title for provider in found.get("providers", [])}
    reports: dict[str, list[NamedCapacity]] = {}
    for capacity in found.get("capacities", []):
        reports.setdefault(names.parent(capacity.name), []).append(capacity)
    return tuple(
        SuppliedService(
            name=service.name,
            area=area.code,
            title=service.title,
            service_class=service.service_class,
            status=service.status,
            provider=providers.get(service.provider, ""),
            registration=service.registration_number,
            service_type=service.service_type or "",
            municipalities=service.municipalities or (() if service.orps else area.municipalities),
            orps=service.orps,
            valid_from=service.validity.start if service.validity else None,
            valid_to=service.validity.end if service.validity else None,
            capacities=tuple(_capacities(service, reports.get(service.name, ()))),
        )
        for service in found.get("services", [])
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
