"""`komplan catalogue search` and `report` against a running catalogue, as a person at a terminal runs them."""

import csv
import json
from typing import Any

import pytest
from support.catalogue import AREA, Catalogue
from support.commands import Done, called, started
from support.databases import ON_SQLITE

from komplan.catalogue.v1 import reporting_editor_service_pb2 as edit
from komplan.catalogue.v1.reporting_pb2 import ReportPeriod


@pytest.fixture
def catalogue(instance):
    running = Catalogue(instance("catalogue"))
    running.provider(founder_type="church")
    running.registered("pece", "home-care", title="Pečovatelská služba Vzorov")
    running.service("pujcovna")
    return running


def komplan(catalogue: Catalogue, *words: str, by: Any = called) -> Done:
    """What `komplan catalogue …` prints."""
    target = ["--target", catalogue.instance.target, "--area", AREA.removeprefix("areas/")]
    return by("catalogue", *words, *target)


def printed(catalogue: Catalogue, *words: str) -> Any:
    done = komplan(catalogue, *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_search_prints_hits_with_the_reason(catalogue):
    found = printed(catalogue, "search", "pecovatelske sluzby")
    assert [hit["title"] for hit in found["hits"]] == ["Pečovatelská služba Vzorov"]
    assert [match["found"] for match in found["hits"][0]["matches"]] == ["Pečovatelská", "služba"]
    table = komplan(catalogue, "search", "pecovatelske sluzby").stdout
    assert "Pečovatelská služba Vzorov" in table
    assert [hit["title"] for hit in printed(catalogue, "search", "--type", "home-care")["hits"]] == [
        "Pečovatelská služba Vzorov"
    ]


@ON_SQLITE
def test_a_search_without_words_is_refused_with_exit_status_3(catalogue):
    done = komplan(catalogue, "search", by=started)
    assert (done.returncode, done.stdout) == (3, "")
    assert "REQUIRED" in done.stderr


def test_reports_are_printed_and_written_as_csv(catalogue, tmp_path):
    period = ReportPeriod(year=2025, due={"year": 2026, "month": 2, "day": 28})
    request = edit.CreateReportPeriodRequest(parent=AREA, report_period=period)
    catalogue.instance.ask("ReportingEditorService/CreateReportPeriod", request, roles=("catalogue-editor",))
    file = tmp_path / "zrizovatele.csv"
    founders = printed(catalogue, "report", "founders", "--csv", str(file))
    assert founders["rows"][0]["poskytovatelé"] == "1"
    with file.open(encoding="utf-8-sig", newline="") as written:
        assert [row["služby"] for row in csv.DictReader(written, delimiter=";")][:1] == ["1"]
    key = str(catalogue.instance.issuer_key)
    late = printed(catalogue, "report", "late", "--period", "2025", "--issuer-key", key)
    assert [row["služba"] for row in late["rows"]] == ["Pečovatelská služba Vzorov"]
    assert "výkazů přišlo 0 z 1" in late["notes"][0]
    chart = printed(catalogue, "report", "chart", "money-by-founder", "--period", "2025")
    assert chart["notes"]
    assert komplan(catalogue, "report", "late", "--period", "2025").returncode == 5
