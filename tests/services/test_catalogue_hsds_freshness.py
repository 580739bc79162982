"""What HSDS records say of capacities, of who said what, and of what was verified."""

import pytest
from support.catalogue import AREA, Catalogue
from support.full_catalogue import SERVICE, days_ago, fill, report, today
from support.hsds import checker
from support.importing import Importing
from support.importing import record as registered
from support.outputs import hsds

from komplan.catalogue.v1 import provenance_editor_service_pb2 as provenance


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


def test_a_fresh_report_is_a_capacity_and_the_rest_stays_a_registered_maximum(full):
    said = record(full)
    (capacity,) = said["capacities"]
    assert (capacity["unit"]["identifier"], capacity["cz_form"]) == ("beds", "residential")
    assert (capacity["available"], capacity["maximum"]) == (3, 40)
    assert capacity["updated"] == f"{today()}T00:00:00.000Z"
    assert [(item["form"], item["type"], item["max"]) for item in said["cz_registered_capacity"]] == [
        ("field", "contacts", 30),
        ("outpatient", "clients", 12),
    ]
    (told,) = said["cz_reported_capacity"]
    assert (told["status"], told["funded"], told["waiting"], told["note"]) == ("capacity", 38, 5, "Volno od pondělí.")


def test_an_expired_report_says_nothing_but_the_registered_maximum(full):
    report(full, "residential", "beds", available=3, waiting=5, as_of=days_ago(15))
    said = record(full)
    assert "capacities" not in said
    assert "cz_reported_capacity" not in said
    assert ("residential", "beds", 40) in [(x["form"], x["type"], x["max"]) for x in said["cz_registered_capacity"]]


@pytest.mark.parametrize("visibility", ["professionals", "hidden"])
def test_numbers_that_are_not_public_are_absent(full, visibility):
    fields = ("funded", "available", "waiting", "note")
    hidden = {f"{field}_visibility": visibility for field in fields}
    report(full, "residential", "beds", available=3, waiting=5, funded=38, note="Volno od pondělí.", **hidden)
    said = record(full)
    assert "capacities" not in said
    assert "cz_reported_capacity" not in said
    assert len(said["cz_registered_capacity"]) == 3


def test_a_report_without_a_number_is_told_in_words(full):
    report(full, "residential", "beds", status="waitlist", waiting=4)
    said = record(full)
    assert "capacities" not in said
    assert [(item["status"], item["waiting"]) for item in said["cz_reported_capacity"]] == [("waitlist", 4)]


def test_who_said_a_field_is_told_without_values_and_persons(full):
    full.update_provider("description", description="Nový popis")
    (found,) = hsds(full, "organization")
    told = {item["field_name"]: item for item in found["metadata"]}
    assert told["description"]["updated_by"] == "municipality"
    assert told["description"]["last_action_date"] > told["name"]["last_action_date"]
    assert {(item["previous_value"], item["replacement_value"]) for item in found["metadata"]} == {("", "")}
    assert {item["updated_by"] for item in record(full)["metadata"]} == {"municipality"}


def test_the_register_is_named_where_it_speaks(catalogue):
    Importing(catalogue.instance).register([registered()])
    said = record(catalogue)
    told = {item["field_name"]: item["updated_by"] for item in said["metadata"]}
    assert (told["cz_registration_number"], told["organization_id"]) == ("register", "register")
    catalogue.update_service(service_name(catalogue), "description", description="Od nás")
    told = {item["field_name"]: item["updated_by"] for item in record(catalogue)["metadata"]}
    assert (told["cz_registration_number"], told["description"]) == ("register", "municipality")
    assert checker("service")(record(catalogue)) == []


def service_name(catalogue):
    """The resource name of the only service."""
    (found,) = catalogue.services()
    return f"{AREA}/services/{found}"


def test_assured_is_the_day_since_which_all_is_verified(full):
    assert "assured_date" not in record(full)
    verify(full, "title", "description")
    assert "assured_date" not in record(full)
    verify(full)
    assert record(full)["assured_date"] == str(today())


def test_a_change_neither_assures_nor_takes_back(full):
    verify(full)
    full.update_service(SERVICE, "description", "status", description="Jinak", status="temporarily closed")
    assert record(full)["assured_date"] == str(today())


def verify(catalogue, *paths):
    """Verify fields of the service, all if none is named."""
    request = provenance.VerifyEntryRequest(name=SERVICE, paths=paths)
    catalogue.instance.ask("ProvenanceEditorService/VerifyEntry", request, ("catalogue-editor",))
