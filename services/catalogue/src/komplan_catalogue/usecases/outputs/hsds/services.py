"""Services with all that belongs to them: HSDS service and service_at_location."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from komplan_catalogue.usecases.outputs.hsds.capacities import capacities
from komplan_catalogue.usecases.outputs.hsds.contacts import reach
from komplan_catalogue.usecases.outputs.hsds.details import cost_options, languages, required_documents, service_areas
from komplan_catalogue.usecases.outputs.hsds.history import assured_on, holding, instant, metadata
from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.hsds.schedules import schedules
from komplan_catalogue.usecases.outputs.hsds.terms import Terms
from komplan_catalogue.usecases.outputs.source import Stored, Told
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import CapacityReport, Service


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a service."""

    organization: Object
    locations: Mapping[str, Object]
    """By resource name of the place."""
    reports: Sequence[CapacityReport]
    told: Sequence[Told]


def service(town: Town, terms: Terms, stored: Stored[Service], around: Around, today: date) -> Object:
    """A service as it is on a day in Prague."""
    entry, ids = stored.entry, town.ids
    found = reach(ids, entry.name, "service_id", entry.contacts, entry.nonstop)
    said = holding(entry, around.told)
    assured = assured_on(said)
    return present(
        id=ids.of(entry.name),
        organization_id=ids.of(entry.provider),
        name=entry.title,
        description=entry.description,
        url=found.web,
        additional_urls=found.urls[1:],
        email=found.email,
        status=str(entry.status),
        application_process=entry.application,
        eligibility_description=entry.eligibility,
        minimum_age=_years(entry.min_age),
        maximum_age=_years(entry.max_age),
        assured_date=assured.isoformat() if assured else None,
        alert=entry.alert,
        last_modified=instant(stored.changed_at),
        phones=found.phones,
        schedules=schedules(town, entry),
        service_areas=service_areas(town, entry),
        service_at_locations=_at_locations(town, entry, around.locations, today),
        languages=languages(town, entry),
        organization=around.organization,
        cost_options=cost_options(town, entry),
        required_documents=required_documents(town, entry),
        contacts=found.contacts,
        attributes=terms.attributes(entry),
        metadata=metadata(town, entry, "service", said),
        cz_service_class=str(entry.service_class),
        cz_registration_number=entry.registration_number,
        cz_rpss_id=entry.register_id,
        cz_easy_text=entry.easy_text,
        cz_validity=_validity(entry),
        **capacities(town, entry, around.reports, today),
    )


def _at_locations(town: Town, entry: Service, locations: Mapping[str, Object], today: date) -> list[Object]:
    """Where it is provided on that day."""
    return [
        present(
            id=town.ids.of(entry.name, f"at/{at.place}"),
            service_id=town.ids.of(entry.name),
            location_id=town.ids.of(at.place),
            description=at.title,
            location=locations[at.place],
        )
        for at in entry.places
        if at.validity is None or at.validity.covers(today)
    ]


def _years(age: Decimal | None) -> int | float | None:
    if age is None:
        return None
    return int(age) if age == age.to_integral_value() else float(age)


def _validity(entry: Service) -> Object | None:
    if entry.validity is None:
        return None
    end = entry.validity.end
    return present(start=entry.validity.start.isoformat(), end=end.isoformat() if end else None)
