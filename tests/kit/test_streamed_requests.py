"""What happens to a call whose request is a stream: each part is checked as it comes, and the whole is one request."""

import asyncio

import pytest
from grpc import StatusCode
from support.served import Served, told

from komplan.catalogue.v1 import catalogue_import_service_pb2 as pb
from komplan.catalogue.v1 import catalogue_import_service_pb2_grpc as rpc
from komplan_core.errors import Refused, Taken
from komplan_kit.caller import current
from komplan_kit.identity import Identities
from komplan_kit.interceptors import Guard
from komplan_kit.server import Server

SERVICE = pb.DESCRIPTOR.services_by_name["CatalogueImportService"]
IMPORT = f"/{SERVICE.full_name}/Import"
AREA = "areas/vzorov"


class Desk:
    """Counts the rows that come; a test may put in something else."""

    def __init__(self, collect=None):
        self.collect, self.keys, self.read = collect or self.count, [], 0

    async def count(self, parts):
        async for part in parts:
            self.read += len(part.rows)
        self.keys.append(current.get().key)
        return pb.ImportReport(gone=[str(self.read)])

    async def Import(self, requests, context):
        return await self.collect(requests)

    async def UndoRun(self, request, context):
        """Not called here."""

    async def GetRun(self, request, context):
        """Not called here."""

    async def ListRuns(self, request, context):
        """Not called here."""


class Both(Desk):
    """A method that streams its answer as well."""

    async def Import(self, requests, context):
        yield pb.ImportReport()


@pytest.fixture
def serve(tmp_path):
    """Starts a server of a made-up desk."""
    started = []

    def start(collect=None, **guard):
        folder = tmp_path / f"served{len(started)}"
        folder.mkdir()
        desk = Desk(collect)
        started.append(Served(folder, desk, root=AREA, service=SERVICE, **guard))
        return started[-1], desk

    yield start
    for item in started:
        item.stop()


def parts(count=3, rows=2, request_id=""):
    """A first part and others with rows."""
    yield pb.ImportRequest(parent=AREA, request_id=request_id)
    for number in range(count):
        yield pb.ImportRequest(rows=[{"position": rows * number + row + 1} for row in range(rows)])


def test_all_parts_arrive_in_order_and_are_answered_once(serve):
    server, _ = serve()
    assert pb.ImportReport.FromString(server.send(IMPORT, parts(50, 4))).gone == ["200"]
    assert pb.ImportReport.FromString(server.send(IMPORT, [])).gone == ["200"]


def test_an_unidentified_caller_is_refused_before_anything_is_looked_at(serve):
    server, desk = serve()
    for roles in ((), ("editor",), ("provider",)):
        assert told(lambda roles=roles: server.send(IMPORT, [b"\xff\xff"], roles))[:2] == (
            StatusCode.PERMISSION_DENIED,
            "ROLE_REQUIRED",
        )
    assert desk.keys == []


