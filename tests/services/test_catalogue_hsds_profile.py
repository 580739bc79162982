"""What the Czech profile refuses, although HSDS would take it."""

import copy
import json

import pytest
from support.catalogue import Catalogue
from support.full_catalogue import fill
from support.hsds import PROFILE, checker
from support.outputs import hsds


@pytest.fixture
def said(instance):
    """The record of a filled catalogue's only service."""
    catalogue = Catalogue(instance("catalogue"))
    fill(catalogue)
    (found,) = hsds(catalogue)
    return found


FAULTS = {
    "a service without its class": lambda r: r.pop("cz_service_class"),
    "a service that was never changed": lambda r: r.pop("last_modified"),
    "a registered service without a number": lambda r: r.pop("cz_registration_number"),
    "a related service with a number": lambda r: r.update(cz_service_class="related"),
    "an unknown field": lambda r: r.update(cz_sevice_class="registered"),
    "an organisation without an identifier": lambda r: r["organization"].pop("organization_identifiers"),
    "an exception beside an identifier": lambda r: r["organization"].update(cz_identifier_exception="not-stated"),
    "an IČO without its zeros": lambda r: r["organization"]["organization_identifiers"][0].update(identifier="19"),
    "a named person": lambda r: r["contacts"][0].update(name="Jana Nová"),
    "an offset of time": lambda r: r["schedules"][0].update(timezone=1),
    "hours on closed days": lambda r: r["schedules"][3].update(opens_at="08:00"),
    "an address of a redacted place": lambda r: redacted(r).update(addresses=[]),
    "a point of a redacted place": lambda r: redacted(r).update(latitude=49.5),
    "directions to a redacted place": lambda r: redacted(r).update(transportation="tramvají"),
    "a redacted place that is physical": lambda r: redacted(r).update(location_type="physical"),
    "latitude for longitude": lambda r: r["service_at_locations"][0]["location"].update(latitude=16.6),
    "a price in euros": lambda r: r["cost_options"][0].update(currency="EUR"),
    "free places without a day": lambda r: r["capacities"][0].pop("cz_last_day"),
    "rooms": lambda r: r["capacities"][0]["unit"].update(identifier="rooms"),
    "a registered maximum below nothing": lambda r: r["cz_registered_capacity"][0].update(max=-1),
    "a former value": lambda r: r["metadata"][0].update(previous_value="Lipová 7"),
    "a person who changed it": lambda r: r["metadata"][0].update(updated_by="jana.nova"),
    "a telephone in words": lambda r: r["phones"][0].update(number="linka 5"),
    "a unit of no register": lambda r: r["service_areas"][0].update(extent="Vzorov"),
}


def redacted(record):
    """The place with the secret address."""
    return record["service_at_locations"][1]["location"]


def test_what_the_profile_refuses(said):
    assert checker("service")(said) == []
    taken = []
    for what, fault in FAULTS.items():
        wrong = copy.deepcopy(said)
        fault(wrong)
        if not checker("service")(wrong):
            taken.append(what)
    assert taken == []


def test_the_profile_removes_nothing_that_hsds_asks_for(shared):
    for path in sorted(PROFILE.glob("*.json")):
        patch = json.loads(path.read_text())
        original = json.loads((shared / "hsds" / "schema" / path.name).read_text())
        assert set(original.get("required", ())) <= set(patch.get("required", original.get("required", ()))), path.name
        known = {name for name in patch["properties"] if not name.startswith("cz_")}
        assert known <= set(original["properties"]), path.name
