"""An instance that really serves: real stores, a real channel, in a thread of the test's process."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable
from hashlib import sha256
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from komplan_kit.client import Peer
from komplan_kit.config import Area, IdentitySettings, RegionSettings, Settings, Storage
from komplan_kit.identity import assertion, make_issuer_key
from komplan_kit.serving import Context

try:
    from uvloop import new_event_loop  # as `serve` does
except ImportError:
    from asyncio import new_event_loop

SIGN_AGAIN_SECONDS = 60.0
"""An assertion serves many calls, as it does where people work."""
ALL_ROLES = ("admin", "editor", "clerk", "catalogue-editor", "region", "analyst")


class Instance:
    """A running instance and a client of it. `ask` is synchronous; errors are the PlanError that the service raised."""

    def __init__(
        self,
        services: Iterable[str],
        address: Callable[[str], str],
        folder: Path,
        area: str = "vzorov",
        plugins: tuple[str, ...] = ("reference",),
        region: str = "",
        keys: Path | None = None,
        collect_seconds: float = 0.0,
        signing_key: Path | None = None,
        **settings: Any,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.services = folder, tuple(services)
        keys = keys or folder
        self.issuer_key, public = keys / "issuer.pem", keys / "issuer.pub.pem"
        if not self.issuer_key.exists():
            make_issuer_key(self.issuer_key, public)
        self.audience = region or area
        if "planning" in self.services and "consultation" not in self.services:
            settings = {"consultation": "none", **settings}
        if "consultation" in self.services and "planning" not in self.services:
            settings = {"planning": "none", **settings}
        databases = {service: address(service) for service in self.services}
        self.databases = databases
        if "consultation" in databases:  # replicas of one book share its key
            shared = sha256(databases["consultation"].encode()).hexdigest()[:12]
            settings = {"book": {"signing_key": str(folder.parent / f"book-{shared}.pem")}, **settings}
        self.settings = Settings(
            services=self.services,  # type: ignore[arg-type]
            listen="127.0.0.1:0",
            data=folder,
            area=None if region else Area(code=area, plugins=plugins),
            region=RegionSettings(
                code=region, title="Vzorový kraj", collect_seconds=collect_seconds, signing_key=signing_key
            )
            if region
            else None,
            storage=Storage(database="{service}", keystore=address("keystore")),
            identity=IdentitySettings(issuers=(public,)),
            **settings,
        )
        object.__setattr__(self.settings, "database", databases.__getitem__)
        self._loop = new_event_loop()
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._peers: dict[tuple[str, ...], Peer] = {}
        self.context: Context | None = None
        self.target = ""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        if not self._ready.wait(30):
            raise RuntimeError("the instance did not start")
        if self._failure is not None:
            raise self._failure

    def ask(
        self,
        method: str,
        request: Message,
        roles: Iterable[str] = ALL_ROLES,
        seconds: float = 10.0,
        who: str = "tester",
    ) -> Any:
        """Call `PlanService/GetPlan` and the like with these roles; no roles is a citizen. Raises PlanError."""
        return self._wait(self._ask(method, request, tuple(roles), seconds, who))

    def stream(
        self, method: str, request: Message, roles: Iterable[str] = ALL_ROLES, seconds: float = 30.0
    ) -> list[Any]:
        """All parts of a streamed response."""
        return self._wait(self._stream(method, request, tuple(roles), seconds))  # type: ignore[no-any-return]

    def send(
        self, method: str, parts: Iterable[Message], roles: Iterable[str] = ALL_ROLES, seconds: float = 60.0
    ) -> Any:
        """Call a method that takes a stream of these parts, one at least."""

        async def stream() -> AsyncIterator[Message]:
            for part in chain([first], rest):
                yield part

        rest = iter(parts)
        first = next(rest)
        return self._wait(self._send(method, first, stream(), tuple(roles), seconds))

    def ask_all(self, method: str, requests: Iterable[Message], roles: Iterable[str] = ALL_ROLES) -> list[Any]:
        """Call at the same time; each result is a response or the exception."""

        async def together() -> list[Any]:
            calls = [self._ask(method, request, tuple(roles), 30.0) for request in requests]
            return await asyncio.gather(*calls, return_exceptions=True)

        return self._wait(together())  # type: ignore[no-any-return]

    def turn(self, job: str) -> None:
        """Let a background job have a turn now, and wait until it is over."""
        assert self.context is not None
        self._wait(self.context.server.jobs.turn(job))

    def peer(self, roles: Iterable[str] = ALL_ROLES) -> Peer:
        """A channel with an assertion of these roles."""
        key = tuple(roles)
        if key not in self._peers:

            async def connect() -> Peer:
                return Peer(self.target, assertion=self._signing("tester", key))

            self._peers[key] = self._wait(connect())
        return self._peers[key]

    def stop(self) -> None:
        """Stop as SIGTERM does, and close the channels."""
        if self.context is None or not self._thread.is_alive():
            return

        async def close() -> None:
            for peer in self._peers.values():
                await peer.close()
            assert self.context is not None
            self.context.server.stop()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(30)
        self._thread.join(40)
        self._peers.clear()

    async def _ask(
        self, method: str, request: Message, roles: tuple[str, ...], seconds: float, who: str = "tester"
    ) -> Any:
        return await self.peer_now(roles, who).ask(self._method(method, request, roles), request, seconds)

    async def _stream(self, method: str, request: Message, roles: tuple[str, ...], seconds: float) -> list[Any]:
        peer = self.peer_now(roles)
        return [part async for part in peer.stream(self._method(method, request, roles), request, seconds)]

    async def _send(
        self, method: str, first: Message, parts: AsyncIterator[Message], roles: tuple[str, ...], seconds: float
    ) -> Any:
        return await self.peer_now(roles).send(self._method(method, first, roles), parts, seconds)

    def peer_now(self, roles: tuple[str, ...], who: str = "tester") -> Peer:
        """As `peer`, from inside the event loop; `who` is the code of the person who asks."""
        key = roles if who == "tester" else (f"{who}:", *roles)
        if key not in self._peers:
            self._peers[key] = Peer(self.target, assertion=self._signing(who, roles))
        return self._peers[key]

    def _signing(self, who: str, roles: tuple[str, ...]) -> Callable[[], str] | None:
        """What tells who asks; nothing for a citizen."""
        token, until = "", 0.0

        def made() -> str:
            nonlocal token, until
            if time.monotonic() > until:
                token = assertion(self.issuer_key, who, roles, self.audience)
                until = time.monotonic() + SIGN_AGAIN_SECONDS
            return token

        return made if roles else None

    def _method(self, method: str, request: Message, roles: tuple[str, ...]) -> Any:
        service, name = method.split("/")
        module = import_module(request.DESCRIPTOR.file.name.removesuffix(".proto").replace("/", ".") + "_pb2_grpc")
        return getattr(getattr(module, f"{service}Stub")(self.peer_now(roles).channel), name)

    def _wait(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(60)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._run())
        except BaseException as error:
            self._failure = error
        finally:
            self._ready.set()

    async def _run(self) -> None:
        self.context = Context(self.settings, self.services)
        self.context.server.drain_seconds = 0.0
        for service in self.services:
            import_module(f"komplan_{service}.compose").compose(self.context)

        def ready(target: str) -> None:
            self.target = target
            self._ready.set()

        await self.context.server.run(ready)
