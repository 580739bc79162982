"""The national register of providers of social services (RPSS): its daily open data, record by record.

Only named keys are read. Statutory bodies and heads of facilities stand under others: they never leave this module.
What a record says does not depend on the day on which it is read, nor on the order of the lists inside it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from komplan.catalogue.v1 import catalogue_pb2, import_pb2
from komplan.type.v1.period_pb2 import Period
from komplan_catalogue.sources.findings import Findings, day_of, id_of, line
from komplan_catalogue.sources.json_items import items
from komplan_catalogue.sources.rpss_contacts import contacts_of, provider_contacts
from komplan_catalogue.sources.rpss_places import places_of
from komplan_core.catalogue.organisations import is_ico
from komplan_core.codelists import CodeList, entry
from komplan_kit.days import day_message

ROOT: Final = "polozky"
PROVIDER_FIELDS: Final = ("title", "ico", "contacts")
PLACE_FIELDS: Final = ("title", "location_type", "address")
SERVICE_FIELDS: Final = (
    "title", "provider", "service_class", "registration_number", "register_id", "service_type", "status", "forms",
    "target_groups", "capacities", "places", "contacts", "nonstop", "eligibility", "validity",
)  # fmt: skip
LARGEST_CAPACITY: Final = 1_000_000


def rows(stream: BinaryIO, towns: Mapping[str, str] | None = None) -> Iterator[import_pb2.ImportRow]:
    """Every record of the register's file. `towns` are names of municipalities by code, where they are known.

    Raises Invalid for a file that is not the register's, or breaks off.
    """
    for number, record in items(stream, ROOT):
        yield row_of(record, number, towns or {})


def row_of(record: Any, position: int, towns: Mapping[str, str]) -> import_pb2.ImportRow:
    """What one record says of a service, its provider and its places."""
    row = import_pb2.ImportRow(position=position)
    found = Findings(row)
    if not isinstance(record, dict):
        found.error("", "INVALID_VALUE", "a record is an object")
        return row
    register_id = line(record.get("portalId"))
    if not register_id.isdecimal() or len(register_id) > 18:
        found.error("portalId", "REQUIRED", "a record has its number in `portalId`")
        return row
    row.key = f"rpss-{int(register_id)}"
    number = line(record.get("identifikator"))
    if not number:
        found.error("identifikator", "REQUIRED", "a registration has its number")
    holder = record.get("poskytovatel")
    provider = holder if isinstance(holder, dict) else {}
    _fill_provider(row, provider, found)
    days = _days(record, found)
    row.places.extend(places_of(record, str(int(register_id)), days, towns, found))
    service_type = found.code(CodeList.SERVICE_TYPES, id_of(record.get("druhSocialniSluzby")))
    service = catalogue_pb2.Service(
        title=_title(row, service_type, number),
        service_class="registered",
        registration_number=number[:40],
        register_id=str(int(register_id)),
        target_groups=_target_groups(record, found),
        contacts=contacts_of(record, provider, found),
        eligibility=line(record.get("doplnujiciInformaceVekoveSkupiny"))[:100_000],
    )
    if service_type:
        service.service_type = service_type
    if days[0]:
        service.validity.CopyFrom(Period(start=day_message(days[0])))
        if days[1]:
            service.validity.end.CopyFrom(day_message(days[1]))
    _fill_forms(service, record, found)
    row.service.CopyFrom(service)
    return row


def _fill_provider(row: import_pb2.ImportRow, provider: Mapping[str, Any], found: Findings) -> None:
    title, ico = line(provider.get("nazev"))[:500], line(provider.get("ico"))
    if not title:
        found.error("poskytovatel.nazev", "REQUIRED", "a provider has its name")
    if ico and ico.isdecimal() and len(ico) < 8:
        found.error("poskytovatel.ico", "LEADING_ZEROS_LOST", "an IČO has eight digits: leading zeros were lost")
    elif ico and not is_ico(ico):
        found.error("poskytovatel.ico", "ICO_CHECKSUM", "an IČO is eight digits with a correct check digit")
    row.provider_key = f"ico-{ico}" if is_ico(ico) else f"p-{hashlib.sha256(title.encode()).hexdigest()[:16]}"
    contacts = provider_contacts(provider, found)
    row.provider.CopyFrom(catalogue_pb2.Provider(title=title, ico=ico, contacts=contacts))


def _days(record: Mapping[str, Any], found: Findings) -> tuple[date | None, date | None]:
    try:
        start, end = day_of(record.get("datumPoskytovaniOd")), day_of(record.get("datumPoskytovaniDo"))
    except ValueError:
        found.error("datumPoskytovaniOd", "INVALID_VALUE", "a day is written as 2007-01-31")
        return None, None
    if end and not start:
        found.error("datumPoskytovaniOd", "REQUIRED", "a service that ends has a first day")
    if start and end and end < start:
        found.error("datumPoskytovaniDo", "PERIOD_ORDER", "the service ends before it begins")
        return start, None
    return start, end


def _title(row: import_pb2.ImportRow, service_type: str, number: str) -> str:
    """The name of the only site, else the name of the type: the register has no names of services."""
    names = {place.title for place in row.places if place.title}
    if len(names) == 1:
        return str(names.pop())
    if service_type:
        title = entry(CodeList.SERVICE_TYPES, service_type).title
        return title[0].upper() + title[1:]
    return f"Sociální služba {number}"


def _target_groups(record: Mapping[str, Any], found: Findings) -> list[str]:
    groups = {
        found.code(CodeList.TARGET_GROUPS, id_of(item.get("cilovaSkupina")))
        for item in _objects(record, "ciloveSkupiny")
    }
    for item in _objects(record, "vekoveSkupiny"):
        found.code(CodeList.AGE_GROUPS, id_of(item.get("vekovaSkupina")))
    return sorted(groups - {""})


def _fill_forms(service: catalogue_pb2.Service, record: Mapping[str, Any], found: Findings) -> None:
    """Forms and registered maxima. One form and unit has one maximum: several are not added, the largest holds."""
    forms: dict[str, bool] = {}
    maxima: dict[tuple[str, str], int] = {}
    for item in _objects(record, "formy"):
        form = found.code(CodeList.FORMS, id_of(item.get("forma")))
        if not form:
            continue
        forms[form] = forms.get(form, True) and item.get("nepretrzitePoskytovani") is True
        for capacity in _objects(item, "kapacity"):
            unit, count = found.code(CodeList.CAPACITY_UNITS, id_of(capacity.get("typ"))), capacity.get("pocet")
            if count is None or not unit:
                continue
            if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= LARGEST_CAPACITY:
                found.error("formy.kapacity.pocet", "INVALID_VALUE", "a capacity is a whole number, not negative")
                continue
            if (form, unit) in maxima:
                found.warning("formy.kapacity", "CAPACITY_TWICE", "the largest of several numbers of one unit holds")
            maxima[form, unit] = max(count, maxima.get((form, unit), 0))
    service.forms.extend(sorted(forms))
    service.nonstop = bool(forms) and all(forms.values())
    for (form, unit), count in sorted(maxima.items()):
        service.capacities.add(form=form, unit=unit, registered=count)


def _objects(holder: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    listed = holder.get(key)
    return (item for item in (listed if isinstance(listed, list) else ()) if isinstance(item, dict))
