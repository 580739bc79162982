"""Contacts: what is a telephone, an e-mail, a web address, and which e-mail names a person."""

import pytest
from pydantic import ValidationError

from komplan_core.catalogue import Address, Contact, Place, Point
from komplan_core.catalogue.organisations import names_a_person


@pytest.mark.parametrize("phone", ["+420 555 000 111", "555000111", "116 111", "112", "00420 555 000 111"])
def test_telephones_and_short_lines_stay_as_they_are_written(phone: str) -> None:
    assert Contact(phone=phone).phone == phone


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"phone": "55500011"}, "PHONE_FORMAT"),
        ({"phone": "zavolejte"}, "PHONE_FORMAT"),
        ({"web": "htp://charita.example"}, "WEB_FORMAT"),
        ({"web": "www.charita.example"}, "WEB_FORMAT"),
        ({"web": "javascript:alert(1)"}, "WEB_FORMAT"),
        ({"email": "info@příbor.example"}, "EMAIL_FORMAT"),
        ({"email": "info@charita"}, "EMAIL_FORMAT"),
        ({"email": "info charita@example.cz"}, "EMAIL_FORMAT"),
    ],
)
def test_what_nobody_can_reach_is_refused(given: dict[str, str], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Contact(**given)
    assert [error["type"] for error in refused.value.errors()] == [reason]


@pytest.mark.parametrize(
    ("email", "named"),
    [
        ("jana.novotna@charita.example", True),
        ("j-novotna@charita.example", True),
        ("info@charita.example", False),
        ("socialni.poradna@charita.example", False),
        ("domov2@charita.example", False),
    ],
)
def test_an_address_with_a_persons_name_is_told_from_an_offices(email: str, named: bool) -> None:
    assert names_a_person(email) is named


@pytest.mark.parametrize("kind", ["confidential", "virtual"])
def test_only_a_physical_place_carries_an_address_or_a_point(kind: str) -> None:
    for given in ({"address": Address(street="Tajná 1")}, {"point": Point(latitude=49.6, longitude=18.1)}):
        with pytest.raises(ValidationError) as refused:
            Place(title="Azylový dům", location_type=kind, **given)  # type: ignore[arg-type]
        assert [error["type"] for error in refused.value.errors()] == ["ADDRESS_NOT_PUBLIC"]


def test_a_point_with_its_axes_swapped_lies_outside() -> None:
    with pytest.raises(ValidationError) as refused:
        Point(latitude=18.1, longitude=49.6)
    assert [error["type"] for error in refused.value.errors()] == ["POINT_OUTSIDE"]
