"""Calls that can be repeated: their request ids follow from the seed and from what the request says."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from komplan_core.errors import Taken
from komplan_kit.client import Peer

Once = Callable[[Any, Any], Awaitable[Any]]
"""Calls a method with a request, without a second effect when the demonstration is loaded again."""


def repeatable(peer: Peer, seed: int, seconds: float = 30.0) -> Once:
    """How to call a service so that what a run before this one made is answered as then; None for what is there."""

    async def once(method: Any, request: Any) -> Any:
        if not request.request_id:
            said = f"{type(request).__name__}/{seed}/".encode() + request.SerializeToString(deterministic=True)
            request.request_id = f"demo-{sha256(said).hexdigest()[:32]}"
        try:
            return await peer.ask(method, request, seconds=seconds)
        except Taken as error:
            if error.reason != "ALREADY_EXISTS":
                raise
            return None

    return once
