"""The catalogue as HSDS 3.1 with the Czech profile, as a citizen takes it out."""

import re
import subprocess
import sys
import time
from contextlib import suppress
from uuid import NAMESPACE_URL, uuid5

import orjson
import pytest
from support.catalogue import AREA, CHARITA, Catalogue, refusal
from support.full_catalogue import HOUSE, SERVICE, fill, fill_with_the_fictional_town
from support.hsds import PROFILE, checker
from support.importing import Importing
from support.outputs import changes, hsds, hsds_bytes, slowly

from komplan.catalogue.v1 import export_service_pb2 as pb
from komplan_catalogue.servicer import outputs as servicer
from komplan_catalogue.sources import generator
from komplan_core.errors import Full, NotFound

KINDS = ("service", "organization", "taxonomy_term")


@pytest.fixture
def catalogue(instance):
    return Catalogue(instance("catalogue"))


@pytest.fixture
def full(catalogue):
    fill(catalogue)
    return catalogue


def checked(catalogue, shared, folder):
    """What the check beside the checkout says of all that is exported: exit codes by kind, profile and strictness."""
    found = {}
    for kind in KINDS:
        (folder / f"{kind}.ndjson").write_bytes(hsds_bytes(catalogue, kind))
        for options in ((), ("--profile", PROFILE), ("--profile", PROFILE, "--strict")):
            tool = [sys.executable, shared / "tools" / "hsds_check.py", *options, "ndjson", kind]
            done = subprocess.run([*tool, folder / f"{kind}.ndjson"], capture_output=True, text=True, check=False)
            found[kind, "--strict" in options, bool(options)] = (done.returncode, done.stdout[-2000:] * done.returncode)
    return found


def assert_sound(catalogue):
    """Every record is valid by the profile, ids are unique, and references lead somewhere."""
    records = {kind: hsds(catalogue, kind) for kind in KINDS}
    for kind, found in records.items():
        problems = checker(kind)
        assert [(record["name"], wrong) for record in found if (wrong := problems(record))] == []
        assert len({record["id"] for record in found}) == len(found)
    organizations = {record["id"]: record for record in records["organization"]}
    terms = {record["id"]: record for record in records["taxonomy_term"]}
    for record in records["service"]:
        assert record["organization"]["name"] == organizations[record["organization_id"]]["name"]
        owned = [record["id"]] * len(record.get("attributes", ()))
        assert [attribute["link_id"] for attribute in record.get("attributes", ())] == owned
        for attribute in record.get("attributes", ()):
            assert terms[attribute["taxonomy_term"]["id"]].items() >= attribute["taxonomy_term"].items()
    return records


def test_every_field_of_a_catalogue_is_valid_in_every_way(full, shared, tmp_path):
    found = checked(full, shared, tmp_path)
    assert {key: result for key, result in found.items() if result != (0, "")} == {}
    assert len(found) == 9


def test_the_fictional_town_is_valid_without_anything_beside_the_checkout(catalogue):
    number = fill_with_the_fictional_town(catalogue)
    records = assert_sound(catalogue)
    assert len(records["service"]) == number > 80


def test_the_fictional_town_is_valid_in_every_way(catalogue, shared, tmp_path):
    fill_with_the_fictional_town(catalogue)
    assert set(checked(catalogue, shared, tmp_path).values()) == {(0, "")}


def test_the_guide_of_a_real_town_is_valid_in_every_way(catalogue, shared, tmp_path):
    imported = Importing(catalogue.instance).hsds(shared / "data" / "pribor" / "services.ndjson")
    assert imported.run.name
    assert set(checked(catalogue, shared, tmp_path).values()) == {(0, "")}
    assert len(assert_sound(catalogue)["service"]) == 111


def test_an_imported_register_is_valid_and_names_no_person(catalogue):
    imported = Importing(catalogue.instance).register(generator.records(120, seed=7))
    assert imported.run.name
    records = assert_sound(catalogue)
    assert len(records["service"]) > 100
    assert {record["cz_service_class"] for record in records["service"]} == {"registered"}
    assert generator.CANARY not in b"".join(hsds_bytes(catalogue, kind) for kind in KINDS).decode()


def test_ids_are_made_of_resource_names_in_the_namespace_of_the_area(full):
    area = uuid5(NAMESPACE_URL, f"urn:komplan:{AREA}")
    record = hsds(full)[0]
    assert record["id"] == str(uuid5(area, SERVICE))
    assert record["organization_id"] == record["organization"]["id"] == str(uuid5(area, CHARITA))
    assert record["service_at_locations"][0]["location"]["id"] == str(uuid5(area, HOUSE))
    assert record["cost_options"][1]["id"] == str(uuid5(area, f"{SERVICE}#cost/1"))
    codelists = uuid5(NAMESPACE_URL, "urn:komplan:codelists")
    kinds = {item["taxonomy_term"]["code"]: item["taxonomy_term"]["id"] for item in record["attributes"]}
    assert kinds["home-for-seniors"] == str(uuid5(codelists, "service-types#home-for-seniors"))


def test_one_state_gives_the_same_bytes(full):
    for kind in KINDS:
        assert hsds_bytes(full, kind) == hsds_bytes(full, kind) != b""


