"""`komplan get|list|put|delete` against a running town, as a developer at a terminal runs them."""

import json
import subprocess
import sys
from importlib import import_module

import pytest
from support.commands import called, started
from support.databases import ON_SQLITE

from komplan_cli.resources import KEEPERS, keeper_of
from komplan_kit.fsck import kinds_of

CYCLE = {
    "name": "areas/vzorov/cycles/c1",
    "title": "První cyklus",
    "period": {"start": {"year": 2027, "month": 1, "day": 1}},
}
PLAN = {"name": "areas/vzorov/plans/kp", "title": "Komunitní plán", "cycle": "c1", "period": CYCLE["period"]}


@pytest.fixture
def komplan(instance, tmp_path):
    """Runs a command as an editor; gives exit code, what it printed as JSON, and stderr."""
    town = instance("planning")

    def run(*words, told=None, editor=True, by=called):
        where = ["--target", town.target, "--area", "vzorov"]
        key = ["--issuer-key", str(town.issuer_key)] if editor else []
        done = by(*words, *where, *key, cwd=tmp_path, told=None if told is None else json.dumps(told))
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    return run


def test_resources_are_put_read_listed_and_deleted(komplan):
    code, done, _ = komplan("put", told=[CYCLE, PLAN])
    assert (code, [item["done"] for item in done]) == (0, ["created", "created"])
    assert komplan("put", told=PLAN)[1] == [{"name": PLAN["name"], "done": "unchanged"}]
    renamed = {"name": PLAN["name"], "title": "Plán sociálních služeb"}
    assert komplan("put", told=renamed)[1] == [{"name": PLAN["name"], "done": "changed"}]
    plan = komplan("get", PLAN["name"], editor=False)[1]
    assert (plan["title"], plan["cycle"], plan["period"]) == ("Plán sociálních služeb", "c1", PLAN["period"])
    assert komplan("list", "areas/vzorov/plans", editor=False)[1] == [plan]
    assert komplan("delete", PLAN["name"])[0] == 0
    assert komplan("get", PLAN["name"])[0] == 4


@ON_SQLITE
def test_a_version_is_put_with_what_it_is_based_on(komplan):
    first, second = f"{PLAN['name']}/versions/navrh", f"{PLAN['name']}/versions/konecna"
    node = {"name": f"{first}/nodes/p1", "level": "priority", "position": 1, "title": "Senioři doma"}
    based = {"name": second, "title": "Konečná", "based_on": "navrh"}
    _, done, said = komplan("put", told=[CYCLE, PLAN, {"name": first, "title": "Návrh"}, node, based], by=started)
    assert done, said
    assert [item["done"] for item in done] == ["created"] * 5
    assert komplan("get", f"{second}/nodes/p1")[1]["title"] == "Senioři doma"
    assert komplan("put", told=based)[1][0]["done"] == "unchanged"
    code, _, said = komplan("put", told={**based, "based_on": "jiny"}, by=started)
    assert (code, "0.based_on" in said, "only when it is created" in said) == (3, True, True)


@ON_SQLITE
def test_days_are_written_as_people_write_them(komplan):
    days = {"start": "2027-01-01", "end": "31. 12. 2029"}
    assert komplan("put", told={**CYCLE, "period": days})[0] == 0
    assert komplan("get", CYCLE["name"])[1]["period"] == {
        "start": {"year": 2027, "month": 1, "day": 1},
        "end": {"year": 2029, "month": 12, "day": 31},
    }


def test_of_a_list_it_is_told_which_one_failed_and_how_many_were_taken(komplan):
    code, _, said = komplan("put", told=[CYCLE, {**PLAN, "cycle": "neni"}, PLAN])
    assert (code, "item 2 of 3 (`areas/vzorov/plans/kp`)" in said, "kept: 1" in said) == (3, True, True)
    assert (komplan("get", CYCLE["name"])[0], komplan("get", PLAN["name"])[0]) == (0, 4)


def test_a_resolution_is_put_and_read_though_its_message_is_called_otherwise(komplan):
    resolution = {"name": "areas/vzorov/resolutions/zm-7", "body": "assembly", "number": "7/2027",
                  "held_on": "2026-06-22", "result": "noted", "subject": "areas/vzorov/plans/kp"}  # fmt: skip
    assert [item["done"] for item in komplan("put", told=[CYCLE, PLAN, resolution])[1]] == ["created"] * 3
    assert komplan("put", told={"name": resolution["name"], "text": "Bere na vědomí"})[1][0]["done"] == "changed"
    found = komplan("get", resolution["name"])[1]
    assert (found["number"], found["text"]) == ("7/2027", "Bere na vědomí")
    assert komplan("list", "areas/vzorov/resolutions")[1] == [found]


