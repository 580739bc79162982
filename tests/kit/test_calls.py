"""What happens to a call before and after its handler, unary and streaming, as a client sees it."""

import asyncio
import re
import threading

import pytest
import structlog
from grpc import StatusCode
from support.served import PATH, failure, municipality, told

from komplan.region.v1 import region_office_service_pb2 as office
from komplan_core.errors import Refused
from komplan_core.planning import PlanNode
from komplan_kit import interceptors
from komplan_kit.caller import current
from komplan_kit.errors import TABLE

CREATE = office.CreateMunicipalityRequest(parent="regions/kraj", municipality=municipality(), request_id="r-1")
COLLECT = office.CollectRequest(name="regions/kraj")
CANARY = "Jana Nováková, U Lípy 7"


def test_a_call_is_answered_with_what_the_handler_gives(served):
    server = served(create=lambda request: request.municipality, delete=lambda request: b"")
    assert server.call("CreateMunicipality", CREATE) == municipality().SerializeToString()
    assert server.call("DeleteMunicipality", office.DeleteMunicipalityRequest(name=municipality().name)) == b""


def test_malformed_bytes_are_the_callers_fault(served):
    server = served(create=lambda request: request.municipality)
    for raw in (b"\xff\xff\xff", b"\x0a\x05ab", b"\x0a\x02\xff\xfe"):
        assert told(lambda raw=raw: server.call("CreateMunicipality", raw))[:2] == (
            StatusCode.INVALID_ARGUMENT,
            "TEXT_ENCODING",
        )


def test_a_message_of_five_megabytes_is_too_large(served):
    large = office.CreateMunicipalityRequest(parent="regions/kraj", municipality=municipality(title="a" * 5_000_000))
    server = served(create=lambda request: request.municipality)
    assert told(lambda: server.call("CreateMunicipality", large))[:2] == (
        StatusCode.RESOURCE_EXHAUSTED,
        "MESSAGE_TOO_LARGE",
    )


def test_what_the_transport_itself_refuses_is_told_with_the_same_reason(served):
    server = served(create=lambda request: request.municipality)
    error = failure(lambda: server.call("CreateMunicipality", b"a" * (17 << 20)))
    assert error.code() is StatusCode.RESOURCE_EXHAUSTED


def test_text_is_checked_before_the_handler(served):
    server = served(create=lambda request: request.municipality)
    request = office.CreateMunicipalityRequest(parent="regions/kraj", municipality=municipality(title="Br\u202eno"))
    assert told(lambda: server.call("CreateMunicipality", request)) == (
        StatusCode.INVALID_ARGUMENT,
        "TEXT_CONTROL",
        ["municipality.title"],
    )


@pytest.mark.parametrize(
    "request_",
    [
        office.CreateMunicipalityRequest(parent="regions/jinde"),
        office.CreateMunicipalityRequest(parent="regions/kraj-vedle"),
        office.CreateMunicipalityRequest(parent="regions/krajina"),
        office.CreateMunicipalityRequest(
            parent="regions/kraj", municipality=municipality(name="regions/jinde/municipalities/brno")
        ),
    ],
    ids=lambda request: f"{request.parent} {request.municipality.name}",
)
def test_a_name_outside_the_servers_root_is_not_found(served, request_):
    server = served(create=lambda request: request.municipality)
    assert told(lambda: server.call("CreateMunicipality", request_))[:2] == (StatusCode.NOT_FOUND, "AREA_MISMATCH")


def test_a_caller_without_the_role_is_refused_and_learns_nothing_of_the_request(served):
    server = served(create=lambda request: request.municipality)
    for roles in ((), ("editor",), ("region",)):
        assert told(lambda roles=roles: server.call("CreateMunicipality", b"\xff\xff", roles))[:2] == (
            StatusCode.PERMISSION_DENIED,
            "ROLE_REQUIRED",
        )
        assert told(lambda roles=roles: list(server.stream("Collect", COLLECT, roles)))[:2] == (
            StatusCode.PERMISSION_DENIED,
            "ROLE_REQUIRED",
        )


def test_an_identity_that_cannot_be_verified_is_none(served):
    server = served(create=lambda request: request.municipality)
    bad = (("authorization", "Bearer nobody"),)
    assert told(lambda: server.call("CreateMunicipality", CREATE, (), metadata=bad))[:2] == (
        StatusCode.UNAUTHENTICATED,
        "UNIDENTIFIED",
    )


@pytest.mark.parametrize(("kind", "code"), TABLE, ids=lambda item: getattr(item, "__name__", str(item)))
def test_errors_of_the_model_keep_class_and_reason(served, kind, code):
    def fail(request):
        raise kind("STALE_ETAG", "přečtěte znovu")

    server = served(create=fail, collect=fail)
    assert told(lambda: server.call("CreateMunicipality", CREATE))[:2] == (code, "STALE_ETAG")
    assert told(lambda: list(server.stream("Collect", COLLECT)))[:2] == (code, "STALE_ETAG")


def test_a_rule_of_a_model_that_a_handler_breaks_is_told_with_its_field(served):
    server = served(create=lambda request: PlanNode(level="priority", position=0, title="x"))
    assert told(lambda: server.call("CreateMunicipality", CREATE)) == (
        StatusCode.INVALID_ARGUMENT,
        "INVALID_VALUE",
        ["position"],
    )


class Leak(Exception):
    """An exception that quotes data."""


