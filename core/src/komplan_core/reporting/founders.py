"""Providers and services by founder: the table of Brno's second plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from komplan_core.catalogue import Provider, Service, ServiceClass
from komplan_core.codelists import CodeList, entries, entry


@dataclass(slots=True)
class FounderRow:
    """Providers of one founder type and legal form. Each provider stands in one row, so rows may be added."""

    founder_type: str
    founder_title: str
    legal_form: str
    legal_form_title: str
    providers: int = 0
    services: int = 0
    """Registered services."""
    by_category: dict[str, int] = field(default_factory=dict)
    """Of them, those whose category (counselling, care, prevention) is known."""


def founder_table(providers: Iterable[Provider], services: Iterable[Service]) -> tuple[FounderRow, ...]:
    """One row for each founder type and legal form. Providers without a registered service are left out."""
    by_name = {provider.name: provider for provider in providers}
    rows: dict[tuple[str, str], FounderRow] = {}
    counted: set[str] = set()
    for service in services:
        provider = by_name.get(service.provider)
        if provider is None or service.service_class is not ServiceClass.REGISTERED:
            continue
        key = (provider.founder_type or "", provider.legal_form or "")
        row = rows.setdefault(key, FounderRow(key[0], _founder(key[0]), key[1], _legal_form(key[1])))
        if provider.name not in counted:
            counted.add(provider.name)
            row.providers += 1
        row.services += 1
        if service.service_type and (category := entry(CodeList.SERVICE_TYPES, service.service_type).category):
            row.by_category[category] = row.by_category.get(category, 0) + 1
    order = {item.code: place for place, item in enumerate(entries(CodeList.FOUNDER_TYPES))}
    return tuple(rows[key] for key in sorted(rows, key=lambda key: (order.get(key[0], len(order)), key[1])))


def _founder(code: str) -> str:
    return entry(CodeList.FOUNDER_TYPES, code).title if code else "neuvedeno"


def _legal_form(code: str) -> str:
    return entry(CodeList.LEGAL_FORMS, code).title if code else "neuvedeno"
