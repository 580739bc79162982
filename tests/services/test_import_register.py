"""The national register is a layer: taken over as it changes, never in part, and what the municipality says is kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA
from support.importing import (
    Importing,
    facility,
    form,
    reasons,
    record,
    register_fields,
    register_records,
    rows_of_register,
)

from komplan_core.errors import Refused


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def counts(report):
    """The counts that are not zero."""
    return {field.name: value for field, value in report.run.counts.ListFields()}


SERVICE = f"{AREA}/services/rpss-1"


def test_a_first_import_makes_services_providers_and_places(importing):
    report = importing.register([record(1), record(2, poskytovatel={"ico": "25596641", "nazev": "Jiný"})])
    assert counts(report) == {"read": 2, "created": 2, "written": 5}
    assert (report.run.state, report.run.kind, report.run.title) == ("applied", "register", "zdroj")
    assert sorted(importing.state()) == [
        f"{AREA}/places/ap-11867906",
        f"{AREA}/providers/ico-00000019",
        f"{AREA}/providers/ico-25596641",
        SERVICE,
        f"{AREA}/services/rpss-2",
    ]
    service = importing.get(SERVICE)
    assert (service.register_id, service.registration_number, service.status) == ("1", "7000001", "active")
    assert service.provider == f"{AREA}/providers/ico-00000019"
    assert [at.place for at in service.places] == [f"{AREA}/places/ap-11867906"]
    assert (service.capacities[0].registered, service.capacities[0].as_of.year) == (32, 2025)
    assert importing.search("domov") == ["rpss-1", "rpss-2"]


def test_a_second_import_of_the_same_reports_everything_as_unchanged_and_writes_no_entry(importing):
    records = register_records(12)
    importing.register(records)
    before, journal = importing.state(), len(importing.journal())
    report = importing.register(records)
    assert counts(report) == {"read": 12, "unchanged": 12}
    assert importing.state() == before
    assert [name for name, *_ in importing.journal()[journal:]] == [report.run.name]


@settings(max_examples=6, deadline=None, suppress_health_check=[*HealthCheck])
@given(order=st.permutations(range(10)))
def test_the_order_of_the_records_means_nothing(importing, order):
    """Two records say different things of one place and provider: the same one's words hold in any order."""
    records = register_records(10)
    records[3]["zarizeni"][0] = facility("Jinak", 1001, address={"psc": "99999"})
    records[7]["poskytovatel"] = {"ico": "00000019", "nazev": "Domov pod jiným jménem"}
    first = importing.register(records)
    assert {"ADDRESS_CONTRADICTS", "PROVIDER_CONTRADICTS"} <= reasons(first.run.warnings)
    state = importing.state()
    importing.undo(first.run.name)
    assert importing.state() == {}
    again = importing.register([records[number] for number in order])
    assert counts(again) == counts(first)
    assert importing.state() == state
    assert counts(importing.register(records)) == {"read": 10, "unchanged": 10}
    importing.undo(again.run.name)


def test_what_changed_is_written_and_nothing_else(importing):
    records = register_records(6)
    importing.register(records)
    journal = len(importing.journal())
    records[2]["formy"] = [form("pob", luzka=99)]
    report = importing.register(records, fetched_at={"seconds": 1_780_000_000})
    assert counts(report) == {"read": 6, "changed": 1, "unchanged": 5, "written": 1}
    assert [name for name, *_ in importing.journal()[journal:]] == [f"{AREA}/services/rpss-3", report.run.name]
    changed, same = (importing.get(f"{AREA}/services/rpss-{n}").capacities[0] for n in (3, 4))
    assert (changed.registered, changed.as_of.year) == (99, 2026)
    assert (same.registered, same.as_of.year) == (32, 2025)


def test_an_unchanged_number_keeps_its_day(importing):
    importing.register([record()])
    importing.register(
        [record(formy=[form("pob", luzka=32), form("amb", klient=4)])], fetched_at={"seconds": 1_780_000_000}
    )
    assert [(c.unit, c.as_of.year) for c in importing.get(SERVICE).capacities] == [("clients", 2026), ("beds", 2025)]


# what goes and comes back


