"""The region's midterm plan from its database, beside the workbooks in which cities would send the same data."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import openpyxl
import xlsxwriter

from benchmarks import samples, shots
from benchmarks.figures import Figure
from benchmarks.processes import ROOT
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_pb2, profile_pb2
from komplan.region.v1 import region_pb2
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_region.ports import RegionTx
from komplan_region.repositories import METADATA, RegionStore
from komplan_region.usecases.checking import Received, checked
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.midterm import compose

PLANS: Final = 206
MEASURES: Final = 110
PRIORITIES: Final = 10
NAME: Final = "regions/kraj/plans/2027-2029"
COLUMNS: Final = ("measure", "title", "target groups", "year", "source", "planned", "secured", "actual")
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
