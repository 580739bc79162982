"""Whatever the cities do, the region answers in time, says how old what it shows is, and heals by itself."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.faulty_line import CLOSED, MUTE, OPEN, SLOW, FaultyLine
from support.instance import Instance
from support.lying_city import LyingCity, entries, measure, told, whole
from support.plans import adopt_a_plan
from support.processes import Served

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1.need_pb2 import Need
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_kit.config import Outgoing
from komplan_region.usecases import receiving

REGION = "regions/kraj"
SECONDS = 0.8
PROMISED = SECONDS + 0.3
PLAN = pb.GetRollUpRequest(name=f"{REGION}/roll-ups/2027-2029")


class Kraj:
    """A region with two real cities: `sviny` on a good line, and `vzorov`, whose line can be spoiled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vzorov = self._city("vzorov", "reference")
        adopt_a_plan(self.vzorov.ask)
        self.sviny = self._city("trhove-sviny", "trhove-sviny")
        self.line = FaultyLine(self.vzorov.target)
        self.region = Instance(
            ("region",),
            lambda name: f"sqlite:///{folder}/{name}.sqlite3",
            folder / "region",
            region="kraj",
            keys=self.vzorov.folder,
            outgoing=Outgoing(issuer_key=self.vzorov.issuer_key),
        )
        self.enter("vzorov", self.line.target)
        self.enter("trhove-sviny", self.sviny.target)

    def _city(self, code: str, plugin: str) -> Instance:
        keys = self.folder / "vzorov"
        return Instance(
            ("planning",),
            lambda name: f"sqlite:///{self.folder}/{code}-{name}.sqlite3",
            self.folder / code,
            area=code,
            plugins=(plugin,),
            keys=keys if code != "vzorov" else None,
        )

    def enter(self, code: str, target: str) -> None:
        """Write an area into the directory."""
        entry = region_pb2.Municipality(code=code, title=code, target=target)
        request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
        self.region.ask("RegionOfficeService/CreateMunicipality", request)

    def collect(self) -> tuple[Any, float]:
        """The sum of a collection, and the seconds that it took."""
        request = office.CollectRequest(name=REGION, deadline_seconds=SECONDS)
        began = time.monotonic()
        parts = self.region.stream("RegionOfficeService/Collect", request)
        assert len(parts) == parts[-1].summary.areas + 1
        return parts[-1].summary, time.monotonic() - began

    def collected_in_time(self, *fresh: str) -> Any:
        """The sum of a collection that came when it was promised, with these cities fresh.

        A busy machine on which it was a little late, or a sound city did not answer in time, tries again.
        """
        tried: list[Any] = []
        while len(tried) < 6 and all(seconds < PROMISED + 1.0 for seconds, _ in tried):
            summary, seconds = self.collect()
            if seconds <= PROMISED and list(summary.fresh) == list(fresh):
                return summary
            tried.append((seconds, list(summary.fresh)))
        pytest.fail(f"seconds and fresh cities were {tried}, not {PROMISED} and {fresh}")

    def healed(self) -> None:
        """Collect until everything is fresh, within the time in which a region asks again by itself."""
        until, sound = time.monotonic() + 30, 0
        while sound < 2:  # twice, so that no late answer of an earlier collection is still on its way
            summary = self.collect()[0]
            sound = sound + 1 if len(summary.fresh) == summary.areas else 0
            assert time.monotonic() < until, summary

    def standing(self, code: str = "vzorov") -> Any:
        """The entry of an area."""
        name = f"{REGION}/municipalities/{code}"
        return self.region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=name))

    def planned(self) -> list[int]:
        """Planned money by year."""
        return [figure.planned for figure in self.region.ask("RegionService/GetRollUp", PLAN).financing]

    def need(self, city: Instance) -> None:
        """Let something change in a city."""
        area = f"areas/{city.audience}"
        need = Need(title="Chybí lůžka", target_groups=["seniors"], year=2027)
        city.ask("PlanEditorService/CreateNeed", edit.CreateNeedRequest(parent=area, need=need))

    def same_on_both_sides(self) -> bool:
        """Whether both cities tell the digests of all that they publish which the region computed over its copies."""
        return all(
            self.standing(city.audience).feeds[0].digest == _digest(city) != "" for city in (self.vzorov, self.sviny)
        )

    def stop(self) -> None:
        """End everything."""
        self.line.close()
        for instance in (self.region, self.sviny, self.vzorov):
            instance.stop()


def _digest(city: Instance) -> str:
    request = feed.StreamChangesRequest(parent=f"areas/{city.audience}", with_digest=True)
    return str(city.stream("PlanFeedService/StreamChanges", request)[-1].digest.hex())


@pytest.fixture(scope="module")
def kraj(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kraj]:
    made = Kraj(tmp_path_factory.mktemp("kraj"))
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def sound(kraj: Kraj) -> Iterator[None]:
    """Every test begins and ends with both cities fresh and the same on both sides."""
    kraj.healed()
    yield
    kraj.line.turns(OPEN, kraj.vzorov.target)
    kraj.healed()
    assert kraj.same_on_both_sides()


def expect_last_good_copy(kraj: Kraj, summary: Any, before: Any) -> None:
    """The other city is fresh; of this one the last good copy is shown, with its revision and its age."""
    assert list(summary.fresh) == ["trhove-sviny"]
    assert list(summary.unreachable) + list(summary.quarantined) == ["vzorov"]
    now = kraj.standing()
    (told_of,) = now.feeds
    assert told_of.state == now.state != "fresh"
    assert (told_of.revision, told_of.as_of, told_of.digest) == (
        before.feeds[0].revision,
        before.feeds[0].as_of,
        before.feeds[0].digest,
    )
    assert now.reason
    plan = kraj.region.ask("RegionService/GetRollUp", PLAN)
    coverage = next(item for item in plan.coverage if item.area == "vzorov")
    assert (list(plan.unreachable), list(plan.stale)) == (["vzorov"], ["vzorov"])
    assert (coverage.revision, coverage.measures, coverage.feeds[0].state) == (before.revision, 2, now.state)
    assert coverage.age_seconds >= 0
    assert plan.financing[0].planned == 1101