def test_any_method_is_called_with_json(komplan, tmp_path):
    komplan("put", told=CYCLE)
    (tmp_path / "status.json").write_text(json.dumps({"name": CYCLE["name"], "day": "2027-03-01"}))
    code, found, _ = komplan("call", "ProcessService/GetProcessStatus", "status.json")
    assert (code, found["cycle"], found["day"]) == (0, CYCLE["name"], {"year": 2027, "month": 3, "day": 1})
    started = komplan("call", "ProcessEditorService/StartProcess", "-", told={"parent": CYCLE["name"]})
    assert (started[0], len(started[1]["steps"]) > 0) == (0, True)
    assert (
        komplan("call", "ProcessEditorService/StartProcess", "-", told={"parent": CYCLE["name"]}, editor=False)[0] == 5
    )
    for wrong in ("PlanFeedService/StreamChanges", "ProcessService/Nothing"):
        code, _, said = komplan("call", wrong)
        assert (code, "komplan call --list" in said) == (3, True)


def test_all_methods_are_listed_with_those_who_may_call_them():
    done = started("call", "--list")
    assert done.returncode == 0
    assert "MeetingService/HoldMeeting  admin, editor, clerk" in done.stdout.splitlines()


def test_a_stale_etag_is_refused_and_changes_nothing(komplan):
    komplan("put", told=CYCLE)
    code, _, said = komplan("put", told={"name": CYCLE["name"], "title": "Jiný", "etag": "999"})
    assert (code, "STALE_ETAG" in said) == (5, True)
    assert komplan("get", CYCLE["name"])[1]["title"] == CYCLE["title"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "told", "code", "reason"),
    [
        (("put",), {"title": "beze jména"}, 3, "REQUIRED"),
        (("put",), [{"name": CYCLE["name"], "tile": "překlep"}], 3, "did you mean `title`?"),
        (("put",), {**CYCLE, "period": {"start": "31. 2. 2027"}}, 3, "there is no such day"),
        (("put",), {**CYCLE, "title": 7}, 3, "0.title"),
        (("put",), [1], 3, "INVALID_VALUE"),
        (("put",), {"name": "areas/vzorov/nothings/n1"}, 3, "NAME_FORMAT"),
        (("put", "neni.json"), None, 3, "INVALID_VALUE"),
        (("get", "areas/jinde/plans/kp"), None, 4, "AREA_MISMATCH"),
        (("list", "areas/vzorov/nothings"), None, 3, "NAME_FORMAT"),
        (("delete", "areas/vzorov/cycles/neni"), None, 4, "NOT_FOUND"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_reason(komplan, words, told, code, reason):
    done = komplan(*words, told=told)
    assert done[0] == code
    assert reason in done[2]


@pytest.mark.parametrize("keeper", KEEPERS)
def test_a_name_says_which_service_keeps_it(keeper):
    kinds = kinds_of(import_module(f"komplan_{keeper}.repositories"))
    assert {keeper_of(kind.pattern.template) for kind in kinds} == {keeper}


def test_only_the_service_that_keeps_a_name_is_loaded():
    program = (
        "import sys; from komplan_cli.resources import _of; _of('areas/vzorov/cycles/c1');"
        "print(*sorted({name for name in sys.modules if name.count('.') == 0 and name.startswith('komplan_')}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert set(done.stdout.split()) == {"komplan_cli", "komplan_core", "komplan_kit", "komplan_planning"}


def test_citizens_put_nothing(komplan):
    code, _, said = komplan("put", told=CYCLE, editor=False)
    assert (code, "ROLE_REQUIRED" in said) == (5, True)
    assert komplan("get", CYCLE["name"])[0] == 4


@ON_SQLITE
def test_a_key_is_made_once_and_a_wrong_one_is_told_in_a_line(komplan, tmp_path):
    done = [called("config", "make-key", "issuer.pem", cwd=tmp_path) for _ in "12"]
    assert [run.returncode for run in done] == [0, 3]
    assert (tmp_path / "issuer.pem").stat().st_mode & 0o077 == 0
    for key in ("issuer.pub.pem", "neni.pem"):
        code, _, said = komplan("get", CYCLE["name"], "--issuer-key", key, editor=False)
        assert (code, "INVALID_VALUE" in said, "Traceback" in said) == (3, True, False)
