"""What register, providers and municipality say of an entry stands side by side; the policy says what is shown."""

import pytest
from support.catalogue import AREA, CHARITA, refusal
from support.layers import TESTER, LayeredCatalogue

from komplan.catalogue.v1.catalogue_pb2 import Service
from komplan_catalogue.usecases.layers import Layers
from komplan_core.catalogue.provenance import Layer
from komplan_core.errors import Invalid, NotFound, Refused, Stale

DOMOV, PUJCOVNA = f"{AREA}/services/domov", f"{AREA}/services/pujcovna"
BEDS = {"unit": "beds", "form": "residential", "registered": 40, "as_of": "2026-01-01"}
OF_REGISTER = {
    "title": "Domov pro seniory",
    "provider": CHARITA,
    "service_class": "registered",
    "registration_number": "1234567",
    "register_id": "8f1",
    "service_type": "home-for-seniors",
    "forms": ["residential"],
    "capacities": [BEDS],
    "contacts": [{"phone": "596 000 000"}],
}


@pytest.fixture
def catalogue(instance):
    running = LayeredCatalogue(instance("catalogue"))
    running.provider()
    yield running
    running.close()


@pytest.fixture
def domov(catalogue):
    """A service that the register has said."""
    catalogue.register(DOMOV, source=f"{AREA}/imports/r1", **OF_REGISTER)
    return catalogue


def shown(catalogue, name=DOMOV):
    return {field.field: field for field in catalogue.provenance(name).fields}


def test_what_the_office_enters_is_the_word_of_the_municipality(catalogue):
    catalogue.service("pujcovna", description="Vozíky")
    found = catalogue.provenance(PUJCOVNA)
    assert [field.field for field in found.fields] == ["title", "provider", "service_class", "description"]
    for field in found.fields:
        told = field.shown
        assert (told.layer, told.role, told.source) == ("municipality", "catalogue-editor", "")
        assert told.HasField("changed_at")
        assert not told.HasField("verified_at")
    assert not found.others
    assert not found.HasField("register_fetched_at")


def test_what_the_register_says_carries_its_import(domov):
    assert domov.get(DOMOV).capacities[0].registered == 40
    assert {(f.shown.layer, f.shown.source, f.shown.role) for f in shown(domov).values()} == {
        ("register", f"{AREA}/imports/r1", "admin")
    }
    assert set(shown(domov)) == set(OF_REGISTER)


def test_the_municipality_knows_contacts_better_and_the_loser_stays_visible(domov):
    domov.update_service(DOMOV, "contacts", "alert", contacts=[{"phone": "777 111 222"}], alert="Malujeme")
    assert domov.get(DOMOV).contacts[0].phone == "777 111 222"
    domov.register(DOMOV, **{**OF_REGISTER, "contacts": [{"phone": "596 999 999"}]})
    assert domov.get(DOMOV).contacts[0].phone == "777 111 222"
    found = domov.provenance(DOMOV)
    contacts = shown(domov)["contacts"]
    assert (contacts.shown.layer, [fact.layer for fact in contacts.others]) == ("municipality", ["register"])
    assert contacts.differs
    (register,) = found.others
    assert (register.layer, list(register.fields)) == ("register", ["contacts"])
    assert register.entry.service == Service(contacts=[{"phone": "596 999 999"}])


def test_the_register_knows_better_what_is_registered(catalogue):
    mine = {**BEDS, "registered": 12, "as_of": {"year": 2025, "month": 5, "day": 1}}
    catalogue.registered("domov", "home-for-seniors", title="Domov U Lípy", forms=["field"], capacities=[mine])
    assert catalogue.register(DOMOV, **OF_REGISTER)
    service = catalogue.get(DOMOV)
    assert (service.title, list(service.forms), service.capacities[0].registered) == (
        "Domov U Lípy",
        ["residential"],
        40,
    )
    (ours,) = [said for said in catalogue.provenance(DOMOV).others if said.layer == "municipality"]
    assert ours.entry.service.capacities[0].registered == 12
    assert {"forms", "capacities"} < set(ours.fields)
    assert "title" not in ours.fields
    assert [said.layer for said in catalogue.provenance(DOMOV, roles=()).others if said.layer != "register"] == []


def test_citizens_see_what_the_register_says_besides_and_no_word_that_was_taken_back(catalogue):
    catalogue.register(DOMOV, **OF_REGISTER)
    catalogue.update_service(DOMOV, "title", title="Domov U Lípy")
    assert [said.layer for said in catalogue.provenance(DOMOV, roles=()).others] == ["register"]


def test_a_field_of_the_register_is_refused_by_name_and_nothing_is_written(domov):
    before = domov.journal(), domov.provenance(DOMOV)
    with pytest.raises(Refused) as found:
        domov.update_service(DOMOV, "title", "forms", "registration_number", title="Jinak", registration_number="9")
    assert found.value.reason == "FIELD_OF_REGISTER"
    assert {item.field for item in found.value.violations} == {"service.forms", "service.registration_number"}
    assert (domov.journal(), domov.provenance(DOMOV)) == before


