"""A city that sends nonsense harms only itself: it is quarantined with a reason, the last good copy stays."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from google.type.date_pb2 import Date
from support.instance import Instance

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_feed_service_pb2_grpc, plan_pb2, profile_pb2
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import Invalid, NotFound
from komplan_core.plugins import compile_profile
from komplan_core.profile import Profile
from komplan_kit.codec import Codec

REGION = "regions/kraj"
AREA = "areas/vzorov"
VERSION = f"{AREA}/plans/p1/versions/v1"
Part = feed.StreamSnapshotResponse
PROFILE = Codec(profile_pb2.Profile, Profile).encode(compile_profile(["reference"])[0])
PERIOD = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))


class City(plan_feed_service_pb2_grpc.PlanFeedServiceServicer):
    """Says whatever the test wants it to say."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        server = grpc.server(ThreadPoolExecutor(4))
        plan_feed_service_pb2_grpc.add_PlanFeedServiceServicer_to_server(self, server)
        self.target = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        self.server = server

    def StreamSnapshot(self, request: Any, context: Any) -> Iterator[Part]:
        yield from self.parts

    def says(self, *parts: Part) -> None:
        """Answer with these parts from now on."""
        self.parts = list(parts)


def head(revision: int = 5, **values: Any) -> Part:
    return Part(head=feed.SnapshotHead(**{"name": AREA, "revision": revision, "profile": PROFILE, **values}))


def end(records: int) -> Part:
    return Part(end=feed.SnapshotEnd(records=records))


def batch(planned: int = 100, **values: Any) -> Part:
    """One plan, one version, one priority, one measure; `values` replace the lists."""
    line = plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=planned)
    records = {
        "plans": [plan_pb2.Plan(name=f"{AREA}/plans/p1", title="Plán", cycle="c1", period=PERIOD)],
        "versions": [plan_pb2.PlanVersion(name=VERSION, title="Verze", state="approved")],
        "nodes": [
            plan_pb2.PlanNode(
                name=f"{VERSION}/nodes/n1", level="priority", position=1, title="P", working_group="seniors"
            )
        ],
        "measures": [
            plan_pb2.Measure(
                name=f"{VERSION}/measures/m1",
                node="n1",
                position=1,
                title="O",
                target_groups=["seniors"],
                financing=[line],
            )
        ],
    }
    return Part(batch=feed.SnapshotBatch(**{**records, **values}))


@pytest.fixture
def city() -> Iterator[City]:
    made = City()
    yield made
    made.server.stop(None)


