"""Asking the consultation service how the rounds on a version stand."""

from collections.abc import Callable

import grpc

from komplan_core.errors import Refused
from komplan_core.resolutions import RoundStanding
from komplan_kit.client import Peer
from komplan_kit.rounds import rounds_of


class Consulting:
    """The consultation service, reached over gRPC also where it serves in the same process."""

    def __init__(self, target: Callable[[], str], credentials: grpc.ChannelCredentials | None) -> None:
        """`target` gives `host:port`, or nothing where the configuration names none; it is asked when it is needed."""
        self._target, self._credentials = target, credentials
        self._peer: Peer | None = None

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        target = self._target()
        if not target:
            message = 'no consultation service is configured: name its address, or say `consultation = "none"`'
            raise Refused("NOT_CONSULTED", message)
        if self._peer is None:
            self._peer = Peer(target, self._credentials)
        return await rounds_of(self._peer, versions)

    async def close(self) -> None:
        """Close the channel."""
        if self._peer is not None:
            await self._peer.close()


class NoConsultation:
    """An instance that is said to hold no consultation with komplan."""

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        return None
