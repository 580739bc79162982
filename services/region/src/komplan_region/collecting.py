"""Collecting: all cities at once, each with its own deadline; one that fails holds up nobody."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Final

import grpc
import structlog

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_feed_service_pb2_grpc as rpc
from komplan_core.directory import CopyState
from komplan_core.errors import Late, PlanError, Refused
from komplan_kit.client import Peer
from komplan_kit.database import Database
from komplan_region.ports import RegionTx, Standing
from komplan_region.usecases.checking import Received, check_head, checked, is_quarantine
from komplan_region.usecases.directory import Directory

AT_ONCE: Final = 64
log = structlog.get_logger(__name__)


class Collector:
    """Asks the cities of the directory for what they published, and keeps what can be believed."""

    def __init__(
        self,
        database: Database[RegionTx],
        directory: Directory,
        credentials: grpc.ChannelCredentials | None,
        assertion: Callable[[str], str] | None,
    ) -> None:
        self._db, self._directory = database, directory
        self._credentials, self._assertion = credentials, assertion
        self._peers: dict[str, Peer] = {}

    async def collect(self, seconds: float) -> AsyncIterator[Standing]:
        """Ask all cities that are not blocked; gives each city's standing as soon as it is known."""
        standings = [item for item in await self._db.read(self._directory.standings) if not item.municipality.blocked]
        slots = asyncio.Semaphore(AT_ONCE)
        tasks = [asyncio.create_task(self._one(standing, seconds, slots)) for standing in standings]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Close the channels."""
        for peer in self._peers.values():
            await peer.close()

    async def _one(self, standing: Standing, seconds: float, slots: asyncio.Semaphore) -> Standing:
        began = time.monotonic()
        async with slots:
            try:
                await self._take(standing, seconds)
            except PlanError as error:
                state = CopyState.QUARANTINED if is_quarantine(error) else CopyState.UNREACHABLE
                log.warning("city_not_collected", area=standing.municipality.code, state=state, reason=error.reason)
                await self._db.write(
                    self._directory.fail, standing.row_id, state, f"{error.reason}: {error.message}"[:500]
                )
        found = await self._db.read(self._directory.standing, standing.municipality.name)
        log.info("city_asked", area=standing.municipality.code, seconds=round(time.monotonic() - began, 3))
        return found

    async def _take(self, standing: Standing, seconds: float) -> None:
        area = standing.municipality.code
        try:
            async with asyncio.timeout(seconds):
                received = await self._receive(standing, seconds)
        except TimeoutError:
            raise Late("PEER_UNAVAILABLE", f"no complete answer within {seconds:g} s") from None
        if received.head.unchanged:
            await self._db.write(self._directory.confirm, standing.row_id)
            return
        copy = await asyncio.to_thread(checked, received, area)
        await self._db.write(self._directory.put_copy, standing.row_id, copy)

    async def _receive(self, standing: Standing, seconds: float) -> Received:
        city, known = standing.municipality, standing.revision
        peer = self._peer(city.target, city.code)
        request = feed.StreamSnapshotRequest(name=f"areas/{city.code}", known_revision=known)
        received: Received | None = None
        async for part in peer.stream(rpc.PlanFeedServiceStub(peer.channel).StreamSnapshot, request, seconds):
            kind = part.WhichOneof("part")
            if kind == "head" and received is None:
                check_head(part.head, city.code, known)
                received = Received(part.head)
            elif kind == "batch" and received is not None and received.records is None:
                received.add(part.batch)
            elif kind == "end" and received is not None:
                received.records = part.end.records
            else:
                raise Refused("SNAPSHOT_INVALID", "the parts came in another order than head, batches, end")
        if received is None:
            raise Refused("SNAPSHOT_INVALID", "the city sent nothing")
        return received

    def _peer(self, target: str, area: str) -> Peer:
        if target not in self._peers:
            sign = self._assertion
            self._peers[target] = Peer(target, self._credentials, (lambda: sign(area)) if sign is not None else None)
        return self._peers[target]