def test_a_registration_that_is_missing_becomes_defunct_and_stays(importing):
    records = register_records(30)
    importing.register(records)
    report = importing.register(records[1:])
    assert counts(report) == {"read": 29, "unchanged": 29, "gone": 1, "written": 1}
    assert list(report.gone) == [SERVICE]
    gone = importing.get(SERVICE)
    assert (gone.status, gone.validity.end.year, gone.validity.start.year) == ("defunct", 2025, 2010)
    assert counts(importing.register(records[1:])) == {"read": 29, "unchanged": 29}


def test_one_that_comes_back_is_as_it_was(importing):
    records = register_records(30)
    importing.register(records)
    before = importing.state()
    importing.register(records[1:])
    report = importing.register(records)
    assert counts(report) == {"read": 30, "changed": 1, "unchanged": 29, "revived": 1, "written": 1}
    assert importing.state() == before


def test_a_service_whose_last_day_passed_is_defunct(importing):
    importing.register([record(datumPoskytovaniDo="2020-12-31"), record(2, datumPoskytovaniDo="2999-12-31")])
    assert [importing.get(f"{AREA}/services/rpss-{n}").status for n in (1, 2)] == ["defunct", "active"]


@pytest.mark.parametrize(("known", "kept", "refused"), [(40, 38, False), (40, 37, True), (10, 9, True)])
def test_a_source_that_lost_more_than_a_twentieth_is_refused_unless_forced(importing, known, kept, refused):
    records = register_records(known)
    importing.register(records)
    before = importing.state()
    if not refused:
        assert counts(importing.register(records[:kept]))["gone"] == known - kept
        return
    with pytest.raises(Refused, match="known records are missing") as told:
        importing.register(records[:kept])
    assert told.value.reason == "IMPORT_SHRINKS"
    assert importing.state() == before
    assert [run.state for run in importing.runs()] == ["applied", "refused"]
    assert (importing.runs()[1].refusal, importing.runs()[1].counts.gone) == ("IMPORT_SHRINKS", known - kept)
    assert counts(importing.register(records[:kept], force=True))["gone"] == known - kept


def test_a_source_that_lost_its_facilities_is_refused_too(importing):
    records = register_records(20)
    importing.register(records)
    with pytest.raises(Refused, match="known places are missing"):
        importing.register([{**item, "zarizeni": []} for item in records])


def test_an_empty_source_is_refused(importing):
    with pytest.raises(Refused) as told:
        importing.register([])
    assert told.value.reason == "IMPORT_EMPTY"
    assert [run.refusal for run in importing.runs()] == ["IMPORT_EMPTY"]


# errors


def test_a_record_with_errors_stays_as_it_was_and_is_not_gone(importing):
    records = register_records(40)
    importing.register(records)
    before = importing.get(SERVICE)
    records[0] = record(1, poskytovatel={"ico": "00000018", "nazev": "Domov"})
    records[5]["formy"] = [form("pob", luzka=7)]
    report = importing.register(records)
    assert counts(report) == {"read": 40, "changed": 1, "unchanged": 38, "refused": 1, "written": 1}
    assert [(item.position, item.field, item.reason) for item in report.errors] == [
        (1, "poskytovatel.ico", "ICO_CHECKSUM")
    ]
    assert importing.get(SERVICE) == before


def test_a_rule_that_only_the_catalogue_knows_refuses_the_record_as_a_whole(importing):
    """The provider and place of the refused record are not left behind."""
    records = [
        *register_records(39),
        record(99, zarizeni=[facility("Nový", 555, address={"psc": "1"})], identifikator="x" * 60),
    ]
    records[-1]["poskytovatel"] = {"ico": "25596641", "nazev": "Jen tady"}
    records[-1]["vekoveSkupiny"] = []
    records[-1]["zarizeni"][0]["adresa"]["psc"] = "35201"
    records[-1]["poskytovatel"]["nazev"] = "Jen tady"
    rows = list(rows_of_register(records))
    rows[-1].service.min_age = "sto"
    report = importing.take(rows, **register_fields())
    assert [(item.position, item.field) for item in report.errors] == [(40, "service.min_age")]
    assert counts(report)["created"] == 39
    assert not [name for name in importing.state() if "25596641" in name or name.endswith(("ap-555", "rpss-99"))]


