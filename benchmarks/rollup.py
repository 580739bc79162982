"""The region's midterm plan from its database, beside the workbooks in which cities would send the same data."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import openpyxl
import xlsxwriter

from benchmarks import samples, shots
from benchmarks.figures import Figure
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_pb2, profile_pb2
from komplan.region.v1 import region_pb2
from komplan_core.directory import Feed
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.digest import digest_of
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import METADATA
from komplan_region.repositories.transaction import RegionStore
from komplan_region.usecases.checking import taken
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.midterm import compose
from komplan_region.usecases.receiving import Received

PLANS: Final = 206
MEASURES: Final = 110
PRIORITIES: Final = 10
NAME: Final = "regions/kraj/plans/2027-2029"
LINES: Final = [(year, source) for year in samples.YEARS for source in samples.SOURCES]
Sums = dict[tuple[int, str], int]
"""Planned money in haléře by year and source."""


def figures(folder: Path, rounds: int, seed: int) -> list[Figure]:
    """Roll-ups a second. Both ways must come to the same sums."""
    areas = [f"obec{number:03d}" for number in range(PLANS)]
    with shots.loop() as runner:
        database = runner.run(_filled(f"sqlite:///{folder}/region.sqlite3", areas))
        books = [_write(folder / f"{area}.xlsx", area) for area in areas]
        from_database = runner.run(_from_database(database))
        if from_database != _from_books(books):
            raise RuntimeError("the database and the workbooks do not add up to the same sums")
        found = shots.alternate(
            {
                "database": lambda: _per_second(lambda: runner.run(_from_database(database)), 3),
                "workbooks": lambda: _per_second(lambda: _from_books(books), 1),
            },
            rounds,
            seed,
        )
        database.close()
    name = f"roll-up of {PLANS} plans × {MEASURES} measures × 12 lines, beside reading workbooks"
    return [Figure("region", name, "roll-ups/s", found["database"], found["workbooks"], "at-least", 20.0)]


async def _filled(address: str, areas: list[str]) -> Database[RegionTx]:
    """A region's database with a checked copy of each area, stored as a collection stores it."""
    store = Store(address)
    upgrade(store, "komplan_region")
    database: Database[RegionTx] = Database(store, METADATA, RegionStore)
    directory, profile = Directory("kraj"), compile_profile(("reference",))[0]
    for row_id, area in enumerate(areas, 1):
        values = {"code": area, "title": area, "target": "127.0.0.1:1", "blocked": False}
        await database.write(directory.create, values, area)
        held = await database.read(directory.held, row_id, Feed.PLANNING)
        await database.write(directory.put, row_id, taken(_published(area, profile), held))
    return database


def _published(area: str, profile: Profile) -> Received:
    """What a city sends: one adopted plan of ten priorities with its measures."""
    own = profile.revised({"area": profile.area.revised({"code": area})})
    plan, version = f"areas/{area}/plans/plan", f"areas/{area}/plans/plan/versions/v1"
    part = feed.StreamChangesResponse(after=1, end=True)
    structure = Codec(profile_pb2.Profile, Profile).encode(own)
    part.head.CopyFrom(feed.ChangesHead(name=f"areas/{area}", journal_head=1, profile=structure))
    adopted = plan_pb2.PlanVersion(name=version, title="Návrh", state="adopted")
    part.changes.add(number=1, name=plan).plan.CopyFrom(
        plan_pb2.Plan(name=plan, title="Plán", cycle="cyklus", period=samples.PERIOD)
    )
    part.changes.add(number=1, name=version).version.CopyFrom(adopted)
    for number in range(1, PRIORITIES + 1):
        name = f"{version}/nodes/priorita-{number}"
        part.changes.add(number=1, name=name).node.CopyFrom(
            plan_pb2.PlanNode(name=name, level="priority", position=number, title="Priorita", working_group="seniors")
        )
    for measure in _measures(area):
        measure.name = f"{version}/measures/m{measure.position}"
        part.changes.add(number=1, name=measure.name).measure.CopyFrom(measure)
    part.records = len(part.changes)
    part.digest = digest_of((item.name, _encoded(item)) for item in part.changes)
    received = Received(Feed.PLANNING, area, 0, 0)
    received.take(part)
    return received.finished()


def _encoded(change: feed.PublishedChange) -> bytes:
    entry: bytes = getattr(change, str(change.WhichOneof("entry"))).SerializeToString(deterministic=True)
    return entry


def _measures(area: str) -> Iterator[plan_pb2.Measure]:
    first = int(area.removeprefix("obec")) * MEASURES
    for number in range(1, MEASURES + 1):
        measure = samples.measure(first + number)
        measure.node, measure.position = f"priorita-{number % PRIORITIES + 1}", number
        yield measure


async def _from_database(database: Database[RegionTx]) -> Sums:
    """What GetMidtermPlan does, on the way on which it does it."""

    def composed(tx: RegionTx) -> region_pb2.MidtermPlan:
        return compose(tx, NAME, "Kraj")

    plan = await database.read(composed)
    return {(figure.year, figure.source): figure.planned for figure in plan.financing}


def _write(path: Path, area: str) -> Path:
    """A city's measures as it would send them by mail: a row each, with two columns for each line of money."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("measure", "title", "target groups"))
        for place, (year, source) in enumerate(LINES):
            sheet.write_row(0, 3 + 2 * place, (f"{year} {source}", "secured"))
        for row, measure in enumerate(_measures(area), 1):
            money = [amount for line in measure.financing for amount in (line.planned, line.secured)]
            sheet.write_row(row, 0, (measure.position, measure.title, ", ".join(measure.target_groups), *money))
    return path


def _from_books(paths: list[Path]) -> Sums:
    sums = dict.fromkeys(LINES, 0)
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True)
        for row in book.worksheets[0].iter_rows(min_row=2, values_only=True):
            for line, planned in zip(LINES, row[3::2], strict=True):
                sums[line] += int(str(planned))
        book.close()
    return sums


def _per_second(work: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - began)
