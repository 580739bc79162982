"""The one table between `PlanError` and gRPC statuses, in both directions."""

from typing import Any, Final

import grpc
from google.protobuf.message import DecodeError
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from komplan_core.errors import (
    Forbidden,
    Full,
    Invalid,
    Late,
    NotFound,
    PlanError,
    Refused,
    Stale,
    Taken,
    Unavailable,
    Unidentified,
    Violation,
)
from komplan_core.reasons import REASONS

DOMAIN: Final = "komplan"
LONGEST_TEXT: Final = 400
"""Characters of a message, and of what is said about one field."""

LARGEST_DETAIL: Final = 2_500
"""Bytes of violations that are told: a status travels in the trailer, of which a client takes 8 KiB in all."""

TABLE: Final[tuple[tuple[type[PlanError], grpc.StatusCode], ...]] = (
    (Invalid, grpc.StatusCode.INVALID_ARGUMENT),
    (NotFound, grpc.StatusCode.NOT_FOUND),
    (Stale, grpc.StatusCode.ABORTED),
    (Refused, grpc.StatusCode.FAILED_PRECONDITION),
    (Forbidden, grpc.StatusCode.PERMISSION_DENIED),
    (Unidentified, grpc.StatusCode.UNAUTHENTICATED),
    (Taken, grpc.StatusCode.ALREADY_EXISTS),
    (Full, grpc.StatusCode.RESOURCE_EXHAUSTED),
    (Late, grpc.StatusCode.DEADLINE_EXCEEDED),
    (Unavailable, grpc.StatusCode.UNAVAILABLE),
)
_CLASS_OF: Final = {code: kind for kind, code in TABLE}


def code_of(error: PlanError) -> grpc.StatusCode:
    """The gRPC code of an error."""
    return next(code for kind, code in TABLE if isinstance(error, kind))


def status_of(error: PlanError) -> Any:
    """What goes over the wire: code, message, reason, and the violated fields."""
    status = status_pb2.Status(code=code_of(error).value[0], message=error.message[:LONGEST_TEXT])
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN))
    if error.violations:
        status.details.add().Pack(_told(error.violations))
    return rpc_status.to_status(status)


def _told(violations: tuple[Violation, ...]) -> Any:
    bad = error_details_pb2.BadRequest()
    for item in violations:
        bad.field_violations.add(field=item.field, description=item.message[:LONGEST_TEXT], reason=item.reason)
        if bad.ByteSize() > LARGEST_DETAIL and len(bad.field_violations) > 1:
            del bad.field_violations[-1]
            break
    return bad


def internal_status(error_id: str) -> Any:
    """What a fault of our own tells: nothing but an id that stands in the log."""
    status = status_pb2.Status(code=code_pb2.INTERNAL, message=f"internal error {error_id}")
    status.details.add().Pack(error_details_pb2.ErrorInfo(reason="INTERNAL", domain=DOMAIN, metadata={"id": error_id}))
    return rpc_status.to_status(status)


def received(error: Any) -> PlanError:
    """The error class that a service raised, from the `AioRpcError` that its client got.

    Codes that no class has become Unavailable; a reason that is not in the list is not believed.
    """
    code = error.code()
    kind = _CLASS_OF.get(code, Unavailable)
    try:
        reason, violations = _details(rpc_status.from_call(error))
    except (ValueError, DecodeError):  # the details contradict the status or are no details at all
        reason, violations = "", []
    if code is grpc.StatusCode.UNAVAILABLE and _OTHER_NAME in (error.details() or ""):
        return Unavailable("WRONG_IDENTITY", "the certificate of the peer does not show the name that it should")
    if reason not in REASONS:
        reason = _UNSAID.get(code, "PEER_UNAVAILABLE")
    return kind(reason, error.details() or code.name.lower(), violations)


def _details(status: Any) -> tuple[str, list[Violation]]:
    reason, violations = "", []
    for detail in status.details if status is not None else ():
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        if detail.Is(info.DESCRIPTOR) and detail.Unpack(info) and info.domain == DOMAIN:
            reason = info.reason
        elif detail.Is(bad.DESCRIPTOR) and detail.Unpack(bad):
            violations = [Violation(v.field, v.reason, v.description) for v in bad.field_violations]
    return reason, violations


_OTHER_NAME: Final = "Hostname Verification Check failed"
"""How the channel says that a certificate is trusted and of another name; tests/services/test_region_directory.py."""
_UNSAID: Final = {
    grpc.StatusCode.DEADLINE_EXCEEDED: "DEADLINE_PASSED",
    grpc.StatusCode.RESOURCE_EXHAUSTED: "MESSAGE_TOO_LARGE",
    grpc.StatusCode.UNAUTHENTICATED: "UNIDENTIFIED",
    grpc.StatusCode.PERMISSION_DENIED: "ROLE_REQUIRED",
    grpc.StatusCode.NOT_FOUND: "NOT_FOUND",
    grpc.StatusCode.INVALID_ARGUMENT: "INVALID_VALUE",
}
"""What a bare status most likely means, where the peer did not say a reason."""
