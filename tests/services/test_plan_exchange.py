"""`komplan plan export` and `import`: out, edited, and back."""

import json

import jsonschema
import pytest
from support.planning import DRAFT, on
from typer.testing import CliRunner

from komplan.planning.v1.plan_pb2 import FinancingLine, Indicator, YearlyTarget
from komplan_cli.app import app
from komplan_cli.output import exit_code
from komplan_core.errors import PlanError
from komplan_core.planning.document import json_schema

VERSION = "plans/kp/versions/navrh"
NOTHING = {"created": 0, "updated": 0, "deleted": 0}


@pytest.fixture
def filled(plan):
    """A draft with two measures, one of them with money and an indicator, and a section."""
    money = [FinancingLine(year=2027, source="esf", kind="operating", planned=257041680, secured=0)]
    targets = [YearlyTarget(year=2027, target="12.5")]
    indicator = Indicator(code="osoby", title="Osoby", unit="osoby", direction="up", target="65.5")
    indicator.yearly_targets.extend(targets)
    plan.measure("m1", "g1", 1, title="=Pečovatelská služba", financing=money, indicators=[indicator])
    plan.measure("m2", "g1", 2, title="Poradna", period={"start": on("2027-01-01")})
    plan.create("sections", "vize", DRAFT, kind="vision", position=1, title="Vize", text="Doma\nco nejdéle")
    return plan


@pytest.fixture
def komplan(filled, tmp_path, monkeypatch):
    """Runs `komplan plan …`; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        key = ["--issuer-key", str(filled.instance.issuer_key)]
        where = ["--target", filled.instance.target, "--area", "vzorov", *key]
        done = CliRunner().invoke(app, ["plan", *map(str, arguments), *where])
        if isinstance(done.exception, PlanError):
            return exit_code(done.exception), done.stdout, done.exception.message
        return done.exit_code, done.stdout, done.stderr

    return run


def edited(path, **cells):
    """Set cells of a workbook: `{sheet: {(row, title): value}}`; a row beyond the last is new."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    for sheet, values in cells.items():
        titles = [cell.value for cell in book[sheet][1]]
        for (row, title), value in values.items():
            book[sheet].cell(row, titles.index(title) + 1).value = value
    book.save(path)


def report(told):
    """Exit code and the JSON object; the instance in the same process logs around it."""
    code, out, err = told
    assert "{\n" in out, err
    return code, json.JSONDecoder().raw_decode(out[out.index("{\n") :])[0]


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.json", "plan"])
def test_what_was_exported_and_not_edited_changes_nothing(komplan, filled, tmp_path, name):
    before = filled.revision()
    assert komplan("export", VERSION, name)[0] == 0
    code, said = report(komplan("import", VERSION, name, "--json"))
    assert (code, said) == (0, {"stored": False, **NOTHING, "unchanged": 6, "errors": []})
    assert filled.revision() == before
    code, _, err = komplan("export", VERSION, name)
    assert (code, "is there already" in err) == (3, True)
    assert komplan("export", VERSION, name, "--replace")[0] == 0
    if name == "plan.json":
        jsonschema.Draft202012Validator(json_schema()).validate(json.loads((tmp_path / name).read_text()))


