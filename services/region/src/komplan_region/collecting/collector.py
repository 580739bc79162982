"""Collecting: all cities at once, each with its own deadline; one that fails holds up nobody."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final
from weakref import WeakValueDictionary

import grpc
import structlog

from komplan.catalogue.v1 import export_service_pb2, export_service_pb2_grpc
from komplan.planning.v1 import plan_feed_service_pb2, plan_feed_service_pb2_grpc
from komplan_core.directory import CopyState, Feed, Municipality
from komplan_core.errors import Late, PlanError, Refused, Unavailable
from komplan_core.names import AREA
from komplan_core.reasons import REASONS
from komplan_kit.background import ROLE
from komplan_kit.caller import Call, Caller, current
from komplan_kit.clock import utc_now
from komplan_kit.database import Database
from komplan_kit.logs import where
from komplan_region.collecting.lines import Key, Lines, key_of
from komplan_region.ports.directory import FeedStanding, Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.checking import taken
from komplan_region.usecases.directory import CopyMoved, Directory
from komplan_region.usecases.receiving import Received, is_quarantine

CHECKING: Final = 2
"""Answers that are checked and stored at the same time; more would take memory, and the processor from the loop."""
SETTLING_SECONDS: Final = 0.1
"""After the deadline, in which answers that came in time are checked and stored before the sum is told."""
TELLING_SECONDS: Final = 0.5
"""For which at most no further answer is checked while others are told of: a slow reader holds nobody up."""
MANY_RECORDS: Final = 500
"""Changes from which an answer takes a transaction of its own, as one does from which more rows follow."""
TRIES: Final = 3
log = structlog.get_logger(__name__)


class Collector:
    """Asks the cities of the directory for what they published, and keeps what can be believed."""

    def __init__(self, database: Database[RegionTx], directory: Directory, lines: Lines) -> None:
        self._db, self._directory, self._lines = database, directory, lines
        self._checking = ThreadPoolExecutor(CHECKING, thread_name_prefix="checking")
        self._storing = asyncio.Semaphore(CHECKING)
        self._of_city: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._working: dict[asyncio.Task[Standing], Standing] = {}
        self._telling = 0
        self._told = asyncio.Event()
        self._told.set()
        self.heard: Callable[[str, bool], None] = lambda code, good: None
        """Told of every city that was asked, and whether it answered well."""

    async def collect(self, seconds: float, only: Collection[str] | None = None) -> AsyncIterator[Standing]:
        """Ask all cities that are neither blocked nor expired, or those of these codes; gives each one's standing.

        The last one comes `SETTLING_SECONDS` after the deadline at the latest. What came in time and is not stored by
        then is stored afterwards; its city is told of as it stood before. One that is dropped is not told of.
        """
        deadline = time.monotonic() + seconds
        everyone = await self._db.read(self._directory.standings)
        await self._lines.keep({key for item in everyone if item.is_asked for key in _keys(item)})
        asked = {
            asyncio.create_task(self._city(standing, deadline)): standing
            for standing in everyone
            if standing.is_asked and (only is None or standing.municipality.code in only)
        }
        self._working |= asked
        waiting = set(asked)
        while waiting and (left := deadline + SETTLING_SECONDS - time.monotonic()) > 0:
            done, waiting = await asyncio.wait(waiting, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.cancelled():
                    continue
                yield asked[task] if _failed(task) else task.result()
        with self._nothing_begun():
            for task in waiting:
                task.add_done_callback(_failed)
                yield asked[task]
        for task in waiting:
            if not task.done():
                log.warning("city_still_being_stored", area=asked[task].municipality.code)

    @contextmanager
    def _nothing_begun(self) -> Iterator[None]:
        """Meanwhile no further answer is checked: those who wait to be told get the processor."""
        self._telling += 1
        self._told.clear()
        try:
            yield
        finally:
            self._telling -= 1
            if not self._telling:
                self._told.set()

    async def drop_unwanted(self) -> None:
        """End the running calls to cities that were blocked or removed, or have expired, since they were asked."""
        if not self._working:
            return
        wanted = {item.row_id for item in await self._db.read(self._directory.standings) if item.is_asked}
        for task, standing in list(self._working.items()):
            if standing.row_id not in wanted:
                log.warning("city_dropped", area=standing.municipality.code)
                task.cancel()

    async def close(self) -> None:
        """End what is under way and close the channels."""
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        await self._lines.keep(set())
        self._checking.shutdown(wait=True, cancel_futures=True)

    async def _city(self, standing: Standing, deadline: float) -> Standing:
        """One city's standing after asking it. Whatever goes wrong concerns this city alone."""
        began, area = time.monotonic(), standing.municipality.code
        current.set(Call(Caller("collect", frozenset({ROLE}))))  # whoever asked for it may go before it is stored
        try:
            reached = await asyncio.gather(*(self._feed(standing, feed, deadline) for feed in standing.feeds))
            for key, good in zip(_keys(standing), reached, strict=True):
                if not good:
                    await self._lines.give_up(key)
            with suppress(PlanError):  # removed from the directory meanwhile
                standing = await self._db.read(self._directory.standing, standing.municipality.name)
            self.heard(area, standing.state is CopyState.FRESH)
            log.info("city_asked", area=area, seconds=round(time.monotonic() - began, 3), state=standing.state)
            return standing
        finally:
            task = asyncio.current_task()
            if task is not None:
                self._working.pop(task, None)

    async def _feed(self, standing: Standing, feed: FeedStanding, deadline: float) -> bool:
        """Ask one feed of a city; whether it could be reached."""
        since = utc_now()
        try:
            await self._take(standing, feed, deadline)
        except PlanError as error:
            return await self._note(standing, feed.feed, error, since)
        except Exception as error:
            log.error(
                "city_not_understood", area=standing.municipality.code, error=type(error).__name__, at=where(error)
            )
            return await self._note(
                standing, feed.feed, Refused("SNAPSHOT_INVALID", REASONS["SNAPSHOT_INVALID"]), since
            )
        return True

    async def _note(self, standing: Standing, feed: Feed, error: PlanError, since: datetime) -> bool:
        """Keep how it went, in komplan's own words: what a peer says is nobody's business here.

        Gives whether the channel may be used again.
        """
        reason, message = error.reason, error.message
        if reason == "NUMBER_AHEAD":  # the city does not know what it told us
            reason, message = "REVISION_WENT_BACK", "the city's journal ends before what it published earlier"
        quarantined = is_quarantine(reason)
        state = CopyState.QUARANTINED if quarantined else CopyState.UNREACHABLE
        told = f"{reason}: {message if quarantined else REASONS[reason]}"
        log.warning("city_not_collected", area=standing.municipality.code, feed=feed, state=state, reason=reason)
        with suppress(PlanError):
            await self._db.write(self._directory.fail, standing, feed, state, told[:500], since)
        return quarantined and not isinstance(error, Unavailable)

    async def _take(self, standing: Standing, feed: FeedStanding, deadline: float) -> None:
        received = await self._received(standing, feed, feed.cursor, deadline)
        unchanged = not received.newest and received.profile is None
        if unchanged and (received.records, received.digest) == (feed.records, feed.digest):
            await self._db.write(self._directory.confirm, standing.row_id, feed.feed, feed.cursor, received.cursor)
            return
        try:
            await self._store(standing, feed, received)
        except PlanError as error:
            if error.reason != "COPY_DIFFERS" or received.whole:
                raise
            log.warning("copy_differs", area=standing.municipality.code, feed=feed.feed)
            await self._store(standing, feed, await self._received(standing, feed, 0, deadline))

    async def _store(self, standing: Standing, feed: FeedStanding, received: Received) -> None:
        """Check an answer with what is held, and store it; again when another collection stored one meanwhile."""
        of_city = self._of_city.setdefault(standing.row_id, asyncio.Lock())  # its feeds are read together: one by one
        async with of_city, self._storing:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), TELLING_SECONDS)
            await self._merge(standing, feed, received)

    async def _merge(self, standing: Standing, feed: FeedStanding, received: Received) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(TRIES):
            held = await self._db.read(self._directory.held, standing.row_id, feed.feed, received.profile is not None)
            if held.cursors[feed.feed] != feed.cursor:
                return  # another collection was faster
            found = await loop.run_in_executor(self._checking, taken, received, held)
            much = bool(found.derived) or len(found.changed) + len(found.removed) > MANY_RECORDS
            with suppress(CopyMoved):
                await self._db.write(self._directory.put, standing.row_id, found, alone=much)
                return

    async def _received(self, standing: Standing, feed: FeedStanding, after: int, deadline: float) -> Received:
        city, seconds = standing.municipality, deadline - time.monotonic()
        received = Received(feed.feed, city.code, after, feed.cursor)
        try:
            async with asyncio.timeout(seconds), self._lines.to(_key(city, feed.feed)) as peer:
                method, request = _call(peer.channel, city.code, after, feed)
                async for part in _answered(peer.stream(method, request, max(seconds, 0.001))):
                    received.take(part)
        except TimeoutError:
            raise Late("PEER_UNAVAILABLE", "no complete answer within the deadline") from None
        return received.finished()


