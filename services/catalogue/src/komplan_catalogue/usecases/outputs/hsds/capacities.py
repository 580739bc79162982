"""Capacities: HSDS service_capacity and unit where a provider reported lately, else the registered maximum."""

from collections.abc import Iterable
from datetime import date

from komplan_catalogue.usecases.outputs.hsds.objects import Object, present
from komplan_catalogue.usecases.outputs.hsds.terms import NATIONAL
from komplan_catalogue.usecases.outputs.town import Town
from komplan_core.catalogue import CapacityReport, CapacityStatus, Service, Visibility
from komplan_core.catalogue.capacity import ShownCapacity, shown
from komplan_core.codelists import CodeList, entry

PUBLIC = frozenset({Visibility.PUBLIC})


def capacities(town: Town, service: Service, reports: Iterable[CapacityReport], today: date) -> Object:
    """The fields of a service that speak of capacity. An expired or hidden number is not among them."""
    seen = shown(service.capacities, reports, today, PUBLIC)
    return present(
        capacities=[_capacity(town, service.name, item) for item in seen if item.available is not None],
        cz_registered_capacity=[
            _registered(item) for item in seen if item.available is None and item.registered is not None
        ],
        cz_reported_capacity=[_reported(item) for item in seen if _says_something(item)],
    )


def _capacity(town: Town, service: str, item: ShownCapacity) -> Object:
    return present(
        id=town.ids.of(service, f"capacity/{item.form}-{item.unit}"),
        service_id=town.ids.of(service),
        unit=_unit(item.unit),
        available=item.available,
        maximum=item.registered,
        description=entry(CodeList.FORMS, item.form).title,
        updated=f"{item.as_of}T00:00:00.000Z",
        cz_form=item.form,
        cz_last_day=str(item.last_day),
    )


def _unit(code: str) -> Object:
    found = entry(CodeList.CAPACITY_UNITS, code)
    return present(
        id=NATIONAL.of(CodeList.CAPACITY_UNITS, code),
        name=found.title,
        identifier=code,
        cz_register_code=found.register_id,
    )


def _registered(item: ShownCapacity) -> Object:
    return {"form": item.form, "type": item.unit, "max": item.registered, "as_of": str(item.registered_as_of)}


def _says_something(item: ShownCapacity) -> bool:
    numbers = item.funded is not None or item.waiting is not None
    return numbers or bool(item.note) or item.status is not CapacityStatus.UNKNOWN


def _reported(item: ShownCapacity) -> Object:
    return present(
        form=item.form,
        type=item.unit,
        status=str(item.status),
        funded=item.funded,
        waiting=item.waiting,
        note=item.note,
        as_of=str(item.as_of),
        last_day=str(item.last_day),
    )
