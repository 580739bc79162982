"""Channels to the cities: one for each address and area, kept while it works, made anew after a failure."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import grpc

from komplan_kit.client import Peer

ASSERTION_SECONDS: Final = 120.0
"""For which a signed assertion is shown again: less than the shortest life that a city allows."""

Key = tuple[str, str]
"""Address and code of the area."""


class _Line:
    def __init__(self, peer: Peer) -> None:
        self.peer, self.users, self.given_up = peer, 0, False


class Lines:
    """The channels of one collector."""

    def __init__(self, credentials: grpc.ChannelCredentials | None, assertion: Callable[[str], str] | None) -> None:
        """`assertion` signs for an area; without one the channel's certificate says who asks."""
        self._credentials, self._sign = credentials, assertion
        self._lines: dict[Key, _Line] = {}
        self._signed: dict[str, tuple[float, str]] = {}

    @asynccontextmanager
    async def to(self, target: str, area: str) -> AsyncIterator[Peer]:
        """The channel to a city, for one call."""
        line = self._lines.get((target, area))
        if line is None:
            sign = (lambda: self._assertion(area)) if self._sign is not None else None
            line = self._lines[(target, area)] = _Line(Peer(target, self._credentials, sign))
        line.users += 1
        try:
            yield line.peer
        finally:
            line.users -= 1
            if line.given_up and not line.users:
                await line.peer.close()

    async def give_up(self, target: str, area: str) -> None:
        """Make the next call on a new channel: this one waits ever longer before it tries to connect."""
        line = self._lines.pop((target, area), None)
        if line is not None:
            line.given_up = True
            if not line.users:
                await line.peer.close()

    async def keep(self, wanted: set[Key]) -> None:
        """Close all channels but these."""
        for target, area in set(self._lines) - wanted:
            await self.give_up(target, area)

    def _assertion(self, area: str) -> str:
        assert self._sign is not None
        until, signed = self._signed.get(area, (0.0, ""))
        if until < time.monotonic():
            signed = self._sign(area)
            self._signed[area] = (time.monotonic() + ASSERTION_SECONDS, signed)
        return signed
