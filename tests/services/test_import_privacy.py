"""Persons that stand in a source stand nowhere else: in no database, no journal, no log, no report."""

import json

import pytest
from sqlalchemy import MetaData
from support.importing import Importing, facility, record
from support.sheets import csv_file, rows_of

from komplan_catalogue.sources import generator
from komplan_kit.engine import Store


@pytest.fixture
def importing(instance):
    return Importing(instance("catalogue"))


def stored(importing):
    """All that stands in any table of the catalogue."""
    engine, metadata = Store(importing.instance.databases["catalogue"]).engine, MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(table.select())]
    values = [value for row in rows for value in row]
    return b"\n".join(bytes(value) if isinstance(value, bytes) else str(value).encode() for value in values)


def everywhere(importing, tmp_path, capfd, *told):
    """Tables, files, logs, and what was told."""
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".csv"]
    said = "".join(capfd.readouterr())
    return b"\n".join([stored(importing), *files, said.encode(), *(str(item).encode() for item in told)])


def test_statutory_bodies_heads_and_named_notes_of_the_register_are_found_nowhere(importing, tmp_path, capfd):
    records = list(generator.records(120, 3))
    raw = json.dumps(records, ensure_ascii=False)
    assert raw.count(generator.CANARY) > 400
    first = importing.register(records)
    records[0]["formy"] = []
    records[1]["identifikator"] = ""
    changed = importing.register(records)
    shrunk = importing.register(records[:60], dry_run=True)
    undone = importing.undo(changed.run.name)
    found = everywhere(importing, tmp_path, capfd, first, changed, shrunk, undone, importing.runs())
    assert generator.CANARY.encode() not in found
    assert b"Petr" not in found
    assert b"/Import" in found  # the log was looked at
    assert first.run.counts.created == 120


def test_an_error_or_warning_never_repeats_what_stood_there(importing, tmp_path, capfd):
    secret = "Kanárek Tajný"
    wrong = record(
        poskytovatel={"ico": secret, "nazev": "Domov"},
        zarizeni=[facility(poskytujeOd=secret)],
        emaily=[{"email": "kanarek.tajny@domov.example", "poznamka": secret}],
        telefony=[{"telefon": secret, "poznamka": None}],
    )
    report = importing.register([wrong, *[record(n, zarizeni=[]) for n in range(2, 30)]])
    assert {item.reason for item in report.errors} >= {"ICO_CHECKSUM", "INVALID_VALUE"}
    cells = {"věk od": secret, "kontakty": f"a | {secret} | x", "formy": secret, "IČO": secret, "popis": f"={secret}"}
    table = importing.table(csv_file(tmp_path / "s.csv", rows_of([cells, {"kontakty": f"kdo | {secret}"}])))
    assert len(table.errors) >= 4
    found = everywhere(importing, tmp_path, capfd, report, table)
    for word in (secret, secret.split()[0]):
        assert word.encode() not in found
    assert report.run.counts.created == 28