@pytest.fixture
def region(instance: Callable[..., Instance], city: City) -> Instance:
    region = instance("region", region="kraj")
    entry = region_pb2.Municipality(code="vzorov", title="Vzorov", target=city.target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    region.ask("RegionOfficeService/CreateMunicipality", request)
    return region


def collect(region: Instance, seconds: float = 3.0) -> Any:
    request = office.CollectRequest(name=REGION, deadline_seconds=seconds)
    return region.stream("RegionOfficeService/Collect", request)[-1].summary


def standing(region: Instance, roles: tuple[str, ...] = ("analyst",)) -> Any:
    request = pb.GetMunicipalityRequest(name=f"{REGION}/municipalities/vzorov")
    return region.ask("RegionService/GetMunicipality", request, roles)


def planned(region: Instance) -> list[int]:
    request = pb.GetMidtermPlanRequest(name=f"{REGION}/plans/2027-2029")
    return [figure.planned for figure in region.ask("RegionService/GetMidtermPlan", request).financing]


SECOND = plan_pb2.PlanVersion(name=f"{AREA}/plans/p1/versions/v2", title="Druhá", state="approved")
ELSEWHERE = plan_pb2.Plan(name="areas/jinde/plans/p1", title="Cizí", cycle="c1", period=PERIOD)
LONELY = plan_pb2.Measure(name=f"{VERSION}/measures/m2", node="nikde", position=1, title="Bez uzlu")
NOWHERE = plan_pb2.PlanNode(name=f"{VERSION}/nodes/n2", level="kapitola", position=2, title="Neznámá úroveň")
HIDDEN = plan_pb2.Plan(name=f"{AREA}/plans/p1", title="a\u202eb", cycle="c1", period=PERIOD)
NONSENSE = {
    "another area": (head(name="areas/jinde"), batch(), end(4)),
    "a profile of another area": (head(profile=profile_pb2.Profile()), batch(), end(4)),
    "an older revision": (head(revision=4), batch(), end(4)),
    "fewer records than announced": (head(6), batch(), end(5)),
    "no end": (head(6), batch()),
    "no head": (batch(), end(4)),
    "nothing at all": (),
    "a record twice": (head(6), batch(), batch(), end(8)),
    "two versions of one plan": (head(6), batch(), batch(plans=[], versions=[SECOND], nodes=[], measures=[]), end(5)),
    "a plan of another area": (head(6), batch(plans=[ELSEWHERE]), end(4)),
    "a measure under no node": (head(6), batch(measures=[LONELY]), end(4)),
    "a node at no level": (head(6), batch(nodes=[NOWHERE]), end(4)),
    "more money than there is": (head(6), batch(planned=10**17), end(4)),
    "hidden characters": (head(6), batch(plans=[HIDDEN]), end(4)),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_refused_and_the_last_good_copy_stays(region: Instance, city: City, what: str) -> None:
    city.says(head(), batch(), end(4))
    assert list(collect(region).fresh) == ["vzorov"]
    city.says(*NONSENSE[what])
    assert list(collect(region).quarantined) == ["vzorov"]
    found = standing(region)
    assert (found.state, found.revision) == ("quarantined", 5)
    assert found.reason
    assert planned(region) == [100]


def test_a_city_that_calls_unchanged_what_was_never_collected_is_not_fresh(region: Instance, city: City) -> None:
    city.says(head(revision=0, unchanged=True))
    assert list(collect(region).quarantined) == ["vzorov"]
    assert standing(region).revision == 0


def test_a_healed_city_is_fresh_again(region: Instance, city: City) -> None:
    city.says(head(), batch(), end(9))
    assert list(collect(region).quarantined) == ["vzorov"]
    city.says(head(), batch(), end(4))
    assert list(collect(region).fresh) == ["vzorov"]
    assert (standing(region).reason, planned(region)) == ("", [100])


def test_a_peer_s_own_words_and_address_stay_inside(region: Instance, city: City) -> None:
    city.server.stop(None).wait()
    assert list(collect(region, 1.0).unreachable) == ["vzorov"]
    for_citizens = standing(region, ())
    assert for_citizens.target == ""
    assert "127.0.0.1" not in for_citizens.reason
    assert standing(region).target == city.target


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf"), 121.0])
def test_a_deadline_that_is_no_time_is_refused(region: Instance, seconds: float) -> None:
    with pytest.raises(Invalid) as wrong:
        collect(region, seconds)
    assert [violation.field for violation in wrong.value.violations] == ["deadline_seconds"]
    assert standing(region).state == "never"


@pytest.mark.parametrize("years", ["0000-2029", "2027-9999", "1989-1990"])
def test_years_that_no_plan_has_are_refused(region: Instance, years: str) -> None:
    with pytest.raises(Invalid):
        region.ask("RegionService/GetMidtermPlan", pb.GetMidtermPlanRequest(name=f"{REGION}/plans/{years}"))


def test_a_city_removed_and_entered_again_begins_anew(region: Instance, city: City) -> None:
    city.says(head(revision=9), batch(), end(4))
    collect(region)
    name = f"{REGION}/municipalities/vzorov"
    region.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=name))
    with pytest.raises(NotFound):
        standing(region)
    entry = region_pb2.Municipality(code="vzorov", title="Vzorov", target=city.target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    assert region.ask("RegionOfficeService/CreateMunicipality", request).state == "never"
    city.says(head(revision=3), batch(), end(4))
    assert list(collect(region).fresh) == ["vzorov"]


def test_nodes_in_a_circle_are_refused(region: Instance, city: City) -> None:
    circle = [
        plan_pb2.PlanNode(name=f"{VERSION}/nodes/n1", level="goal", position=1, title="A", parent="n2"),
        plan_pb2.PlanNode(name=f"{VERSION}/nodes/n2", level="goal", position=1, title="B", parent="n1"),
    ]
    city.says(head(), batch(nodes=circle), end(5))
    assert list(collect(region).quarantined) == ["vzorov"]


@pytest.mark.parametrize("target", ["xds:foo:1", "unix:/tmp/x:1", "a b:80", "host:0", "host:70000", "host:٥٠", "nic"])
def test_a_target_is_a_host_and_a_port(region: Instance, target: str) -> None:
    entry = region_pb2.Municipality(code="jinde", title="Jinde", target=target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    with pytest.raises(Invalid) as wrong:
        region.ask("RegionOfficeService/CreateMunicipality", request)
    assert [violation.field for violation in wrong.value.violations] == ["municipality.target"]
