"""A gRPC server: one listener, its services, health, drain. Double or missing registration fails at start."""

import asyncio
import inspect
import signal
import threading
from collections.abc import Callable
from typing import Any, Final

import grpc
import structlog
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.internal import api_implementation
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from komplan_core.errors import Refused
from komplan_kit import access
from komplan_kit.addresses import is_loopback
from komplan_kit.background import Background, Work
from komplan_kit.interceptors import Guard, Method

log = structlog.get_logger(__name__)
OPTIONS: Final = (
    ("grpc.max_receive_message_length", 16 << 20),
    ("grpc.max_send_message_length", 64 << 20),
    ("grpc.max_concurrent_streams", 64),
    ("grpc.http.overload_protection", 0),  # else streams that ended but are not yet torn down count, and calls are lost
    ("grpc.server_handshake_timeout_ms", 5_000),
    ("grpc.max_connection_idle_ms", 300_000),
    ("grpc.max_connection_age_ms", 600_000),
    ("grpc.max_connection_age_grace_ms", 30_000),
    ("grpc.keepalive_time_ms", 60_000),
    ("grpc.keepalive_timeout_ms", 20_000),
    (
        "grpc.http2.min_ping_interval_without_data_ms",
        5_000,
    ),  # half of what our clients keep, or jitter cuts long calls
    ("grpc.http2.max_ping_strikes", 2),
    ("grpc.max_metadata_size", 8_192),
    ("grpc.absolute_max_metadata_size", 16_384),
    ("grpc.max_allowed_incoming_connections", 1_000),
    ("grpc.so_reuseport", 0),
)
DRAIN_SECONDS: Final = 1.0
GRACE_SECONDS: Final = 30.0


class Server:
    """Collects services, then serves until it is told to stop."""

    def __init__(
        self,
        listen: str,
        guard: Guard,
        credentials: grpc.ServerCredentials | None = None,
        with_reflection: bool = False,
    ) -> None:
        if api_implementation.Type() != "upb":
            raise Refused("CONFIG", "protobuf runs without its compiled engine: reinstall it")
        if credentials is None and not is_loopback(listen):
            raise Refused("CONFIG", f"`{listen}` is no loopback address: serve with TLS")
        self._listen, self._guard, self._credentials, self._reflection = listen, guard, credentials, with_reflection
        self._services: dict[str, Any] = {}
        self._closers: list[Callable[[], object]] = []
        self._stopping = asyncio.Event()
        self.jobs = Background()
        self.port = 0
        self.drain_seconds = DRAIN_SECONDS
        """How long clients may notice that it is going, before calls are refused."""

    def add(self, descriptor: ServiceDescriptor, servicer: Any) -> "Server":
        """Serve all methods of a service. Raises Refused for a second registration or a method without a row."""
        if descriptor.full_name in self._services:
            raise Refused("CONFIG", f"{descriptor.full_name} is registered twice")
        self._services[descriptor.full_name] = {
            method.name: self._handler(descriptor, method, servicer) for method in descriptor.methods
        }
        return self

    def closing(self, close: Callable[[], object]) -> None:
        """Call this when the server has stopped, last one first; what it gives is awaited if it can be."""
        self._closers.append(close)

    def background(self, name: str, seconds: float, work: Work) -> None:
        """Repeat this while the server serves, with so many seconds between two turns; its errors are only logged."""
        self.jobs.add(name, seconds, work)

    def _handler(self, descriptor: ServiceDescriptor, method: Any, servicer: Any) -> Any:
        full_name = f"/{descriptor.full_name}/{method.name}"
        behaviour: Any = getattr(servicer, method.name, None)
        # a generated servicer answers each method with a plain function that says UNIMPLEMENTED
        right = inspect.isasyncgenfunction if method.server_streaming else inspect.iscoroutinefunction
        if not right(behaviour):
            raise Refused("CONFIG", f"{full_name} is not served, or not by a coroutine")
        known = Method(
            full_name,
            GetMessageClass(method.input_type),
            access.allowed(full_name),
            streams=method.server_streaming or method.client_streaming,
            writes="request_id" in method.input_type.fields_by_name,
            named=_names(method.input_type),
        )
        if method.client_streaming and method.server_streaming:
            raise Refused("CONFIG", f"{full_name} streams both ways, which is not served")
        if method.client_streaming:
            return grpc.stream_unary_rpc_method_handler(self._guard.collect(known, behaviour))
        if method.server_streaming:
            return grpc.unary_stream_rpc_method_handler(self._guard.stream(known, behaviour))
        return grpc.unary_unary_rpc_method_handler(self._guard.unary(known, behaviour))

    async def run(self, ready: Callable[[str], object] | None = None) -> None:
        """Serve until SIGTERM or SIGINT, then drain and close. `ready` is told the address in use."""
        server = grpc.aio.server(options=OPTIONS)
        for name, handlers in self._services.items():
            server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(name, handlers),))
        servicer = health.aio.HealthServicer()  # type: ignore[attr-defined]  # behind a check of Python's version
        health_pb2_grpc.add_HealthServicer_to_server(servicer, server)
        if self._reflection:
            reflection.enable_server_reflection([*self._services, health.SERVICE_NAME, reflection.SERVICE_NAME], server)
        host = self._listen.rsplit(":", 1)[0]
        try:
            if self._credentials is not None:
                self.port = server.add_secure_port(self._listen, self._credentials)
            else:
                self.port = server.add_insecure_port(self._listen)
        except RuntimeError:
            raise Refused("CONFIG", f"`{self._listen}` cannot be bound: is another process using it?") from None
        await server.start()
        self._guard.access_log.start()
        for name in ("", *self._services):
            await servicer.set(name, health_pb2.HealthCheckResponse.SERVING)
        loop = asyncio.get_running_loop()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self._stopping.set)
        log.info("serving", address=f"{host}:{self.port}", services=list(self._services))
        if ready is not None:
            ready(f"{host}:{self.port}")
        self.jobs.start()
        await self._stopping.wait()
        await servicer.enter_graceful_shutdown()
        log.info("draining", seconds=self.drain_seconds)
        await asyncio.sleep(self.drain_seconds)
        log.info("stopping", in_flight=self._guard.in_flight)
        await server.stop(GRACE_SECONDS)
        await self.jobs.stop()
        await self._guard.access_log.stop()
        for close in reversed(self._closers):
            done = close()
            if inspect.isawaitable(done):
                await done
        log.info("stopped")

    def stop(self) -> None:
        """Stop as SIGTERM does."""
        self._stopping.set()


def _names(request: Any) -> tuple[tuple[str, ...], ...]:
    """Paths of `name`, `parent`, and of the name inside an entity to update."""
    own = [(field,) for field in ("name", "parent") if field in request.fields_by_name]
    nested = [
        (field.name, "name")
        for field in request.fields
        if field.message_type is not None and not field.is_repeated and "name" in field.message_type.fields_by_name
    ]
    return (*own, *nested)
