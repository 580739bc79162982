"""Builds what collects by itself while the region serves, and what takes hints to do so soon."""

import random
import time
from typing import Final

from komplan.region.v1 import collection_hint_service_pb2
from komplan_kit.config import RegionSettings
from komplan_kit.database import Database
from komplan_kit.server import Server
from komplan_region.collecting.collector import Collector
from komplan_region.ports.transaction import RegionTx
from komplan_region.servicer.hints import CollectionHintServicer
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.scheduling import Schedule

DROP_SECONDS: Final = 5.0
"""Between two looks whether a city that is being asked was blocked: a block holds everywhere within a minute."""
TICK_SECONDS: Final = 1.0
"""Between two looks whether a city's turn has come."""


def add_background(
    server: Server, database: Database[RegionTx], directory: Directory, collector: Collector, region: RegionSettings
) -> None:
    """Collect every city in its turn, unless the configuration says 0 seconds; take hints either way."""
    schedule = Schedule(region.collect_seconds, time.monotonic, random.random)
    hints = CollectionHintServicer(schedule.hint)
    server.add(collection_hint_service_pb2.DESCRIPTOR.services_by_name["CollectionHintService"], hints)
    server.background("drop", DROP_SECONDS, collector.drop_unwanted)
    if not region.collect_seconds:
        return

    async def turn() -> None:
        if schedule.next_turn() > 0:
            return
        standings = await database.read(directory.standings)
        due = schedule.due(item.municipality.code for item in standings if item.is_asked)
        if due:
            async for _ in collector.collect(region.deadline_seconds, due):
                pass

    collector.heard = schedule.told
    server.background("collect", TICK_SECONDS, turn)
