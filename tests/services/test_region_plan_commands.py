"""`komplan region plan` against a running region with two cities."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from support.region_cities import Two, own_instances, two_cities
from typer.testing import CliRunner

from komplan.planning.v1 import completeness_pb2
from komplan.region.v1 import midterm_pb2
from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_cli.region.plan_papers import markdown
from komplan_cli.region.plan_reading import WholeVersion, outcomes
from komplan_core.errors import PlanError


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = two_cities(own_instances(tmp_path))
    yield made
    made.stop()


def test_a_plan_is_made_from_the_command_line(two: Two, tmp_path: Path) -> None:
    region = two.office.region

    def run(*words: str, code: int = 0) -> str:
        of = ["--area", "kraj", "--role", "analyst"] if words[0] == "put" else ["--code", "kraj"]
        access = ["--target", region.target, *of, "--issuer-key", str(region.issuer_key)]
        done = CliRunner().invoke(app, [*words, *access])
        left = exit_code(done.exception) if isinstance(done.exception, PlanError) else done.exit_code
        assert left == code, (done.output, done.exception)
        return done.stdout

    def plan(*words: str, code: int = 0) -> str:
        return run("region", "plan", *words, code=code)

    assert "regions/kraj/plans/2027-2029" in plan("begin", "2027", "--title", "SPRSS", "--first")
    strategy = [
        {"name": "regions/kraj/plans/2027-2029/priorities/p1", "position": 1, "title": "Péče doma"},
        {
            "name": "regions/kraj/plans/2027-2029/measures/m1",
            "priority": "p1",
            "position": 1,
            "title": "Terén",
            "responsible": "Odbor",
            "financing": [{"year": 2027, "source": "region", "kind": "operating", "planned": "100"}],
        },
    ]
    file = tmp_path / "strategie.json"
    file.write_text(json.dumps(strategy), encoding="utf-8")
    assert run("put", str(file)).count("created") == 2
    assert "2027-2029/v1: otisk" in plan("build", "2027-2029")
    assert "vyšlo totéž" in plan("reproduce", "2027-2029/v1")
    assert "rozpracovaná" in plan("list", "2027-2029")
    assert "money-by-area" in plan("show", "2027-2029/v1")
    shown = plan("show", "2027-2029/v1", "--table", "money", "--sources")
    assert "areas/vzorov/plans/p1/versions/v1/measures/m1" in shown
    plan("show", "2027-2029/v1", "--table", "nic", code=3)
    plan("show", "2027-2029", code=3)
    text = tmp_path / "k1a.md"
    text.write_text("Obce byly osloveny.", encoding="utf-8")
    plan("text", "2027-2029/v1", "K1a", "--file", str(text))
    assert "Obce byly osloveny." in plan("text", "2027-2029/v1", "K1a")
    checked = plan("check", "2027-2029/v1")
    assert "schválení brání: 7; upozornění: " in checked
    plan("build", "2027-2029")
    assert "0 údajů se liší" in plan("diff", "2027-2029/v1", "2027-2029/v2")
    plan("diff", "2027-2029/v1", "2027-2029/v2", "--area", "brno", code=3)
    plan("diff", "2027-2029/v1", "2027-2029/v2", "--part", "K9", code=3)
    plan("list", "2027", code=4)
    cities = plan("compare", "2027-2029/v1", "--areas", "vzorov,zabreh")
    assert "Vzorov" in cities
    assert "Peníze podle měst, let a zdrojů" in cities
    years = plan("compare", "2027-2029/v1", "--years", "2027,2028")
    assert "rozpočet kraje" in years.lower()
    assert "Zajištěno" in years
    assert not {"money-by-area", "planned", "municipality"} & set(re.split(r"\W+", f"{cities} {years}"))
    plan("compare", "2027-2029/v1", code=3)
    paper, book = tmp_path / "plan.md", tmp_path / "plan.xlsx"
    plan("export", "2027-2029/v2", str(paper))
    assert "Obce byly osloveny." in paper.read_text(encoding="utf-8")
    assert "| 2027 |" in paper.read_text(encoding="utf-8")
    assert "- Kraj: kraj; roky 2027–2029; verze v2: rozpracovaná" in paper.read_text(encoding="utf-8")
    plan("export", "2027-2029/v2", str(paper), code=3)
    plan("export", "2027-2029/v2", str(paper), "--replace")
    plan("export", "2027-2029/v2", str(book), "--format", "xlsx")
    sheet = openpyxl.load_workbook(book)["K2 Peníze podle let a zdrojů"]
    assert [cell.value for cell in sheet[1]][:3] == ["Rok", "Zdroj", "Plánováno"]
    assert sum(row[2].value or 0 for row in sheet.iter_rows(min_row=2)) == pytest.approx(113.71)
    draft = tmp_path / "navrh.json"
    plan("consult", "2027-2029/v2", str(draft), code=5)
    assert not draft.exists()
    frozen = plan("consult", "2027-2029/v2", str(draft), "--incomplete")
    assert "areas/kraj/plans/2027-2029/versions/v2" in frozen
    (code,) = re.findall(r"kód návrhu ([0-9a-f]{8}) ", frozen)
    assert code in plan("list", "2027-2029")
    assert json.loads(draft.read_text())["plan_version"] == "areas/kraj/plans/2027-2029/versions/v2"
    resolution = ["--number", "ZK 5", "--held-on", "2026-12-15"]
    plan("adopt", "2027-2029/v2", *resolution, "--reason", "nekonalo se", code=5)
    assert "konečné" in plan("finish", "2027-2029/v2")
    plan("adopt", "2027-2029/v2", *resolution, "--reason", "nekonalo se", code=5)
    plan("action", "2027-2029", "2027", code=4)


def test_an_approved_plan_on_paper_says_whose_it_is_and_who_approved_it() -> None:
    version = midterm_pb2.RegionPlanVersion(
        name="regions/kraj/plans/2027-2029/versions/v2", state="approved", sha256="ab" * 32
    )
    version.resolution.body, version.resolution.number = "assembly", "ZK 5/2026"
    held = version.resolution.held_on
    held.year, held.month, held.day = 2026, 12, 15
    version.consultation.reason = "ukázka"
    plan = midterm_pb2.RegionPlan(title="SPRSS Vzorového kraje", from_year=2027, to_year=2029)
    told = markdown(WholeVersion(plan, version, [], [], []))
    assert told.splitlines()[0] == "# SPRSS Vzorového kraje"
    for said in (
        "Kraj: kraj; roky 2027–2029; verze v2: schválená",
        "Schváleno: zastupitelstvo kraje, usnesení č. ZK 5/2026 ze dne 15. 12. 2026",
        "Připomínkové kolo se nekonalo: ukázka",
        "Kód návrhu abababab",
    ):
        assert f"- {said}" in told


def test_a_part_with_an_item_that_is_not_whole_is_not_called_in_order() -> None:
    checks = [
        completeness_pb2.Check(rule=completeness_pb2.Rule(code=code), outcome=outcome)
        for code, outcome in (("K2", "ok"), ("K2b", "thin"), ("K3", "ok"), ("K4", "missing"))
    ]
    assert list(outcomes(checks)) == ["obsažena, ne všechny položky", "neúplné", "v pořádku", "chybí"]
