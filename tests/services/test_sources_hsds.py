"""Services in the form of HSDS, one a line, as another catalogue publishes them."""

import io
import json

import pytest
from support.catalogue import refusal
from support.importing import reasons

from komplan_catalogue.sources import hsds

ONE = {
    "id": "D3D08F68-a4e5-5431-9f7b-a33d88b18537",
    "name": "Linka seniorů",
    "description": "Pomoc\npo telefonu",
    "status": "active",
    "fees_description": "Volání zdarma",
    "organization": {"id": "org-1", "name": "Elpida", "description": "", "website": "https://elpida.example"},
    "phones": [{"id": "p", "number": "800 200 007"}],
    "languages": [{"id": "l", "code": "cs"}],
    "schedules": [{"id": "s", "description": "Po-Pá 9:00-17:00"}],
    "attributes": [
        {"link_type": "life_situation", "taxonomy_term": {"id": "t", "code": "nahla-krize", "name": "Náhlá krize"}},
        {"link_type": "eligibility", "taxonomy_term": {"id": "u", "code": "seniors", "name": "Senioři"}},
    ],
    "contacts": [{"id": "c", "name": "Jana Kanárková"}],
    "service_at_locations": [
        {"location": {"id": "loc-1", "location_type": "virtual", "name": "Telefonická linka"}},
        {
            "location": {
                "id": "loc-2",
                "location_type": "physical",
                "latitude": 49.5,
                "longitude": 18.1,
                "external_identifier": "11867906",
                "external_identifier_type": "RUIAN",
                "addresses": [{"address_1": "Jičínská 881", "city": "Příbor", "postal_code": "742 58"}],
            }
        },
    ],
}


def read(*records):
    raw = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    found = list(hsds.rows(io.BytesIO(raw)))
    return found[0] if len(found) == 1 else found


def test_a_record_becomes_a_related_service_with_provider_places_and_situations():
    row = read(ONE)
    assert not row.errors
    assert (row.key, row.provider_key) == (ONE["id"].lower(), "org-1")
    assert (row.provider.title, row.provider.contacts[0].web) == ("Elpida", "https://elpida.example")
    service = row.service
    assert (service.title, service.service_class, service.status) == ("Linka seniorů", "related", "active")
    assert service.description == "Pomoc\npo telefonu"
    assert [contact.phone for contact in service.contacts] == ["800 200 007"]
    assert [(cost.title, cost.HasField("amount"), cost.amount) for cost in service.costs] == [
        ("Volání zdarma", True, 0)
    ]
    assert [(hours.weekday, hours.opens, hours.closes) for hours in service.hours] == [
        (day, "09:00", "17:00") for day in range(1, 6)
    ]
    assert list(service.languages) == ["cs"]
    assert list(service.situations) == [item.name for item in row.situations] == ["nahla-krize"]
    line, house = row.places
    assert (line.key, line.place.location_type, line.place.title) == ("loc-1", "virtual", "Telefonická linka")
    assert (house.place.address.address_point, house.place.address.postal_code) == ("11867906", "74258")
    assert (house.place.title, house.place.point.latitude) == ("Jičínská 881, Příbor", 49.5)


def test_persons_are_never_read():
    assert b"Kan" not in read(ONE).SerializeToString()
    flagged = read({**ONE, "email": "jana.novotna@elpida.example"})
    assert reasons(flagged.warnings) == {"EMAIL_NAMES_PERSON"}


@pytest.mark.parametrize(
    ("schedule", "nonstop", "hours"),
    [
        ({"description": "24/7"}, True, []),
        ({"opens_at": "00:00", "closes_at": "24:00", "byday": "MO,TU,WE,TH,FR,SA,SU"}, True, []),
        ({"opens_at": "08:00:00", "closes_at": "12:00", "byday": "TU, SU"}, False, [(2, "08:00"), (7, "08:00")]),
        ({"description": "8:00-20:00 denně"}, False, [(day, "08:00") for day in range(1, 8)]),
        ({"description": "po dohodě"}, False, []),
    ],
)
def test_hours_are_read_where_they_are_said(schedule, nonstop, hours):
    service = read({**ONE, "schedules": [schedule]}).service
    assert service.nonstop is nonstop
    assert [(item.weekday, item.opens) for item in service.hours] == hours


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"organization": None}, "organization", "REQUIRED"),
        ({"id": "dům č. 5"}, "id", "CODE_FORMAT"),
        ({"organization": {"name": "X"}}, "organization.id", "CODE_FORMAT"),
        ({"service_at_locations": [{"location": {"id": ""}}]}, "service_at_locations.0.location.id", "CODE_FORMAT"),
    ],
)
def test_what_has_no_identity_is_an_error_of_its_record(changes, field, reason):
    row = read({**ONE, **changes})
    assert [(item.field, item.reason) for item in row.errors] == [(field, reason)]


@pytest.mark.parametrize(
    ("raw", "reason", "message"),
    [
        (b'{"a": 1}\n{"a": \n', "SOURCE_FORMAT", "line 2: column 1"),
        ('{}\n{"a": "ž"}\n'.encode("cp1250"), "TEXT_ENCODING", "line 2: byte 8"),
        (b"{}\n" + b"x" * 1_100_000, "SOURCE_TOO_LARGE", "line 2"),
        (b"[" * 100_000, "SOURCE_FORMAT", "line 1"),
    ],
    ids=["broken", "cp1250", "long", "deep"],
)
def test_a_broken_line_is_told_with_its_place(raw, reason, message):
    assert refusal(lambda: list(hsds.rows(io.BytesIO(raw)))) == ("source", reason)
    with pytest.raises(Exception, match=message):
        list(hsds.rows(io.BytesIO(raw)))


def test_the_guide_of_a_real_town_is_read_without_a_single_error(shared):
    with (shared / "data/pribor/services.ndjson").open("rb") as opened:
        rows = list(hsds.rows(opened))
    assert len(rows) == 111
    assert len({row.provider_key for row in rows}) == 70
    assert len({code for row in rows for code in row.service.situations}) == 29
    assert not [row for row in rows if row.errors]
