"""What a provider or a service may not say: the field and the reason, the same on every database."""

from typing import Any

import pytest
from support.catalogue import Catalogue, refusal


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


DAY = {"year": 2026, "month": 1, "day": 1}
BEDS: dict[str, Any] = {"unit": "beds", "form": "residential", "registered": 10, "as_of": DAY}

PROVIDERS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no title": ({"title": ""}, "provider.title", "REQUIRED"),
    "a title of 501 characters": ({"title": "x" * 501}, "provider.title", "TEXT_TOO_LONG"),
    "an IČO with a wrong check digit": ({"ico": "00000018"}, "provider.ico", "ICO_CHECKSUM"),
    "an IČO without its leading zeros": ({"ico": "19"}, "provider.ico", "ICO_CHECKSUM"),
    "an IČO in other digits": ({"ico": "٠٠٠٠٠٠١٩"}, "provider.ico", "ICO_CHECKSUM"),
    "a founder type of no list": ({"founder_type": "nadace"}, "provider.founder_type", "UNKNOWN_CODE"),
    "NUL": ({"title": "Charita\0"}, "provider.title", "TEXT_CONTROL"),
    "reversed text": ({"contacts": [{"web": "https://\u202emoc.example"}]}, "provider.contacts.0.web", "TEXT_CONTROL"),
    "an id with a capital": ({"provider_id": "Charita"}, "provider_id", "CODE_FORMAT"),
    "an id that climbs": ({"provider_id": "../services"}, "provider_id", "CODE_FORMAT"),
}

SERVICES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no class": ({"service_class": ""}, "service.service_class", "REQUIRED"),
    "a class of its own": ({"service_class": "navazujici"}, "service.service_class", "INVALID_VALUE"),
    "a related service with a number": (
        {"registration_number": "1234567"},
        "service.registration_number",
        "INVALID_VALUE",
    ),
    "a registered service without a number": (
        {"service_class": "registered", "service_type": "home-care"},
        "service.registration_number",
        "REQUIRED",
    ),
    "a registered service without a type": (
        {"service_class": "registered", "registration_number": "1234567"},
        "service.registration_number",
        "REQUIRED",
    ),
    "a type of no list": ({"service_type": "pecovatelska-sluzba"}, "service.service_type", "UNKNOWN_CODE"),
    "a form of no list": ({"forms": ["field", "online"]}, "service.forms.1", "UNKNOWN_CODE"),
    "a city's own target group": ({"target_groups": ["families"]}, "service.target_groups.0", "UNKNOWN_CODE"),
    "a capacity in rooms": ({"capacities": [{**BEDS, "unit": "rooms"}]}, "service.capacities.0.unit", "UNKNOWN_CODE"),
    "a capacity below nothing": (
        {"capacities": [{**BEDS, "registered": -1}]},
        "service.capacities.0.registered",
        "INVALID_VALUE",
    ),
    "a capacity without a day": (
        {"capacities": [{"unit": "beds", "form": "field", "registered": 1}]},
        "service.capacities.0.as_of",
        "REQUIRED",
    ),
    "a capacity on 31 June": (
        {"capacities": [{**BEDS, "as_of": {"year": 2026, "month": 6, "day": 31}}]},
        "service.capacities.0.as_of",
        "INVALID_VALUE",
    ),
    "one form and unit twice": (
        {"capacities": [BEDS, {**BEDS, "registered": 11}]},
        "service.capacities",
        "DUPLICATE_CODE",
    ),
    "a municipality by its name": ({"municipalities": ["Vzorov"]}, "service.municipalities.0", "INVALID_VALUE"),
    "a period that ends before it begins": (
        {"validity": {"start": DAY, "end": {"year": 2025, "month": 12, "day": 31}}},
        "service.validity.end",
        "PERIOD_ORDER",
    ),
    "NUL in a list": ({"forms": ["fie\0ld"]}, "service.forms.0", "TEXT_CONTROL"),
    "reversed text": ({"description": "\u2067péče\u2069"}, "service.description", "TEXT_CONTROL"),
    "an id of two parts": ({"service_id": "a/b"}, "service_id", "CODE_FORMAT"),
}


def test_what_a_provider_may_not_say(catalogue):
    found = {what: refusal(catalogue.provider, **values) for what, (values, _, _) in PROVIDERS.items()}
    assert found == {what: (field, reason) for what, (_, field, reason) in PROVIDERS.items()}
    assert catalogue.journal() == []


def test_what_a_service_may_not_say(catalogue):
    catalogue.provider()
    found = {what: refusal(catalogue.service, **values) for what, (values, _, _) in SERVICES.items()}
    assert found == {what: (field, reason) for what, (_, field, reason) in SERVICES.items()}
    assert len(catalogue.journal()) == 1


def test_a_change_is_held_to_the_same_rules(catalogue):
    catalogue.provider()
    service = catalogue.service()
    assert refusal(catalogue.update_provider, "ico", ico="12345678") == ("provider.ico", "ICO_CHECKSUM")
    assert refusal(catalogue.update_service, service.name, "capacities", capacities=[BEDS, BEDS]) == (
        "service.capacities",
        "DUPLICATE_CODE",
    )


def test_units_and_forms_stand_beside_each_other(catalogue):
    catalogue.provider()
    capacities = [BEDS, {**BEDS, "unit": "clients"}, {**BEDS, "form": "outpatient"}]
    service = catalogue.service(capacities=capacities)
    assert [(item.unit, item.form) for item in service.capacities] == [
        ("beds", "residential"),
        ("clients", "residential"),
        ("beds", "outpatient"),
    ]
    again = catalogue.update_service(service.name, "capacities", capacities=reversed(service.capacities))
    assert list(again.capacities) == list(reversed(service.capacities))


def test_a_service_may_serve_a_neighbouring_municipality(catalogue):
    catalogue.provider()
    assert catalogue.service(municipalities=["500011"]).municipalities == ["500011"]


def test_text_is_kept_in_its_composed_form(catalogue):
    assert catalogue.provider(title="Pec\u030ce o rodinu").title == "Pe\u010de o rodinu"
