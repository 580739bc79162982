"""The load: many callers on one channel, from the event loop of this process."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import grpc

CALLERS: Final = 16
OPTIONS: Final = (("grpc.max_receive_message_length", 64 << 20), ("grpc.use_local_subchannel_pool", 1))


@dataclass(frozen=True)
class Rate:
    """How fast calls were answered."""

    calls: int
    seconds: float
    worst_wait: float
    """Seconds that the slowest call took."""

    @property
    def per_second(self) -> float:
        return self.calls / self.seconds


async def drive(call: Any, arguments: Sequence[Any], seconds: float, callers: int) -> Rate:
    """Call with each of the arguments in turn, `callers` at a time, for so many seconds."""
    calls, worst = 0, 0.0
    until = (began := time.perf_counter()) + seconds

    async def one() -> None:
        nonlocal calls, worst
        while (asked := time.perf_counter()) < until:
            calls += 1
            await call(arguments[calls % len(arguments)])
            worst = max(worst, time.perf_counter() - asked)

    await asyncio.gather(*(one() for _ in range(callers)))
    return Rate(calls, time.perf_counter() - began, worst)


class Client:
    """A client that parses nothing: bytes out, bytes in."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel

    @classmethod
    async def to(cls, target: str) -> "Client":
        """A client of the server at this address, in the running event loop."""
        return cls(grpc.aio.insecure_channel(target, options=OPTIONS))

    async def ask(self, method: str, request: bytes, metadata: Any) -> bytes:
        """Call once, such as `/komplan.planning.v1.PlanService/GetPlan`."""
        reply: bytes = await self._channel.unary_unary(method)(request, timeout=10.0, metadata=metadata)
        return reply

    async def rate(
        self, method: str, requests: Sequence[bytes], metadata: Any, seconds: float, callers: int = CALLERS
    ) -> Rate:
        """How fast a method answers these requests."""
        ask = self._channel.unary_unary(method)

        async def call(request: bytes) -> None:
            reply: bytes = await ask(request, timeout=10.0, metadata=metadata)
            if not reply:
                raise RuntimeError(f"{method} answered with nothing")

        return await drive(call, requests, seconds, callers)

    async def close(self) -> None:
        """Close the channel."""
        await self._channel.close()
