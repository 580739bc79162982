"""What happens to every call, unary and streaming, composed into one wrapper at registration.

Outermost first: last resort, access log, in-flight limit, deadline, identity, authorisation, rate limit, parsing,
input checks, idempotency, handler. The request is parsed here, after identity: left to grpc, malformed bytes would come
back as UNKNOWN with the parser's own words.
"""

import asyncio
import contextlib
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

import grpc
import structlog
from google.protobuf.message import DecodeError, Message
from pydantic import ValidationError

from komplan_core.errors import Full, Invalid, Late, NotFound, PlanError
from komplan_kit import access, errors, inputs
from komplan_kit.caller import NOBODY, Call, RequestKey, current
from komplan_kit.clock import random_id
from komplan_kit.identity import Identities
from komplan_kit.logs import AccessLog, where
from komplan_kit.rates import LIMITED, Rates, address_of
from komplan_kit.streams import TAKING
from komplan_kit.timer import within

LEAST_LEFT: Final = 0.1
KEPT_FOR_THE_WAY_BACK: Final = 0.02
DEFAULT_READ, DEFAULT_WRITE, DEFAULT_STREAM = 5.0, 10.0, 60.0
MOST_IN_FLIGHT: Final = 200
FIRST_PART_SECONDS: Final = 2.0
"""How long a refusal of a streamed request waits for its first part."""
LARGEST_REQUEST: Final = 4 << 20
LARGEST_STREAM: Final = 256 << 20
"""Bytes of all parts of one streamed request."""
log = structlog.get_logger(__name__)


@dataclass
class Guard:
    """What all wrapped methods of a server share."""

    identities: Identities
    access_log: AccessLog = field(default_factory=AccessLog)
    root: str = ""
    """The resource name under which everything here lives, such as `areas/brno`."""
    request_secret: bytes = b"no personal data"
    """Key of the hash that stands for an answered request; secret where requests are personal."""
    rates: Rates = field(default_factory=Rates)
    in_flight: int = 0
    largest_request: int = LARGEST_REQUEST
    largest_stream: int = LARGEST_STREAM

    def unary(
        self, method: "Method", behaviour: Callable[[Any, Any], Awaitable[Any]]
    ) -> Callable[[bytes, Any], Awaitable[bytes]]:
        """The wrapped behaviour of a unary method. It takes and gives bytes."""

        async def call(raw: bytes, context: Any) -> bytes:
            progress = _Progress(self, method)
            try:
                request, seconds = progress.begin(raw, context)
                with within(seconds):
                    reply = await behaviour(request, context)
                encoded: bytes = reply if isinstance(reply, bytes) else reply.SerializeToString()
                progress.end("OK", "")
                return encoded
            except (asyncio.CancelledError, grpc.aio.AbortError):
                progress.end("CANCELLED", "")
                raise
            except Exception as error:
                await context.abort_with_status(progress.failed(error))
                raise
            finally:
                self.in_flight -= 1

        return call

    def stream(
        self, method: "Method", behaviour: Callable[[Any, Any], AsyncIterator[Any]]
    ) -> Callable[[bytes, Any], AsyncIterator[bytes]]:
        """The wrapped behaviour of a method with a streamed response; errors in mid-stream included."""

        async def call(raw: bytes, context: Any) -> AsyncIterator[bytes]:
            progress = _Progress(self, method)
            try:
                request, seconds = progress.begin(raw, context)
                with within(seconds):
                    async for part in behaviour(request, context):
                        yield part if isinstance(part, bytes) else part.SerializeToString()
                progress.end("OK", "")
            except (asyncio.CancelledError, GeneratorExit, grpc.aio.AbortError):
                progress.end("CANCELLED", "")
                raise
            except Exception as error:
                await context.abort_with_status(progress.failed(error))
                raise
            finally:
                self.in_flight -= 1

        return call

    def collect(
        self, method: "Method", behaviour: Callable[[AsyncIterator[Any], Any], Awaitable[Any]]
    ) -> Callable[[AsyncIterator[bytes], Any], Awaitable[bytes]]:
        """The wrapped behaviour of a method with a streamed request; each part is checked as it comes.

        A repeated `request_id` is known as one when all parts were read: the behaviour reads them to the end, then
        writes. The caller is told when the first part is taken, and is not interrupted after that: a client of
        grpc.aio whose writing is cut off never learns why. A stream that its caller abandons may look as if it had
        ended: the contract of such a method has a part that says that nothing is missing.
        """

        async def call(raws: AsyncIterator[bytes], context: Any) -> bytes:
            progress = _Progress(self, method)
            try:
                with within(await progress.admit_stream(raws, context)):
                    try:
                        reply = await behaviour(progress.parts(raws, context), context)
                    except Exception:
                        await progress.drain(raws)
                        raise
                encoded: bytes = reply if isinstance(reply, bytes) else reply.SerializeToString()
                progress.end("OK", "")
                return encoded
            except (asyncio.CancelledError, grpc.aio.AbortError):
                progress.end("CANCELLED", "")
                raise
            except Exception as error:
                await context.abort_with_status(progress.failed(error))
                raise
            finally:
                self.in_flight -= 1

        return call


@dataclass(frozen=True)
class Method:
    """A method as the contract has it."""

    full_name: str
    request: type[Message]
    roles: frozenset[str]
    streams: bool
    writes: bool
    """Whether the request carries a `request_id`."""
    named: tuple[tuple[str, ...], ...] = ()
    """Paths of the fields with resource names that must lie under the server's root."""


