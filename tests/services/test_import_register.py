"""The national register is a layer: taken over as it changes, never in part, and what the municipality says is kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA, CHARITA
from support.importing import OFFICE, Importing, facility, form, reasons, record

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused
from komplan_kit import fsck
from komplan_kit.engine import Store


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def counts(report):
    """The counts that are not zero."""
    return {field.name: value for field, value in report.run.counts.ListFields()}


def many(number, **changes):
    """So many records, of one provider, at different places."""
    return [record(n, zarizeni=[facility(f"Domov {n}", 1000 + n)], **changes) for n in range(1, number + 1)]


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
    records = many(12)
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
    records = many(10)
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
    records = many(6)
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
    records = many(30)
    importing.register(records)
    report = importing.register(records[1:])
    assert counts(report) == {"read": 29, "unchanged": 29, "gone": 1, "written": 1}
    assert list(report.gone) == [SERVICE]
    gone = importing.get(SERVICE)
    assert (gone.status, gone.validity.end.year, gone.validity.start.year) == ("defunct", 2025, 2010)
    assert counts(importing.register(records[1:])) == {"read": 29, "unchanged": 29}


def test_one_that_comes_back_is_as_it_was(importing):
    records = many(30)
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
    records = many(known)
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
    records = many(20)
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
    records = many(40)
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
    records = [*many(39), record(99, zarizeni=[facility("Nový", 555, address={"psc": "1"})], identifikator="x" * 60)]
    records[-1]["poskytovatel"] = {"ico": "25596641", "nazev": "Jen tady"}
    records[-1]["vekoveSkupiny"] = []
    records[-1]["zarizeni"][0]["adresa"]["psc"] = "35201"
    records[-1]["poskytovatel"]["nazev"] = "Jen tady"
    rows = list(importing_rows(records))
    rows[-1].service.min_age = "sto"
    report = importing.take(rows, **header(rows))
    assert [(item.position, item.field) for item in report.errors] == [(40, "service.min_age")]
    assert counts(report)["created"] == 39
    assert not [name for name in importing.state() if "25596641" in name or name.endswith(("ap-555", "rpss-99"))]


def importing_rows(records):
    import io

    from support.importing import register_file

    from komplan_catalogue.sources import rpss

    return rpss.rows(io.BytesIO(register_file(records)))


def header(rows):
    from komplan_catalogue.sources import rpss

    return {
        "kind": "register",
        "provider_fields": rpss.PROVIDER_FIELDS,
        "service_fields": (*rpss.SERVICE_FIELDS, "min_age"),
        "place_fields": rpss.PLACE_FIELDS,
    }


def test_records_with_one_number_or_one_key_are_all_refused(importing):
    records = many(60)
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
    records = many(20)
    for item in records[:2]:
        item["identifikator"] = ""
    report = importing.register(records)
    assert (report.run.state, report.run.refusal) == ("refused", "IMPORT_ERRORS")
    assert counts(report)["refused"] == 2
    assert importing.state() == {}
    assert importing.counted("SELECT count(*) FROM register_record") == 0


def test_unknown_codes_and_warnings_are_counted_and_keep_nothing_out(importing):
    records = many(5, druhSocialniSluzby={"id": "DruhSocialniSluzby/99"})
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


# calls


def test_a_dry_run_reports_the_same_and_stores_nothing(importing):
    dry = importing.register(many(3), dry_run=True)
    assert importing.state() == {}
    assert importing.journal() == []
    assert not dry.run.name
    real = importing.register(many(3))
    assert counts(dry) == counts(real)
    with pytest.raises(Refused):
        importing.register(many(1))
    assert importing.register(many(1), dry_run=True).run.refusal == "IMPORT_SHRINKS"
    assert len(importing.runs()) == 2


def test_a_repeated_import_under_one_request_id_is_one_import(importing):
    first = importing.register(many(2), request_id="r-1")
    assert importing.register(many(2), request_id="r-1") == first
    assert len(importing.runs()) == 1


def test_a_source_that_breaks_off_is_not_taken(importing):
    parts = list(importing_parts(many(3)))
    for cut in (parts[:-1], parts[:1]):
        with pytest.raises(Invalid, match="broke off"):
            importing.send(cut)
    parts[-1].end.rows = 2
    with pytest.raises(Invalid, match="another number"):
        importing.send(parts)
    assert importing.runs() == []


def importing_parts(records):
    from support.importing import requests

    from komplan.catalogue.v1 import import_pb2

    rows = list(importing_rows(records))
    return requests(rows, import_pb2.ImportHeader(**header(rows)))


def test_a_header_stands_once_at_the_beginning(importing):
    parts = list(importing_parts(many(1)))
    for wrong in (parts[1:], [parts[0], *parts], [*parts, parts[-1]], [pb.ImportRequest(parent=AREA)]):
        with pytest.raises(Invalid):
            importing.send(wrong)
    with pytest.raises(NotFound):
        importing.send([pb.ImportRequest(parent="areas/jinde")])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "sheet"}, "header.kind"),
        ({"sha256": "abc"}, "header.sha256"),
        ({"municipalities": ["Brno"]}, "header.municipalities"),
        ({"service_fields": ["name"]}, "header.service_fields"),
        ({"place_fields": ["secret"]}, "header.place_fields"),
        ({"title": "x" * 501}, "header.title"),
        ({"fetched_at": {"seconds": 10**15}}, "header.fetched_at"),
    ],
)
def test_a_wrong_header_is_told_with_its_field(importing, wrong, field):
    with pytest.raises(Invalid) as told:
        importing.take([], **{"kind": "register", **wrong})
    assert told.value.violations[0].field == field


def test_a_hostile_client_cannot_pass_rows_of_its_own_off_as_records(importing):
    rows = list(importing_rows(many(60)))
    rows[0].key = "rpss-999"
    rows[1].key = "../../providers/x"
    rows[2].service.register_id = ""
    report = importing.take(rows, **header(rows))
    assert [(item.position, item.reason) for item in report.errors] == [(n, "INVALID_VALUE") for n in (1, 2, 3)]
    rows = list(importing_rows(many(60)))
    rows[0].places[0].key = "ap-1/../../x"
    rows[0].warnings.add(reason="Vymyšlený důvod", message="x" * 5000)
    rows[1].provider.name = "areas/jinde/providers/x"
    rows[2].service.name = CHARITA
    report = importing.take(rows, **header(rows), force=True)
    assert {item.position for item in report.errors} == {1, 2, 3}
    assert not [name for name in importing.state() if "jinde" in name]


def test_only_the_office_imports(importing):
    for roles in ((), ("provider",), ("editor",)):
        with pytest.raises(Forbidden):
            importing.send([pb.ImportRequest(parent=AREA)], roles)
    for role in ("admin", "catalogue-editor"):
        rows = list(importing_rows([record()]))
        assert importing.take(rows, roles=(role,), **header(rows)).run.state == "applied"


def test_a_run_is_read_by_its_name(importing):
    run = importing.register([record()], sha256="ab" * 32, municipalities=["999001"]).run
    assert importing.instance.ask("CatalogueImportService/GetRun", pb.GetRunRequest(name=run.name), OFFICE) == run
    assert importing.runs() == [run]
    assert (run.sha256, list(run.municipalities)) == ("ab" * 32, ["999001"])
    with pytest.raises(NotFound):
        importing.instance.ask("CatalogueImportService/GetRun", pb.GetRunRequest(name=f"{AREA}/runs/x"), OFFICE)


def test_rows_journal_and_messages_agree_after_imports(importing):
    from komplan_catalogue import repositories

    importing.register(many(25))
    importing.register(many(24))
    importing.instance.stop()
    store = Store(importing.instance.databases["catalogue"])
    kinds = fsck.kinds_of(repositories)
    assert any(kind.title == "import run" for kind in kinds)
    assert fsck.check(store, repositories.METADATA, kinds) == []