def test_edited_cells_are_taken_and_others_who_edited_meanwhile_lose_nothing(komplan, filled, tmp_path):
    komplan("export", VERSION, "plan.xlsx")
    filled.update(f"{DRAFT}/measures/m2", "description", description="Mezitím")
    edited(
        tmp_path / "plan.xlsx",
        opatření={
            (2, "název"): "Terénní služba", (2, "pořadí"): 2, (3, "pořadí"): 1,
            (4, "id"): "m3", (4, "uzel"): "p2", (4, "pořadí"): 1, (4, "název"): "Nové",
        },
        peníze={
            (2, "zajištěno"): "1 000,50 Kč",
            (3, "opatření"): "m3", (3, "rok"): 2028, (3, "zdroj"): "region", (3, "druh"): "investiční",
            (3, "plánováno"): 5000,
        },
    )  # fmt: skip
    code, said = report(komplan("import", VERSION, "plan.xlsx", "--json", "--errors", "chyby.csv"))
    assert (code, said["stored"]) == (3, False)
    assert [(e["sheet"], e["row"], e["column"], e["reason"]) for e in said["errors"]] == [
        ("opatření", 3, "verze", "STALE_ETAG")
    ]
    assert "opatření;3;verze;STALE_ETAG;" in (tmp_path / "chyby.csv").read_text("utf-8-sig")
    current = filled.get(f"{DRAFT}/measures/m2")
    edited(tmp_path / "plan.xlsx", opatření={(3, "verze"): current.etag, (3, "popis"): current.description})
    code, dry = report(komplan("import", VERSION, "plan.xlsx", "--json", "--dry-run"))
    assert (code, dry) == (0, {"stored": False, "created": 1, "updated": 2, "unchanged": 4, "deleted": 0, "errors": []})
    code, said = report(komplan("import", VERSION, "plan.xlsx", "--json", "--errors", "chyby.csv"))
    assert (code, said) == (0, {**dry, "stored": True})
    assert not (tmp_path / "chyby.csv").exists()
    m1, m2, m3 = (filled.get(f"{DRAFT}/measures/{id_}") for id_ in ("m1", "m2", "m3"))
    assert [(m.title, m.position, m.code) for m in (m1, m2, m3)] == [
        ("Terénní služba", 2, "1.1.2"), ("Poradna", 1, "1.1.1"), ("Nové", 1, "2.1")
    ]  # fmt: skip
    assert (m1.financing[0].secured, m1.financing[0].planned, m1.indicators[0].target) == (100050, 257041680, "65.5")
    assert m3.financing == [FinancingLine(year=2028, source="region", kind="investment", planned=500000)]
    assert m2.description == "Mezitím"


def test_errors_of_cells_and_of_the_plan_are_told_together_and_nothing_is_stored(komplan, filled, tmp_path):
    komplan("export", VERSION, "plan")
    before = filled.revision()
    for name, old, new in (
        ("opatření.csv", "Poradna", "Jinak"),
        ("opatření.csv", "2027-01-01", "1. 13. 2027"),
        ("peníze.csv", "2027", "2099"),
        ("oddíly.csv", "vize;1", "vize;nula"),
    ):
        file = tmp_path / "plan" / name
        file.write_text(file.read_text("utf-8-sig").replace(old, new), "utf-8")
    code, said = report(komplan("import", VERSION, "plan", "--json"))
    assert (code, said["stored"]) == (3, False)
    assert sorted((e["sheet"], e["row"], e["column"], e["reason"]) for e in said["errors"]) == [
        ("oddíly", 2, "pořadí", "INVALID_VALUE"),
        ("opatření", 3, "od", "INVALID_VALUE"),
        ("peníze", 2, "rok", "YEAR_OUTSIDE_CYCLE"),
    ]
    assert filled.revision() == before
    code, out, _ = komplan("import", VERSION, "plan")
    assert (code, "YEAR_OUTSIDE_CYCLE" in out) == (3, True)


def test_a_document_moves_a_version_into_another_draft(komplan, filled, tmp_path):
    komplan("export", VERSION, "plan.json")
    filled.create("versions", "v2", "areas/vzorov/plans/kp", title="Prázdný návrh")
    code, said = report(komplan("import", "plans/kp/versions/v2", "plan.json", "--json"))
    assert (code, said) == (0, {"stored": True, **NOTHING, "created": 6, "unchanged": 0, "errors": []})
    copy = filled.get("areas/vzorov/plans/kp/versions/v2/measures/m1")
    assert copy.financing == filled.get(f"{DRAFT}/measures/m1").financing


def test_a_file_that_is_none_and_a_published_version_are_refused(komplan, filled, tmp_path):
    assert komplan("import", VERSION, "neni.xlsx")[0] == 3
    (tmp_path / "plan.xlsx").write_text("nic")
    assert komplan("import", VERSION, "plan.xlsx")[0] == 3
    assert komplan("export", "plans/kp/versions/neni", "jiny.xlsx")[0] == 4
    assert komplan("export", VERSION, "plan.ods")[0] == 3
    komplan("export", VERSION, "plan.json")
    document = json.loads((tmp_path / "plan.json").read_text())
    document["sections"][0]["title"] = "Jinak"
    (tmp_path / "plan.json").write_text(json.dumps(document))
    filled.publish()
    code, _, err = komplan("import", VERSION, "plan.json")
    assert (code, "published" in err) == (5, True)
