"""Nothing that is not for the public leaves the catalogue on any way, and what would leak is caught."""

import re

import pytest
import structlog
from sqlalchemy import MetaData
from support.canaries import HIDDEN, NEVER_STORED, PERIOD, REFUGE, SEALED, SHELTER, plant
from support.catalogue import AREA, Catalogue
from support.commands import called
from support.consultation import rows
from support.full_catalogue import hide, hide_address, write
from support.leaks import heard, in_files, is_public, methods, said, sought, unheard, unpacked
from support.outputs import Copy

from komplan.catalogue.v1 import catalogue_editor_service_pb2 as edit
from komplan.catalogue.v1 import catalogue_service_pb2 as read
from komplan.catalogue.v1 import place_pb2
from komplan_catalogue.repositories.outputs import OutputStore
from komplan_catalogue.servicer.reading import CatalogueServicer
from komplan_catalogue.usecases import capacities, refuges
from komplan_catalogue.usecases.places import Restricted
from komplan_cli.catalogue.export import FORMATS
from komplan_core.errors import Invalid, NotFound, PlanError
from komplan_kit import access
from komplan_kit.engine import Store
from komplan_kit.store import Collection

ALL = {**SEALED, **NEVER_STORED, **HIDDEN}


@pytest.fixture
def make(instance):
    """Makes catalogues full of canaries, after a fault was planted or not."""
    return lambda: plant(Catalogue(instance("catalogue")))


@pytest.fixture
def planted(make):
    return make()


def stored(planted):
    """All that stands in the tables of the catalogue, as text."""
    engine, metadata = Store(planted.catalogue.instance.databases["catalogue"]).engine, MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        found = [connection.execute(table.select()) for table in metadata.sorted_tables]
        values = [value for result in found for row in result for value in row]
    return [bytes(value).decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in values]


def test_no_citizen_hears_what_is_not_for_the_public(planted):
    found = heard(planted)
    assert found.leaks(ALL) == {}
    assert unheard(found) == []
    assert len(found.answers) >= 20
    assert {name for name, method in methods() if not is_public(method)} & set(found.answers) == set()


def test_a_region_hears_no_more_than_a_citizen(planted):
    found = heard(planted, ("region",))
    assert found.leaks(ALL) == {}
    assert not any(not is_public(method) and name in found.answers for name, method in methods())


def test_the_harness_hears_what_is_public(planted):
    public = {
        "title": "Domov Pod Lípou",
        "address": "Lipová 12",
        "note of a contact": "volání zdarma",
        "number": "0012345",
    }
    hits = heard(planted).leaks(public)
    assert hits["CatalogueService/GetService"] >= {"title", "number"}
    assert hits["CatalogueExportService/ExportHsds"] == set(public)
    assert hits["CatalogueExportService/ExportGeoJson"] == {"title", "address"}
    assert hits["CatalogueExportService/StreamChanges"] == set(public)


def test_the_office_reads_what_is_hidden(planted):
    request = edit.GetConfidentialAddressRequest(name=f"{AREA}/addresses/utocisko")
    assert planted.catalogue.write("GetConfidentialAddress", request).text == SEALED["secret address"]
    told = set().union(*heard(planted, ("catalogue-editor",)).leaks(ALL).values())
    of_refuges = {what for what in HIDDEN if what.endswith(("of a refuge", "on a refuge"))}
    nobody = {"expired number", "former address of a secret place", *of_refuges}
    assert told >= set(ALL) - set(NEVER_STORED) - nobody


def test_search_does_not_know_the_words(planted):
    for canary in ALL.values():
        for word in re.findall(r"\w{4,}", canary):
            if "kanar" in word.casefold() or word.isdigit():
                request = read.SearchServicesRequest(parent=AREA, query=word)
                assert not planted.catalogue.read("SearchServices", request).hits, word


