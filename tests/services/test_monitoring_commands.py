"""`komplan monitoring`, as a person at a terminal runs it."""

import asyncio
import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from support.monitoring import Watch
from support.planning import DRAFT
from typer.testing import CliRunner

from komplan.planning.v1.observation_pb2 import ObservedMoney
from komplan_cli.app import app
from komplan_cli.demo.monitoring import load_monitoring
from komplan_kit import fsck
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now
from komplan_kit.engine import Store
from komplan_kit.identity import assertion
from komplan_planning import repositories
from komplan_planning.repositories import METADATA


@pytest.fixture
def watch(plan):
    found = Watch(plan).carried_out()
    found.published("o1", money=[ObservedMoney(source="municipality", kind="operating", actual=80_00)])
    found.project()
    return found


def run(watch, *words, as_json=True):
    """What a command prints."""
    instance = watch.town.instance
    key = [] if words[0] == "evaluate" else ["--issuer-key", str(instance.issuer_key)]
    where = ["--target", instance.target, "--area", "vzorov", *key, *(["--json"] if as_json else [])]
    done = CliRunner().invoke(app, ["monitoring", *words, *where], catch_exceptions=False)
    assert done.exit_code == 0
    if not as_json:
        return done.output
    printed = done.output[done.output.index("{\n  ") :]  # before it stands what the instance logs
    return json.JSONDecoder().raw_decode(printed)[0]


def test_the_commands_show_what_is_overdue_computed_and_known(watch):
    status = run(watch, "status", "kp", "--day", "2028-02-01")
    assert (status["overdue_indicators"], status["late_revisions"], status["silent_measures"]) == (1, 2, 1)
    found = run(watch, "overdue", "kp", "--day", "2028-02-01")
    assert [(item["indicator"], item["due"]) for item in found["overdue_indicators"]] == [("hours", "2027-12-31")]
    assert [(item["half"], item["due"]) for item in found["late_revisions"]] == [(1, "2027-06-30"), (2, "2027-12-31")]
    assert run(watch, "overdue", "kp", "--day", "2028-02-01", "--grace", "60")["overdue_indicators"] == []
    facts = run(watch, "evaluate", "kp", "--year", "2027")
    assert (facts["actual"], facts["secured"], facts["aims_reached"]) == (80_00, 60_00, None)
    tomorrow = (today(utc_now) + timedelta(days=1)).isoformat()
    version = run(watch, "as-of", "plans/kp/versions/navrh", "--day", tomorrow)
    assert [item["state"] for item in version["measures"]] == ["running", "not-started"]
    shown = run(watch, "as-of", "plans/kp/published-observations/o1", "--day", tomorrow)
    assert shown["resource"]["state"] == "running"


def test_people_read_czech_words_and_crowns(watch):
    assert "bez hodnoty 1" in run(watch, "evaluate", "kp", "--year", "2027", as_json=False)
    assert "80,00 Kč" in run(watch, "evaluate", "kp", as_json=False)
    assert "probíhá" in run(watch, "status", "kp", as_json=False)
    assert "Terénní péče" in run(watch, "overdue", "kp", "--day", "2028-02-01", as_json=False)
    tomorrow = (today(utc_now) + timedelta(days=1)).isoformat()
    assert "nezahájeno" in run(watch, "as-of", "plans/kp/versions/navrh", "--day", tomorrow, as_json=False)


def test_a_demonstration_city_carries_its_plan_out_once_however_often_it_is_loaded(plan):
    watch = Watch(plan).carried_out()
    instance = plan.instance

    async def load():
        peer = Peer(instance.target, assertion=lambda: assertion(instance.issuer_key, "demo", ("admin",), "vzorov"))

        async def once(method, request):
            said = type(request).__name__.encode() + request.SerializeToString(deterministic=True)
            request.request_id = sha256(said).hexdigest()[:32]
            return await peer.ask(method, request)

        try:
            return [await load_monitoring(peer, once, DRAFT, date(2028, 6, 1)) for _ in range(2)]
        finally:
            await peer.close()

    assert asyncio.run(load()) == [2, 2]
    assert {(item.year, item.state) for item in watch.shown()} == {(2027, "running")}
    kinds = [kind for kind in fsck.kinds_of(repositories) if not kind.personal]
    assert fsck.check(Store(instance.databases["planning"]), METADATA, kinds) == []
