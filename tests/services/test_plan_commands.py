"""`komplan plan versions|show|blocks|diff` on a running town."""

import json

from support.planning import DRAFT, PLAN
from typer.testing import CliRunner

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import FinancingLine, PlanVersion
from komplan_cli.app import app


def printed(town, *words):
    """What a command prints on stdout."""
    access = ["--target", town.instance.target, "--area", "vzorov", "--issuer-key", str(town.instance.issuer_key)]
    done = CliRunner().invoke(app, ["plan", *words, *access], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def data(town, *words):
    """What it prints as JSON; the instance in the same process logs around it."""
    text = printed(town, *words, "--json")
    return json.JSONDecoder().raw_decode(text[text.index("{\n") :])[0]


def test_a_plan_is_shown_listed_and_compared(plan):
    plan.create("sections", "vize", DRAFT, kind="vision", position=1, title="Vize", text="Doma")
    plan.measure("m1", "g1", responsible="Město", financing=[FinancingLine(year=2027, source="esf", planned=500)])
    request = edit.CreatePlanVersionRequest(parent=PLAN, plan_version_id="v2", based_on="navrh")
    request.plan_version.CopyFrom(PlanVersion(title="Druhý návrh"))
    plan.ask(request)
    plan.update(f"{PLAN}/versions/v2/measures/m1", "title", title="Nové opatření")
    first, second = "plans/kp/versions/navrh", "plans/kp/versions/v2"

    assert [item["based_on"] for item in data(plan, "versions", "kp")["versions"]] == ["", "navrh"]
    shown = data(plan, "show", first)
    assert shown["nodes"][0]["nodes"][0]["measures"][0]["code"] == "1.1.1"
    assert shown["totals"] == [
        {"year": 2027, "source": "esf", "kind": "operating", "planned": 500, "secured": None, "actual": None}
        | {"gap": 500, "overrun": None}
    ]
    found = {item["id"]: item["text"] for item in data(plan, "blocks", first)["blocks"]}
    assert found["sections/vize/text"] == "Doma"
    differing = data(plan, "diff", first, second)
    assert differing["counts"] == {"added": 0, "removed": 0, "moved": 0, "changed": 1, "renumbered": 0}
    assert differing["items"][0]["fields"] == [{"path": "title", "before": ["Opatření"], "after": ["Nové opatření"]}]
    assert "1.1.1 Opatření (nezahájeno; Město)" in printed(plan, "show", first)
    assert "název: Opatření ⇒ Nové opatření" in printed(plan, "diff", first, second)
    assert "measures/m1/title" in printed(plan, "blocks", second)
    assert "Druhý návrh" in printed(plan, "versions", "kp")
