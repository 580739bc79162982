"""A client of other services: retries without a second effect, own errors back, nothing of the caller's touched."""

import json

import pytest
from support.planning import AREA, Town
from support.served import municipality

from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as rpc
from komplan_core.errors import NotFound, PlanError, Refused, Unavailable
from komplan_kit import client
from komplan_kit.client import Peer
from komplan_kit.database import Database


@pytest.fixture
def talk(served):
    """A made-up office, and a function that calls it through the kit's client."""

    def talk(**behaviour):
        server = served(**behaviour)
        peer = server.wait(server.peer())
        stub = rpc.RegionOfficeServiceStub(peer.channel)

        def ask(method, request, **options):
            return server.wait(peer.ask(getattr(stub, method), request, **options))

        async def parts(request):
            return [part async for part in peer.stream(stub.Collect, request)]

        ask.parts = lambda request: server.wait(parts(request))
        return ask

    return talk


def create(**values):
    return office.CreateMunicipalityRequest(parent="regions/kraj", municipality=municipality(), **values)


def test_a_write_whose_answer_is_lost_after_the_commit_has_one_effect(instance, monkeypatch):
    town = Town(instance("planning"))
    commit, lost = Database.write, []

    async def lossy(self, *arguments, **options):
        reply = await commit(self, *arguments, **options)
        if len(lost) < 2:
            lost.append(reply)
            raise Unavailable("STORAGE_UNAVAILABLE", "the answer is lost on its way")
        return reply

    monkeypatch.setattr(Database, "write", lossy)
    made = town.create("cycles", "", title="Cyklus", period={"start": {"year": 2027, "month": 1, "day": 1}})
    assert len(lost) == 2
    assert [name for name, *_ in town.journal()] == [made.name]
    assert town.get(made.name) == made
    monkeypatch.undo()
    assert town.ids("cycles") == [made.name.removeprefix(f"{AREA}/cycles/")]


def test_every_write_has_a_request_id_of_its_own_and_the_callers_message_stays_as_it_was(talk):
    seen = []
    ask = talk(create=lambda request: seen.append(request.request_id) or request.municipality)
    request = create()
    ask("CreateMunicipality", request)
    ask("CreateMunicipality", request)
    assert request == create()
    assert len(set(seen)) == 2
    assert all(len(request_id) == 32 for request_id in seen)


def test_a_request_id_that_the_caller_chose_is_kept(talk):
    seen = []
    talk(create=lambda request: seen.append(request.request_id) or request.municipality)(
        "CreateMunicipality", create(request_id="mine")
    )
    assert seen == ["mine"]


def test_a_service_that_comes_back_is_asked_again_with_the_same_id(talk):
    seen = []

    def stumble(request):
        seen.append(request.request_id)
        if len(seen) < 3:
            raise Unavailable("STORAGE_UNAVAILABLE", "za chvíli")
        return request.municipality

    assert talk(create=stumble)("CreateMunicipality", create()) == municipality()
    assert len(seen) == 3
    assert len(set(seen)) == 1


def test_a_refusal_is_not_repeated(talk):
    seen = []

    def refuse(request):
        seen.append(1)
        raise Refused("STILL_REFERRED_TO", "nejdříve odstraňte")

    with pytest.raises(Refused) as found:
        talk(delete=refuse)("DeleteMunicipality", office.DeleteMunicipalityRequest(name=municipality().name))
    assert (found.value.reason, found.value.message, len(seen)) == ("STILL_REFERRED_TO", "nejdříve odstraňte", 1)


def test_errors_of_a_stream_come_as_their_class_after_what_was_sent(talk):
    def half(request):
        yield office.CollectResponse(municipality=municipality())
        raise NotFound("NOT_FOUND", "kraj zmizel")

    with pytest.raises(NotFound):
        talk(collect=half).parts(office.CollectRequest(name="regions/kraj"))
    whole = talk(collect=lambda request: [office.CollectResponse(municipality=municipality())])
    assert len(whole.parts(office.CollectRequest(name="regions/kraj"))) == 1


def test_nobody_at_the_address_is_told_as_such(served):
    server = served()

    async def nobody():
        peer = Peer("127.0.0.1:1")
        try:
            stub = rpc.RegionOfficeServiceStub(peer.channel)
            with pytest.raises(PlanError) as found:
                await peer.ask(stub.CreateMunicipality, create(), seconds=5.0)
            return found.value
        finally:
            await peer.close()

    error = server.wait(nobody())
    assert (type(error), error.reason) == (Unavailable, "PEER_UNAVAILABLE")


def test_what_is_repeated_is_only_what_is_unavailable():
    options = dict(client.OPTIONS)
    (methods,) = json.loads(options["grpc.service_config"])["methodConfig"]
    assert methods["retryPolicy"]["retryableStatusCodes"] == ["UNAVAILABLE"]
    assert options["grpc.keepalive_time_ms"] < 60_000
