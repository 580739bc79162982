"""What a region collects of a real town: its plans and its catalogue, in the background too, soon when it is told."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.empty_pb2 import Empty
from support.catalogue import Catalogue
from support.full_catalogue import fill
from support.instance import Instance
from support.outputs import change_parts
from support.plans import adopt_a_plan

from komplan.region.v1 import collection_hint_service_pb2 as hints
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_core.directory import Feed
from komplan_core.errors import Forbidden, Invalid
from komplan_kit.config import Outgoing
from komplan_kit.database import Database
from komplan_kit.engine import Store
from komplan_kit.identity import make_issuer_key
from komplan_region.ports.copies import Held
from komplan_region.repositories import METADATA
from komplan_region.repositories.transaction import RegionStore
from komplan_region.usecases import scheduling
from komplan_region.usecases.feeds import FEEDS, PARTS

REGION = "regions/kraj"
NAME = f"{REGION}/municipalities/vzorov"


class Pair:
    """A town with its plans and its catalogue, and the region that collects it."""

    def __init__(self, instance: Callable[..., Instance], keys: Path, **region: Any) -> None:
        make_issuer_key(keys / "issuer.pem", keys / "issuer.pub.pem")
        own = Outgoing(issuer_key=keys / "issuer.pem")
        self.region = instance("region", region="kraj", keys=keys, outgoing=own, **region)
        told = own.model_copy(update={"region": self.region.target, "region_code": "kraj"})
        self.town = instance("planning", "catalogue", keys=keys, outgoing=told)
        entry = region_pb2.Municipality(code="vzorov", title="Vzorov", target=self.town.target)
        request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
        self.region.ask("RegionOfficeService/CreateMunicipality", request)

    def has_catalogue_at(self, target: str) -> None:
        """Say in the directory where the catalogue is."""
        entry = region_pb2.Municipality(name=NAME, catalogue_target=target)
        request = office.UpdateMunicipalityRequest(municipality=entry, update_mask={"paths": ["catalogue_target"]})
        self.region.ask("RegionOfficeService/UpdateMunicipality", request)

    def collect(self) -> Any:
        """One collection."""
        request = office.CollectRequest(name=REGION, deadline_seconds=20.0)
        return self.region.stream("RegionOfficeService/Collect", request)[-1].summary

    def standing(self) -> Any:
        """The town as the region sees it."""
        return self.region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=NAME))

    def held(self, feed: Feed) -> Held:
        """What the region holds of a feed."""

        async def read() -> Held:
            database: Database[Any] = Database(Store(self.region.databases["region"]), METADATA, RegionStore)
            try:
                return await database.read(lambda tx: tx.copies.held(1, feed, frozenset(FEEDS[feed])))
            finally:
                database.close()

        found: Held = self.region._wait(read())
        return found


@pytest.fixture
def pair(instance: Callable[..., Instance], tmp_path: Path) -> Pair:
    return Pair(instance, tmp_path)


def test_plans_and_catalogue_are_collected_each_with_its_own_state(pair: Pair) -> None:
    adopt_a_plan(pair.town.ask)
    catalogue = Catalogue(pair.town)
    fill(catalogue)
    pair.collect()
    assert [feed.feed for feed in pair.standing().feeds] == ["planning"]
    pair.has_catalogue_at(pair.town.target)
    assert [(feed.feed, feed.state) for feed in pair.standing().feeds] == [
        ("planning", "fresh"),
        ("catalogue", "never"),
    ]
    assert list(pair.collect().fresh) == ["vzorov"]
    told = change_parts(catalogue, with_digest=True)
    shown = pair.standing().feeds[1]
    assert (shown.state, shown.records, shown.digest) == ("fresh", 7, told[-1].digest.hex())
    changes = {change.name: change for part in told for change in part.changes}
    held = pair.held(Feed.CATALOGUE).records
    assert {name: PARTS[record.part].entry for name, record in held.items()} == {
        name: change.WhichOneof("entry") for name, change in changes.items()
    }
    capacity = next(record for record in held.values() if record.part == "capacities")
    read = PARTS["capacities"].parse(capacity.name, capacity.encoded)
    assert (read.name, read.shown.unit, read.shown.last_day is not None) == (capacity.name, "beds", True)
    catalogue.delete("areas/vzorov/services/domov")
    pair.collect()
    assert pair.standing().feeds[1].records == change_parts(catalogue, with_digest=True)[-1].records == 5
    assert pair.standing().feeds[0].state == "fresh"
    pair.has_catalogue_at("")
    assert len(pair.held(Feed.CATALOGUE).records) == 0
    assert pair.standing().state == "fresh"


def test_a_catalogue_that_does_not_answer_leaves_the_plans_fresh(pair: Pair) -> None:
    pair.has_catalogue_at("127.0.0.1:1")
    assert list(pair.collect().unreachable) == ["vzorov"]
    assert [feed.state for feed in pair.standing().feeds] == ["fresh", "unreachable"]
    assert pair.standing().reason.startswith("catalogue: PEER_UNAVAILABLE")


def test_a_town_that_adopts_a_plan_is_asked_long_before_its_turn(
    instance: Callable[..., Instance], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduling, "HINT_SECONDS", 0.0)
    pair = Pair(instance, tmp_path, collect_seconds=3600.0)
    pair.region.turn("collect")
    first = pair.standing()
    pair.region.turn("collect")
    assert (first.state, pair.standing().collected_at) == ("fresh", first.collected_at)
    adopt_a_plan(pair.town.ask)
    until = time.monotonic() + 20
    while not pair.standing().revision:
        assert time.monotonic() < until
        pair.region.turn("collect")
    assert pair.standing().feeds[0].records > 0


def test_a_hint_is_for_cities_and_says_nothing_but_a_code(pair: Pair) -> None:
    ask, method = pair.region.ask, "CollectionHintService/NotifyChanged"
    for area in ("vzorov", "nikde"):
        assert ask(method, hints.NotifyChangedRequest(area=area), ("city",)) == Empty()
    with pytest.raises(Invalid) as wrong:
        ask(method, hints.NotifyChangedRequest(area="../vzorov"), ("city",))
    assert [violation.field for violation in wrong.value.violations] == ["area"]
    for roles in ((), ("editor",), ("region",)):
        with pytest.raises(Forbidden):
            ask(method, hints.NotifyChangedRequest(area="vzorov"), roles)
