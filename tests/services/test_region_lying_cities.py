"""A city that sends nonsense harms only itself: it is quarantined with a reason, the last good copy stays."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from support.databases import ON_SQLITE
from support.instance import Instance
from support.lying_city import (
    AREA,
    PERIOD,
    VERSION,
    LyingCity,
    Part,
    change,
    entries,
    gone,
    measure,
    seal,
    told,
    whole,
)

from komplan.planning.v1 import need_pb2, plan_pb2, profile_pb2
from komplan.planning.v1 import plan_feed_service_pb2 as feed
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan_core.errors import Invalid, NotFound
from komplan_region.usecases import receiving

REGION = "regions/kraj"


@pytest.fixture
def city() -> Iterator[LyingCity]:
    made = LyingCity()
    yield made
    made.server.stop(None)


@pytest.fixture
def region(instance: Callable[..., Instance], city: LyingCity) -> Instance:
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
    request = pb.GetRollUpRequest(name=f"{REGION}/roll-ups/2027-2029")
    return [figure.planned for figure in region.ask("RegionService/GetRollUp", request).financing]


HEAD = feed.ChangesHead(name=AREA, journal_head=6)
ELSEWHERE = plan_pb2.Plan(name="areas/jinde/plans/p1", title="Cizí", cycle="c1", period=PERIOD)
SECOND = plan_pb2.PlanVersion(name=f"{AREA}/plans/p1/versions/v2", title="Druhá", state="approved")
NOWHERE = plan_pb2.PlanNode(name=f"{VERSION}/nodes/n2", level="kapitola", position=2, title="Neznámá úroveň")
RICHEST = plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=10**16)
PAID = {"source": "municipality", "kind": "operating", "planned": 1}
STRANGE = need_pb2.Need(
    name=f"{AREA}/needs/n1",
    title="Cizí",
    target_groups=["seniors"],
    municipalities=["999011"],
    year=2027,
    need_no=1,
    state="open",
    persons_basis="unknown",
    compared="new",
)
HIDDEN = plan_pb2.Plan(name=f"{AREA}/plans/p1", title="a\u202eb", cycle="c1", period=PERIOD)
RICH = measure("m1", plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=10**17))
LONELY = measure("m2", node="nikde")
M2, M3 = measure("m2"), measure("m3")


def more(*changes: feed.PublishedChange, after: int = 9, **values: Any) -> Part:
    """What changed after 5, with an honest digest of all that would be published then."""
    published = {entry.name: entry for entry in entries()}
    for item in changes:
        published.pop(item.name, None)
        if not item.deleted:
            published[item.name] = getattr(item, item.WhichOneof("entry"))
    return told(*changes, after=after, published=list(published.values()), **values)


NONSENSE = {
    "another area": ("WRONG_IDENTITY", more(head=feed.ChangesHead(name="areas/jinde", journal_head=9))),
    "a structure of another area": (
        "SNAPSHOT_INVALID",
        more(head=feed.ChangesHead(name=AREA, journal_head=9, profile=profile_pb2.Profile())),
    ),
    "a journal that went back": ("REVISION_WENT_BACK", more(head=feed.ChangesHead(name=AREA, journal_head=4))),
    "a bookmark that goes back": ("FEED_DISORDERED", more(after=4, head=HEAD)),
    "a bookmark before what came": ("FEED_DISORDERED", more(change(8, M2), after=7, head=HEAD)),
    "numbers that fall": ("FEED_DISORDERED", more(change(8, M2), change(7, M3))),
    "an entry from before the cursor": ("FEED_DISORDERED", more(change(5, M2))),
    "an entry twice": ("FEED_DISORDERED", more(change(7, M2), change(7, M2))),
    "a second head": ("FEED_DISORDERED", more(end=False), more(head=HEAD)),
    "something after the end": ("FEED_DISORDERED", more(), Part(after=9, end=True)),
    "no end": ("SNAPSHOT_INVALID", more(end=False)),
    "no head": ("SNAPSHOT_INVALID", Part(after=9, end=True, **seal(entries()))),
    "nothing at all": ("SNAPSHOT_INVALID",),
    "no digest": ("SNAPSHOT_INVALID", more(digest=b"")),
    "another digest, also of everything": ("COPY_DIFFERS", whole(number=9, digest=bytes(32))),
    "two versions of one plan": ("SNAPSHOT_INVALID", more(change(8, SECOND))),
    "a plan of another area": ("WRONG_IDENTITY", more(change(8, ELSEWHERE))),
    "an entry under another name": (
        "SNAPSHOT_INVALID",
        more(feed.PublishedChange(number=8, name=f"{VERSION}/measures/m9", measure=M2)),
    ),
    "an entry deleted and present": (
        "SNAPSHOT_INVALID",
        more(feed.PublishedChange(number=8, name=M2.name, measure=M2, deleted=True)),
    ),
    "an entry of no kind": (
        "SNAPSHOT_INVALID",
        told(feed.PublishedChange(number=8, name=M2.name), after=9, published=entries()),
    ),
    "a measure under no node": ("SNAPSHOT_INVALID", more(change(8, LONELY))),
    "a node at no level": ("SNAPSHOT_INVALID", more(change(8, NOWHERE))),
    "a node that goes from under its measure": ("SNAPSHOT_INVALID", more(gone(8, f"{VERSION}/nodes/n1"))),
    "more money than there is": ("SNAPSHOT_INVALID", more(change(8, RICH))),
    "years that are more money together": (
        "SNAPSHOT_INVALID",
        more(change(8, measure("m2", RICHEST, plan_pb2.FinancingLine(year=2028, **PAID)))),
    ),
    "a need of another area's municipality": ("SNAPSHOT_INVALID", more(change(8, STRANGE))),
    "hidden characters": ("SNAPSHOT_INVALID", more(change(8, HIDDEN))),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_is_refused_and_the_last_good_copy_stays(region: Instance, city: LyingCity, what: str) -> None:
    city.says(whole())
    assert list(collect(region).fresh) == ["vzorov"]
    reason, *said = NONSENSE[what]
    city.says(*said)
    assert list(collect(region).quarantined) == ["vzorov"]
    found = standing(region)
    assert (found.state, found.revision, found.reason.split(":")[0]) == ("quarantined", 5, reason)
    assert found.feeds[0].digest == seal(entries())["digest"].hex()
    assert planned(region) == [100]


def test_a_city_that_sends_far_too_much_is_cut_off(
    region: Instance, city: LyingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST_RECORDS", 20)
    city.says(whole())
    collect(region)
    many = [measure(f"m{number}") for number in range(2, 30)]
    city.says(
        more(end=False),
        *(Part(changes=[change(number, item)], after=9) for number, item in enumerate(many, 10)),
        Part(after=99, end=True, **seal([*entries(), *many])),
    )
    assert list(collect(region).quarantined) == ["vzorov"]
    assert standing(region).reason.startswith("SNAPSHOT_TOO_LARGE")
    assert planned(region) == [100]


def test_only_what_changed_is_taken_and_what_went_goes(region: Instance, city: LyingCity) -> None:
    city.says(whole())
    collect(region)
    rich = measure("m2", plan_pb2.FinancingLine(year=2027, source="municipality", kind="operating", planned=11))
    city.says(more(change(8, rich)))
    assert list(collect(region).fresh) == ["vzorov"]
    assert (planned(region), standing(region).revision) == ([111], 8)
    assert [(asked.after, asked.with_digest) for asked in city.asked] == [(0, True), (5, True)]
    city.says(told(gone(12, rich.name), after=14, published=entries()))
    collect(region)
    assert (planned(region), standing(region).revision, standing(region).feeds[0].records) == ([100], 12, 4)
    city.says(told(after=20, published=entries()))
    collect(region)
    assert ([asked.after for asked in city.asked], standing(region).revision) == ([0, 5, 9, 14], 12)


def test_a_copy_that_does_not_add_up_is_taken_anew_at_once(region: Instance, city: LyingCity) -> None:
    city.says(whole())
    collect(region)
    city.says(told(after=9, published=[*entries(), M2]))  # the change that brought it was lost
    collect(region)
    assert [asked.after for asked in city.asked] == [0, 5, 0]
    city.says(whole(*entries(7), M2, number=9))
    assert list(collect(region).fresh) == ["vzorov"]
    assert planned(region) == [7]


def test_a_city_restored_from_a_backup_is_believed_when_an_analyst_says_so(region: Instance, city: LyingCity) -> None:
    name = f"{REGION}/municipalities/vzorov"
    city.says(whole(number=50))
    collect(region)
    city.says(whole(*entries(7), number=8))
    assert list(collect(region).quarantined) == ["vzorov"]
    with pytest.raises(Invalid) as wrong:
        region.ask("RegionOfficeService/ResetCopy", office.ResetCopyRequest(name=name, reason=" "))
    assert [violation.field for violation in wrong.value.violations] == ["reason"]
    reset = region.ask("RegionOfficeService/ResetCopy", office.ResetCopyRequest(name=name, reason="Obnova ze zálohy"))
    assert (reset.reset_reason, planned(region)) == ("Obnova ze zálohy", [100])
    assert standing(region, ()).reset_reason == ""
    assert list(collect(region).fresh) == ["vzorov"]
    assert (standing(region).revision, planned(region)) == (8, [7])


def test_a_healed_city_is_fresh_again(region: Instance, city: LyingCity) -> None:
    city.says(whole(digest=bytes(32)))
    assert list(collect(region).quarantined) == ["vzorov"]
    city.says(whole())
    assert list(collect(region).fresh) == ["vzorov"]
    assert (standing(region).reason, planned(region)) == ("", [100])


def test_a_peer_s_own_words_and_address_stay_inside(region: Instance, city: LyingCity) -> None:
    city.server.stop(None).wait()
    assert list(collect(region, 1.0).unreachable) == ["vzorov"]
    for_citizens = standing(region, ())
    assert for_citizens.target == ""
    assert "127.0.0.1" not in for_citizens.reason
    assert standing(region).target == city.target


@ON_SQLITE
@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf"), 121.0])
def test_a_deadline_that_is_no_time_is_refused(region: Instance, seconds: float) -> None:
    with pytest.raises(Invalid) as wrong:
        collect(region, seconds)
    assert [violation.field for violation in wrong.value.violations] == ["deadline_seconds"]
    assert standing(region).state == "never"


@ON_SQLITE
@pytest.mark.parametrize("years", ["0000-2029", "2027-9999", "1989-1990"])
def test_years_that_no_plan_has_are_refused(region: Instance, years: str) -> None:
    with pytest.raises(Invalid):
        region.ask("RegionService/GetRollUp", pb.GetRollUpRequest(name=f"{REGION}/roll-ups/{years}"))


def test_a_city_removed_and_entered_again_begins_anew(region: Instance, city: LyingCity) -> None:
    city.says(whole(number=9))
    collect(region)
    name = f"{REGION}/municipalities/vzorov"
    region.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=name))
    with pytest.raises(NotFound):
        standing(region)
    entry = region_pb2.Municipality(code="vzorov", title="Vzorov", target=city.target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    assert region.ask("RegionOfficeService/CreateMunicipality", request).state == "never"
    city.says(whole(number=3))
    assert list(collect(region).fresh) == ["vzorov"]


def test_nodes_in_a_circle_are_refused(region: Instance, city: LyingCity) -> None:
    circle = [
        plan_pb2.PlanNode(name=f"{VERSION}/nodes/n1", level="goal", position=1, title="A", parent="n2"),
        plan_pb2.PlanNode(name=f"{VERSION}/nodes/n2", level="goal", position=1, title="B", parent="n1"),
    ]
    city.says(whole(*entries()[:2], *circle))
    assert list(collect(region).quarantined) == ["vzorov"]


@ON_SQLITE
@pytest.mark.parametrize("target", ["xds:foo:1", "unix:/tmp/x:1", "a b:80", "host:0", "host:70000", "host:٥٠", "nic"])
def test_a_target_is_a_host_and_a_port(region: Instance, target: str) -> None:
    entry = region_pb2.Municipality(code="jinde", title="Jinde", target=target)
    request = office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    with pytest.raises(Invalid) as wrong:
        region.ask("RegionOfficeService/CreateMunicipality", request)
    assert [violation.field for violation in wrong.value.violations] == ["municipality.target"]