class _Progress:
    def __init__(self, guard: Guard, method: Method) -> None:
        self._guard, self._method, self._caller, self._began = guard, method, NOBODY, time.perf_counter()
        self._taking = False
        guard.in_flight += 1

    def begin(self, raw: bytes, context: Any) -> tuple[Any, float]:
        """The checked request of a call with one request, and the seconds that it has."""
        seconds = self.admit(context)
        request = self._parsed(raw)
        if self._method.writes and request.request_id:
            said = self._method.full_name.encode() + b"\0" + raw
            self._know(request.request_id, hmac.digest(self._guard.request_secret, said, "sha256"))
        return request, seconds

    def admit(self, context: Any) -> float:
        """The seconds that the call has, when there is room for it and the caller may make it."""
        guard, method = self._guard, self._method
        if guard.in_flight > MOST_IN_FLIGHT:
            raise Full("TOO_MANY_CALLS", "the service is busy: repeat after a pause")
        seconds = self._seconds(context.time_remaining())
        self._caller = guard.identities.of(context)
        access.authorise(self._caller, method.roles)
        if (rate := LIMITED.get(method.full_name)) is not None:
            guard.rates.take((method.full_name, address_of(context, self._caller)), rate)
        current.set(Call(self._caller, None, time.monotonic() + seconds))
        return seconds

    async def admit_stream(self, raws: AsyncIterator[bytes], context: Any) -> float:
        """The same for a streamed request; a refusal waits for the first part, and looks at nothing in it.

        grpc.aio forgets the status of a call that is refused while its first part is being written.
        """
        try:
            return self.admit(context)
        except Exception:
            with contextlib.suppress(TimeoutError, StopAsyncIteration):
                await asyncio.wait_for(anext(aiter(raws)), FIRST_PART_SECONDS)
            raise

    async def parts(self, raws: AsyncIterator[bytes], context: Any) -> AsyncIterator[Any]:
        """The checked parts of a streamed request. The first may carry the `request_id` of the whole."""
        largest, total, request_id = self._guard.largest_stream, 0, ""
        digest = hmac.new(self._guard.request_secret, self._method.full_name.encode() + b"\0", "sha256")
        first = True
        async for raw in raws:
            total += len(raw)
            if total > largest:
                raise Full("MESSAGE_TOO_LARGE", f"a streamed request has {largest >> 20} MiB at most")
            part = self._parsed(raw)
            if first:
                first, self._taking = False, True
                request_id = part.request_id if self._method.writes else ""
                await context.send_initial_metadata(((TAKING, "yes"),))
            digest.update(len(raw).to_bytes(8, "big"))
            digest.update(raw)
            yield part
        if request_id:
            self._know(request_id, digest.digest())

    async def drain(self, raws: AsyncIterator[bytes]) -> None:
        """Read what still comes and forget it, if the caller was told that it is taken."""
        left = self._guard.largest_stream
        if self._taking:
            async for raw in raws:
                left -= len(raw)
                if left < 0:
                    break

    def _parsed(self, raw: bytes) -> Any:
        guard, method = self._guard, self._method
        if len(raw) > guard.largest_request:
            raise Full("MESSAGE_TOO_LARGE", f"a request has {guard.largest_request >> 20} MiB at most")
        try:
            request: Any = method.request.FromString(raw)
        except DecodeError:
            raise Invalid("TEXT_ENCODING", "the request is not a well-formed message") from None
        inputs.check(request)
        self._check_root(request)
        return request

    def _know(self, request_id: str, sha256: bytes) -> None:
        """Make the call repeatable. The hash is keyed: a bare one would let erased names be guessed."""
        if len(request_id) > 128:
            raise Invalid.field("request_id", "TEXT_TOO_LONG", "a request_id has 128 characters at most")
        current.get().key = RequestKey(self._caller.subject or self._caller.role, request_id, sha256)

    def _seconds(self, remaining: float | None) -> float:
        method = self._method
        longest = DEFAULT_STREAM if method.streams else DEFAULT_WRITE if method.writes else DEFAULT_READ
        if remaining is None or remaining > 1e8:
            return longest
        if remaining < LEAST_LEFT:
            raise Late("DEADLINE_TOO_SHORT", "less than 100 ms are left of the deadline")
        return remaining - KEPT_FOR_THE_WAY_BACK

    def _check_root(self, request: Any) -> None:
        root = self._guard.root
        for path in self._method.named:
            named = request
            for part in path[:-1]:
                named = getattr(named, part)
            name: str = getattr(named, path[-1])
            if name and name != root and not name.startswith(root + "/") and name.split("/")[0] == root.split("/")[0]:
                raise NotFound("AREA_MISMATCH", f"this service serves `{root}` only")

    def failed(self, error: Exception) -> Any:
        if isinstance(error, ValidationError):
            error = Invalid.of(error)
        elif isinstance(error, TimeoutError):
            error = Late("DEADLINE_PASSED", "the work did not end before the deadline; repeat with the same request_id")
        if isinstance(error, PlanError):
            self.end(errors.code_of(error).name, error.reason)
            return errors.status_of(error)
        error_id = random_id()
        self.end("INTERNAL", error_id)
        log.error(
            "unexpected",
            method=self._method.full_name,
            error_id=error_id,
            error=type(error).__name__,
            where=where(error),
        )
        return errors.internal_status(error_id)

    def end(self, code: str, reason: str) -> None:
        seconds = time.perf_counter() - self._began
        caller = self._caller
        self._guard.access_log.add(self._method.full_name, code, reason, caller.subject, caller.role, seconds)
