"""A region's database filled as a collection fills it, without the network: for what reads over all cities."""

import io
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import region_country, shots
from benchmarks.region_cities import Published
from benchmarks.region_country import Country, code_of
from komplan_core.directory import Feed
from komplan_core.regional.territory import of_region
from komplan_core.territory import read_territory
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.schema import upgrade
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import METADATA
from komplan_region.repositories.remembering import Remembering
from komplan_region.repositories.transaction import RegionStore
from komplan_region.usecases.checking import taken
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.receiving import ANSWERS, Received
from komplan_region.usecases.territory import Territories

FILE: Final = "region.sqlite3"


def filled(
    runner: shots.Loop, folder: Path, country: Country, feeds: Sequence[Feed] = (Feed.PLANNING,)
) -> Database[RegionTx]:
    """A database with a checked copy of each area."""
    store = Store(f"sqlite:///{folder / FILE}")
    upgrade(store, "komplan_region")
    database: Database[RegionTx] = Database(store, METADATA, partial(RegionStore, remembering=Remembering()))
    runner.run(_fill(database, country, feeds))
    return database


async def _fill(database: Database[RegionTx], country: Country, feeds: Sequence[Feed]) -> None:
    directory = Directory("kraj")
    tables = {name: io.TextIOWrapper(io.BytesIO(body)) for name, body in region_country.tables(country.areas).items()}
    whole_country = read_territory(tables["regions"], tables["orps"], tables["municipalities"])
    territory = of_region(whole_country, region_country.REGION_CODE, date(2026, 1, 1), "")
    await database.write(Territories("kraj").take, territory, False)
    for number, code in enumerate(country.codes()):
        address = "127.0.0.1:1"
        values = {
            "code": code,
            "title": code,
            "target": address,
            "catalogue_target": address,
            "blocked": False,
            "orps": (region_country.orp_of(number),),
        }
        await database.write(directory.create, values, code)
        for feed in feeds:
            answer = whole(country, number, feed)
            held = await database.read(directory.held, number + 1, feed, answer.profile is not None)
            await database.write(directory.put, number + 1, taken(answer, held), alone=True)


def whole(country: Country, number: int, feed: Feed) -> Received:
    """All that an area publishes in a feed, as it is received."""
    received = Received(feed, code_of(number), 0, 0)
    for part in Published(country, number, feed).answer(0, b""):
        received.take(ANSWERS[feed].FromString(part))
    return received.finished()