def test_every_record_is_there_once_in_the_order_of_creation(catalogue):
    catalogue.provider()
    wanted = [f"Služba {number}" for number in range(203)]
    for title in wanted:
        catalogue.service(title=title)
    assert [record["name"] for record in hsds(catalogue)] == wanted


def test_pieces_end_where_records_end_and_say_which_state_they_show(catalogue):
    catalogue.provider()
    for number in range(5):
        catalogue.service(title=f"Služba {number}", description="slovo " * 15_000)
    request = pb.ExportHsdsRequest(parent=AREA, object="service")
    parts = catalogue.instance.stream("CatalogueExportService/ExportHsds", request, ())
    assert [part.records for part in parts] == [3, 2]
    assert all(part.data.endswith(b"}\n") and part.data.count(b"\n") == part.records for part in parts)
    assert {part.number for part in parts} == {6}


def test_an_empty_catalogue_has_code_lists_only(catalogue):
    assert hsds(catalogue) == hsds(catalogue, "organization") == []
    terms = hsds(catalogue, "taxonomy_term")
    assert {term["taxonomy"] for term in terms} == {
        "Kategorie sociálních služeb",
        "Druhy sociálních služeb",
        "Formy poskytování",
        "Cílové skupiny",
    }
    names = {term["id"]: term["name"] for term in terms}
    (counselling,) = [term for term in terms if term["code"] == "social-counselling"]
    assert names[counselling["parent_id"]] == "sociální poradenství"
    assert counselling["cz_register_code"] == "DruhSocialniSluzby/1"
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}", counselling["taxonomy_detail"]["version"])


def test_an_object_that_is_not_exported_is_refused(catalogue):
    for kind in ("", "services", "location", "restricted_detail"):
        request = pb.ExportHsdsRequest(parent=AREA, object=kind)
        assert refusal(catalogue.instance.stream, "CatalogueExportService/ExportHsds", request, ()) == (
            "object",
            "UNKNOWN_CODE",
        )
    request = pb.ExportHsdsRequest(parent="areas/jinde", object="service")
    with pytest.raises(NotFound):
        catalogue.instance.stream("CatalogueExportService/ExportHsds", request, ())


def bulky(catalogue, number):
    """Services of 384 kB each: a part of the export for each, which no buffer between server and reader holds."""
    catalogue.provider()
    text = "x" * 96_000
    fields = {"description": text, "easy_text": text, "eligibility": text, "application": text}
    return [catalogue.service(**fields) for _ in range(number)]


def test_a_slow_reader_is_waited_for(catalogue):
    """The next page is read when the one before was taken: what changes meanwhile is seen."""
    services = bulky(catalogue, 130)
    reading = slowly(catalogue, pb.ExportHsdsRequest(parent=AREA, object="service"))
    first = next(reading)
    catalogue.update_service(services[-1].name, "title", title="Změněná")
    parts = [first, *reading]
    records = [orjson.loads(line) for part in parts for line in part.data.splitlines()]
    assert [record["name"] for record in records] == ["Půjčovna pomůcek"] * 129 + ["Změněná"]
    assert (first.number, parts[-1].number) == (131, 132)


def test_too_many_exports_at_once_are_refused(catalogue):
    bulky(catalogue, 5)
    request = pb.ExportHsdsRequest(parent=AREA, object="service")
    held = [slowly(catalogue, request) for _ in range(8)]
    for reading in held:
        next(reading)
    assert refusal(hsds, catalogue) == ("", "TOO_MANY_CALLS")
    assert len(changes(catalogue, roles=("region",))) == 6  # who is known waits for no citizen
    for reading in held[1:]:
        reading.close()
    assert sum(part.records for part in held[0]) == 4
    assert len(hsds(catalogue)) == 5


@pytest.mark.parametrize("limit", ["LONGEST_SECONDS", "LONGEST_PART_SECONDS"])
def test_who_takes_nothing_does_not_keep_others_out(limit, catalogue, monkeypatch):
    """What the others then ask for is small: they too are given so many seconds."""
    bulky(catalogue, 5)
    monkeypatch.setattr(servicer, limit, 5.0)
    held = [slowly(catalogue, pb.ExportHsdsRequest(parent=AREA, object="service")) for _ in range(8)]
    for reading in held:
        next(reading)
    found, until = [], time.monotonic() + 60
    while not found and time.monotonic() < until:
        with suppress(Full):
            found = hsds(catalogue, "organization")
    assert [record["name"] for record in found] == ["Charita Vzorov"]
    for reading in held:
        reading.close()


def test_the_page_explains_every_field_of_the_profile_and_no_other(root):
    profile = "".join(path.read_text() for path in sorted(PROFILE.glob("*.json")))
    page = (root / "docs/reference/hsds.md").read_text()
    assert set(re.findall(r'"(cz_\w+)": \{', profile)) == set(re.findall(r"`(cz_\w+)`", page))


def test_every_field_of_the_profile_is_given_out_or_an_exception(full):
    full.provider("jina", title="Jiná")
    said = b"".join(hsds_bytes(full, kind) for kind in KINDS).decode()
    profile = "".join(path.read_text() for path in sorted(PROFILE.glob("*.json")))
    assert set(re.findall(r'"(cz_\w+)": \{', profile)) == set(re.findall(r'"(cz_\w+)":', said))
