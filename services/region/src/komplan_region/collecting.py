"""Collecting: all cities at once, each with its own deadline; one that fails holds up nobody."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

import grpc
import structlog

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_feed_service_pb2_grpc as rpc
from komplan_core.directory import CopyState
from komplan_core.errors import Late, PlanError, Refused
from komplan_core.reasons import REASONS
from komplan_kit.client import Peer
from komplan_kit.clock import utc_now
from komplan_kit.database import Database
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
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
        self._peers: dict[tuple[str, str], Peer] = {}

    async def collect(self, seconds: float) -> AsyncIterator[Standing]:
        """Ask all cities that are not blocked; gives each city's standing as soon as it is known."""
        everyone = await self._db.read(self._directory.standings)
        asked = [standing for standing in everyone if not standing.municipality.blocked]
        await self._forget({(item.municipality.target, item.municipality.code) for item in everyone})
        slots = asyncio.Semaphore(AT_ONCE)
        tasks = [asyncio.create_task(self._one(standing, seconds, slots)) for standing in asked]
        try:
            for done in asyncio.as_completed(tasks):
                yield await done
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Close the channels."""
        await self._forget(set())

    async def _forget(self, kept: set[tuple[str, str]]) -> None:
        for gone in set(self._peers) - kept:
            await self._peers.pop(gone).close()

    async def _one(self, standing: Standing, seconds: float, slots: asyncio.Semaphore) -> Standing:
        """One city's standing after asking it. Whatever goes wrong concerns this city alone."""
        began = time.monotonic()
        async with slots:
            since = utc_now()
            try:
                await self._take(standing, seconds)
            except PlanError as error:
                await self._note(standing, error, since)
            except Exception as error:
                log.error("city_not_understood", area=standing.municipality.code, error=type(error).__name__)
                await self._note(standing, Refused("SNAPSHOT_INVALID", REASONS["SNAPSHOT_INVALID"]), since)
        log.info("city_asked", area=standing.municipality.code, seconds=round(time.monotonic() - began, 3))
        try:
            return await self._db.read(self._directory.standing, standing.municipality.name)
        except PlanError:  # removed from the directory meanwhile
            return replace(standing, state=CopyState.UNREACHABLE, reason="NOT_FOUND")

    async def _note(self, standing: Standing, error: PlanError, since: datetime) -> None:
        """Keep how it went, in komplan's own words: what a peer says is nobody's business here."""
        quarantined = is_quarantine(error)
        state = CopyState.QUARANTINED if quarantined else CopyState.UNREACHABLE
        reason = f"{error.reason}: {error.message if quarantined else REASONS[error.reason]}"
        log.warning("city_not_collected", area=standing.municipality.code, state=state, reason=error.reason)
        with suppress(PlanError):
            await self._db.write(self._directory.fail, standing.row_id, state, reason[:500], since)

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
        request = feed.StreamSnapshotRequest(
            name=f"areas/{city.code}", known_revision=known, known_profile_sha256=standing.profile_sha256
        )
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
        if (target, area) not in self._peers:
            sign = self._assertion
            made = Peer(target, self._credentials, (lambda: sign(area)) if sign is not None else None)
            self._peers[(target, area)] = made
        return self._peers[(target, area)]