def test_the_copy_of_a_region_holds_nothing_of_it(planted):
    copy = Copy(planted.catalogue).follow()
    assert SHELTER in copy.entries
    assert sought(ALL, [said(change) for change in copy.entries.values()]) == set()


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_no_file_that_the_commands_write_holds_it(planted, tmp_path, format_):
    path = tmp_path / f"export.{format_}"
    target = ("--target", planted.catalogue.instance.target, "--area", "vzorov")
    done = called("catalogue", "export", path, "--format", format_, *target)
    assert done.returncode == 0, done.stderr
    written = unpacked(path.read_bytes())
    assert len(written) > 200
    assert sought(ALL, [written, done.stdout, done.stderr]) == set()


def test_databases_and_files_hold_it_sealed_only(planted, tmp_path):
    secret = {**SEALED, **NEVER_STORED}
    assert sought(secret, stored(planted)) == set()
    assert sought({"what is not secret": "noční telefon"}, stored(planted)) != set()
    planted.catalogue.instance.stop()
    assert in_files(secret, tmp_path) == set()


def test_after_deletion_neither_words_nor_keys_are_in_any_file(planted, tmp_path):
    catalogue, keystore = planted.catalogue, planted.catalogue.instance.settings.storage.keystore
    sealed = [word for value in stored(planted) for word in re.findall(r"sealed:([0-9a-f]+):", value)]
    keys = {row.id: bytes(row.key) for row in rows(keystore, "sealing_key") if row.id in sealed}
    details = [name for name in planted.names if "/details/" in name]
    for name in details:
        catalogue.write("DeleteRestrictedDetail", edit.DeleteRestrictedDetailRequest(name=name))
    address = f"{AREA}/addresses/utocisko"
    catalogue.write("DeleteConfidentialAddress", edit.DeleteConfidentialAddressRequest(name=address))
    with pytest.raises(NotFound):
        catalogue.write("GetConfidentialAddress", edit.GetConfidentialAddressRequest(name=address))
    left = {row.id for row in rows(keystore, "sealing_key")}
    gone = [key for key_id, key in keys.items() if key_id not in left]
    assert len(gone) == len(details) + 1
    catalogue.instance.stop()
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(key in data for key in gone for data in files)
    assert in_files(SEALED, tmp_path) == set()


def test_errors_do_not_repeat_what_they_refuse(planted):
    secret = {"address": "zq7kanar91", "detail": "zq7kanar92"}
    calls = [
        lambda: hide_address(planted.catalogue, REFUGE, secret["address"] * 200),
        lambda: hide_address(planted.catalogue, f"{AREA}/places/dum", secret["address"]),
        lambda: hide(planted.catalogue, REFUGE, "phone", secret["detail"], "public"),
        lambda: hide(planted.catalogue, REFUGE, secret["detail"], secret["detail"]),
        lambda: hide(planted.catalogue, REFUGE, "text", f"{secret['detail']}\0"),
        lambda: hide(planted.catalogue, PERIOD, "text", secret["detail"]),
    ]
    told = []
    for call in calls:
        with pytest.raises(PlanError) as refused:
            call()
        told += [refused.value.message, *(item.message for item in refused.value.violations)]
    assert sought(secret, told) == set()


def test_logs_hold_nothing_of_it(planted, capfd):
    heard(planted)
    with pytest.raises(PlanError):
        hide_address(planted.catalogue, REFUGE, SEALED["secret address"] * 200)
    planted.catalogue.instance.stop()
    printed = "\n".join(capfd.readouterr())
    assert "CatalogueService/GetService" in printed
    assert sought(ALL, [printed]) == set()


def leaking_servicer(monkeypatch):
    """The answer about a place says where it is."""
    get = CatalogueServicer.GetPlace

    async def leak(self, request, context):
        place = place_pb2.Place.FromString(await get(self, request, context))
        place.access = SEALED["secret address"] if place.location_type == "confidential" else place.access
        return place

    monkeypatch.setattr(CatalogueServicer, "GetPlace", leak)


