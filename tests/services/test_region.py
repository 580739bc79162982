"""The region collects cities over gRPC and composes its midterm plan."""

from collections.abc import Callable
from typing import Any

import pytest
from google.type.date_pb2 import Date
from support.adopting import adopted
from support.instance import Instance

from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1 import plan_pb2
from komplan.region.v1 import region_office_service_pb2 as office
from komplan.region.v1 import region_pb2
from komplan.region.v1 import region_service_pb2 as pb
from komplan.type.v1.period_pb2 import Period
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused, Stale, Taken
from komplan_kit.config import Outgoing

REGION = "regions/kraj"
AREA = "areas/vzorov"
YEARS = Period(start=Date(year=2027, month=1, day=1), end=Date(year=2029, month=12, day=31))
PLAN = pb.GetRollUpRequest(name=f"{REGION}/roll-ups/2027-2029")


def adopt_a_plan(city: Instance, measures: list[plan_pb2.Measure], plan: str = "p1", period: Period = YEARS) -> None:
    """A plan with one priority of the seniors and these measures, adopted by the assembly."""
    version = f"{AREA}/plans/{plan}/versions/v1"
    cycle = plan_pb2.Cycle(title="Cyklus", period=period)
    city.ask("PlanEditorService/CreateCycle", edit.CreateCycleRequest(parent=AREA, cycle_id=f"c-{plan}", cycle=cycle))
    made = plan_pb2.Plan(title="Plán", cycle=f"c-{plan}", period=period)
    city.ask("PlanEditorService/CreatePlan", edit.CreatePlanRequest(parent=AREA, plan_id=plan, plan=made))
    begun = plan_pb2.PlanVersion(title="Návrh")
    request = edit.CreatePlanVersionRequest(parent=f"{AREA}/plans/{plan}", plan_version_id="v1", plan_version=begun)
    city.ask("PlanEditorService/CreatePlanVersion", request)
    node = plan_pb2.PlanNode(level="priority", position=1, title="Priorita", working_group="seniors")
    city.ask(
        "PlanEditorService/CreatePlanNode",
        edit.CreatePlanNodeRequest(parent=version, plan_node_id="n1", plan_node=node),
    )
    for number, measure in enumerate(measures, 1):
        measure.node, measure.position, measure.title = "n1", number, f"Opatření {number}"
        city.ask(
            "PlanEditorService/CreateMeasure",
            edit.CreateMeasureRequest(parent=version, measure_id=f"m{number}", measure=measure),
        )
    adopted(city.ask, version, "2026-06-01")


def money(year: int, planned: int, source: str = "municipality") -> plan_pb2.FinancingLine:
    return plan_pb2.FinancingLine(year=year, source=source, kind="operating", planned=planned)


def enter(region: Instance, target: str, code: str = "vzorov") -> Any:
    entry = region_pb2.Municipality(code=code, title="Vzorov", target=target)
    return region.ask(
        "RegionOfficeService/CreateMunicipality", office.CreateMunicipalityRequest(parent=REGION, municipality=entry)
    )


def collect(region: Instance, seconds: float = 5.0) -> Any:
    parts = region.stream("RegionOfficeService/Collect", office.CollectRequest(name=REGION, deadline_seconds=seconds))
    return parts[-1].summary


@pytest.fixture
def city(instance: Callable[..., Instance]) -> Instance:
    return instance("planning")


@pytest.fixture
def region(instance: Callable[..., Instance], city: Instance) -> Instance:
    return instance("region", region="kraj", keys=city.folder, outgoing=Outgoing(issuer_key=city.issuer_key))


