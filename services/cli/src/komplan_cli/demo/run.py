"""The demonstration from start to end."""

import asyncio
import signal
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Final

import orjson

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_pb2, region_service_pb2, region_service_pb2_grpc
from komplan_cli.access import Access
from komplan_cli.demo.fleet import REGION, Fleet, Instance
from komplan_cli.demo.loading import VERSION, Loader
from komplan_cli.demo.planning_summary import planning_summary
from komplan_cli.demo.summary import city_summary, region_summary, show
from komplan_cli.output import give_json, say
from komplan_cli.region.collecting import collected
from komplan_core.errors import Invalid, Taken
from komplan_core.example import read_example
from komplan_core.plugins import installed
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now

CITIES: Final = ("ostrava", "brno", "zabreh")
TITLES: Final = {"ostrava": "Ostrava", "brno": "Brno", "zabreh": "Zábřeh"}
YEARS: Final = "2027-2029"


def run(once: bool, as_json: bool, down: str, data: Path | None, seed: int) -> None:
    """Run the demonstration; without `once` it serves on until Ctrl-C. Raises PlanError."""
    if down and down not in CITIES:
        raise Invalid.field("down", "UNKNOWN_CODE", f"`{down}` is no city of the demonstration: {', '.join(CITIES)}")
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="komplan-demo-")))
        say(f"[bold]komplan demo[/]: three cities and a region, each its own process, data in {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        day = _day_of(folder, seed)
        fleet = stack.enter_context(Fleet(folder.resolve(), CITIES))
        for instance in (*fleet.cities.values(), fleet.region):
            say(f"  {instance.code} serves on {instance.target}")
        areas, plan = asyncio.run(_demonstrate(fleet, seed, day, down))
        if as_json:
            give_json({"areas": areas, "region": region_summary(plan, REGION)})
        else:
            show(areas, plan)
        if not once:
            _suggest(fleet.cities["brno"])
            say("\nThe demonstration serves on. Ctrl-C ends it.")
            _wait_for_the_end()


def _day_of(folder: Path, seed: int) -> date:
    """The day on which this folder's demonstration began: its data follow from that day and the seed."""
    begun = folder / "demonstration.json"
    if not begun.exists():
        begun.write_bytes(orjson.dumps({"seed": seed, "day": today(utc_now)}))
    known = orjson.loads(begun.read_bytes())
    if known["seed"] != seed:
        raise Invalid.field("seed", "INVALID_VALUE", f"the data in {folder} were made with seed {known['seed']}")
    return date.fromisoformat(known["day"])


async def _demonstrate(
    fleet: Fleet, seed: int, day: date, down: str
) -> tuple[list[dict[str, Any]], region_pb2.MidtermPlan]:
    await asyncio.gather(*(_fill(city, seed, day) for city in fleet.cities.values()))
    await _enter_in_directory(fleet)
    areas = [await _look(city, day) for city in fleet.cities.values()]
    access = Access(fleet.region.target, REGION, "analyst", fleet.region.issuer_key)
    say("The region collects:")
    await collected(access, 0.0)
    if down:
        say(f"{down} is stopped; the region collects again:")
        fleet.cities[down].stop()
        await asyncio.to_thread(fleet.cities[down].await_stopped)
        await collected(access, 0.0)
    return areas, await _midterm_plan(fleet.region)


async def _fill(city: Instance, seed: int, day: date) -> None:
    peer = Peer(city.target, assertion=city.assertion)
    try:
        await Loader(peer, city.code, seed, day, lambda what, count: say(f"  {city.code}: {what} {count}")).load()
    finally:
        await peer.close()


async def _look(city: Instance, day: date) -> dict[str, Any]:
    sizes = (read_example(installed()[city.code].module) or {})["demonstration"]
    citizen, office = Peer(city.target), Peer(city.target, assertion=city.assertion)
    try:
        seen = await city_summary(citizen, city.code, sizes["plan"], day)
        version = f"areas/{city.code}/plans/{sizes['plan']}/versions/{VERSION}"
        cycle = f"areas/{city.code}/cycles/{sizes['cycle']}"
        return {**seen, "planning": await planning_summary(office, cycle, version, day)}
    finally:
        await citizen.close()
        await office.close()


def _suggest(city: Instance) -> None:
    sizes = (read_example(installed()[city.code].module) or {})["demonstration"]
    where = f"--target {city.target} --area {city.code} --issuer-key {city.issuer_key}"
    say("\nTry, from another terminal:")
    for words in (f"process status {sizes['cycle']}", f"plan check plans/{sizes['plan']}/versions/{VERSION}"):
        say(f"  .venv/bin/komplan {words} {where}")


async def _enter_in_directory(fleet: Fleet) -> None:
    peer = Peer(fleet.region.target, assertion=fleet.region.assertion)
    stub = office_rpc.RegionOfficeServiceStub(peer.channel)
    try:
        for code, city in fleet.cities.items():
            entry = region_pb2.Municipality(code=code, title=TITLES[code], target=city.target)
            try:
                await peer.ask(
                    stub.CreateMunicipality,
                    office.CreateMunicipalityRequest(parent=f"regions/{REGION}", municipality=entry),
                    wait=True,
                )
            except Taken:
                entry.name = f"regions/{REGION}/municipalities/{code}"
                mask = {"paths": ["target"]}
                await peer.ask(
                    stub.UpdateMunicipality, office.UpdateMunicipalityRequest(municipality=entry, update_mask=mask)
                )
    finally:
        await peer.close()


async def _midterm_plan(region: Instance) -> region_pb2.MidtermPlan:
    peer = Peer(region.target)
    try:
        stub = region_service_pb2_grpc.RegionServiceStub(peer.channel)
        request = region_service_pb2.GetMidtermPlanRequest(name=f"regions/{REGION}/plans/{YEARS}")
        return await peer.ask(stub.GetMidtermPlan, request)
    finally:
        await peer.close()


def _wait_for_the_end() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        signal.pause()
    except KeyboardInterrupt:
        say("Ending…")
