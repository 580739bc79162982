"""The guide of a real town (`../shared/data/pribor`), entered through the public interface. It carries no codes of the
act, so all its services are related ones."""

from pathlib import Path
from typing import Any

import orjson

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_pb2, place_pb2
from support.catalogue import AREA, Catalogue
from support.full_catalogue import write


def fill_with_the_guide(catalogue: Catalogue, folder: Path) -> int:
    """Enter situations, organisations, places and services; how many services there are."""
    for term in _lines(folder / "taxonomy_terms.ndjson"):
        situation = catalogue_pb2.LifeSituation(title=term["name"])
        request = edit.CreateLifeSituationRequest(parent=AREA, situation=situation, situation_id=term["code"])
        write(catalogue, request)
    for organization in _lines(folder / "organizations.ndjson"):
        web = [{"web": organization["website"]}] if "website" in organization else []
        catalogue.provider(
            organization["id"], title=organization["name"], description=organization["description"], contacts=web
        )
    services = _lines(folder / "services.ndjson")
    entered: set[str] = set()
    for service in services:
        places = [at["location"] for at in service.get("service_at_locations", ())]
        for place in places:
            if place["id"] not in entered:
                _enter_place(catalogue, place)
                entered.add(place["id"])
        _enter_service(catalogue, service, places)
    return len(services)


def _enter_place(catalogue: Catalogue, location: dict[str, Any]) -> None:
    values: dict[str, Any] = {"title": location.get("name", ""), "location_type": location["location_type"]}
    for address in location.get("addresses", ())[:1]:
        code = address["postal_code"].replace(" ", "")
        values["address"] = {"street": address["address_1"], "city": address["city"], "postal_code": code or None}
        values["title"] = values["title"] or f"{address['address_1']}, {address['city']}"
    values["title"] = values["title"] or "Místo"
    write(catalogue, edit.CreatePlaceRequest(parent=AREA, place=place_pb2.Place(**values), place_id=location["id"]))


def _enter_service(catalogue: Catalogue, service: dict[str, Any], places: list[dict[str, Any]]) -> None:
    told = [item.get("description", "") for item in service.get("schedules", ())]
    free = (
        [{"title": service["fees_description"], "amount": 0}] if "zdarma" in service.get("fees_description", "") else []
    )
    catalogue.service(
        service["id"],
        title=service["name"],
        provider=f"{AREA}/providers/{service['organization_id']}",
        description=service["description"],
        eligibility=service.get("eligibility_description", ""),
        status=service["status"],
        places=[{"place": f"{AREA}/places/{place['id']}"} for place in places],
        contacts=[{"phone": phone["number"]} for phone in service.get("phones", ())],
        languages=[language["code"] for language in service["languages"]],
        situations=[item["taxonomy_term"]["code"] for item in service.get("attributes", ())],
        nonstop="24/7" in told,
        costs=free,
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]