def test_the_midterm_plan_adds_up_what_the_city_published(city: Instance, region: Instance) -> None:
    adopt_a_plan(
        city,
        [
            plan_pb2.Measure(target_groups=["seniors"], financing=[money(2027, 100), money(2028, 11)]),
            plan_pb2.Measure(target_groups=["families"], financing=[money(2027, 1001)]),
            plan_pb2.Measure(target_groups=["newcomers"], financing=[money(2027, 7, "town-fund")]),
        ],
    )
    enter(region, city.target)
    assert list(collect(region).fresh) == ["vzorov"]
    plan = region.ask("RegionService/GetRollUp", PLAN, roles=())
    assert [(f.year, f.source, f.planned, list(f.measures)) for f in plan.financing] == [
        (2027, "municipality", 1108, [0, 1, 2]),
        (2028, "municipality", 11, [0]),
        (2029, "municipality", 0, [2]),
    ]
    groups = {group.code: group for group in plan.by_target_group}
    assert {code: (group.planned, list(group.measures), group.priorities) for code, group in groups.items()} == {
        "": (7, [2], 1),
        "families-with-children": (701, [1], 1),
        "seniors": (111, [0], 1),
        "youth-at-risk": (300, [1], 1),
    }
    assert sum(group.planned for group in groups.values()) == sum(f.planned for f in plan.financing)
    assert [(item.area, item.kind, item.code, list(item.measures)) for item in plan.unmapped] == [
        ("vzorov", "target-group", "newcomers", [2])
    ]
    assert [item.name for item in plan.measures] == [f"{AREA}/plans/p1/versions/v1/measures/m{n}" for n in (1, 2, 3)]
    assert (plan.priorities, plan.coverage[0].measures, plan.coverage[0].state) == (1, 3, "fresh")


def test_a_city_that_fell_silent_keeps_its_last_figures_and_is_named(city: Instance, region: Instance) -> None:
    adopt_a_plan(city, [plan_pb2.Measure(target_groups=["seniors"], financing=[money(2027, 100)])])
    enter(region, city.target)
    collect(region)
    before = region.ask("RegionService/GetRollUp", PLAN)
    city.stop()
    assert list(collect(region, 1.0).unreachable) == ["vzorov"]
    after = region.ask("RegionService/GetRollUp", PLAN)
    assert (list(after.unreachable), list(after.stale)) == (["vzorov"], ["vzorov"])
    assert after.financing == before.financing
    assert after.coverage[0].state == "unreachable"
    assert after.coverage[0].revision == before.coverage[0].revision


def test_nothing_is_sent_again_while_nothing_changed(city: Instance, region: Instance) -> None:
    adopt_a_plan(city, [plan_pb2.Measure(target_groups=["seniors"])])
    enter(region, city.target)
    collect(region)
    first = region.ask(
        "RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=f"{REGION}/municipalities/vzorov")
    )
    assert list(collect(region).fresh) == ["vzorov"]
    again = region.ask(
        "RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=f"{REGION}/municipalities/vzorov")
    )
    assert again.revision == first.revision
    assert again.collected_at.ToNanoseconds() > first.collected_at.ToNanoseconds()


def test_plans_of_other_years_are_left_out(city: Instance, region: Instance) -> None:
    old = Period(start=Date(year=2021, month=1, day=1), end=Date(year=2023, month=12, day=31))
    adopt_a_plan(city, [plan_pb2.Measure(target_groups=["seniors"], financing=[money(2022, 5)])], "old", old)
    adopt_a_plan(city, [plan_pb2.Measure(target_groups=["seniors"], financing=[money(2027, 100)])])
    enter(region, city.target)
    collect(region)
    plan = region.ask("RegionService/GetRollUp", PLAN)
    assert [measure.name.split("/")[3] for measure in plan.measures] == ["p1"]
    assert [(figure.year, figure.planned) for figure in plan.financing] == [(2027, 100), (2028, 0), (2029, 0)]


def test_a_draft_never_reaches_the_region(city: Instance, region: Instance) -> None:
    cycle = plan_pb2.Cycle(title="Cyklus", period=YEARS)
    city.ask("PlanEditorService/CreateCycle", edit.CreateCycleRequest(parent=AREA, cycle_id="c1", cycle=cycle))
    plan = plan_pb2.Plan(title="Plán", cycle="c1", period=YEARS)
    city.ask("PlanEditorService/CreatePlan", edit.CreatePlanRequest(parent=AREA, plan_id="p1", plan=plan))
    enter(region, city.target)
    collect(region)
    composed = region.ask("RegionService/GetRollUp", PLAN)
    assert (len(composed.measures), composed.coverage[0].state) == (0, "fresh")


