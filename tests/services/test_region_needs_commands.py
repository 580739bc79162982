"""`komplan region territory|needs` against a running region."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.databases import Files
from support.instance import Instance
from support.region_needs import TABLES
from typer.testing import CliRunner

from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError


@pytest.fixture
def region(tmp_path, sqlite_templates):
    made = Instance(("region",), Files(sqlite_templates, tmp_path), tmp_path / "kraj", region="kraj")
    yield made
    made.stop()


def run(region: Instance, *words: str, key: bool = True, code: int = 0) -> str:
    once = {"KOMPLAN_TARGET": region.target, "KOMPLAN_CODE": "kraj"}
    own = {"KOMPLAN_ISSUER_KEY": str(region.issuer_key)} if key else {}
    done = CliRunner().invoke(app, ["region", *words], env=once | own)
    left = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
    assert left == code, (done.output, done.exception)
    return done.stdout


def told(region: Instance, *words: str, key: bool = True) -> Any:
    printed = f"\n{run(region, *words, '--json', key=key)}"
    starts = [printed.index(mark) for mark in ("\n{", "\n[\n", "\n[]") if mark in printed]
    return json.JSONDecoder().raw_decode(printed[min(starts) + 1 :])[0]  # above it the instance may log


def test_a_region_gathers_needs_from_the_command_line(region: Instance, tmp_path: Path) -> None:
    run(region, "needs", "prepare", "2020", "--opens", "2019-09-01", "--closes", "2019-10-31")
    assert "kraj nemá seznam obcí" in run(region, "needs", "status", "2020", "--municipalities", key=False)
    folder = tmp_path / "ruian"
    folder.mkdir()
    for file, table in (("kraje", "regions"), ("orp", "orps"), ("obce", "municipalities")):
        (folder / f"{file}.csv").write_text(TABLES[table], encoding="utf-8")
    run(region, "territory", "import", "--folder", str(folder), "--valid-from", "2026-01-01", code=3)
    made = told(
        region, "territory", "import", "--folder", str(folder), "--valid-from", "2026-01-01", "--region-code", "V0"
    )
    assert (made["orps"], made["municipalities"]) == (2, 5)
    assert "Lipná" in run(region, "territory", "show", "--day", "30. 6. 2026", key=False)
    days = ["--opens", "2026-01-01", "--closes", "2026-02-01"]
    assert told(region, "needs", "prepare", "2027", *days)["state"] == "prepared"
    run(region, "needs", "prepare", "2027", *days, code=5)  # there is one already
    assert "obce hlásí do 1. 2. 2026" in run(region, "needs", "open", "2027")

    form = tmp_path / "lhota.xlsx"
    run(region, "needs", "form", "2027", str(form), "--municipality", "999002", key=False)
    run(region, "needs", "form", "2027", str(form), key=False, code=3)  # a form that is there is not written over
    book = openpyxl.load_workbook(form)
    book["hlášení"]["B5"] = "rada obce"
    book["potřeby"]["B2"], book["potřeby"]["C2"] = "Doprava k lékaři", "senioři"
    book.save(form)
    codes = tmp_path / "kody.csv"
    run(region, "needs", "codes", "2027", "--out", str(codes), "--municipality", "999002")
    (row,) = csv.DictReader(codes.open(encoding="utf-8-sig"), delimiter=";")
    run(region, "needs", "submit", "2027", str(form), key=False, code=5)
    sent = told(region, "needs", "submit", "2027", str(form), "--one-time-code", row["kód"], key=False)
    need = sent["report"]["reported"][0]["name"]
    run(region, "needs", "no-change", "2027", "999011", "--by", "rada", code=5)

    run(region, "needs", "close", "2027")
    standing = run(region, "needs", "status", "2027", "--municipalities", "--issuer-key", "neni.pem", key=False)
    assert all(words in standing for words in ("mlčí", "Lhota", "999002", need.rpartition("/needs/")[0]))
    assert told(region, "needs", "status", "2027", key=False)["orps"][0]["coverage"]["silent"] == 4
    assert [item["name"] for item in told(region, "needs", "list", "2027", "--unanswered")] == [need]
    run(region, "needs", "respond", need, "--outcome", "accepted", "--reason", "", "--by", "rada kraje", code=3)
    run(region, "needs", "respond", f"{need}9", "--outcome", "accepted", "--reason", "ano", "--by", "rada", code=3)
    answered = ["--outcome", "not-taken", "--reason", "mimo působnost", "--by", "rada kraje", "--day", "2027-01-31"]
    answer = told(region, "needs", "respond", need, *answered)
    assert answer["municipalities"] == ["999002"]
    assert told(region, "needs", "list", "2027", "--unanswered") == []
    listed = run(region, "needs", "list", "2027")
    assert all(words in listed for words in (need, "senioři", "Vzorov (V01)", "nepřevzato"))
    book["potřeby"]["B2"] = "Doprava na úřad"
    book.save(form)
    again = ["needs", "submit", "2027", str(form), "--correction-reason", "omyl", "--approved-by", "rada kraje"]
    said = run(region, *again)
    assert f"POZOR: odpověď kraje platí dál, ověřte ji: {answer['name']}" in said
    assert "č. 1 Doprava na úřad: změněna (název)" in said
    assert "pokrytí 1 z 5 obcí (20,00 %), mlčí 4" in run(region, "needs", "figures", "2027")
    assert told(region, "needs", "suggest", "2027") == {}
    run(region, "needs", "merge", need, need, "--reason", "táž", code=3)
