"""One question, or several, to a catalogue."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from komplan_cli.access import Access
from komplan_kit.client import Peer

T = TypeVar("T")


def asked(access: Access, questions: Callable[[Peer], Awaitable[T]]) -> T:
    """What `questions` finds out over one channel. Raises the PlanError that the service raised."""

    async def whole() -> T:
        peer = access.peer()
        try:
            return await questions(peer)
        finally:
            await peer.close()

    return asyncio.run(whole())
