"""Errors on the wire: every class has its code and comes back as the same class, with nothing of our own faults."""

import inspect

import grpc
import pytest
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status
from hypothesis import given
from hypothesis import strategies as st

from komplan_core import errors as core
from komplan_core.errors import Invalid, PlanError, Refused, Unavailable, Violation
from komplan_core.plugins import PluginFault
from komplan_core.reasons import REASONS
from komplan_kit import errors

CLASSES = [
    kind for kind in vars(core).values() if inspect.isclass(kind) and issubclass(kind, PlanError) and kind != PlanError
]
DETAILS = "grpc-status-details-bin"


def over_the_wire(status):
    """What a client's call ends with when a service answers this status."""
    return grpc.aio.AioRpcError(status.code, None, tuple(status.trailing_metadata), status.details)


def bare(code, details="", trailing=()):
    return grpc.aio.AioRpcError(code, None, trailing, details)


def test_there_is_one_code_for_each_class_and_one_class_for_each_code():
    assert {kind for kind, _ in errors.TABLE} == set(CLASSES)
    assert len({code for _, code in errors.TABLE}) == len(CLASSES) == len(errors.TABLE)


@pytest.mark.parametrize(("kind", "code"), errors.TABLE, ids=lambda item: getattr(item, "__name__", str(item)))
def test_a_class_has_its_code_and_comes_back_as_itself(kind, code):
    sent = kind("STALE_ETAG", "řekni co dál", (Violation("a.b", "REQUIRED", "vyplňte"),))
    assert errors.code_of(sent) is code
    back = errors.received(over_the_wire(errors.status_of(sent)))
    assert type(back) is kind
    assert (back.reason, back.message, back.violations) == (sent.reason, sent.message, sent.violations)


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_comes_back(reason):
    assert errors.received(over_the_wire(errors.status_of(Refused(reason, "text")))).reason == reason


def test_a_class_of_its_own_is_never_made_from_a_peers_word():
    with pytest.raises(StopIteration):
        errors.code_of(PluginFault("a plugin stops the start and no call"))


def test_an_error_cannot_be_made_with_a_reason_that_is_not_in_the_list():
    with pytest.raises(KeyError, match="BECAUSE"):
        Invalid("BECAUSE", "text")


@pytest.mark.parametrize("code", [grpc.StatusCode.CANCELLED, grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL])
def test_codes_without_a_class_mean_that_the_peer_cannot_answer(code):
    back = errors.received(bare(code, "socket closed"))
    assert (type(back), back.reason) == (Unavailable, "PEER_UNAVAILABLE")


@pytest.mark.parametrize("domain", ["komplan", "elsewhere"])
def test_a_reason_that_is_unknown_or_anothers_is_not_believed(domain):
    status = status_pb2.Status(code=code_pb2.FAILED_PRECONDITION, message="text")
    info = error_details_pb2.ErrorInfo(reason="STALE_ETAG" if domain == "elsewhere" else "MADE_UP", domain=domain)
    status.details.add().Pack(info)
    back = errors.received(over_the_wire(rpc_status.to_status(status)))
    assert (type(back), back.reason) == (Refused, "PEER_UNAVAILABLE")


def test_a_bare_status_is_understood_as_what_it_most_likely_means():
    assert errors.received(bare(grpc.StatusCode.RESOURCE_EXHAUSTED)).reason == "MESSAGE_TOO_LARGE"
    assert errors.received(bare(grpc.StatusCode.DEADLINE_EXCEEDED)).reason == "DEADLINE_PASSED"
    assert errors.received(bare(grpc.StatusCode.UNAVAILABLE)).reason == "PEER_UNAVAILABLE"


@given(st.binary(max_size=60))
def test_details_that_are_none_leave_the_class_standing(garbage):
    back = errors.received(bare(grpc.StatusCode.NOT_FOUND, "text", ((DETAILS, garbage),)))
    assert (type(back), back.reason) == (core.NotFound, "NOT_FOUND")


def test_our_own_fault_tells_its_id_and_nothing_else():
    status = errors.internal_status("x123")
    assert (status.code, status.details) == (grpc.StatusCode.INTERNAL, "internal error x123")
    said = status_pb2.Status.FromString(dict(status.trailing_metadata)[DETAILS])
    assert [error_details_pb2.ErrorInfo.FromString(detail.value).reason for detail in said.details] == ["INTERNAL"]
