"""`komplan region fund|money|subsidy|crosswalk`, as an analyst at a terminal runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.instance import Instance
from support.region_money import M1, M2, M3, STATE, region_with_money
from typer.testing import CliRunner

from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError

BUDGETS = "zdroj;rok;castka\n{state};2027;{amount}\n"


@pytest.fixture
def region(instance: Any) -> Instance:
    return region_with_money(instance)


def run(region: Instance, *words: str, office: bool = True, code: int = 0) -> str:
    """What a command prints."""
    key = ["--issuer-key", str(region.issuer_key)] if office else []
    where = ["--target", region.target, "--code", "kraj", *key]
    done = CliRunner().invoke(app, ["region", *words, *where])
    left = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
    assert left == code, (done.output, done.exception)
    return done.output


def told(region: Instance, *words: str, office: bool = True) -> Any:
    """The JSON that a command prints; before it stands what the instance logs."""
    printed = run(region, *words, "--json", office=office)
    return json.JSONDecoder().raw_decode(printed[printed.index("{\n  ") :])[0]


def test_an_analyst_asks_solves_shows_and_compares(region: Instance, tmp_path: Path) -> None:
    file = tmp_path / "rozpocty.csv"
    file.write_text(BUDGETS.format(state=STATE, amount="15,01"), encoding="utf-8-sig")
    run(region, "fund", "ask", "a", "--title", "Varianta A", "--from", "2027", "--budgets", str(file))
    run(region, "fund", "ask", "b", "--title", "Varianta B", "--from", "2027", "--budget", f"{STATE}:2027=15,00")
    found = told(region, "fund", "solve", "a")
    assert {item["measure"]: item["percent"] for item in found["measures"]} == {M1: 100, M2: 100, M3: 0}
    assert (found["state"], found["budgets"][0]["limit"], found["budgets"][0]["left"]) == ("optimal", 1501, 0)
    shown = run(region, "fund", "solve", "b")
    assert all(words in shown for words in ("Nevybraná opatření", "chybí", "nejlepší možný výběr"))
    assert told(region, "fund", "compare", "a", "b") == {"both": 1, "only": {"a": [M2], "b": []}}
    anew = ["fund", "ask", "b", "--title", "Varianta B", "--from", "2027", "--budget", f"{STATE}:2027=10,00"]
    run(region, *anew, code=5)  # what was asked is not written over unawares
    run(region, *anew, "--replace", "--share", "7101=0.05", code=3)  # nor kept with an ORP that there is not
    assert told(region, "fund", "show", "b")["budgets"][0]["limit"] == 1500
    assert "fund solve b" in run(region, *anew, "--replace")
    conflict = told(region, "fund", "solve", "b")["conflicts"]
    assert [(item["source"], item["by"], item["measures"]) for item in conflict] == [(STATE, 1, [M1])]
    assert "co by muselo ustoupit" in run(region, "fund", "show", "b")
    file.write_text(BUDGETS.format(state=STATE, amount="15.010"), encoding="utf-8")
    run(region, "fund", "ask", "c", "--title", "C", "--from", "2027", "--budget", f"{STATE}:2027=15,001", code=3)


def test_everybody_sees_money_the_subsidy_and_what_codes_stand_for(region: Instance) -> None:
    money = told(region, "money", "2027", "--by", "area", office=False)
    assert sum(item["planned"] for item in money["figures"] if item["source"] == STATE) == 1501
    assert money["areas"]["vzorov"]["revision"] > 0
    shown = run(region, "money", "2027")  # who gives his key is not refused
    assert "více zdrojů má 2 z 2 opatření" in shown
    assert "o čem se neví, že je zajištěno, to chybí" in " ".join(shown.split())
    subsidy = told(region, "subsidy", "2027", office=False)
    assert [total["amount"] for total in subsidy["totals"]] == [1501, 0, 0]
    assert "neznámých 1" in run(region, "subsidy", "2027", office=False)
    said = run(region, "crosswalk", "say", "vzorov", "target-group", "newcomers", "carers=1", "--from", "2027-01-01")
    assert "cílová skupina newcomers: pečující osoby; platí od 1. 1. 2027" in said
    codes = told(region, "crosswalk", "show", "vzorov", "--day", "2027-01-01", office=False)["codes"]
    origins = {item["code"]: item["origin"] for item in codes if item["kind"] == "target-group"}
    assert origins == {"seniors": "city", "families": "city", "newcomers": "region"}
    assert "doplnil" in run(region, "crosswalk", "show", "vzorov", "--day", "1. 1. 2027", office=False)