@pytest.mark.parametrize("state", [MUTE, CLOSED, SLOW])
def test_a_city_that_is_black_holed_stopped_or_slow_holds_up_nobody(kraj: Kraj, state: str) -> None:
    before = kraj.standing()
    kraj.line.turns(state)
    kraj.need(kraj.vzorov)
    kraj.need(kraj.sviny)
    expect_last_good_copy(kraj, kraj.collected_in_time("trhove-sviny"), before)
    assert kraj.standing("trhove-sviny").feeds[0].digest == _digest(kraj.sviny)
    kraj.line.turns(OPEN)
    kraj.healed()
    assert kraj.standing().revision > before.revision
    assert kraj.same_on_both_sides()


def test_a_paused_process_holds_up_nobody(kraj: Kraj, tmp_path: Path) -> None:
    keystore = kraj.vzorov.settings.storage.keystore
    lines = (
        'listen = "127.0.0.1:0"\nlog_level = "warning"\nconsultation = "none"',
        '[area]\ncode = "vzorov"\nplugins = ["reference"]',
        f'[storage]\ndatabase = "{kraj.vzorov.databases["planning"]}"\nkeystore = "{keystore}"',
        f'[identity]\nissuers = ["{kraj.vzorov.folder}/issuer.pub.pem"]\n',
    )
    (tmp_path / "komplan.toml").write_text("\n".join(lines))
    process = Served.komplan(tmp_path, "planning", "--config", "komplan.toml")
    process.start()
    try:
        kraj.line.turns(OPEN, process.target)
        kraj.healed()
        before = kraj.standing()
        os.kill(process.pid, signal.SIGSTOP)
        kraj.need(kraj.vzorov)  # another process of the same city goes on
        expect_last_good_copy(kraj, kraj.collected_in_time("trhove-sviny"), before)
        os.kill(process.pid, signal.SIGCONT)
        kraj.healed()
        assert kraj.standing().revision > before.revision
    finally:
        process.kill()


MANY = [measure(f"m{number}") for number in range(2, 400)]
LIES = {
    "ten times too large": ("SNAPSHOT_TOO_LARGE", whole(*entries(), *MANY, number=900)),
    "of another area": ("WRONG_IDENTITY", told(after=900, published=[], head=feed.ChangesHead(name="areas/jinde"))),
    "of an older revision": ("REVISION_WENT_BACK", whole(number=2)),
    "nonsense": ("SNAPSHOT_INVALID", whole(measure("m1"), number=900)),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_city_harms_only_itself(kraj: Kraj, monkeypatch: pytest.MonkeyPatch, lie: str) -> None:
    monkeypatch.setattr(receiving, "MOST_RECORDS", 200)
    before, liar = kraj.standing(), LyingCity()
    reason, part = LIES[lie]
    try:
        liar.says(part)
        kraj.line.turns(OPEN, liar.target)
        expect_last_good_copy(kraj, kraj.collected_in_time("trhove-sviny"), before)
        assert kraj.standing().state == "quarantined"
        assert kraj.standing().reason.startswith(reason)
    finally:
        liar.server.stop(None)


def test_with_all_cities_down_the_plan_is_shown_as_it_was(kraj: Kraj) -> None:
    before = kraj.planned()
    kraj.line.turns(MUTE)
    target = kraj.sviny.target
    name = f"{REGION}/municipalities/trhove-sviny"

    def moves(to: str) -> None:
        entry = region_pb2.Municipality(name=name, target=to)
        request = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": ["target"]})
        kraj.region.ask("RegionOfficeService/UpdateMunicipality", request)

    moves("127.0.0.1:1")
    summary = kraj.collected_in_time()
    assert (list(summary.fresh), sorted(summary.unreachable)) == ([], ["trhove-sviny", "vzorov"])
    plan = kraj.region.ask("RegionService/GetRollUp", PLAN)
    assert sorted(plan.stale) == ["trhove-sviny", "vzorov"]
    assert kraj.planned() == before
    moves(target)


def test_a_city_blocked_while_it_answers_is_dropped(kraj: Kraj) -> None:
    before = kraj.standing()
    kraj.need(kraj.vzorov)
    kraj.line.turns(MUTE)
    request = office.CollectRequest(name=REGION, deadline_seconds=10.0)
    entry = region_pb2.Municipality(name=before.name, blocked=True)
    block = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": ["blocked"]})
    region = kraj.region

    async def together() -> None:
        stub = region._method("RegionOfficeService/Collect", request, ("admin",))
        parts = region.peer_now(("admin",)).stream(stub, request, 20.0)
        assert (await anext(parts)).municipality.code == "trhove-sviny"
        update = region._method("RegionOfficeService/UpdateMunicipality", block, ("admin",))
        await region.peer_now(("admin",)).ask(update, block)
        await asyncio.to_thread(kraj.line.turns, OPEN)
        async for _ in parts:
            pass

    region._wait(together())
    now = kraj.standing()
    assert (now.blocked, now.state, now.feeds[0].digest) == (True, "stale", before.feeds[0].digest)
    block.municipality.blocked, block.request_id = False, ""
    region.ask("RegionOfficeService/UpdateMunicipality", block)
