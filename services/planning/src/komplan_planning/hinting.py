"""Telling the region that something was published: as well as it can, and nobody waits for it."""

import asyncio
from collections.abc import Callable
from typing import Final

import grpc
import structlog

from komplan.region.v1 import collection_hint_service_pb2 as pb
from komplan.region.v1 import collection_hint_service_pb2_grpc as rpc
from komplan_core.errors import PlanError
from komplan_kit.client import Peer

SECONDS: Final = 3.0
log = structlog.get_logger(__name__)


class Hinting:
    """The region's service, if the configuration names one. One hint at a time: more would say the same."""

    def __init__(
        self,
        area: str,
        target: str,
        credentials: grpc.ChannelCredentials | None,
        assertion: Callable[[], str] | None,
    ) -> None:
        """`target` is `host:port`, or nothing where the region asks by itself only."""
        self._area, self._target, self._credentials, self._assertion = area, target, credentials, assertion
        self._peer: Peer | None = None
        self._telling: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Say that something was published; what comes of it is only logged."""
        if self._target and (self._telling is None or self._telling.done()):
            self._telling = asyncio.create_task(self._tell())

    async def close(self) -> None:
        """End what is under way and close the channel."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)
        if self._peer is not None:
            await self._peer.close()

    async def _tell(self) -> None:
        if self._peer is None:
            self._peer = Peer(self._target, self._credentials, self._assertion)
        try:
            stub = rpc.CollectionHintServiceStub(self._peer.channel)
            await self._peer.ask(stub.NotifyChanged, pb.NotifyChangedRequest(area=self._area), SECONDS)
        except PlanError as error:
            log.info("region_not_told", reason=error.reason)