@pytest.mark.parametrize("streams", [False, True], ids=["unary", "streaming"])
@pytest.mark.parametrize("error", [Leak, KeyError, RuntimeError, StopIteration, MemoryError], ids=lambda e: e.__name__)
def test_an_unexpected_error_tells_an_id_that_stands_in_the_log_and_nothing_of_itself(served, streams, error):
    def fail(request):
        raise error(CANARY)

    server = served(create=fail, collect=fail)
    with structlog.testing.capture_logs() as lines:
        found = failure(
            (lambda: list(server.stream("Collect", COLLECT)))
            if streams
            else (lambda: server.call("CreateMunicipality", CREATE))
        )
    assert found.code() is StatusCode.INTERNAL
    error_id = re.fullmatch(r"internal error (\w+)", found.details())[1]
    (line,) = [line for line in lines if line.get("error_id") == error_id]
    assert line["event"] == "unexpected"
    assert line["where"]
    assert CANARY not in repr(lines)
    assert CANARY not in repr(found.trailing_metadata())


def test_an_error_in_mid_stream_comes_after_the_parts_that_were_sent(served):
    def half(request):
        yield office.CollectResponse(municipality=municipality())
        raise Refused("SNAPSHOT_INVALID", "druhá část chybí")

    received = []
    call = served(collect=half).stream("Collect", COLLECT)
    assert told(lambda: received.extend(call))[:2] == (StatusCode.FAILED_PRECONDITION, "SNAPSHOT_INVALID")
    assert len(received) == 1


def test_less_than_a_tenth_of_a_second_is_refused_before_anything_is_done(served, monkeypatch):
    monkeypatch.setattr(interceptors, "LEAST_LEFT", 3600.0)
    done = []
    server = served(create=lambda request: done.append(1) or request.municipality)
    assert told(lambda: server.call("CreateMunicipality", CREATE, seconds=3000.0))[:2] == (
        StatusCode.DEADLINE_EXCEEDED,
        "DEADLINE_TOO_SHORT",
    )
    assert done == []


def test_work_that_outlives_the_deadline_is_ended_with_a_reason(served, monkeypatch):
    monkeypatch.setattr(interceptors, "DEFAULT_WRITE", 0.05)
    server = served(create=lambda request: asyncio.Event().wait())
    assert told(lambda: server.call("CreateMunicipality", CREATE, seconds=None))[:2] == (
        StatusCode.DEADLINE_EXCEEDED,
        "DEADLINE_PASSED",
    )


def test_a_server_that_is_busy_sheds_calls(served, monkeypatch):
    monkeypatch.setattr(interceptors, "MOST_IN_FLIGHT", 1)
    gate, started = asyncio.Event(), threading.Semaphore(0)

    async def wait(request):
        started.release()
        await gate.wait()
        return request.municipality

    server = served(create=wait, update=lambda request: request.municipality)
    first = server.channel.unary_unary(PATH + "CreateMunicipality").future(
        CREATE.SerializeToString(), metadata=server.identity(("analyst",)), timeout=30
    )
    assert started.acquire(timeout=30)
    update = office.UpdateMunicipalityRequest(municipality=municipality())
    assert told(lambda: server.call("UpdateMunicipality", update))[:2] == (
        StatusCode.RESOURCE_EXHAUSTED,
        "TOO_MANY_CALLS",
    )

    async def open_gate():
        gate.set()

    server.wait(open_gate())
    assert first.result() == municipality().SerializeToString()
    assert server.call("UpdateMunicipality", update) == municipality().SerializeToString()


def test_the_handler_knows_who_calls_and_under_which_request(served):
    seen = []
    server = served(create=lambda request: seen.append(current.get()) or request.municipality)
    server.call("CreateMunicipality", CREATE, ("analyst", "admin"))
    (call,) = seen
    assert (call.caller.subject, call.caller.roles) == ("office", {"anyone", "analyst", "admin"})
    assert (call.key.caller, call.key.request_id, len(call.key.sha256)) == ("office", "r-1", 32)


def test_the_same_id_over_another_request_or_method_has_another_hash(served):
    keys = []

    def keep(request):
        keys.append(current.get().key.sha256)
        return b""

    server = served(create=keep, update=keep)
    server.call("CreateMunicipality", CREATE)
    server.call("CreateMunicipality", CREATE)
    other = office.CreateMunicipalityRequest(
        parent="regions/kraj", municipality=municipality(title="B"), request_id="r-1"
    )
    server.call("CreateMunicipality", other)
    same_bytes = office.UpdateMunicipalityRequest(municipality=municipality(), request_id="r-1")
    server.call("UpdateMunicipality", same_bytes)
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_a_request_id_has_128_characters_at_most(served):
    server = served(create=lambda request: request.municipality)
    request = office.CreateMunicipalityRequest(parent="regions/kraj", request_id="a" * 129)
    assert told(lambda: server.call("CreateMunicipality", request)) == (
        StatusCode.INVALID_ARGUMENT,
        "TEXT_TOO_LONG",
        ["request_id"],
    )


def test_a_call_that_its_client_gives_up_ends_and_leaves_room(served):
    started, ended = threading.Semaphore(0), threading.Semaphore(0)

    async def wait(request):
        started.release()
        try:
            await asyncio.Event().wait()
        finally:
            ended.release()

    server = served(create=wait)
    call = server.channel.unary_unary(PATH + "CreateMunicipality").future(
        CREATE.SerializeToString(), metadata=server.identity(("analyst",)), timeout=30
    )
    assert started.acquire(timeout=30)
    call.cancel()
    assert ended.acquire(timeout=30)
    assert server.wait(settled(server.guard)) == 0


async def settled(guard):
    """The number of calls in flight, once the loop had its turns."""
    for _ in range(10):
        await asyncio.sleep(0)
    return guard.in_flight
