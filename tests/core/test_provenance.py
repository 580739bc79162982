"""Whose word holds for a field, and how what the layers say is written down."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from komplan_core.catalogue import Capacity, Contact, LocationType, Place, Provider, Service
from komplan_core.catalogue.provenance import (
    Layer,
    belongs_to_register,
    differing,
    nowhere,
    order_of,
    winner,
    without_location,
    wording_of,
)
from komplan_core.errors import Invalid
from komplan_core.values import Period

REGISTER, PROVIDER, MUNICIPALITY = Layer.REGISTER, Layer.PROVIDER, Layer.MUNICIPALITY
IDENTITY = {
    "service_class",
    "registration_number",
    "register_id",
    "service_type",
    "forms",
    "capacities",
    "validity",
    "provider",
}
"""Written down here a second time: who changes the policy changes a fact."""
SPEAKING = st.sets(st.sampled_from(list(Layer)), min_size=1)
WORDING = wording_of(Service)


def told(**layers):
    return {Layer(layer): value for layer, value in layers.items()}


@given(st.sampled_from(WORDING.fields), SPEAKING)
def test_the_register_holds_what_a_registered_service_is_and_the_municipality_all_else(field, speaking):
    order = (REGISTER, MUNICIPALITY, PROVIDER) if field in IDENTITY else (MUNICIPALITY, PROVIDER, REGISTER)
    expected = min(speaking, key=order.index)
    assert winner(Service, field, speaking) is expected


@given(st.sampled_from(wording_of(Provider).fields), SPEAKING)
def test_the_register_never_holds_against_anybody_about_a_provider(field, speaking):
    assert winner(Provider, field, speaking) is not REGISTER or speaking == {REGISTER}


def test_where_all_are_silent_nobody_holds():
    assert winner(Service, "title", ()) is None


@given(st.dictionaries(st.sampled_from(WORDING.fields), st.dictionaries(SPEAKING.map(min), st.text(), max_size=3)))
def test_every_value_that_holds_was_said_by_the_first_that_speaks(said):
    holding = WORDING.holding(said)
    assert set(holding) == {field for field, values in said.items() if values}
    for field, value in holding.items():
        assert value == next(said[field][layer] for layer in order_of(Service, field) if layer in said[field])


def test_a_field_belongs_to_the_register_once_it_has_said_it():
    said = {"forms": told(register='["field"]'), "title": told(register='"Domov"'), "provider": told(provider='"p"')}
    found = {field for field in WORDING.fields if belongs_to_register(Service, field, said)}
    assert found == {"forms"}


def test_what_was_written_down_is_read_as_it_was():
    service = Service(
        name="areas/vzorov/services/a",
        title='Domov "U Lípy"\n',
        provider="areas/vzorov/providers/b",
        service_class="registered",
        registration_number="1234567",
        service_type="home-care",
        forms=("field",),
        capacities=(Capacity(unit="beds", form="residential", registered=3, as_of=date(2026, 1, 1)),),
        contacts=(Contact(phone="+420 123 456 789"),),
        min_age="0.5",
        costs=({"title": "oběd", "amount": 8900},),
        validity=Period(start=date(2020, 1, 1)),
        places=({"place": "areas/vzorov/places/c", "validity": {"start": "2021-01-01"}},),
    )
    written = WORDING.of_record(service)
    assert WORDING.record(service.name, written) == service
    assert WORDING.value("min_age", written["min_age"]) == Decimal("0.5")
    assert WORDING.written({field: getattr(service, field) for field in WORDING.fields}) == written


def test_what_is_wrong_is_named_by_its_path():
    with pytest.raises(Invalid) as found:
        WORDING.written({"forms": ["field", "online"], "title": "Domov", "alert": "x" * 1001}, "service")
    assert [(item.field, item.reason) for item in found.value.violations] == [
        ("service.forms.1", "UNKNOWN_CODE"),
        ("service.alert", "TEXT_TOO_LONG"),
    ]
    with pytest.raises(Invalid) as found:
        WORDING.written({"colour": "green"}, "service")
    assert (found.value.violations[0].field, found.value.reason) == ("service.colour", "UNKNOWN_FIELD")


def test_layers_that_do_not_fit_together_make_no_entry():
    said = {
        "title": told(register='"Domov"'),
        "provider": told(register='"p"'),
        "service_class": told(register='"related"'),
        "min_age": told(register='"18"'),
        "max_age": told(municipality='"15"'),
    }
    with pytest.raises(Invalid) as found:
        WORDING.record("areas/vzorov/services/a", WORDING.holding(said), "service")
    assert (found.value.violations[0].field, found.value.reason) == ("service.min_age", "AGE_ORDER")


def test_layers_differ_where_their_values_do_not_where_their_spelling_does():
    said = {
        "alert": told(register='"a"', municipality='"b"'),
        "min_age": told(register='"18"', municipality='"18.0"'),
        "title": told(register='"Domov"', provider='"Domov"'),
        "forms": told(register='["field"]'),
    }
    assert differing(Service, said) == ("alert",)


@given(st.sampled_from(list(Layer)), st.sampled_from(list(LocationType)))
def test_where_a_secret_place_is_no_layer_says(speaker, kind):
    said = {
        "title": told(municipality='"Azyl"'),
        "location_type": told(register='"physical"', municipality=f'"{kind}"'),
        "address": told(register='{"street":"Tajná 1"}', provider='{"street":"Tajná 2"}'),
        "access": told(municipality='"Zezadu"'),
    }
    kept = without_location(Place, said, speaker)
    if kind is not LocationType.CONFIDENTIAL:
        assert kept == said
        return
    expected = {layer for field in ("address", "access") for layer in said[field] if layer is speaker is not REGISTER}
    assert {layer for field in ("address", "access") for layer in kept[field]} == expected
    assert (kept["title"], kept["location_type"]) == (said["title"], said["location_type"])


def test_a_place_without_its_position_tells_nothing_of_it():
    place = Place(
        title="Dům",
        location_type="physical",
        address={"street": "Tajná 1"},
        point={"latitude": 49.8, "longitude": 18.2},
        access="Zezadu",
        accessibility=("lift",),
    )
    assert nowhere(place) == Place(title="Místo s utajenou adresou", location_type="physical", accessibility=("lift",))
