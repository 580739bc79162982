"""Questions to a service over one channel."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from komplan_cli.access import Access
from komplan_kit.client import Peer

T = TypeVar("T")


async def over_one_channel(access: Access, questions: Callable[[Peer], Awaitable[T]]) -> T:
    """What `questions` finds out over one channel. Raises the PlanError that the service raised."""
    peer = access.peer()
    try:
        return await questions(peer)
    finally:
        await peer.close()


def asked(access: Access, questions: Callable[[Peer], Awaitable[T]]) -> T:
    """The same for a command, which has no event loop yet."""
    found: list[T] = []

    async def kept() -> None:
        found.append(await over_one_channel(access, questions))

    asyncio.run(kept())  # gives nothing: it makes a text of what its task gives, for a large answer slowly
    return found[0]


def answer(access: Access, method: Callable[[Any], Any], request: Any) -> Any:
    """The answer to one request; `method` finds the method on a channel. Raises the PlanError that came back."""
    return asked(access, lambda peer: peer.ask(method(peer.channel), request))


async def everything(peer: Peer, method: Any, request: Any, field: str) -> AsyncIterator[Any]:
    """Everything that a method lists under `field`, page by page."""
    while True:
        page = await peer.ask(method, request)
        for item in getattr(page, field):
            yield item
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token
