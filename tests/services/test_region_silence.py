"""Whatever a hostile city writes into its answers, the region's reasons and logs are in the region's own words."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status
from support.databases import ON_SQLITE
from support.instance import Instance
from support.lying_city import AREA, KINDS, PERIOD, LyingCity, entries, measure, profile_of, told
from support.plans import enter_the_town

from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.planning.v1 import plan_pb2, profile_pb2
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_service_pb2 as pb

REGION = "regions/kraj"
CANARY = "jan-kanarek-731123-0001"
"""What no city may bring to the region's pages: a name and a number of a person."""


class Rude(LyingCity):
    """Refuses to answer, with a reason that is the region's and words that are not."""

    reason = ""

    def StreamChanges(self, request: Any, context: Any) -> Iterator[Any]:
        info = AnyMessage()
        info.Pack(error_details_pb2.ErrorInfo(reason=self.reason, domain="komplan"))
        bad = AnyMessage()
        bad.Pack(error_details_pb2.BadRequest(field_violations=[{"field": CANARY, "description": CANARY}]))
        status = status_pb2.Status(code=code_pb2.FAILED_PRECONDITION, message=CANARY, details=[info, bad])
        context.abort_with_status(rpc_status.to_status(status))
        yield from ()


def greeting(**changes: Any) -> profile_pb2.Profile:
    """The structure, with a target group that says what it must not."""
    made = profile_of("999001")
    made.target_groups[0].canonical.clear()
    made.target_groups[0].canonical.update(changes["canonical"])
    return made


def of_structure(profile: profile_pb2.Profile) -> feed.StreamChangesResponse:
    """An answer that brings this structure."""
    head = feed.ChangesHead(name=AREA, journal_head=5, profile=profile)
    return told(after=5, published=[], head=head)


def of(*published: Any) -> feed.StreamChangesResponse:
    """An answer that publishes these."""
    changes = (feed.PublishedChange(number=5, name=item.name, **{KINDS[type(item)]: item}) for item in published)
    return told(*changes, published=list(published))


SAID = {
    "a key of a map": of_structure(greeting(canonical={CANARY: "1"})),
    "a key with a hidden character in its value": of_structure(greeting(canonical={CANARY: "1\u202e"})),
    "a code that is none": of(measure("m1", target_groups=[CANARY + "\u202e"])),
    "a name of another area": of(plan_pb2.Plan(name=f"areas/{CANARY}/plans/p1", title="P", cycle="c1", period=PERIOD)),
    "a name that is none": of(plan_pb2.Plan(name=f"{AREA}/{CANARY}", title="P", cycle="c1", period=PERIOD)),
    "another area": told(after=5, published=[], head=feed.ChangesHead(name=f"areas/{CANARY}", journal_head=5)),
    "an unknown source": of(
        *entries()[:3], measure("m1", plan_pb2.FinancingLine(year=2027, source=CANARY, kind=CANARY, planned=1))
    ),
}


@pytest.fixture
def region(instance: Callable[..., Instance]) -> Instance:
    return instance("region", region="kraj")


def told_by(region: Instance) -> str:
    """All that the region says of the town after a collection."""
    request = office.CollectRequest(name=REGION, deadline_seconds=3.0)
    parts = region.stream("RegionOfficeService/Collect", request)
    name = f"{REGION}/municipalities/vzorov"
    seen = region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=name), roles=())
    assert seen.reason
    return f"{parts}{seen}"


@ON_SQLITE
@pytest.mark.parametrize("what", SAID)
def test_nothing_of_a_refused_answer_is_repeated(region: Instance, what: str, capfd: Any) -> None:
    city = LyingCity()
    try:
        city.says(SAID[what])
        enter_the_town(region.ask, "kraj", city.target)
        assert CANARY not in told_by(region)
    finally:
        city.server.stop(None)
    assert CANARY not in "".join(capfd.readouterr())


@ON_SQLITE
@pytest.mark.parametrize("reason", ["SNAPSHOT_INVALID", "WRONG_IDENTITY", "NUMBER_AHEAD", "ROLE_REQUIRED", CANARY])
def test_the_words_of_a_refusal_are_not_repeated(region: Instance, reason: str, capfd: Any) -> None:
    city = Rude()
    city.reason = reason
    try:
        enter_the_town(region.ask, "kraj", city.target)
        assert CANARY not in told_by(region)
    finally:
        city.server.stop(None)
    assert CANARY not in "".join(capfd.readouterr())
