"""Channels to the cities, one for each address, area and certificate name: kept while it works, else made anew."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import grpc

from komplan_core.directory import Municipality
from komplan_core.errors import Unavailable
from komplan_kit.client import Peer

ASSERTION_SECONDS: Final = 120.0
"""For which a signed assertion is shown again: less than the shortest life that a city allows."""

Key = tuple[str, str, str]
"""Address, code of the area, and the name that the certificate there must show."""


def key_of(city: Municipality, target: str) -> Key:
    """The channel to one service of a city."""
    return target, city.code, city.certificate_name


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
    async def to(self, key: Key) -> AsyncIterator[Peer]:
        """The channel to a city, for one call. Raises Unavailable WRONG_IDENTITY where nobody shows a certificate."""
        target, area, certificate_name = key
        if bool(certificate_name) is not (self._credentials is not None):
            told = "the entry names no certificate" if self._credentials else "the region has no TLS (`outgoing.ca`)"
            raise Unavailable("WRONG_IDENTITY", f"{told}: who answers cannot be told")
        line = self._lines.get(key)
        if line is None:
            sign = (lambda: self._assertion(area)) if self._sign is not None else None
            line = self._lines[key] = _Line(Peer(target, self._credentials, sign, certificate_name))
        line.users += 1
        try:
            yield line.peer
        finally:
            line.users -= 1
            if line.given_up and not line.users:
                await line.peer.close()

    async def give_up(self, key: Key) -> None:
        """Make the next call on a new channel: this one waits ever longer before it tries to connect."""
        line = self._lines.pop(key, None)
        if line is not None:
            line.given_up = True
            if not line.users:
                await line.peer.close()

    async def keep(self, wanted: set[Key]) -> None:
        """Close all channels but these."""
        for key in set(self._lines) - wanted:
            await self.give_up(key)

    def _assertion(self, area: str) -> str:
        assert self._sign is not None
        until, signed = self._signed.get(area, (0.0, ""))
        if until < time.monotonic():
            signed = self._sign(area)
            self._signed[area] = (time.monotonic() + ASSERTION_SECONDS, signed)
        return signed