async def _answered(parts: AsyncIterator[Any]) -> AsyncIterator[Any]:
    """The parts of an answer. Raises what the city refused with in own words: the city's may tell of people."""
    try:
        async for part in parts:
            yield part
    except PlanError as error:
        raise type(error)(error.reason, REASONS[error.reason]) from None


def _failed(task: "asyncio.Task[Standing]") -> bool:
    """Whether a city's turn ended by a fault of our own; it is logged here."""
    if task.cancelled():
        return True
    if (error := task.exception()) is not None:
        log.error("city_not_told", error=type(error).__name__, at=where(error))
    return error is not None


def _key(city: Municipality, feed: Feed) -> Key:
    return key_of(city, city.target if feed is Feed.PLANNING else city.catalogue_target)


def _keys(standing: Standing) -> list[Key]:
    """The channel of each feed."""
    return [_key(standing.municipality, feed.feed) for feed in standing.feeds]


def _call(channel: grpc.aio.Channel, area: str, after: int, feed: FeedStanding) -> tuple[Any, Any]:
    """The method that streams a feed, and its request."""
    parent = AREA.format(area=area)
    if feed.feed is Feed.CATALOGUE:
        asked = export_service_pb2.StreamChangesRequest(parent=parent, after=after, with_digest=True)
        return export_service_pb2_grpc.CatalogueExportServiceStub(channel).StreamChanges, asked
    request = plan_feed_service_pb2.StreamChangesRequest(
        parent=parent, after=after, with_digest=True, known_profile_sha256=feed.profile_sha256
    )
    return plan_feed_service_pb2_grpc.PlanFeedServiceStub(channel).StreamChanges, request
