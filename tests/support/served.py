"""A kit server with made-up behaviour, in a thread of the test's process, and calls to it as they go over the wire."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan_core.errors import PlanError
from komplan_kit import errors
from komplan_kit.client import Peer
from komplan_kit.identity import Identities, assertion, make_issuer_key
from komplan_kit.interceptors import Guard
from komplan_kit.server import Server

SERVICE: ServiceDescriptor = office.DESCRIPTOR.services_by_name["RegionOfficeService"]
PATH = f"/{SERVICE.full_name}/"


class Office:
    """The methods of `SERVICE`, each a function that a test puts in."""

    def __init__(self, **behaviour: Callable[[Any], Any]) -> None:
        self.behaviour = behaviour

    async def CreateMunicipality(self, request: Any, context: Any) -> Any:
        return await self._do("create", request)

    async def UpdateMunicipality(self, request: Any, context: Any) -> Any:
        return await self._do("update", request)

    async def DeleteMunicipality(self, request: Any, context: Any) -> Any:
        return await self._do("delete", request)

    async def ResetCopy(self, request: Any, context: Any) -> Any:
        return await self._do("reset", request)

    async def Collect(self, request: Any, context: Any) -> Any:
        for part in self.behaviour["collect"](request):
            yield part

    async def _do(self, name: str, request: Any) -> Any:
        done = self.behaviour[name](request)
        return await done if isinstance(done, Coroutine) else done


class Served:
    """The running server. `call` gives what the client's library gives; errors of calls are `grpc.RpcError`."""

    def __init__(
        self,
        folder: Path,
        servicer: Any,
        root: str = "regions/kraj",
        service: ServiceDescriptor = SERVICE,
        **guard: Any,
    ) -> None:
        self._key, public = folder / "issuer.pem", folder / "issuer.pub.pem"
        make_issuer_key(self._key, public)
        self.guard = Guard(Identities("kraj", [public]), root=root, **guard)
        self._loop, self._ready = asyncio.new_event_loop(), threading.Event()
        self.server = Server("127.0.0.1:0", self.guard).add(service, servicer)
        self.server.drain_seconds = 0.0
        self.target = ""
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._thread.start()
        if not self._ready.wait(30):
            raise RuntimeError("the server did not start")
        self.channel = grpc.insecure_channel(self.target)

    def call(
        self,
        method: str,
        request: Message | bytes,
        roles: tuple[str, ...] = ("analyst",),
        seconds: float | None = 10.0,
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> bytes:
        """Call a unary method; bytes go as they are."""
        call = self.channel.unary_unary(PATH + method)
        raw = request if isinstance(request, bytes) else request.SerializeToString()
        return call(raw, timeout=seconds, metadata=(*self.identity(roles), *metadata))  # type: ignore[no-any-return]

    def stream(self, method: str, request: Message, roles: tuple[str, ...] = ("analyst",)) -> Any:
        """The parts of a streamed response, one by one."""
        call = self.channel.unary_stream(PATH + method)
        return call(request.SerializeToString(), timeout=10.0, metadata=self.identity(roles))

    def send(
        self, path: str, parts: Iterable[Message | bytes], roles: tuple[str, ...] = ("admin",), seconds: float = 10.0
    ) -> bytes:
        """Call a method that takes a stream, by its full path; bytes go as they are."""
        raw = (part if isinstance(part, bytes) else part.SerializeToString() for part in parts)
        call = self.channel.stream_unary(path)
        return call(raw, timeout=seconds, metadata=self.identity(roles))  # type: ignore[no-any-return]

    def identity(self, roles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Metadata that present the roles; none for a citizen."""
        return (("authorization", f"Bearer {self.token(roles)}"),) if roles else ()

    def token(self, roles: tuple[str, ...] = ("analyst",)) -> str:
        """An assertion of the roles."""
        return assertion(self._key, "office", roles, "kraj")

    def wait(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run something in the server's loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    async def peer(self) -> Peer:
        """A client of the kit, made in the server's loop."""
        return Peer(self.target, assertion=self.token)

    def stop(self) -> None:
        """Stop as SIGTERM does."""
        self.channel.close()
        self._loop.call_soon_threadsafe(self.server.stop)
        self._thread.join(30)

    async def _run(self) -> None:
        def ready(target: str) -> None:
            self.target = target
            self._ready.set()

        await self.server.run(ready)


def municipality(**values: Any) -> region_pb2.Municipality:
    """A municipality of the directory."""
    return region_pb2.Municipality(
        **{"name": "regions/kraj/municipalities/brno", "code": "brno", "title": "Brno", "target": "brno:5100", **values}
    )


def told(call: Callable[[], object]) -> tuple[grpc.StatusCode, str, list[str]]:
    """What comes back for a call that is not carried out: code, reason, fields."""
    error = failure(call)
    known: PlanError = errors.received(error)
    status = rpc_status.from_call(error)
    reasons = [_reason(detail) for detail in status.details] if status is not None else []
    return error.code(), next(filter(None, reasons), ""), [violation.field for violation in known.violations]


def failure(call: Callable[[], object]) -> Any:
    """The error that a call ends with."""
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call was carried out")


def _reason(detail: Any) -> str:
    info = error_details_pb2.ErrorInfo()
    return info.reason if detail.Unpack(info) else ""
