"""The demonstration from start to end."""

import asyncio
import signal
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from komplan.region.v1 import region_service_pb2, region_service_pb2_grpc, roll_up_pb2
from komplan_cli.access import Access
from komplan_cli.demo.fleet import Fleet, Instance
from komplan_cli.demo.loading import VERSION, Loader
from komplan_cli.demo.planning_summary import planning_summary
from komplan_cli.demo.region_filling import RegionFiller, profiles_of
from komplan_cli.demo.region_network import decide_network, take_population
from komplan_cli.demo.region_plan import build_plan
from komplan_cli.demo.region_summary import region_figures, roll_up_summary
from komplan_cli.demo.regions import REGIONS, SOUTH, DemoRegion, known, tables
from komplan_cli.demo.repeating import repeatable
from komplan_cli.demo.suggestions import suggestions
from komplan_cli.demo.summary import city_summary, show
from komplan_cli.demo.tutorial import lay_tables, way_in
from komplan_cli.demo.witnessing import witness_books
from komplan_cli.output import give_json, say
from komplan_cli.region.collecting import collected
from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.clock import today, utc_now

YEARS = (2027, 2029)
"""First and last year of the midterm plans."""
Shown = tuple[list[dict[str, Any]], list[roll_up_pb2.RollUp]]
"""What is told of every region, and what the plans of its cities add up to."""


def run(once: bool, as_json: bool, down: str, data: Path | None, seed: int) -> None:
    """Run the demonstration; without `once` it serves on until Ctrl-C. Raises PlanError."""
    cities = [code for region in REGIONS for code in region.cities]
    if down and down not in cities:
        raise Invalid.field("down", "UNKNOWN_CODE", f"`{down}` is no city of the demonstration: {', '.join(cities)}")
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="komplan-demo-")))
        say(f"[bold]komplan demo[/]: five cities and two regions, each its own process, data in {folder}")
        folder.mkdir(parents=True, exist_ok=True)
        day = _day_of(folder, seed)
        fleet = stack.enter_context(Fleet(folder.resolve(), REGIONS))
        for instance in fleet.all():
            say(f"  {instance.code} serves on {instance.target}")
        regions, roll_ups = asyncio.run(_demonstrate(fleet, seed, day, down))
        if as_json:
            give_json({"areas": regions[0]["areas"], "region": regions[0]["roll_up"], "regions": regions})
        else:
            show(regions, roll_ups)
        if not once:
            _invite(fleet, say if as_json else print)
            say("\nThe demonstration serves on. Ctrl-C ends it.")
            _wait_for_the_end()


def _invite(fleet: Fleet, tell: Callable[[str], None]) -> None:
    """What can be tried while the demonstration serves on."""
    tell("\nTry, from another terminal:")
    for line in suggestions(fleet):
        tell(f"  .venv/bin/komplan {line}")
    tell("\nOr live through docs/tutorials/a-year-of-a-regional-analyst.md; it begins with these lines:")
    for line in way_in(fleet.regions[SOUTH.code]):
        tell(f"  {line}")


def _day_of(folder: Path, seed: int) -> date:
    """The day on which this folder's demonstration began: its data follow from that day and the seed."""
    begun = folder / "demonstration.json"
    if not begun.exists():
        begun.write_bytes(orjson.dumps({"seed": seed, "day": today(utc_now)}))
    known_ = orjson.loads(begun.read_bytes())
    if known_["seed"] != seed:
        raise Invalid.field("seed", "INVALID_VALUE", f"the data in {folder} were made with seed {known_['seed']}")
    return date.fromisoformat(known_["day"])


async def _demonstrate(fleet: Fleet, seed: int, day: date, down: str) -> Shown:
    await asyncio.gather(*(_fill(city, seed, day) for city in fleet.cities.values()))
    areas = {code: await _look(city, day) for code, city in fleet.cities.items()}
    rounds = await asyncio.gather(*(_regional(fleet, region, seed, day) for region in REGIONS))
    if down:
        say(f"{down} is stopped; its region collects again:")
        fleet.cities[down].stop()
        await asyncio.to_thread(fleet.cities[down].await_stopped)
        region = next(region for region in REGIONS if down in region.cities)
        await collected(_analyst(fleet.regions[region.code]), 0.0)
    shown, roll_ups = [], []
    for region, years in zip(REGIONS, rounds, strict=True):
        figures, roll_up = await _tell(fleet.regions[region.code], years)
        of_region = {"code": region.code, "title": region.title, "areas": [areas[code] for code in region.cities]}
        shown.append(of_region | figures | {"roll_up": roll_up_summary(roll_up, region.code)})
        roll_ups.append(roll_up)
    return shown, roll_ups


async def _fill(city: Instance, seed: int, day: date) -> None:
    peer = Peer(city.target, assertion=city.assertion)
    try:
        await Loader(peer, city.code, seed, day, lambda what, count: say(f"  {city.code}: {what} {count}")).load()
    finally:
        await peer.close()


async def _regional(fleet: Fleet, region: DemoRegion, seed: int, day: date) -> tuple[int, int]:
    """Let a region collect its cities and do the work of its office; gives the years of its rounds of needs."""
    instance = fleet.regions[region.code]
    targets = {code: fleet.cities[code].target for code in region.cities}
    staff, anyone = Peer(instance.target, assertion=instance.assertion), Peer(instance.target)
    try:
        once, profiles = repeatable(staff, seed, seconds=60.0), await profiles_of(targets)
        filler = RegionFiller(region, staff, anyone, once)
        await filler.enter_directory(targets, profiles)
        await filler.import_territory(profiles)
        if region == SOUTH:
            lay_tables(instance, tables(region, profiles))
        say(f"{region.title} collects:")
        await collected(_analyst(instance), 0.0)
        await witness_books(staff, region.code, targets)
        years = await filler.gather_needs()
        await filler.ask_for_funding()
        name, orps = f"regions/{region.code}", [profile.area.orp for profile in profiles.values()]
        await take_population(once, staff, name, orps, seed, day)
        await decide_network(once, staff, name, day)
        await build_plan(once, staff, name, region.title, YEARS)
        return years
    finally:
        await staff.close()
        await anyone.close()


async def _look(city: Instance, day: date) -> dict[str, Any]:
    sizes = known(city.code)["demonstration"]
    citizen, office = Peer(city.target), Peer(city.target, assertion=city.assertion)
    try:
        seen = await city_summary(citizen, city.code, sizes["plan"], day)
        version = f"areas/{city.code}/plans/{sizes['plan']}/versions/{VERSION}"
        cycle = f"areas/{city.code}/cycles/{sizes['cycle']}"
        return {**seen, "planning": await planning_summary(office, cycle, version, day)}
    finally:
        await citizen.close()
        await office.close()


def _analyst(region: Instance) -> Access:
    return Access(region.target, region.code, "analyst", region.issuer_key)


async def _tell(region: Instance, rounds: tuple[int, int]) -> tuple[dict[str, Any], roll_up_pb2.RollUp]:
    """What everybody may read of a region: its figures, and what the plans of its cities add up to."""
    peer = Peer(region.target)
    try:
        figures = await region_figures(peer, region.code, rounds, YEARS)
        stub = region_service_pb2_grpc.RegionServiceStub(peer.channel)
        name = f"regions/{region.code}/roll-ups/{YEARS[0]}-{YEARS[1]}"
        return figures, await peer.ask(stub.GetRollUp, region_service_pb2.GetRollUpRequest(name=name))
    finally:
        await peer.close()


def _wait_for_the_end() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        signal.pause()
    except KeyboardInterrupt:
        say("Ending…")