def test_records_with_one_number_or_one_key_are_all_refused(importing):
    records = register_records(60)
    records[10]["identifikator"] = records[11]["identifikator"]
    records[20]["portalId"] = records[21]["portalId"]
    report = importing.register(records, force=True)
    refused = {(item.position, item.field, item.reason) for item in report.errors}
    assert (
        refused
        == {
            (11, "identifikator", "DUPLICATE_CODE"),
            (12, "identifikator", "DUPLICATE_CODE"),
            (21, "portalId", "DUPLICATE_CODE"),
            (22, "portalId", "DUPLICATE_CODE"),
        }
        or counts(report)["refused"] == 4
    )
    assert report.run.state == "refused"  # more than a twentieth
    report = importing.register([*records, *[record(n, zarizeni=[]) for n in range(100, 200)]])
    assert counts(report)["created"] == 156


def test_a_source_with_errors_in_more_than_a_twentieth_of_its_records_is_not_taken_at_all(importing):
    records = register_records(20)
    for item in records[:2]:
        item["identifikator"] = ""
    report = importing.register(records)
    assert (report.run.state, report.run.refusal) == ("refused", "IMPORT_ERRORS")
    assert counts(report)["refused"] == 2
    assert importing.state() == {}
    assert importing.counted("SELECT count(*) FROM register_record") == 0


def test_unknown_codes_and_warnings_are_counted_and_keep_nothing_out(importing):
    records = register_records(5, druhSocialniSluzby={"id": "DruhSocialniSluzby/99"})
    report = importing.register(records)
    assert counts(report)["created"] == 5
    assert [(item.code_list, item.code, item.count) for item in report.run.unknown_codes] == [
        ("service-types", "DruhSocialniSluzby/99", 5)
    ]
    assert importing.get(SERVICE).service_class == "registered"
    assert not importing.get(SERVICE).HasField("service_type")
    assert importing.counts().registered == 5


# the layer


def test_what_the_municipality_says_is_kept_and_the_difference_stays(importing):
    importing.register([record()])
    importing.update_service(SERVICE, "title", "description", title="Náš domov", description="Vlídné místo")
    importing.update_provider("seat", name=f"{AREA}/providers/ico-00000019", seat="Vzorov 1")
    report = importing.register([record(zarizeni=[facility("Domov po opravě")])])
    assert counts(report)["changed"] == 1
    service = importing.get(SERVICE)
    assert (service.title, service.description) == ("Náš domov", "Vlídné místo")
    assert service.places[0].title == "Domov po opravě"
    assert importing.get(service.provider).seat == "Vzorov 1"


def test_local_services_are_left_alone(importing):
    importing.provider()
    local = importing.service("pujcovna")
    importing.register([record()])
    importing.register([record(2)], force=True)
    assert importing.get(local.name) == local


def test_entries_that_were_entered_by_hand_are_recognised(importing):
    importing.provider("domov", ico="00000019", title="Domov")
    hand = importing.registered(
        "domov-vzorov",
        service_type="home-for-seniors",
        registration_number="7000001",
        provider=f"{AREA}/providers/domov",
    )
    importing.register([record()])
    assert sorted(importing.state()) == [f"{AREA}/places/ap-11867906", f"{AREA}/providers/domov", hand.name]
    assert importing.get(hand.name).register_id == "1"
    assert counts(importing.register([record()])) == {"read": 1, "unchanged": 1}


def test_only_records_of_the_municipalities_asked_for_are_taken_and_known_ones_go_on(importing):
    here, elsewhere = record(1), record(2, zarizeni=[facility("Jinde", 7, address={"obec": {"id": "Obec/500011"}})])
    report = importing.register([here, elsewhere], municipalities=["999001"])
    assert counts(report) == {"read": 2, "outside": 1, "created": 1, "written": 3}
    moved = {**here, "zarizeni": elsewhere["zarizeni"]}
    report = importing.register([moved, elsewhere], municipalities=["999001"])
    assert counts(report) == {"read": 2, "outside": 1, "changed": 1, "written": 2}
    assert importing.get(SERVICE).status == "active"
