"""`komplan evidence` against a running ORP whose demonstration is filled, as a person at a terminal runs it."""

import asyncio
import json
from hashlib import sha256
from typing import Any

import pytest
from support.commands import called, started
from support.databases import ON_SQLITE
from support.instance import Instance

from komplan.planning.v1 import plan_service_pb2, plan_service_pb2_grpc
from komplan_cli.demo.evidence import fill_evidence
from komplan_core.example import read_example
from komplan_core.plugins import installed
from komplan_kit.client import Peer
from komplan_kit.identity import assertion

AREA = "trhove-sviny"


async def fill(city: Instance) -> int:
    """Fill the demonstration's evidence, as `komplan demo` does."""
    peer = Peer(city.target, assertion=lambda: assertion(city.issuer_key, "editor", ("editor",), AREA))
    try:
        stub = plan_service_pb2_grpc.PlanServiceStub(peer.channel)
        profile = await peer.ask(stub.GetProfile, plan_service_pb2.GetProfileRequest(name=f"areas/{AREA}"))

        async def once(method: Any, request: Any) -> Any:
            said = type(request).__name__.encode() + request.SerializeToString(deterministic=True)
            request.request_id = f"demo-{sha256(said).hexdigest()[:32]}"
            return await peer.ask(method, request)

        example = read_example(installed()[AREA].module) or {}
        return await fill_evidence(peer, once, profile, example)
    finally:
        await peer.close()


@pytest.fixture
def city(instance):
    running = instance("planning", area=AREA, plugins=(AREA,))
    assert asyncio.run(fill(running)) == asyncio.run(fill(running)) == 44
    return running


def komplan(city: Instance, *words: str, staff: bool = True, by: Any = called) -> Any:
    """What `komplan evidence …` prints as JSON; its exit code where it fails."""
    key = ["--issuer-key", str(city.issuer_key)] if staff else []
    done = by("evidence", *words, "--target", city.target, "--area", AREA, *key, "--json")
    return json.loads(done.stdout) if done.returncode == 0 else done.returncode


@ON_SQLITE
def test_the_commands_tell_of_needs_coverage_and_benefits(city):
    needs = komplan(city, "needs", "2026", by=started)
    assert (needs["total"]["persons"], needs["total"]["basis"]) == (35, "estimate")
    assert [coverage["silent"] for coverage in needs["coverages"]] == [15]
    coverage = komplan(city, "coverage", "2025")
    assert (coverage["reported"], coverage["reported_by_orp"], coverage["silent"]) == (1, 14, 1)
    benefits = komplan(city, "benefits", staff=False)
    assert (benefits["total"], len(benefits["contradictions"])) == (29, 1)
    assert komplan(city, "no-change", "2026", "544281", "--approved-by", "rada") == 5
    assert komplan(city, "coverage", "2030") == 4
