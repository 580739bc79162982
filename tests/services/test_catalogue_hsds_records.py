"""What single HSDS records say of our entries."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from support.catalogue import Catalogue
from support.full_catalogue import (
    FULL,
    HOUSE,
    PLACES,
    PROVIDER,
    REFUGE,
    SERVICE,
    day,
    days_ago,
    fill,
    hide_address,
    today,
    write,
)
from support.hsds import checker
from support.outputs import hsds

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import place_pb2


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


@pytest.fixture
def full(catalogue):
    fill(catalogue)
    return catalogue


def record(catalogue):
    """The record of the only service."""
    (found,) = hsds(catalogue)
    return found


def without_ids(objects):
    """Objects without their ids and references."""
    return [{key: value for key, value in item.items() if key != "id" and not key.endswith("_id")} for item in objects]


def test_texts_ages_and_the_class_of_a_service(full):
    said = record(full)
    assert {key: value for key, value in said.items() if isinstance(value, str | int | float)} == {
        "id": said["id"],
        "organization_id": said["organization_id"],
        "name": FULL["title"],
        "description": FULL["description"],
        "url": "https://domov.vzorov.example",
        "email": "domov@vzorov.example",
        "status": "active",
        "application_process": FULL["application"],
        "eligibility_description": FULL["eligibility"],
        "minimum_age": 60,
        "maximum_age": 99.5,
        "alert": FULL["alert"],
        "last_modified": said["last_modified"],
        "cz_service_class": "registered",
        "cz_registration_number": "0012345",
        "cz_rpss_id": "91234",
        "cz_easy_text": FULL["easy_text"],
    }
    assert said["cz_validity"] == {"start": "2020-02-29", "end": "2099-12-31"}


def test_last_modified_is_the_moment_of_the_last_change(full):
    before = record(full)["last_modified"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", before)
    full.update_service(SERVICE, "alert", alert="")
    after = record(full)
    assert after["last_modified"] > before
    assert "alert" not in after
    age = datetime.now(UTC) - datetime.fromisoformat(after["last_modified"])
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_an_organisation_has_its_numbers_as_text(full):
    (found,) = hsds(full, "organization")
    identifiers = [(item["identifier_scheme"], item["identifier"]) for item in found["organization_identifiers"]]
    assert identifiers == [("CZ-ICO", "00000019"), ("CZ-ISDS", "abc1234")]
    assert found["website"] == "https://vzorov.example"
    assert [item["url"] for item in found["additional_websites"]] == [
        "https://rodiny.vzorov.example/p%C3%A9%C4%8De?kdo=d%C4%9Bti"
    ]
    assert (found["cz_founder_type"], found["cz_legal_form"], found["cz_seat"]) == ("church", "722", PROVIDER["seat"])
    assert "cz_identifier_exception" not in found


def test_an_organisation_without_numbers_and_words_says_so(catalogue):
    catalogue.provider()
    (found,) = hsds(catalogue, "organization")
    assert (found["name"], found["description"]) == ("Charita Vzorov", "Charita Vzorov")
    assert found["cz_identifier_exception"] == "not-stated"
    assert checker("organization")(found) == []


def test_offices_have_their_telephones_and_nobody_is_named(full):
    said = record(full)
    assert without_ids(said["contacts"]) == [
        {
            "title": "sociální pracovnice",
            "email": "domov@vzorov.example",
            "phones": said["contacts"][0]["phones"],
        }
    ]
    assert [phone["number"] for phone in said["contacts"][0]["phones"]] == ["+420555000222"]
    assert without_ids(said["phones"]) == [
        {
            "number": "116 111",
            "type": "voice",
            "description": "volání zdarma",
            "attributes": said["phones"][0]["attributes"],
        }
    ]
    assert [item["value"] for item in said["phones"][0]["attributes"]] == ["free"]


def test_days_with_the_same_hours_stand_together_and_exceptions_have_their_days(full):
    zone = {"freq": "WEEKLY", "wkst": "MO", "cz_timezone": "Europe/Prague"}
    every = {"byday": "MO,TU,WE,TH,FR,SA,SU", "cz_exception": True}
    assert without_ids(record(full)["schedules"]) == [
        {**zone, "byday": "MO,WE", "opens_at": "08:00", "closes_at": "16:00"},
        {
            **zone,
            "byday": "FR",
            "opens_at": "22:00",
            "closes_at": "02:00",
            "notes": "noční služba",
            "cz_over_midnight": True,
        },
        {**zone, "byday": "TU", "opens_at": "13:00", "closes_at": "24:00", "cz_by_appointment": True},
        {
            **zone,
            **every,
            "valid_from": "2026-12-24",
            "valid_to": "2026-12-26",
            "notes": "Vánoce",
            "cz_closed": True,
        },
        {**zone, **every, "valid_from": "2026-12-31", "opens_at": "08:00", "closes_at": "12:00"},
    ]


def test_day_and_night_is_every_day_from_midnight_to_midnight(full):
    full.update_service(SERVICE, "nonstop", "exceptions", nonstop=True)
    said = record(full)
    assert without_ids(said["schedules"]) == [
        {
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": "MO,TU,WE,TH,FR,SA,SU",
            "opens_at": "00:00",
            "closes_at": "24:00",
            "cz_timezone": "Europe/Prague",
        }
    ]
    assert {item["value"] for item in said["phones"][0]["attributes"]} == {"free", "24-7"}


def test_free_of_charge_is_zero_and_what_is_not_known_is_absent(full):
    assert without_ids(record(full)["cost_options"]) == [
        {"option": "pobyt", "currency": "CZK", "amount": 270.5, "amount_description": "den"},
        {"option": "poradenství", "currency": "CZK", "amount": 0},
        {"option": "fakultativní služby", "currency": "CZK"},
    ]


def test_languages_and_papers(full):
    said = record(full)
    assert [(item["code"], item["name"]) for item in said["languages"]] == [
        ("cs", "čeština"),
        ("cse", "český znakový jazyk"),
        ("sr", "sr"),
    ]
    assert [item["document"] for item in said["required_documents"]] == ["občanský průkaz", "lékařská zpráva"]


def test_type_forms_groups_and_situations_are_attributes(full):
    said = [(item["link_type"], item["taxonomy_term"]["name"]) for item in record(full)["attributes"]]
    assert said == [
        ("service_type", "domovy pro seniory"),
        ("form", "pobytová"),
        ("form", "ambulantní"),
        ("form", "terénní"),
        ("eligibility", "senioři"),
        ("eligibility", "osoby žijící s demencí"),
        ("life_situation", "Dluhy a exekuce"),
    ]


def test_whom_it_serves_by_unit_of_the_register_of_territory(full):
    assert [item["extent"] for item in record(full)["service_areas"]] == ["obec/999001", "obec/500011", "orp/2011"]
    full.update_service(SERVICE, "municipalities", "orps")
    assert without_ids(record(full)["service_areas"]) == [
        {
            "name": "Vzorov",
            "extent": "obec/999001",
            "extent_type": "text",
            "uri": "https://linked.cuzk.cz/resource/ruian/obec/999001",
        }
    ]


def test_a_place_has_its_address_point_and_six_decimals(full):
    at = record(full)["service_at_locations"][0]
    place = at["location"]
    assert at["description"] == "Hlavní budova"
    assert (place["latitude"], place["longitude"]) == (49.123457, 16.6)
    assert (place["external_identifier"], place["external_identifier_type"]) == ("12345678", "RUIAN")
    assert without_ids(place["addresses"]) == [
        {
            "address_1": "Lipová 12",
            "city": "Vzorov",
            "state_province": "",
            "postal_code": "99901",
            "country": "CZ",
            "address_type": "physical",
        }
    ]
    assert [item["value"] for item in place["accessibility"][0]["attributes"]] == ["step-free", "lift"]
    assert place["transportation"] == PLACES["dum"]["access"]


def test_the_region_is_that_of_the_area_for_its_own_municipalities_only(instance):
    brno = Catalogue(instance("catalogue", area="brno", plugins=("brno",)))
    area = "areas/brno"
    for place_id, municipality in (("doma", "582786"), ("jinde", "500011")):
        address = place_pb2.Address(street="Hlavní 1", city="Město", municipality=municipality)
        place = place_pb2.Place(title=place_id, location_type="physical", address=address)
        write(brno, edit.CreatePlaceRequest(parent=area, place=place, place_id=place_id))
    assert [said["state_province"] for said in addresses_of(brno, area)] == ["Jihomoravský kraj", ""]


def addresses_of(catalogue, area):
    """The addresses of all places of another area, in the order of creation."""
    provider = edit.CreateProviderRequest(parent=area, provider={"title": "Charita"}, provider_id="charita")
    write(catalogue, provider)
    places = [{"place": f"{area}/places/{place_id}"} for place_id in ("doma", "jinde")]
    service = {"title": "Služba", "provider": f"{area}/providers/charita", "service_class": "related", "places": places}
    write(catalogue, edit.CreateServiceRequest(parent=area, service=service))
    (found,) = hsds(catalogue, area=area)
    return [address for at in found["service_at_locations"] for address in at["location"]["addresses"]]


def test_a_secret_address_leaves_a_virtual_place_that_says_so(full):
    hide_address(full, REFUGE, "Skrytá 7, Vzorov")
    place = record(full)["service_at_locations"][1]["location"]
    assert {key: value for key, value in place.items() if key not in ("id", "accessibility")} == {
        "location_type": "virtual",
        "name": "Azylový dům s utajenou adresou",
        "cz_redacted": True,
    }


def test_a_line_is_a_virtual_place_and_not_redacted(full):
    place = record(full)["service_at_locations"][2]["location"]
    assert (place["location_type"], "cz_redacted" in place) == ("virtual", False)


def test_a_place_where_it_is_provided_no_more_is_left_out(full):
    past = {"start": day(today() - timedelta(days=9)), "end": days_ago(1)}
    to_come = {"start": day(today() + timedelta(days=1))}
    at = [{"place": HOUSE, "validity": past}, {"place": REFUGE, "validity": to_come}]
    full.update_service(SERVICE, "places", places=at)
    assert "service_at_locations" not in record(full)
