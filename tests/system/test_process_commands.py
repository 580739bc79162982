"""`komplan process` against a running planning service that the demonstration filled."""

import asyncio
import json
from datetime import date
from typing import Any

import pytest
from support.commands import called, started
from support.process import Leader

from komplan_cli.demo.process import fill_process
from komplan_kit import fsck
from komplan_kit.client import Peer
from komplan_kit.engine import Store
from komplan_kit.identity import assertion
from komplan_planning import repositories
from komplan_planning.repositories import METADATA

TODAY = date(2027, 3, 1)


@pytest.fixture
def leader(instance):
    """A leader of a cycle that the demonstration led half-way."""
    made = Leader(instance("planning"))
    made.begin()
    asyncio.run(filled(made))
    return made


async def filled(leader):
    running = leader.instance
    peer = Peer(running.target, assertion=lambda: assertion(running.issuer_key, "demo", ("editor",), "vzorov"))
    try:
        count = await fill_process(
            peer, lambda method, request: peer.ask(method, request, seconds=30.0), leader.cycle, TODAY
        )
    finally:
        await peer.close()
    assert count > 10


def komplan(leader: Leader, *words: str, signed: bool = True, by: Any = called) -> Any:
    """What a command of the process does: exit code and what it prints."""
    key = ["--issuer-key", str(leader.instance.issuer_key)] if signed else []
    target = ["--target", leader.instance.target, "--area", "vzorov"]
    done = by("process", *words, *target, *key, environment={"COLUMNS": "200"})
    return done.returncode, done.stdout.replace("\u00a0", " ")


def printed(leader: Leader, *words: str, signed: bool = True) -> Any:
    code, text = komplan(leader, *words, "--json", signed=signed)
    assert code == 0
    return json.loads(text)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_cycle_is_led_from_the_terminal(leader):
    status = printed(leader, "status", "c1", "--day", "2027-03-01")
    assert (status["steps_done"], status["steps_counted"], status["percent"]) == (2, 10, "20.00")
    assert {item["code"]: item["reached_on"] is not None for item in status["milestones"]}["organised"]
    assert status["overdue"]
    code, text = komplan(leader, "status", "c1", "--day", "2027-03-01", by=started)
    assert code == 0
    assert "2 z 10, 20,00 %" in text
    assert "Příprava prostředí" in text
    assert komplan(leader, "step", "c1", "needs", "close")[0] == 5
    code, text = komplan(leader, "plan-back", "c1", "--assembly", "2027-09-21", "--not-before", "2027-03-01", "--apply")
    assert code == 0
    assert "uloženo" in text
    assert "Veřejné projednání návrhu" in komplan(leader, "calendar", "c1", "--kind", "hearing", signed=False)[1]
    code, text = komplan(leader, "project", "c1", "podpora")
    assert code == 0
    assert "900 000,00 Kč" in text
    store = Store(leader.instance.databases["planning"])
    assert fsck.check(store, METADATA, fsck.kinds_of(repositories), leader.instance.context.keys()) == []