def test_what_the_register_says_may_be_said_with_it(domov):
    domov.update_service(
        DOMOV, "forms", "service_type", "alert", forms=["residential"], service_type="home-for-seniors", alert="Zavřeno"
    )
    assert domov.get(DOMOV).alert == "Zavřeno"
    assert domov.layers_of(DOMOV)["forms"] == "register"


def test_a_field_on_which_the_register_is_silent_is_the_municipalitys(domov):
    validity = {"start": {"year": 2020, "month": 1, "day": 1}}
    domov.update_service(DOMOV, "validity", validity=validity)
    assert domov.layers_of(DOMOV)["validity"] == "municipality"
    domov.register(DOMOV, validity={"start": "2021-03-01"})
    assert domov.get(DOMOV).validity.start.year == 2021
    assert refusal(domov.update_service, DOMOV, "validity", validity=validity)[1] == "FIELD_OF_REGISTER"


def test_an_import_that_says_the_same_writes_nothing(domov):
    before = domov.journal(), domov.provenance(DOMOV)
    assert not domov.register(DOMOV, source=f"{AREA}/imports/r2", **OF_REGISTER)
    assert (domov.journal(), domov.provenance(DOMOV)) == before


def test_an_import_that_loses_is_remembered_and_the_entry_is_not_written(domov):
    domov.update_service(DOMOV, "title", title="Domov U Lípy")
    before = domov.journal()
    assert not domov.register(DOMOV, title="Domov pro seniory Vzorov")
    assert domov.journal() == before
    assert domov.provenance(DOMOV).others[0].entry.service.title == "Domov pro seniory Vzorov"


def test_saving_all_fields_says_only_what_was_changed(domov):
    read = domov.get(DOMOV)
    before = domov.journal(), domov.provenance(DOMOV)
    values = {field.name: value for field, value in read.ListFields() if field.name != "name"}
    assert domov.update_service(DOMOV, **values) == read
    assert (domov.journal(), domov.provenance(DOMOV)) == before
    domov.update_service(DOMOV, **{**values, "description": "S výhledem"})
    assert [name for name, layer in domov.layers_of(DOMOV).items() if layer == "municipality"] == ["description"]


def test_a_change_of_nothing_is_held_to_its_etag(domov):
    old = domov.get(DOMOV)
    domov.update_service(DOMOV, "alert", alert="Malujeme")
    with pytest.raises(Stale):
        domov.update_service(DOMOV, "title", title=old.title, etag=old.etag)
    with pytest.raises(NotFound):
        domov.update_service(f"{AREA}/services/nic", "title", title="Nic")


def test_the_municipality_may_say_that_there_is_none(domov):
    domov.register(DOMOV, description="Popis", min_age="60")
    domov.update_service(DOMOV, "description", "min_age")
    service = domov.get(DOMOV)
    assert (service.description, service.HasField("min_age")) == ("", False)
    assert domov.layers_of(DOMOV)["min_age"] == "municipality"
    assert {field for said in domov.provenance(DOMOV).others for field in said.fields} == {"description", "min_age"}
    domov.withdraw(DOMOV, "municipality", "description", "min_age")
    service = domov.get(DOMOV)
    assert (service.description, service.min_age) == ("Popis", "60")


def test_what_the_register_says_no_more_is_its_word_no_more(domov):
    domov.update_service(DOMOV, "description", description="Náš popis")
    domov.register(DOMOV, register_id="8f1", min_age="60")
    rest = {field: value for field, value in OF_REGISTER.items() if field != "contacts"}
    assert domov.register(DOMOV, complete=True, **rest)
    service = domov.get(DOMOV)
    assert (list(service.contacts), service.HasField("min_age"), service.description) == ([], False, "Náš popis")
    assert set(shown(domov)) == {*rest, "description"}


def test_without_the_municipalitys_word_a_field_follows_the_register_again(domov):
    domov.update_service(DOMOV, "title", title="Domov U Lípy")
    told = domov.withdraw(DOMOV, "municipality", "title", "alert")
    assert domov.get(DOMOV).title == "Domov pro seniory"
    assert {field.field: field.shown.layer for field in told.fields}["title"] == "register"
    assert not told.others


def test_what_would_leave_no_whole_entry_is_not_withdrawn(catalogue):
    etag = catalogue.service("pujcovna").etag
    before = catalogue.provenance(PUJCOVNA)
    assert refusal(catalogue.withdraw, PUJCOVNA, "municipality", "title") == ("service.title", "REQUIRED")
    assert refusal(catalogue.withdraw, PUJCOVNA, "mayor", "title") == ("layer", "UNKNOWN_CODE")
    assert refusal(catalogue.withdraw, PUJCOVNA, "municipality", "colour") == ("paths", "MASK_PATH")
    assert refusal(catalogue.withdraw, PUJCOVNA, "municipality") == ("paths", "REQUIRED")
    with pytest.raises(NotFound):
        catalogue.withdraw(f"{AREA}/services/nic", "municipality", "title")
    catalogue.update_service(PUJCOVNA, "alert", alert="Zavřeno")
    with pytest.raises(Stale):
        catalogue.withdraw(PUJCOVNA, "municipality", "alert", etag=etag)
    catalogue.withdraw(PUJCOVNA, "municipality", "alert")
    assert catalogue.provenance(PUJCOVNA) == before


