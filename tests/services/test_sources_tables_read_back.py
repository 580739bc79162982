"""Everything that a sheet says is read back as it was written, whatever it is."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.catalogue import AREA, refusal
from support.records import records
from support.sheets import csv_file, rows_of

from komplan.catalogue.v1 import catalogue_pb2, place_pb2
from komplan_catalogue.sources import exporting, tables
from komplan_catalogue.sources.columns import COLUMNS
from komplan_catalogue.sources.workbook import open_sheet, writer_of
from komplan_core.catalogue import Place, Provider, Service
from komplan_kit.codec import Codec

SERVICES = Codec(catalogue_pb2.Service, Service)
PROVIDERS = Codec(catalogue_pb2.Provider, Provider)
PLACES = Codec(place_pb2.Place, Place)


def table(path):
    return tables.table_of(open_sheet(path), AREA)


def said(tmp_path, *rows):
    """What rows of a sheet say."""
    found = list(table(csv_file(tmp_path / "s.csv", rows_of(rows))).rows())
    return found[0] if len(found) == 1 else found


def exported(folder, suffix, service, provider, places):
    path = Path(folder) / f"s{suffix}"
    with writer_of(path, exporting.guide()) as writer:
        writer.row(exporting.HEADER)
        for cells in exporting.rows_of(service, provider, places):
            writer.row(cells)
    return path


@pytest.mark.parametrize(("suffix", "examples"), [(".csv", 40), (".xlsx", 12)])  # a workbook takes half a second
def test_whatever_an_entry_says_is_read_back_from_its_sheet(suffix, examples):
    read_back = 0

    @settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        service=records(Service),
        provider=records(Provider),
        places=st.lists(records(Place), max_size=3),
        numbers=st.lists(st.integers(1, 999), min_size=5, max_size=5),
    )
    def survives(service, provider, places, numbers):
        nonlocal read_back
        assert_read_back(suffix, service, provider, places, numbers)
        read_back += 1

    survives()
    assert read_back >= examples


def assert_read_back(suffix, service, provider, places, numbers):
    whole, holder = SERVICES.encode(service), PROVIDERS.encode(provider)
    whole.name, whole.etag, whole.provider = f"{AREA}/services/s", str(numbers[0]), f"{AREA}/providers/p"
    holder.name, holder.etag = whole.provider, str(numbers[1])
    stored = {}
    del whole.places[len(places) :]
    for number, place in enumerate(places):
        message = PLACES.encode(place)
        message.name, message.etag = f"{AREA}/places/p{number}", str(numbers[2 + number])
        stored[message.name] = message
        if number >= len(whole.places):
            whole.places.add()
        whole.places[number].place = message.name
    with tempfile.TemporaryDirectory() as folder:
        (row,) = table(exported(folder, suffix, whole, holder, stored)).rows()
    assert list(row.errors) == []
    assert row.etag == whole.etag
    for at, told in zip(row.places, whole.places, strict=True):
        assert at.place == stored[told.place]
        assert (at.title, at.validity) == (told.title, told.validity)
    assert row.provider == holder
    for field in ("etag", "provider", "places", "register_id"):  # these are not said by the service's own columns
        whole.ClearField(field)
    assert row.service == whole


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "text", ["=1+1", "+420", "-5", "@jméno", "\tx", "'x", "''", "\rx", "a\r\nb\nc", "_x000D_", '=HYPERLINK("http://x")']
)
def test_no_cell_becomes_a_formula_and_each_is_read_back(tmp_path, suffix, text):
    service = catalogue_pb2.Service(
        name=f"{AREA}/services/s", title="Služba", description=text, required_documents=[text]
    )
    path = exported(tmp_path, suffix, service, catalogue_pb2.Provider(title="P"), {})
    (row,) = table(path).rows()
    assert (row.service.description, list(row.service.required_documents)) == (text, [text])
    if suffix == ".csv":
        cells = [cell.strip('"') for cell in path.read_text("utf-8-sig").split(";")]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")]
    else:
        from openpyxl import load_workbook

        kinds = {cell.data_type for line in load_workbook(path)["služby"].iter_rows() for cell in line}
        assert kinds <= {"s", "n", "inlineStr"}


def test_a_text_that_no_cell_of_a_workbook_holds_is_refused_and_nothing_is_written(tmp_path):
    service = catalogue_pb2.Service(title="Služba", description="x" * 40_000)
    arguments = (service, catalogue_pb2.Provider(title="P"), {})
    assert refusal(exported, tmp_path, ".xlsx", *arguments) == ("format", "TEXT_TOO_LONG")
    assert not (tmp_path / "s.xlsx").exists()
    (row,) = table(exported(tmp_path, ".csv", *arguments)).rows()
    assert len(row.service.description) == 40_000


def test_a_template_has_all_columns_and_a_guide(tmp_path):
    from openpyxl import load_workbook

    with writer_of(tmp_path / "t.xlsx", exporting.guide(), exporting.lists()) as writer:
        writer.row(exporting.HEADER)
    assert list(table(tmp_path / "t.xlsx").rows()) == []
    book = load_workbook(tmp_path / "t.xlsx")
    told = [[cell.value for cell in line] for line in book["návod"].iter_rows()]
    assert [line[0] for line in told[1:]] == [column.header for column in COLUMNS]
    listed = [tuple(cell.value for cell in line) for line in book["číselníky"].iter_rows()]
    assert ("kapacita: jednotka", "lůžka", "beds") in listed
    offers = {
        str(offer.sqref).split("2", 1)[0]: offer.formula1 for offer in book["služby"].data_validations.dataValidation
    }
    first, last = (int(cell.rpartition("$")[2]) for cell in offers["F"].split("!")[1].split(":"))  # druh služby
    assert {line[0] for line in listed[first - 1 : last]} == {"druh služby"}
    assert "H" not in offers  # formy: several stand in one cell
    assert refusal(writer_of, tmp_path / "t.ods") == ("file", "INVALID_VALUE")
