"""Eight clients who write needs and measures without a pause, and repeat what was not acknowledged."""

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from google.protobuf.message import Message

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_editor_service_pb2_grpc as rpc
from komplan.planning.v1.need_pb2 import Need
from komplan.planning.v1.plan_pb2 import Measure
from komplan_core.errors import Late, PlanError, Unavailable
from komplan_kit.client import Peer
from support.plans import AREA, VERSION

CLIENTS = 8
SETTLE_SECONDS = 90.0


@dataclass(slots=True)
class Write:
    """One write. Its token is the `request_id` and stands in the record, so that its effects can be counted."""

    token: str
    method: str
    request: Message
    reply: Any = None
    refusal: str = ""
    """Why the service refused it; it never should."""


class Load:
    """Writes of all clients. The service makes the ids: a write that happens twice leaves two records."""

    def __init__(self, target: str, sign: Callable[[], str], seed: int) -> None:
        self._target, self._sign, self._seed = target, sign, seed
        self._stopping = False
        self._heard = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.writes: list[Write] = []
        self.interrupted = 0

    @property
    def acknowledged(self) -> list[Write]:
        """The writes that were answered."""
        return [write for write in self.writes if write.reply is not None]

    @property
    def unanswered(self) -> int:
        """How many writes are under way."""
        return sum(write.reply is None and not write.refusal for write in self.writes)

    def start(self) -> None:
        """Begin to write."""
        self._tasks = [asyncio.create_task(self._client(number)) for number in range(1, CLIENTS + 1)]

    async def await_answer(self) -> None:
        """Wait until one more write is acknowledged. Raises what ended a client."""
        self._heard.clear()
        waiting = asyncio.create_task(self._heard.wait())
        done, _ = await asyncio.wait([waiting, *self._tasks], timeout=SETTLE_SECONDS, return_when="FIRST_COMPLETED")
        if waiting not in done:
            waiting.cancel()
            for task in done:
                task.result()
            raise TimeoutError("no write was acknowledged any more")

    async def finish(self) -> None:
        """Stop when every write that was begun is acknowledged. Raises what ended a client."""
        self._stopping = True
        async with asyncio.timeout(SETTLE_SECONDS):
            await asyncio.gather(*self._tasks)

    async def cancel(self) -> None:
        """Stop at once."""
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _client(self, number: int) -> None:
        peer = Peer(self._target, assertion=self._sign)
        stub = rpc.PlanEditorServiceStub(peer.channel)
        chance = Random(f"{self._seed}/{number}")
        measures: dict[str, Measure] = {}
        try:
            for count in itertools.count(1):
                if self._stopping:
                    break
                write = _next_write(chance, number, count, list(measures.values()))
                self.writes.append(write)
                await self._settle(peer, getattr(stub, write.method), write)
                if isinstance(write.reply, Measure):
                    measures[write.reply.name] = write.reply
        finally:
            await peer.close()

    async def _settle(self, peer: Peer, method: Any, write: Write) -> None:
        """Repeat a write under its `request_id` until it is answered: whether it happened before is not known."""
        while True:
            try:
                write.reply = await peer.ask(method, write.request, seconds=10.0, wait=True)
            except PlanError as error:
                if isinstance(error, Unavailable | Late) and error.reason != "INTERNAL":
                    continue
                write.refusal = error.reason
            self._heard.set()
            return


def _next_write(chance: Random, client: int, count: int, measures: list[Measure]) -> Write:
    token = f"k{client}-{count}"
    kind = chance.choice(("CreateNeed", "CreateMeasure", "UpdateMeasure") if measures else ("CreateMeasure",))
    if kind == "CreateNeed":
        need = Need(title=token, target_groups=["seniors"], year=2026)
        return Write(token, kind, edit.CreateNeedRequest(parent=AREA, need=need, request_id=token))
    if kind == "CreateMeasure":
        measure = Measure(node=f"n{client}", position=count, title=token, target_groups=["seniors"])
        return Write(token, kind, edit.CreateMeasureRequest(parent=VERSION, measure=measure, request_id=token))
    before = chance.choice(measures)
    changed = Measure(name=before.name, etag=before.etag, description=token)
    mask = {"paths": ["description"]}
    return Write(token, kind, edit.UpdateMeasureRequest(measure=changed, update_mask=mask, request_id=token))