def test_a_city_under_another_name_is_quarantined(city: Instance, region: Instance) -> None:
    enter(region, city.target, code="jinam")
    summary = collect(region)
    assert (list(summary.fresh), list(summary.unreachable) + list(summary.quarantined)) == ([], ["jinam"])
    assert region.ask("RegionService/GetRollUp", PLAN).coverage[0].measures == 0


def test_a_city_that_went_back_in_time_is_quarantined(
    city: Instance, region: Instance, instance: Callable[..., Instance]
) -> None:
    adopt_a_plan(city, [plan_pb2.Measure(target_groups=["seniors"], financing=[money(2027, 100)])])
    enter(region, city.target)
    collect(region)
    name = f"{REGION}/municipalities/vzorov"
    held = region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=name))
    emptied = Instance(
        ("planning",),
        lambda _: f"sqlite:///{region.folder}/{_}-emptied.sqlite3",
        region.folder / "other",
        keys=city.folder,
    )
    try:
        entry = region_pb2.Municipality(name=name, target=emptied.target)
        mask = {"paths": ["target"]}
        region.ask(
            "RegionOfficeService/UpdateMunicipality",
            office.UpdateMunicipalityRequest(municipality=entry, update_mask=mask),
        )
        assert list(collect(region).quarantined) == ["vzorov"]
    finally:
        emptied.stop()
    now = region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=name))
    assert (now.state, now.revision) == ("quarantined", held.revision)
    assert now.reason.startswith("REVISION_WENT_BACK")
    assert region.ask("RegionService/GetRollUp", PLAN).financing[0].planned == 100


def test_a_blocked_city_is_not_asked(city: Instance, region: Instance) -> None:
    entry = enter(region, city.target)
    entry.blocked = True
    region.ask("RegionOfficeService/UpdateMunicipality", office.UpdateMunicipalityRequest(municipality=entry))
    assert collect(region).areas == 0


def test_directory_entries_have_etags_codes_and_addresses(region: Instance) -> None:
    entry = enter(region, "127.0.0.1:1")
    with pytest.raises(Taken):
        enter(region, "127.0.0.1:1")
    with pytest.raises(Invalid) as wrong:
        enter(region, "no-port", code="jiny")
    assert [violation.field for violation in wrong.value.violations] == ["municipality.target"]
    changed = region_pb2.Municipality(name=entry.name, etag=entry.etag, title="Nový název")
    request = office.UpdateMunicipalityRequest(municipality=changed, update_mask={"paths": ["title"]})
    region.ask("RegionOfficeService/UpdateMunicipality", request)
    request.request_id = ""
    with pytest.raises(Stale):
        region.ask("RegionOfficeService/UpdateMunicipality", request)
    region.ask("RegionOfficeService/DeleteMunicipality", office.DeleteMunicipalityRequest(name=entry.name))
    with pytest.raises(NotFound):
        region.ask("RegionService/GetMunicipality", pb.GetMunicipalityRequest(name=entry.name))


def test_citizens_read_the_plan_and_collect_nothing(region: Instance) -> None:
    assert region.ask("RegionService/GetRollUp", PLAN, roles=()).title == "Vzorový kraj"
    with pytest.raises(Forbidden):
        region.stream("RegionOfficeService/Collect", office.CollectRequest(name=REGION), roles=())


def test_the_years_of_a_plan_stand_in_its_name(region: Instance) -> None:
    for name in ("2029-2027", "2027", "27-29"):
        with pytest.raises(Invalid) as wrong:
            region.ask("RegionService/GetRollUp", pb.GetRollUpRequest(name=f"{REGION}/roll-ups/{name}"))
        assert wrong.value.reason == "NAME_FORMAT"


def test_another_region_is_not_served_here(region: Instance) -> None:
    with pytest.raises(NotFound) as wrong:
        region.ask("RegionService/GetRollUp", pb.GetRollUpRequest(name="regions/jiny/roll-ups/2027-2029"))
    assert wrong.value.reason == "AREA_MISMATCH"


def test_a_region_and_a_city_are_two_instances(instance: Callable[..., Instance]) -> None:
    with pytest.raises(Refused):
        instance("planning", "region")
