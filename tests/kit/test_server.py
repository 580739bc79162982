"""What a server refuses before it serves, and how it serves health."""

import asyncio
import os
from pathlib import Path

import grpc
import pytest
from grpc._cython import cygrpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from support.served import SERVICE, Office

from komplan.region.v1 import region_office_service_pb2_grpc as rpc
from komplan_core.errors import Refused
from komplan_kit import access, client
from komplan_kit.identity import Identities
from komplan_kit.interceptors import Guard
from komplan_kit.server import OPTIONS, Server


def server(listen="127.0.0.1:0", credentials=None):
    return Server(listen, Guard(Identities("kraj")), credentials)


def refused(call, *arguments):
    with pytest.raises(Refused) as found:
        call(*arguments)
    return found.value.reason


def test_a_service_is_registered_once():
    assert refused(server().add(SERVICE, Office()).add, SERVICE, Office()) == "CONFIG"


class Half:
    async def CreateMunicipality(self, request, context):
        """Nothing but this is served."""


class Threaded(Office):
    def DeleteMunicipality(self, request, context):
        """A method that would hold up all others."""


class Whole(Office):
    async def Collect(self, request, context):
        """A method that should stream."""


class Derived(Office):
    """All methods are inherited."""


def generated():
    """A servicer that forgot three of the generated methods."""
    return type("Forgetful", (rpc.RegionOfficeServiceServicer,), {"CreateMunicipality": Office.CreateMunicipality})()


@pytest.mark.parametrize("servicer", [Half(), generated(), Threaded(), Whole()], ids=lambda item: type(item).__name__)
def test_every_method_of_a_service_is_served_by_a_coroutine_of_the_right_kind(servicer):
    assert refused(server().add, SERVICE, servicer) == "CONFIG"


def test_inherited_methods_are_served_too():
    assert server().add(SERVICE, Derived())


def test_a_method_without_a_row_in_the_role_table_is_not_served(monkeypatch):
    monkeypatch.delitem(access.TABLE, f"/{SERVICE.full_name}/Collect")
    assert refused(server().add, SERVICE, Office()) == "NO_POLICY"


@pytest.mark.parametrize(
    "listen", ["0.0.0.0:0", "[::]:0", "192.0.2.1:5100", "town.example:5100", ":5100", "127.0.0.1.example:1"]
)
def test_without_tls_only_loopback_is_served(listen):
    assert refused(server, listen) == "CONFIG"


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "[::1]:0", "localhost:0", "127.9.9.9:5100"])
def test_loopback_needs_no_tls(listen):
    assert server(listen)


def test_with_tls_any_address_is_served():
    credentials = grpc.ssl_server_credentials([(b"key", b"certificate")])
    assert server("0.0.0.0:0", credentials)


def test_a_port_that_another_process_has_is_refused(served):
    first = served(create=lambda request: request.municipality)
    second = server(first.target).add(SERVICE, Office())
    assert refused(lambda: asyncio.run(asyncio.wait_for(second.run(), 30))) == "CONFIG"


def test_health_answers_without_an_identity(served):
    stub = health_pb2_grpc.HealthStub(served().channel)
    for name in ("", SERVICE.full_name):
        answer = stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=10)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_what_was_built_last_is_closed_first_when_the_server_has_stopped(served):
    item, closed = served(), []

    async def close_later():
        closed.append("later")

    item.server.closing(lambda: closed.append("keys"))
    item.server.closing(close_later)
    item.server.closing(lambda: closed.append("database"))
    item.stop()
    assert closed == ["database", "later", "keys"]


def test_reflection_is_off_unless_it_is_asked_for(served):
    reflect = served().channel.stream_stream("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
    with pytest.raises(grpc.RpcError) as found:
        list(reflect(iter([b""]), timeout=10))
    assert found.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_a_client_that_pings_too_often_is_sent_away_after_two_strikes():
    assert ("grpc.http2.max_ping_strikes", 2) in OPTIONS


def test_every_option_is_one_that_grpc_knows():
    library = Path(cygrpc.__file__).read_bytes()
    for name, _ in (*OPTIONS, *client.OPTIONS):
        assert name.encode() in library, name


def test_our_own_clients_ping_no_more_often_than_we_allow():
    allowed, kept = dict(OPTIONS)["grpc.http2.min_ping_interval_without_data_ms"], dict(client.OPTIONS)
    assert kept["grpc.keepalive_time_ms"] >= 2 * allowed


def test_grpc_is_told_that_nobody_forks():
    assert os.environ["GRPC_ENABLE_FORK_SUPPORT"] == "0"
