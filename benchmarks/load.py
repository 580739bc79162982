"""The load: many callers on one channel, from the event loop of this process."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import grpc

CALLERS: Final = 16
WARM_UP_SECONDS: Final = 0.2
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
    """Call with each of the arguments in turn, `callers` at a time, for so many seconds after a warm-up."""
    began = time.perf_counter() + WARM_UP_SECONDS
    until = began + seconds
    calls, worst, position = 0, 0.0, 0

    async def one() -> None:
        nonlocal calls, worst, position
        while (asked := time.perf_counter()) < until:
            position += 1
            await call(arguments[position % len(arguments)])
            now = time.perf_counter()
            if began <= now <= until:
                calls += 1
                worst = max(worst, now - asked)

    await asyncio.gather(*(one() for _ in range(callers)))
    return Rate(calls, seconds, worst)


class Client:
    """A client that parses nothing: bytes out, bytes in."""

    def __init__(self, target: str) -> None:
        self._channel = grpc.aio.insecure_channel(target, options=OPTIONS)

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
