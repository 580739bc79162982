"""Asking the consultation service in which people comment on the region's plan."""

import grpc

from komplan_core.resolutions import RoundStanding
from komplan_kit.client import Peer
from komplan_kit.rounds import rounds_of


class Consulting:
    """A consultation service that the configuration names."""

    def __init__(self, target: str, credentials: grpc.ChannelCredentials | None) -> None:
        self._target, self._credentials = target, credentials
        self._peer: Peer | None = None

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        if self._peer is None:
            self._peer = Peer(self._target, self._credentials)
        return await rounds_of(self._peer, versions)

    async def close(self) -> None:
        """Close the channel."""
        if self._peer is not None:
            await self._peer.close()


class NoConsulting:
    """A region whose configuration names no consultation: the office vouches for what it says of one."""

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        return None