def leaking_query(monkeypatch):
    """Open data take the address of a secret place from its former entry."""
    places_of = OutputStore.places_of

    def leak(self, first, last):
        found = places_of(self, first, last)
        address = {"street": HIDDEN["former address of a secret place"]}
        values = {"location_type": "physical", "address": address}
        return {name: place.revised(values) if name == SHELTER else place for name, place in found.items()}

    monkeypatch.setattr(OutputStore, "places_of", leak)


def leaking_visibility(monkeypatch):
    """Everybody sees the capacities that professionals see."""
    monkeypatch.setattr(capacities, "visible_to", lambda caller: frozenset(capacities.Visibility))


def leaking_role(monkeypatch):
    """The table of roles opens the details for professionals to everybody."""
    row = "/komplan.catalogue.v1.CatalogueEditorService/ListRestrictedDetails"
    monkeypatch.setitem(access.TABLE, row, frozenset({"anyone"}))


def leaking_register(monkeypatch):
    """What the register says of a refuge is kept and told beside what is shown."""
    monkeypatch.setattr(refuges, "is_secret", lambda tx, places: False)


@pytest.mark.parametrize(
    ("fault", "method", "what"),
    [
        (leaking_servicer, "CatalogueService/GetPlace", "secret address"),
        (leaking_query, "CatalogueExportService/ExportHsds", "former address of a secret place"),
        (leaking_visibility, "CatalogueService/ListCapacities", "free for nobody"),
        (leaking_register, "ProvenanceService/GetProvenance", "register's words on a refuge"),
        (leaking_register, "CatalogueService/ListPlaces", "register's address of a refuge"),
        (leaking_role, "CatalogueEditorService/ListRestrictedDetails", "text for professionals"),
    ],
)
def test_a_planted_leak_is_heard(make, monkeypatch, fault, method, what):
    fault(monkeypatch)
    leaks = heard(make()).leaks(ALL)
    assert what in leaks[method]


def test_a_leak_into_an_error_is_heard(make, monkeypatch):
    def refuse(self, tx, service, caller):
        raise Invalid.field("parent", "INVALID_VALUE", f"no, not {SEALED['hidden telephone']}")

    monkeypatch.setattr(capacities.Capacities, "of", refuse)
    found = heard(make())
    assert found.leaks(ALL)["CatalogueService/ListCapacities"] == {"hidden telephone"}
    assert unheard(found) == ["CatalogueService/ListCapacities"]


def test_a_leak_into_the_log_is_seen(make, monkeypatch, capfd):
    set_address = Restricted.set_address

    def leak(self, tx, place, values):
        structlog.get_logger("leak").info("set", text=values["text"])
        return set_address(self, tx, place, values)

    monkeypatch.setattr(Restricted, "set_address", leak)
    make().catalogue.instance.stop()
    assert sought(SEALED, capfd.readouterr()) == {"secret address"}


def test_what_is_stored_unsealed_is_seen(make, monkeypatch, tmp_path):
    monkeypatch.setattr(Collection, "_sealed", lambda self, message, before: message)
    planted = make()
    assert sought(SEALED, stored(planted)) >= {"secret address", "hidden telephone", "text for professionals"}
    if Store(planted.catalogue.instance.databases["catalogue"]).sqlite:
        planted.catalogue.instance.stop()
        assert "secret address" in in_files(SEALED, tmp_path)


def test_a_public_method_that_nobody_reads_is_told_of(planted, monkeypatch):
    row = "/komplan.catalogue.v1.CatalogueEditorService/SetRecipient"
    found = heard(planted)
    monkeypatch.setitem(access.TABLE, row.replace("CatalogueEditor", "CampaignEditor"), frozenset({"anyone"}))
    assert unheard(found) == ["CampaignEditorService/SetRecipient"]


def test_a_place_that_becomes_public_again_shows_no_former_address(planted):
    place = place_pb2.Place(name=SHELTER, title="Dům", location_type="physical")
    write(planted.catalogue, edit.UpdatePlaceRequest(place=place))
    assert heard(planted).leaks(ALL) == {}
