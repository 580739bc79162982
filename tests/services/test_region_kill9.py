"""A region that is killed while it collects holds a whole copy with its cursor, and goes on from there.

Every state of the copy is one that the city had: what came, the number up to which it came, and what follows from it
are written together. Two processes of one region that collect at once come to the same.
`REGION_KILLS` says how often it is killed.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text
from support.instance import Instance
from support.journal_city import JournalCity
from support.lying_city import seal
from support.processes import Served

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_office_service_pb2_grpc as office_rpc
from komplan.region.v1 import region_pb2
from komplan_core.errors import PlanError
from komplan_kit.client import Peer
from komplan_kit.digest import digest_of
from komplan_kit.engine import Store
from komplan_kit.identity import assertion, make_issuer_key

REGION, CODE = "regions/kraj", "obec-a"
KILLS = int(os.environ.get("REGION_KILLS", "2"))
MEASURES = 300
COPY = "SELECT cursor, digest, records FROM copy WHERE feed = 'planning'"
RECORDS = "SELECT name, encoded FROM copy_record"
COUNTED = "SELECT count(*) FROM copy_measure"
Table = list[tuple[Any, ...]]


class Remembering(JournalCity):
    """A city that knows which digest and how many measures it had at each number of its journal."""

    def __init__(self) -> None:
        self.had: dict[int, tuple[bytes, int]] = {}
        self.answering = threading.Event()
        super().__init__(CODE)

    def changes(self, chance: Random) -> None:
        """Adopt a new version in place of the old one, with other measures."""
        self.adopt()
        for number in range(chance.randint(MEASURES // 2, MEASURES)):
            self.plan(number, chance.randint(1, 10**6))
        held = [getattr(it, it.WhichOneof("entry")) for it in self._changes.values() if not it.deleted]
        self.had[self._number] = seal(held)["digest"], len(held) - 3

    def StreamChanges(self, request: Any, context: Any) -> Iterator[feed.StreamChangesResponse]:
        yield from super().StreamChanges(request, context)
        self.answering.set()


@pytest.fixture
def city() -> Iterator[Remembering]:
    made = Remembering()
    yield made
    made.server.stop(None)


def rows(address: str, query: str) -> Table:
    with Store(address).engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def expect_a_state_that_the_city_had(address: str, city: Remembering) -> int:
    """The copy, its cursor and its digest belong together, and what follows from them too; gives the cursor."""
    found = rows(address, COPY)
    if not found:
        return 0
    cursor, digest, records = int(found[0][0]), bytes(found[0][1]), int(found[0][2])
    held = [(str(name), bytes(encoded)) for name, encoded in rows(address, RECORDS)]
    if not cursor:
        assert not held
        return 0
    had, measures = city.had[cursor]
    assert (digest, digest_of(held), records) == (had, had, len(held))
    assert rows(address, COUNTED) == [(measures,)]
    return cursor


class Kraj:
    """A region in a process of its own."""

    def __init__(self, folder: Path, address: Callable[[str], str]) -> None:
        self._key = folder / "issuer.pem"
        make_issuer_key(self._key, folder / "issuer.pub.pem")
        lines = (
            'services = ["region"]\nlisten = "127.0.0.1:0"\nlog_level = "warning"',
            '[region]\ncode = "kraj"\ntitle = "Kraj"\ncollect_seconds = 0.0',
            f'[storage]\ndatabase = "{address("region")}"\nkeystore = "{address("keystore")}"',
            '[identity]\nissuers = ["issuer.pub.pem"]\n',
        )
        (folder / "komplan.toml").write_text("\n".join(lines))
        self.process = Served.komplan(folder, "--config", "komplan.toml")

    def ask(self, call: Callable[[Peer], Any]) -> Any:
        """One call of the office."""
        token = assertion(self._key, "office", ("admin", "analyst"), "kraj")

        async def asked() -> Any:
            peer = Peer(self.process.target, assertion=lambda: token)
            try:
                return await call(peer)
            finally:
                await peer.close()

        return asyncio.run(asked())

    def collect(self) -> list[str]:
        """The cities that are fresh after a collection."""

        async def collected(peer: Peer) -> list[str]:
            request = office.CollectRequest(name=REGION, deadline_seconds=20.0)
            parts = peer.stream(office_rpc.RegionOfficeServiceStub(peer.channel).Collect, request, 40.0)
            return [code for part in [part async for part in parts] for code in part.summary.fresh]

        found: list[str] = self.ask(collected)
        return found


def test_a_region_killed_while_it_collects_holds_a_whole_copy_and_goes_on(
    tmp_path: Path, address: Callable[[str], str], city: Remembering
) -> None:
    kraj, chance = Kraj(tmp_path, address), Random(20261122)
    kraj.process.start()
    entry = region_pb2.Municipality(code=CODE, title="Obec", target=city.target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    kraj.ask(lambda peer: peer.ask(office_rpc.RegionOfficeServiceStub(peer.channel).CreateMunicipality, request))
    interrupted = 0
    try:
        for blow in range(KILLS):
            city.changes(chance)
            city.answering.clear()
            collecting = threading.Thread(target=lambda: _regardless(kraj.collect))
            collecting.start()
            assert city.answering.wait(30)
            threading.Event().wait(0.03 * blow)  # at once, and a little later: while it is checked and stored
            kraj.process.kill()
            collecting.join(30)
            interrupted += expect_a_state_that_the_city_had(address("region"), city) < max(city.had)
            kraj.process.start()
        assert interrupted, "void: no blow fell before the answer was stored"
        assert kraj.collect() == [CODE]
        assert expect_a_state_that_the_city_had(address("region"), city) == max(city.had)
    finally:
        kraj.process.kill()


def _regardless(call: Callable[[], Any]) -> None:
    with suppress(PlanError):
        call()


@pytest.mark.parametrize("address", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_two_processes_of_a_region_collect_at_once_and_hold_the_same(
    instance: Callable[..., Instance], city: Remembering
) -> None:
    chance = Random(20261123)
    first = instance("region", region="kraj")
    second = instance("region", region="kraj", keys=first.folder)
    entry = region_pb2.Municipality(code=CODE, title="Obec", target=city.target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    first.ask("RegionOfficeService/CreateMunicipality", request)
    for _ in range(4):
        city.changes(chance)
        heard: list[Any] = []

        def collect(region: Instance, heard: list[Any] = heard) -> None:
            asked = office.CollectRequest(name=REGION, deadline_seconds=20.0)
            heard.append(region.stream("RegionOfficeService/Collect", asked)[-1].summary)

        threads = [threading.Thread(target=collect, args=(region,)) for region in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert [(list(summary.fresh), list(summary.quarantined)) for summary in heard] == [([CODE], [])] * 2
        assert expect_a_state_that_the_city_had(first.databases["region"], city) == max(city.had)
