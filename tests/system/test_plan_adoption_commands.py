"""`komplan plan check`, `submit`, `adopt` and `scores` against a running town, as a person at a terminal runs them."""

import json

from support.adopting import complete, resolve
from support.commands import called, started
from support.instance import Instance
from support.planning import DRAFT, Town, days

from komplan.planning.v1 import scoring_service_pb2 as scoring
from komplan.planning.v1.scoring_pb2 import Ballot, Scoring

VERSION = DRAFT.removeprefix("areas/vzorov/")


def komplan(town, *words, by=called):
    access = ["--target", town.instance.target, "--area", "vzorov", "--issuer-key", str(town.instance.issuer_key)]
    return by("plan", *words, *access)


def test_from_findings_to_an_adopted_plan(tmp_path):
    town = Town(Instance(("planning",), lambda name: f"sqlite:///{tmp_path}/{name}.sqlite3", tmp_path))
    try:
        town.draft()
        town.measure()
        table, found = komplan(town, "check", VERSION), komplan(town, "check", VERSION, "--json")
        assert (table.returncode, found.returncode) == (5, 5), table.stderr + found.stderr
        assert "P4: povinné, chybí" in table.stdout
        assert "measures/m1 responsible" in table.stdout
        told = json.loads(found.stdout)
        assert told["mandatory"] == 6
        assert {check["code"]: check["source"] for check in told["checks"]}["P1"] == "§3 písm. h) z. 108/2006"

        complete(town.instance.ask, DRAFT)
        town.publish()
        town.move(DRAFT, "finish")
        assert komplan(town, "check", VERSION).returncode == 0
        by = resolve(town.instance.ask, DRAFT).name.removeprefix("areas/vzorov/")
        early = komplan(town, "adopt", VERSION, "--resolution", by, by=started)
        assert (early.returncode, "NOT_SUBMITTED" in early.stderr) == (5, True)
        assert json.loads(komplan(town, "submit", VERSION, "--json").stdout)["consultation"] == "none"
        assert json.loads(komplan(town, "adopt", VERSION, "--resolution", by, "--json").stdout)["state"] == "approved"

        changed = town.begin("zmena", based_on="navrh").name
        for action in ("publish", "finish"):
            town.move(changed, action)
        by = resolve(town.instance.ask, changed).name.removeprefix("areas/vzorov/")
        changed = changed.removeprefix("areas/vzorov/")
        assert "předloženo: Rada města" in komplan(town, "submit", changed, "--body", "council").stdout
        assert "předloženo: Zastupitelstvo města" in komplan(town, "submit", changed).stdout
        adopted = komplan(town, "adopt", changed, "--resolution", by)
        assert "schváleno" in adopted.stdout, adopted.stderr
        assert "Zastupitelstvo města" in adopted.stdout

        vote = Scoring(
            title="Priority", method="ranks", held_on={"year": 2026, "month": 3, "day": 2}, candidates=["p1", "p2"]
        )
        ask = town.instance.ask
        seat = {"working_group": "seniors", "role": "member", "side": "user", "mandate": days("2024-01-01")}
        for id_ in ("a", "b", "c"):
            town.create("members", id_, full_name="Smyšlená osoba", **seat)
        ask("ScoringService/CreateScoring", scoring.CreateScoringRequest(parent=DRAFT, scoring=vote, scoring_id="s"))
        cast = scoring.CastBallotRequest(name=f"{DRAFT}/scorings/s", ballot=Ballot(scores=[2, 1], count=3))
        ask("ScoringService/CastBallot", cast)
        counted = json.loads(komplan(town, "scores", f"{VERSION}/scorings/s", "--json").stdout)
        assert [item["candidate"] for item in counted["placed"]] == ["p2", "p1"]
        assert counted["agreement"] == "1.0000"
    finally:
        town.instance.stop()
