"""A catalogue of a fictional town in which every field of every entry is filled at least once."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from google.protobuf.message import Message

from komplan.catalogue.v1 import capacity_pb2, catalogue_pb2, place_pb2
from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan_core.catalogue.opening import PRAGUE
from support.catalogue import AREA, CHARITA, Catalogue

SERVICE: Final = f"{AREA}/services/domov"
HOUSE: Final = f"{AREA}/places/dum"
REFUGE: Final = f"{AREA}/places/utocisko"
LINE: Final = f"{AREA}/places/linka"
DEBTS: Final = f"{AREA}/situations/dluhy"
FICTIONAL: Final = Path(__file__).resolve().parents[1] / "data" / "search" / "services.toml"


def today() -> date:
    """The day in Prague."""
    return datetime.now(PRAGUE).date()


def day(when: date) -> dict[str, int]:
    """A day as the contract has it."""
    return {"year": when.year, "month": when.month, "day": when.day}


PLACES: Final[dict[str, dict[str, Any]]] = {
    "dum": {
        "title": "Dům služeb",
        "location_type": "physical",
        "address": {
            "street": "Lipová 12",
            "city": "Vzorov",
            "postal_code": "99901",
            "municipality": "999001",
            "address_point": "12345678",
        },
        "point": {"latitude": 49.123456789, "longitude": 16.6},
        "accessibility": ["step-free", "lift"],
        "access": "Tramvají 3 na zastávku Lipová.",
    },
    "utocisko": {"title": "Azylový dům s utajenou adresou", "location_type": "confidential", "accessibility": ["lift"]},
    "linka": {"title": "Telefonická linka", "location_type": "virtual", "access": "Volejte odkudkoli."},
}

PROVIDER: Final[dict[str, Any]] = {
    "ico": "00000019",
    "founder_type": "church",
    "legal_form": "722",
    "contacts": [
        {"label": "recepce", "phone": "555 000 111", "email": "info@vzorov.example", "note": "ve všední dny"},
        {"web": "https://vzorov.example"},
        {"label": "stránky pro rodiny", "web": "https://rodiny.vzorov.example/péče?kdo=děti"},
    ],
    "seat": "Kostelní 1, Vzorov",
    "data_box": "abc1234",
    "description": "Církevní organizace ve Vzorově.",
}

FULL: Final[dict[str, Any]] = {
    "title": "Domov Pod Lípou",
    "service_class": "registered",
    "registration_number": "0012345",
    "register_id": "91234",
    "service_type": "home-for-seniors",
    "status": "active",
    "forms": ["residential", "outpatient", "field"],
    "target_groups": ["seniors", "dementia"],
    "min_age": "60",
    "max_age": "99.5",
    "capacities": [
        {"unit": "beds", "form": "residential", "registered": 40, "as_of": day(date(2026, 1, 1))},
        {"unit": "clients", "form": "outpatient", "registered": 12, "as_of": day(date(2026, 1, 1))},
        {"unit": "contacts", "form": "field", "registered": 30, "as_of": day(date(2026, 1, 1))},
    ],
    "municipalities": ["999001", "500011"],
    "orps": ["2011"],
    "places": [
        {"place": HOUSE, "title": "Hlavní budova", "validity": {"start": day(date(2020, 1, 1))}},
        {"place": REFUGE, "title": "Oddělení pro oběti násilí"},
        {"place": LINE},
    ],
    "contacts": [
        {"label": "sociální pracovnice", "phone": "+420 555 000 222", "email": "domov@vzorov.example"},
        {"phone": "116 111", "note": "volání zdarma"},
        {"web": "https://domov.vzorov.example"},
    ],
    "hours": [
        {"weekday": 1, "opens": "08:00", "closes": "16:00"},
        {"weekday": 3, "opens": "08:00", "closes": "16:00"},
        {"weekday": 5, "opens": "22:00", "closes": "02:00", "over_midnight": True, "note": "noční služba"},
        {"weekday": 2, "opens": "13:00", "closes": "24:00", "by_appointment": True},
    ],
    "exceptions": [
        {"days": {"start": day(date(2026, 12, 24)), "end": day(date(2026, 12, 26))}, "closed": True, "note": "Vánoce"},
        {"days": {"start": day(date(2026, 12, 31))}, "opens": "08:00", "closes": "12:00"},
    ],
    "languages": ["cs", "cse", "sr"],
    "costs": [
        {"title": "pobyt", "amount": 27050, "unit": "den"},
        {"title": "poradenství", "amount": 0},
        {"title": "fakultativní služby"},
    ],
    "required_documents": ["občanský průkaz", "lékařská zpráva"],
    "situations": ["dluhy"],
    "description": "Celoroční pobyt pro seniory.",
    "easy_text": "Bydlení pro starší lidi.",
    "eligibility": "Lidé od 60 let.",
    "application": "Podejte žádost na recepci.",
    "alert": "Od června přestavujeme jídelnu.",
    "validity": {"start": day(date(2020, 2, 29)), "end": day(date(2099, 12, 31))},
}


def fill(catalogue: Catalogue) -> None:
    """Enter situations, places, one provider and one service with all that can be said of them."""
    situation = catalogue_pb2.LifeSituation(title="Dluhy a exekuce", description="Když dluhy přerostou.", position=1)
    write(catalogue, edit.CreateLifeSituationRequest(parent=AREA, situation=situation, situation_id="dluhy"))
    for place_id, values in PLACES.items():
        place = place_pb2.Place(**values)
        write(catalogue, edit.CreatePlaceRequest(parent=AREA, place=place, place_id=place_id))
    catalogue.provider(**PROVIDER)
    catalogue.service("domov", **FULL)
    report(catalogue, "residential", "beds", available=3, waiting=5, funded=38, note="Volno od pondělí.")


def report(catalogue: Catalogue, form: str, unit: str, service: str = SERVICE, **values: Any) -> None:
    """Report a capacity as of today, with free capacity unless told otherwise."""
    given = {"form": form, "unit": unit, "status": "capacity", "as_of": day(today()), **values}
    message = capacity_pb2.CapacityReport(**given)
    write(catalogue, edit.ReportCapacityRequest(parent=service, report=message))


def days_ago(number: int) -> dict[str, int]:
    """A day in the past."""
    return day(today() - timedelta(days=number))


def hide(catalogue: Catalogue, owner: str, kind: str, value: str, visibility: str = "hidden", label: str = "") -> Any:
    """Keep a detail that is not for the public."""
    detail = place_pb2.RestrictedDetail(owner=owner, kind=kind, visibility=visibility, label=label, value=value)
    return write(catalogue, edit.CreateRestrictedDetailRequest(parent=AREA, detail=detail))


def hide_address(catalogue: Catalogue, place: str, text: str) -> Any:
    """Keep the secret address of a place."""
    address = place_pb2.ConfidentialAddress(text=text)
    return write(catalogue, edit.SetConfidentialAddressRequest(place=place, address=address))


def fill_with_the_fictional_town(catalogue: Catalogue) -> int:
    """Enter the fictional set on which search is measured; how many services there are."""
    town = tomllib.loads(FICTIONAL.read_text(encoding="utf-8"))
    for situation_id, title in town["situations"].items():
        situation = catalogue_pb2.LifeSituation(title=title)
        write(catalogue, edit.CreateLifeSituationRequest(parent=AREA, situation=situation, situation_id=situation_id))
    for provider_id, values in town["providers"].items():
        catalogue.provider(provider_id, **values)
    for number, (service_id, values) in enumerate(town["services"].items()):
        kind = values.get("type")
        registered = {"service_class": "registered", "service_type": kind, "registration_number": f"{1000000 + number}"}
        catalogue.service(
            service_id,
            title=values["title"],
            provider=f"{AREA}/providers/{values['provider']}",
            description=values.get("description", "").strip(),
            forms=values.get("forms", []),
            target_groups=values.get("groups", []),
            situations=values.get("situations", []),
            municipalities=values.get("serves", []),
            **(registered if kind else {"service_class": "related"}),
        )
    return len(town["services"])


def write(catalogue: Catalogue, request: Message) -> Any:
    """Call the method of a request as the office."""
    return catalogue.write(request.DESCRIPTOR.name.removesuffix("Request"), request)


PROVIDER_NAME: Final = CHARITA
