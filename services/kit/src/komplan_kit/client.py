"""A client of other komplan services: one channel a peer, retries, deadlines, keepalive, errors as classes."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

import grpc
from google.protobuf.message import Message

from komplan_kit import errors
from komplan_kit.identity import HEADER
from komplan_kit.streams import TAKING

SERVICE_CONFIG: Final = {
    "loadBalancingConfig": [{"round_robin": {}}],
    "healthCheckConfig": {"serviceName": ""},
    "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.1},
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.1s",
                "maxBackoff": "2s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ],
}
OPTIONS: Final = (
    ("grpc.service_config", json.dumps(SERVICE_CONFIG)),
    ("grpc.keepalive_time_ms", 10_000),
    ("grpc.keepalive_timeout_ms", 3_000),
    ("grpc.keepalive_permit_without_calls", 0),
    ("grpc.use_local_subchannel_pool", 1),  # what befell another peer of this address is no matter here
    ("grpc.http2.max_pings_without_data", 0),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.min_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 5_000),
    ("grpc.max_receive_message_length", 64 << 20),
    ("grpc.max_send_message_length", 16 << 20),
)
READ_SECONDS: Final = 5.0
STREAM_SECONDS: Final = 60.0


class Peer:
    """One service elsewhere. Writes get a `request_id`, so that a retry has no second effect."""

    def __init__(
        self,
        target: str,
        credentials: grpc.ChannelCredentials | None = None,
        assertion: Callable[[], str] | None = None,
        certificate_name: str = "",
    ) -> None:
        """`certificate_name` is what the peer's certificate must show in place of the name by which it is called."""
        self.target, self._assertion = target, assertion
        shown = (("grpc.ssl_target_name_override", certificate_name),) if certificate_name else ()
        self.channel = (
            grpc.aio.secure_channel(target, credentials, options=(*OPTIONS, *shown))
            if credentials is not None
            else grpc.aio.insecure_channel(target, options=OPTIONS)
        )

    async def ask(self, method: Any, request: Message, seconds: float = READ_SECONDS, wait: bool = False) -> Any:
        """Call a unary method of a stub. Raises the PlanError that the service raised."""
        try:
            return await method(_identified(request), timeout=seconds, metadata=self._metadata(), wait_for_ready=wait)
        except grpc.aio.AioRpcError as error:
            raise errors.received(error) from None

    async def stream(self, method: Any, request: Message, seconds: float = STREAM_SECONDS) -> AsyncIterator[Any]:
        """Call a method that streams. Raises the PlanError that the service raised."""
        call = method(request, timeout=seconds, metadata=self._metadata())
        try:
            async for part in call:
                yield part
        except grpc.aio.AioRpcError as error:
            raise errors.received(error) from None
        finally:
            call.cancel()

    async def send(self, method: Any, parts: AsyncIterator[Message], seconds: float = STREAM_SECONDS) -> Any:
        """Call a method that takes a stream; its first part gets a `request_id`. Nothing is repeated.

        Raises the PlanError that the service raised, or what `parts` raises: the service then takes nothing.
        """
        call: Any = None
        try:
            with contextlib.suppress(asyncio.InvalidStateError):  # it answered before it had read everything
                async for part in parts:
                    if call is not None:
                        await call.write(part)
                        continue
                    call = method(timeout=seconds, metadata=self._metadata())
                    await call.write(_identified(part))
                    if TAKING not in dict(await call.initial_metadata()):
                        break
                else:
                    await call.done_writing()
            return await call
        except grpc.aio.AioRpcError as error:
            raise errors.received(error) from None
        finally:
            if call is not None:
                call.cancel()

    async def close(self) -> None:
        """Close the channel."""
        await self.channel.close(None)

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        return ((HEADER, f"Bearer {self._assertion()}"),) if self._assertion is not None else ()


def _identified(request: Any) -> Any:
    """The request, under a new `request_id` where it takes one and has none; the caller's message stays as it is."""
    if "request_id" not in request.DESCRIPTOR.fields_by_name or request.request_id:
        return request
    named = type(request)()
    named.CopyFrom(request)
    named.request_id = secrets.token_hex(16)
    return named


def credentials(ca: Path, certificate: Path | None = None, key: Path | None = None) -> grpc.ChannelCredentials:
    """Channel credentials: the authority that is trusted, and the own certificate for mutual TLS."""
    return grpc.ssl_channel_credentials(
        ca.read_bytes(), key.read_bytes() if key else None, certificate.read_bytes() if certificate else None
    )
