"""What the region works out of a state is worked out once, and again after whatever could change it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from komplan_core.directory import Feed
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.store import Written
from komplan_region.ports.copies import CopiedRecord, Taken
from komplan_region.ports.transaction import RegionTx
from komplan_region.repositories import METADATA
from komplan_region.repositories.remembering import MOST, Remembering
from komplan_region.repositories.transaction import RegionStore
from komplan_region.usecases.directory import Directory
from komplan_region.usecases.feeds import FEEDS

NOTHING = Written("", "", b"", b"")
CITY = {"code": "vzorov", "title": "Vzorov", "target": "127.0.0.1:1"}


class Region:
    """A region's database on which somebody asks for the number of its needs' records again and again."""

    def __init__(self, address: str) -> None:
        self.times, self._now = 0, datetime(2027, 1, 1, tzinfo=UTC)
        opened = partial(RegionStore, remembering=Remembering())
        self.database: Database[RegionTx] = Database(Store(address), METADATA, opened, clock=self._clock)

    async def asked(self, key: str = "needs") -> int:
        """What is told; `times` counts how often it was worked out."""
        return await self.database.read(self._told, key)

    async def take(self, *names: str, cursor: int) -> None:
        """Let the city publish needs."""
        await self.database.write(self._put, names, cursor)

    def _told(self, tx: RegionTx, key: str) -> int:
        return tx.remembered(key, lambda: self._worked_out(tx))

    def _worked_out(self, tx: RegionTx) -> int:
        self.times += 1
        return len(tx.copies.held(1, Feed.PLANNING, frozenset(FEEDS[Feed.PLANNING])).records)

    def _put(self, tx: RegionTx, names: tuple[str, ...], cursor: int) -> Written:
        held = tx.copies.held(1, Feed.PLANNING, frozenset(FEEDS[Feed.PLANNING]))
        changed = tuple(CopiedRecord("needs", name, cursor, b"need") for name in names)
        told = {"profile": b"", "profile_sha256": b"", "territory_codes": (), "removed": (), "derived": {}}
        numbers: dict[str, Any] = {"cursor": cursor, "revision": cursor, "records": 1, "digest": b"", **told}
        tx.copies.put(1, Taken(feed=Feed.PLANNING, based_on=held.cursors, changed=changed, **numbers))
        assert self._told(tx, "needs") == len({*held.records, *names}), "within a write nothing is remembered"
        return NOTHING

    def _clock(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def test_it_is_worked_out_once_for_a_state_and_again_after_whatever_could_change_it(
    address: Callable[[str], str],
) -> None:
    async def through() -> None:
        region, directory = Region(address("region")), Directory("kraj")

        async def told_anew(expected: int) -> None:
            before = region.times
            assert [await region.asked() for _ in range(3)] == [expected] * 3
            assert region.times == before + 1

        await told_anew(0)
        await region.database.write(directory.create, CITY, "vzorov")  # its own journal
        await told_anew(0)
        for number, names in enumerate([("a",), ("b", "c"), ("a",)], 1):  # a city's answer
            await region.take(*names, cursor=number)
            await told_anew([1, 3, 3][number - 1])
        await region.take("d", cursor=3)  # one that goes no further, taken from the beginning
        await told_anew(4)
        await region.database.write(directory.confirm, 1, Feed.PLANNING, 3, 4)
        await told_anew(4)
        entry = await region.database.read(lambda tx: tx.municipalities.get("regions/kraj/municipalities/vzorov"))
        await region.database.write(directory.delete, entry.name, entry.etag)
        await told_anew(0)
        region.database.close()

    asyncio.run(through())


def test_only_so_many_answers_are_kept(address: Callable[[str], str]) -> None:
    async def through() -> None:
        region = Region(address("region"))
        for _ in range(2):
            for number in range(MOST):
                await region.asked(str(number))
        assert region.times == MOST
        await region.asked("one more")
        await region.asked("0")
        assert region.times == MOST + 2
        region.database.close()

    asyncio.run(through())
