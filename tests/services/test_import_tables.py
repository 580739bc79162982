"""Sheets: what was exported changes nothing, what was edited is taken as a whole or not at all, errors have rows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA
from support.importing import OFFICE, Importing, reasons, record
from support.sheets import csv_file, rows_of, workbook

from komplan.catalogue.v1.merge_service_pb2 import MergeEntriesRequest, PreviewMergeRequest
from komplan_catalogue.sources import exporting
from komplan_catalogue.sources.columns import COLUMNS
from komplan_catalogue.sources.workbook import open_sheet, writer_of
from komplan_core.errors import Full

PLACE = {column.header: "" for column in COLUMNS if column.group == "place"}


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def counts(report):
    """The counts that are not zero."""
    return {field.name: value for field, value in report.run.counts.ListFields()}


def sheet(tmp_path, *rows):
    return csv_file(tmp_path / "s.csv", rows_of(rows))


def exported(importing, path):
    """The whole catalogue as a sheet."""
    providers, places = ({item.name: item for item in importing.listed(kind)} for kind in ("Providers", "Places"))
    with writer_of(path, exporting.guide()) as writer:
        writer.row(exporting.HEADER)
        for service in importing.listed("Services"):
            for cells in exporting.rows_of(service, providers[service.provider], places):
                writer.row(cells)
    return path


def edited(path, **cells):
    """The sheet with other cells in its second row."""
    header, *lines = [line.cells for line in open_sheet(path).lines]
    lines = [line + [""] * (len(header) - len(line)) for line in lines]
    for title, cell in cells.items():
        lines[0][header.index(title)] = cell
    return csv_file(path.with_name("edited.csv"), [header, *lines])


def errors(report):
    return [(item.position, item.field, item.reason) for item in report.errors]


FULL = {
    "registrační číslo": "1234567",
    "druh služby": "pečovatelská služba",
    "formy": "terénní",
    "cílové skupiny": "senioři",
    "kapacita": "terénní | počet klientů | 12 | 2026-01-01",
    "kontakty": "555 000 111",
    "otevírací doba": "po 08:00–16:00",
    "popis": "=vlastní text",
    "typ zřizovatele": "církev / náboženská společnost",
    **PLACE,
    "místo": "Klub",
    "ulice a číslo": "Lipová 1",
    "obec": "Vzorov",
    "PSČ": "35201",
    "kód obce": "999001",
    "zeměpisná šířka": "50.1",
    "zeměpisná délka": "14.5",
}


def test_a_sheet_makes_services_providers_and_places(importing, tmp_path):
    report = importing.table(sheet(tmp_path, {**FULL, "popis": "text"}, {"název služby": "Klub", **PLACE}))
    assert counts(report) == {"read": 2, "created": 2, "written": 4}
    (domov, klub) = importing.listed("Services")
    assert (domov.title, domov.service_class, domov.service_type) == ("Půjčovna pomůcek", "registered", "home-care")
    assert (domov.capacities[0].registered, domov.contacts[0].phone) == (12, "555 000 111")
    assert (klub.title, klub.service_class, klub.provider) == ("Klub", "related", domov.provider)
    place = importing.listed("Places")[0]
    assert (place.title, place.address.municipality, place.point.latitude) == ("Klub", "999001", 50.1)
    assert importing.get(domov.provider).founder_type == "church"


def test_the_same_sheet_again_changes_nothing(importing, tmp_path):
    path = sheet(tmp_path, {**FULL, "popis": "text"}, {"název služby": "Klub", "popis": "jiný", **PLACE})
    importing.table(path)
    before, journal = importing.state(), len(importing.journal())
    report = importing.table(path)
    assert counts(report) == {"read": 2, "unchanged": 2}
    assert importing.state() == before
    assert len(importing.journal()) == journal + 1  # the run


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_was_exported_and_is_imported_changes_nothing(importing, tmp_path, suffix):
    importing.register([record(1), record(2, zarizeni=[])])
    importing.table(sheet(tmp_path, {**FULL, "popis": "'=vlastní text"}, {"název služby": "Klub", **PLACE}))
    importing.update_service(f"{AREA}/services/rpss-1", "description", description="+420 je předvolba")
    report = importing.table(exported(importing, tmp_path / f"e{suffix}"))
    assert errors(report) == []
    assert counts(report) == {"read": 4, "unchanged": 4}


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Mn", "Me")), max_size=30)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    texts=st.lists(TEXT.map(lambda text: f"={text}"), min_size=3, max_size=3),
    documents=st.lists(TEXT.filter(str.strip), max_size=3),
)
def test_whatever_people_write_export_and_import_change_nothing(importing, tmp_path, suffix, texts, documents):
    title, description, note = texts
    said = {"description": description, "required_documents": documents, "contacts": [{"note": note}]}
    importing.service(title=title, provider=importing.provider("", title=title).name, **said)
    report = importing.table(exported(importing, tmp_path / f"e{suffix}"), dry_run=True)
    assert errors(report) == []
    assert set(counts(report)) == {"read", "unchanged"}


def test_an_edited_row_changes_its_entry_and_an_absent_column_nothing(importing, tmp_path):
    importing.table(sheet(tmp_path, {**FULL, "popis": "text"}))
    path = exported(importing, tmp_path / "e.csv")
    report = importing.table(edited(path, popis="Nový popis", sídlo="Vzorov 1"))
    assert counts(report) == {"read": 1, "changed": 1, "written": 2, "providers_changed": 1}
    (service,) = importing.listed("Services")
    assert (service.description, service.contacts[0].phone) == ("Nový popis", "555 000 111")
    report = importing.table(sheet(tmp_path, {"registrační číslo": "1234567", "popis": ""}))
    assert counts(report) == {"read": 1, "changed": 1, "written": 1, "cleared": 1}
    assert [(item.position, item.field, item.reason) for item in report.warnings] == [
        (2, "service.description", "FIELD_CLEARED")
    ]
    (service,) = importing.listed("Services")
    assert (service.description, service.contacts[0].phone) == ("", "555 000 111")


def test_a_row_that_renames_a_known_provider_says_so_already_in_a_dry_run(importing, tmp_path):
    importing.provider("vesna", title="Poradna Vesna", ico="00000019")
    report = importing.table(sheet(tmp_path, {**PLACE}), dry_run=True)
    (warning,) = report.warnings
    assert (warning.position, warning.reason, "Poradna Vesna" in warning.message) == (2, "PROVIDER_RENAMED", True)
    assert counts(report)["providers_changed"] == 1
    assert importing.get(f"{AREA}/providers/vesna").title == "Poradna Vesna"


def test_a_row_of_an_older_export_is_a_conflict_if_it_would_change_something(importing, tmp_path):
    importing.table(sheet(tmp_path, {**FULL, "popis": "text"}, {"název služby": "Klub", **PLACE}))
    path = exported(importing, tmp_path / "e.csv")
    domov, klub = importing.listed("Services")
    importing.update_service(domov.name, "alert", alert="Zavřeno")
    importing.update_provider("seat", name=domov.provider, seat="Jinde 5")
    report = importing.table(path)
    assert (report.run.state, report.run.refusal) == ("refused", "IMPORT_ERRORS")
    assert {(position, reason) for position, _, reason in errors(report)} == {(2, "STALE_ETAG"), (3, "STALE_ETAG")}
    assert importing.get(domov.provider).seat == "Jinde 5"
    assert counts(importing.table(exported(importing, tmp_path / "f.csv"))) == {"read": 2, "unchanged": 2}
    assert klub.title == "Klub"


def test_all_errors_are_told_and_nothing_is_taken(importing, tmp_path):
    rows = [
        {"název služby": "V pořádku"},
        {"název služby": "a", "IČO": "1900001"},
        {"název služby": "b", "IČO": "00000018"},
        {"název služby": "c", "poskytováno od": "2026-02-01", "poskytováno do": "2026-01-01"},
        {"název služby": "d", "věk od": "80", "věk do": "20"},
        {"název služby": "e", "popis": "=SUM(A1)"},
        {"název služby": "f", "životní situace": "neni-v-katalogu"},
        {"název služby": "g", "kontakty": "info@žluťoučký.example"},
        {"název služby": "h", "id služby": "neni"},
        {"název služby": "i", "registrační číslo": "1", "zařazení": "související"},
    ]
    report = importing.table(sheet(tmp_path, *[{"poskytováno od": "", "poskytováno do": "", **row} for row in rows]))
    assert (report.run.state, report.run.refusal) == ("refused", "IMPORT_ERRORS")
    assert errors(report) == [
        (3, "IČO", "LEADING_ZEROS_LOST"),
        (4, "IČO", "ICO_CHECKSUM"),
        (5, "service.validity.end", "PERIOD_ORDER"),
        (6, "service.min_age", "AGE_ORDER"),
        (7, "popis", "FORMULA_CELL"),
        (8, "service.situations.0", "UNKNOWN_CODE"),
        (9, "service.contacts.0.email", "EMAIL_FORMAT"),
        (10, "service.name", "REFERENCE_MISSING"),
        (11, "service.registration_number", "INVALID_VALUE"),
    ]
    assert importing.state() == {}
    assert counts(report) == {"read": 10, "refused": 9}
    assert [run.state for run in importing.runs()] == ["refused"]


def test_an_error_of_a_place_is_told_with_its_own_row(importing, tmp_path):
    rows = [{**PLACE, "místo": "A"}, {**PLACE, "místo": "B", "PSČ": "123"}]
    report = importing.table(sheet(tmp_path, *rows))
    assert errors(report) == [(3, "PSČ", "INVALID_VALUE")]


def test_all_that_is_wrong_with_a_row_is_told_at_once(importing, tmp_path):
    row = {
        "IČO": "1900001",
        "věk od": "80",
        "věk do": "20",
        "životní situace": "neni",
        **PLACE,
        "druh místa": "utajené",
    }
    report = importing.table(sheet(tmp_path, {**row, "obec": "Vzorov", "kontakty": "info@žluť.example"}))
    assert errors(report) == [
        (2, "IČO", "LEADING_ZEROS_LOST"),
        (2, "place.address", "ADDRESS_NOT_PUBLIC"),
        (2, "service.contacts.0.email", "EMAIL_FORMAT"),
    ]
    report = importing.table(sheet(tmp_path, {**row, "kontakty": "555"}))
    assert {reason for _, _, reason in errors(report)} == {"LEADING_ZEROS_LOST", "AGE_ORDER"}


def test_rows_of_different_services_may_not_contradict_each_other_about_a_provider(importing, tmp_path):
    report = importing.table(sheet(tmp_path, {"sídlo": "Vzorov 1"}, {"název služby": "Klub", "sídlo": "Vzorov 2"}))
    assert errors(report) == [(3, "sídlo", "ROWS_CONTRADICT")]


def test_what_one_row_leaves_empty_another_says(importing, tmp_path):
    rows = [{"sídlo": "", **PLACE}, {"název služby": "Klub", "sídlo": "Vzorov 2", **PLACE}]
    rows[0].update({"místo": "Dům", "kód adresního místa": "7", "obec": "Vzorov"})
    rows[1].update({"kód adresního místa": "7", "ulice a číslo": "Lipová 1"})
    report = importing.table(sheet(tmp_path, *rows))
    assert counts(report) == {"read": 2, "created": 2, "written": 4}
    assert importing.listed("Providers")[0].seat == "Vzorov 2"
    (place,) = importing.listed("Places")
    assert (place.title, place.address.street, place.address.city) == ("Dům", "Lipová 1", "Vzorov")
    rows[1]["obec"] = "Jinde"
    assert errors(importing.table(sheet(tmp_path, *rows))) == [(3, "obec", "ROWS_CONTRADICT")]


def test_a_provider_is_found_by_its_ico_or_title_and_only_if_there_is_one(importing, tmp_path):
    importing.provider("a", title="Charita Vzorov")
    importing.table(sheet(tmp_path, {"IČO": ""}))
    assert importing.listed("Services")[0].provider == f"{AREA}/providers/a"
    importing.provider("b", title="Charita Vzorov")
    report = importing.table(sheet(tmp_path, {"IČO": "", "název služby": "Druhá"}))
    assert errors(report) == [(2, "provider.title", "AMBIGUOUS")]
    report = importing.table(sheet(tmp_path, {"IČO": "", "název služby": "Druhá", "id poskytovatele": "b"}))
    assert counts(report)["created"] == 1


def test_a_row_may_refer_to_a_place_by_its_id_alone(importing, tmp_path):
    importing.table(sheet(tmp_path, {**PLACE, "místo": "Klub", "obec": "Vzorov"}))
    (place,) = importing.listed("Places")
    row = {**PLACE, "název služby": "Druhá", "id místa": place.name.rsplit("/", 1)[-1], "název pracoviště": "sklep"}
    assert counts(importing.table(sheet(tmp_path, row)))["written"] == 1
    assert importing.listed("Places") == [place]
    assert importing.listed("Services")[1].places[0].title == "sklep"


def test_what_belongs_to_the_register_is_not_changed_by_a_sheet(importing, tmp_path):
    importing.register([record(1)])
    path = exported(importing, tmp_path / "e.csv")
    report = importing.table(edited(path, kapacita="pobytová | lůžka | 99 | 2026-01-01"))
    assert errors(report) == [(2, "service.capacities", "FIELD_OF_REGISTER")]
    report = importing.table(edited(path, **{"název služby": "Náš domov"}))
    assert (errors(report), counts(report)) == ([], {"read": 1, "changed": 1, "written": 1})


def test_a_service_without_a_place_is_one_row_and_a_missing_row_takes_its_place_away(importing, tmp_path):
    importing.table(sheet(tmp_path, {**PLACE, "místo": "A"}, {**PLACE, "místo": "B"}))
    assert len(importing.listed("Services")[0].places) == 2
    importing.table(sheet(tmp_path, {**PLACE, "místo": "A"}))
    assert len(importing.listed("Services")[0].places) == 1
    importing.table(sheet(tmp_path, {**PLACE}))
    assert len(importing.listed("Services")[0].places) == 0


def test_a_secret_place_keeps_its_secret_through_export_and_import(importing, tmp_path):
    importing.provider()
    importing.table(sheet(tmp_path, {**PLACE, "místo": "Azylový dům", "druh místa": "utajené"}))
    (place,) = importing.listed("Places")
    importing.secret(place.name, "Kanárkova 7")
    path = exported(importing, tmp_path / "e.csv")
    assert "Kanárkova" not in path.read_text("utf-8-sig")
    assert counts(importing.table(path)) == {"read": 1, "unchanged": 1}
    report = importing.table(edited(path, **{"ulice a číslo": "Kanárkova 7"}))
    assert reasons(report.errors) == {"ADDRESS_NOT_PUBLIC"}
    assert "Kanárkova" not in str(report)


def test_a_sheet_from_before_a_merge_means_what_is_left(importing, tmp_path):
    kept = importing.provider(ico="00000019").name
    importing.table(sheet(tmp_path, {**PLACE, "poskytovatel": "Charita Stará", "IČO": "", "místo": "Dům"}))
    (gone,) = [item.name for item in importing.listed("Providers") if item.name != kept]
    path = exported(importing, tmp_path / "e.csv")
    seen = importing.instance.ask("MergeService/PreviewMerge", PreviewMergeRequest(keep=kept, gone=gone), OFFICE)
    merge = MergeEntriesRequest(keep=kept, gone=gone, keep_etag=seen.keep_etag, gone_etag=seen.gone_etag)
    importing.instance.ask("MergeService/MergeEntries", merge, OFFICE)
    before = importing.state()
    assert counts(importing.table(path)) == {"read": 1, "unchanged": 1}
    assert importing.table(edited(path, popis="Nový popis", verze="")).run.counts.changed == 1
    assert importing.listed("Services")[0].description == "Nový popis"
    assert importing.get(kept).title == "Charita Vzorov"
    assert before.keys() == importing.state().keys()


def test_half_a_character_is_an_error_of_its_row(importing, tmp_path):
    cells = ({"kontakty": "kdo | \\ud800"}, {"jazyky": "\\udfff"}, {"název služby": "ok"})
    rows = [{"název služby": f"S{number}", "kontakty": "", "jazyky": "", **row} for number, row in enumerate(cells)]
    report = importing.table(sheet(tmp_path, *rows))
    assert [(item.position, item.field, item.reason) for item in report.errors] == [
        (2, "kontakty", "TEXT_CONTROL"),
        (3, "jazyky", "TEXT_CONTROL"),
    ]
    book = workbook(tmp_path / "s.xlsx", rows_of([{"popis": "A_xD800_B"}]))
    report = importing.table(book)
    assert reasons(report.errors) == {"TEXT_CONTROL"}


def test_more_rows_than_an_import_takes_are_refused(importing, monkeypatch):
    from komplan.catalogue.v1 import import_pb2
    from komplan_catalogue.usecases.importing import intake

    monkeypatch.setattr(intake, "MOST_ROWS", 10)
    rows = [import_pb2.ImportRow(position=n) for n in range(11)]
    with pytest.raises(Full) as told:
        importing.take(rows, kind="table")
    assert told.value.reason == "SOURCE_TOO_LARGE"
    monkeypatch.setattr(intake, "LARGEST_SOURCE", 1_000)
    with pytest.raises(Full):
        importing.take([import_pb2.ImportRow(service={"description": "x" * 2_000})], kind="table")
    assert importing.runs() == []