def test_layers_that_do_not_fit_together_are_refused(domov):
    domov.update_service(DOMOV, "max_age", max_age="15")
    with pytest.raises(Invalid) as found:
        domov.register(DOMOV, min_age="60")
    assert found.value.reason == "AGE_ORDER"
    assert not domov.get(DOMOV).HasField("min_age")


def test_places_and_providers_have_layers_too(catalogue):
    place = catalogue.place("dum", title="Náš dům").name
    catalogue.register(place, title="Budova A", address={"street": "Dlouhá 1", "municipality": "554499"})
    catalogue.register(CHARITA, title="CHARITA VZOROV", ico="00000019")
    assert (catalogue.layers_of(place)["title"], catalogue.layers_of(place)["address"]) == ("municipality", "register")
    assert (catalogue.get(CHARITA).title, catalogue.get(CHARITA).ico) == ("Charita Vzorov", "00000019")
    others = catalogue.provenance(CHARITA).others
    assert [(said.layer, said.entry.provider.title) for said in others] == [("register", "CHARITA VZOROV")]


def test_where_a_place_with_a_secret_address_is_no_layer_tells(catalogue):
    place = catalogue.place("azyl", title="Azyl").name
    secret = {"address": {"street": "Kanárkova 7"}, "point": {"latitude": 49.8, "longitude": 18.2}, "access": "Kanár"}
    catalogue.register(place, **secret)
    catalogue.register(place, title="Kanárkova 7, Vzorov")
    unnamed = refusal(catalogue.update_place, place, "location_type", location_type="confidential")
    assert unnamed == ("place.title", "REQUIRED")
    catalogue.update_place(place, "location_type", "title", location_type="confidential", title="Utajené bydlení")
    assert not catalogue.register(place, title="Kanárkova 7, Vzorov")
    kept = repr(catalogue.transact(lambda tx: tx.facts.facts(place)))
    assert "Kan" not in kept
    assert "49.8" not in kept
    assert not catalogue.register(place, **secret)
    assert "Kan" not in repr(catalogue.transact(lambda tx: tx.facts.facts(place)))
    assert set(catalogue.layers_of(place)) == {"title", "location_type"}
    assert refusal(catalogue.update_place, place, "access", access="Zezadu")[1] == "ADDRESS_NOT_PUBLIC"


def test_what_was_said_of_a_deleted_entry_waits_for_it(domov):
    domov.update_service(DOMOV, "alert", alert="Malujeme")
    domov.delete(DOMOV)
    with pytest.raises(NotFound):
        domov.provenance(DOMOV)
    assert domov.register(DOMOV, title="Domov")
    service = domov.get(DOMOV)
    assert (service.title, service.alert, service.registration_number) == ("Domov", "Malujeme", "1234567")


def test_an_entry_that_is_made_anew_begins_with_nothing_said(domov):
    domov.delete(DOMOV)
    domov.service("domov", title="Půjčovna")
    assert set(domov.layers_of(DOMOV).values()) == {"municipality"}
    assert not domov.provenance(DOMOV).others


def test_provenance_names_roles_and_no_callers(catalogue):
    catalogue.service("pujcovna")
    catalogue.verify(PUJCOVNA)
    assert b"tester" not in catalogue.provenance(PUJCOVNA).SerializeToString()
    assert refusal(catalogue.provenance, AREA) == ("name", "NAME_FORMAT")
    with pytest.raises(NotFound):
        catalogue.provenance(f"{AREA}/places/nic")


def test_a_provider_of_services_is_one_of_the_layers(catalogue):
    catalogue.provider("tester", title="Tester")
    catalogue.service("pujcovna", provider=TESTER)
    catalogue.say(Layer.PROVIDER, PUJCOVNA, {"description": "Od nás", "title": "Naše půjčovna"})
    assert catalogue.get(PUJCOVNA).description == "Od nás"
    assert catalogue.get(PUJCOVNA).title == "Půjčovna pomůcek"
    (said,) = catalogue.provenance(PUJCOVNA).others
    assert (said.layer, said.entry.service.title) == ("provider", "Naše půjčovna")


def test_an_import_that_changes_nothing_takes_one_statement_an_entry(domov):
    layers = Layers()

    def said(name, **values):
        given = {**OF_REGISTER, **values}
        return lambda tx: layers.put(tx, tx.services, name, Layer.REGISTER, given, keys=lambda _: {"provider_id": 1})

    children = 9  # the lists of a service are cleared one by one when it is replaced
    assert domov.statements(said(DOMOV)) == 1
    assert domov.statements(said(f"{AREA}/services/novy", title="Nový")) <= 1 + 1 + 1 + 4 + 1
    assert domov.statements(said(DOMOV, title="Jiný")) <= 1 + 3 + children + 4 + 1