@pytest.mark.parametrize(
    ("part", "code", "reason"),
    [
        (b"\xff\xff\xff", StatusCode.INVALID_ARGUMENT, "TEXT_ENCODING"),
        (pb.ImportRequest(rows=[{"key": "a\u202eb"}]), StatusCode.INVALID_ARGUMENT, "TEXT_CONTROL"),
        (pb.ImportRequest(rows=[{}] * 1001), StatusCode.INVALID_ARGUMENT, "TOO_MANY"),
        (pb.ImportRequest(parent="areas/jinde"), StatusCode.NOT_FOUND, "AREA_MISMATCH"),
        (pb.ImportRequest(rows=[{"key": "a" * 5_000_000}]), StatusCode.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE"),
    ],
    ids=["malformed", "control", "long list", "other area", "large"],
)
def test_each_part_is_checked_wherever_it_stands(serve, part, code, reason):
    server, desk = serve()
    for wrong in ([part], [*parts(), part], [*parts(), part, *parts()]):
        assert told(lambda wrong=wrong: server.send(IMPORT, wrong))[:2] == (code, reason)
    assert desk.keys == []


def test_all_parts_together_have_a_limit(serve):
    server, desk = serve(largest_stream=1 << 20)
    large = [*parts(1), *[pb.ImportRequest(rows=[{"key": "a" * 90_000}])] * 20]
    assert told(lambda: server.send(IMPORT, large))[:2] == (StatusCode.RESOURCE_EXHAUSTED, "MESSAGE_TOO_LARGE")
    assert desk.keys == []
    assert server.send(IMPORT, large[:10])


def test_the_request_id_of_the_first_part_stands_for_the_whole(serve):
    server, desk = serve()
    for sent in (parts(3, 2, "r-1"), parts(3, 2, "r-1"), parts(2, 3, "r-1"), parts(3, 2, "r-2"), parts(3, 2)):
        server.send(IMPORT, sent)
    same, again, otherwise, other, none = desk.keys
    assert same == again
    assert (same.caller, same.request_id) == ("office", "r-1")
    assert same.sha256 != otherwise.sha256  # the same rows, parted otherwise, are another request
    assert other.request_id == "r-2"
    assert none is None


def test_a_request_id_of_a_later_part_is_not_heard(serve):
    server, desk = serve()
    server.send(IMPORT, [*parts(), pb.ImportRequest(request_id="late")])
    assert desk.keys == [None]
    long = [pb.ImportRequest(parent=AREA, request_id="r" * 129), *parts()]
    assert told(lambda: server.send(IMPORT, long)) == (StatusCode.INVALID_ARGUMENT, "TEXT_TOO_LONG", ["request_id"])


def test_errors_of_the_handler_come_back_with_class_and_reason_even_before_everything_was_read(serve):
    async def refuse(requests):
        await anext(requests)
        raise Refused("IMPORT_SHRINKS", "příliš málo")

    server, _ = serve(refuse)
    assert told(lambda: server.send(IMPORT, parts(500, 10)))[:2] == (
        StatusCode.FAILED_PRECONDITION,
        "IMPORT_SHRINKS",
    )

    async def fail(requests):
        raise ValueError("secret words")

    server, _ = serve(fail)
    assert told(lambda: server.send(IMPORT, parts()))[:2] == (StatusCode.INTERNAL, "INTERNAL")


def test_a_stream_that_does_not_end_in_time_is_late(serve):
    server, desk = serve()

    def endless():
        yield from parts()
        while not server.stopped:
            server.pause.wait(0.01)
        yield pb.ImportRequest()

    import threading

    server.stopped, server.pause = False, threading.Event()
    try:
        assert told(lambda: server.send(IMPORT, endless(), seconds=0.5))[0] is StatusCode.DEADLINE_EXCEEDED
    finally:
        server.stopped = True
    assert desk.keys == []


def test_the_client_sends_parts_under_one_new_request_id_and_leaves_them_as_they_were(serve):
    server, desk = serve()
    first = pb.ImportRequest(parent=AREA)

    async def sent():
        yield first
        for part in list(parts())[1:]:
            yield part

    async def send():
        peer = await server.peer()
        peer._assertion = lambda: server.token(("admin",))
        try:
            return await peer.send(rpc.CatalogueImportServiceStub(peer.channel).Import, sent())
        finally:
            await peer.close()

    assert server.wait(send()).gone == ["6"]
    assert server.wait(send()).gone == ["12"]
    assert first == pb.ImportRequest(parent=AREA)
    assert len({key.request_id for key in desk.keys}) == 2


def test_what_the_clients_source_raises_comes_out_and_the_service_takes_nothing(serve):
    ended = []

    async def collect(requests):
        try:
            ended.append([part async for part in requests][-1].HasField("end"))
        except asyncio.CancelledError:
            ended.append(False)
            raise
        return pb.ImportReport()

    server, _ = serve(collect)

    async def broken():
        for part in parts():
            yield part
        raise LookupError("line 7")

    async def whole():
        for part in parts():
            yield part
        yield pb.ImportRequest(end={"rows": 6})

    async def send(source):
        peer = await server.peer()
        peer._assertion = lambda: server.token(("admin",))
        try:
            await peer.send(rpc.CatalogueImportServiceStub(peer.channel).Import, source)
        finally:
            await peer.close()

    with pytest.raises(LookupError, match="line 7"):
        server.wait(send(broken()))
    server.wait(send(whole()))
    assert ended == [False, True]


def test_the_client_gets_the_error_of_a_service_that_answers_early(serve):
    async def refuse(requests):
        raise Taken("REQUEST_REPLAYED", "znovu")

    server, _ = serve(refuse)

    async def many():
        for part in parts(2000, 10):
            yield part

    async def send():
        peer = await server.peer()
        peer._assertion = lambda: server.token(("admin",))
        try:
            with pytest.raises(Taken) as refused:
                await peer.send(rpc.CatalogueImportServiceStub(peer.channel).Import, many())
            return refused.value.reason
        finally:
            await peer.close()

    assert server.wait(send()) == "REQUEST_REPLAYED"


def test_a_method_that_streams_both_ways_or_only_its_answer_is_not_served():
    server = Server("127.0.0.1:0", Guard(Identities("kraj")))
    with pytest.raises(Refused) as refused:
        server.add(SERVICE, Both())
    assert refused.value.reason == "CONFIG"
