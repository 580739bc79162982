"""Cycles and plans: entered, changed, linked, removed; the area and its structure."""

from google.protobuf.message import Message
from support.planning import AREA, CITIZEN, PLAN, days, told

from komplan.planning.v1 import plan_service_pb2 as read
from komplan.planning.v1.plan_pb2 import Cycle, StatedFigure
from komplan_core.plugins import compile_profile

YEARS = days("2027-01-01", "2029-12-31")


def bare(message: Message) -> Message:
    """The message without what the service sets."""
    copy = type(message)()
    copy.CopyFrom(message)
    copy.ClearField("etag")
    return copy


def test_the_structure_of_the_city_is_public(town):
    profile = town.instance.ask("PlanService/GetProfile", read.GetProfileRequest(name=AREA), CITIZEN)
    compiled, _ = compile_profile(["reference"])
    assert profile.area.code == "vzorov"
    assert [level.code for level in profile.levels] == [level.code for level in compiled.levels]


def test_a_cycle_is_read_as_it_was_entered(town):
    figures = [StatedFigure(code="groups", title="Skupiny", value="11", unit="groups", year=2027, source="zpráva")]
    made = town.create("cycles", "c1", title="První cyklus", period=YEARS, stated_figures=figures)
    assert bare(made) == Cycle(name=f"{AREA}/cycles/c1", title="První cyklus", period=YEARS, stated_figures=figures)
    assert town.get(made.name, CITIZEN) == made


def test_an_id_is_made_where_none_is_given(town):
    made = {town.create("cycles", "", title="Cyklus", period=YEARS).name for _ in range(3)}
    assert len(made) == 3
    assert made == {cycle.name for cycle in town.page("cycles").cycles}


def test_an_id_is_a_code_and_is_used_once(town):
    town.create("cycles", "c1", title="Cyklus", period=YEARS)
    for id_ in ("C1", "c 1", "č1", "-c", "a" * 64, "../c1"):
        assert told(lambda id_=id_: town.create("cycles", id_, title="Cyklus", period=YEARS)) == (
            "Invalid",
            "CODE_FORMAT",
            "cycle_id",
        )
    assert told(lambda: town.create("cycles", "c1", title="Jiný", period=YEARS))[:2] == ("Taken", "ALREADY_EXISTS")
    assert town.revision() == 1


def test_a_cycle_follows_one_that_exists(town):
    town.create("cycles", "c1", title="První", period=YEARS)
    assert town.create("cycles", "c2", title="Druhý", period=YEARS, predecessor="c1").predecessor == "c1"
    assert told(lambda: town.create("cycles", "c3", title="Třetí", period=YEARS, predecessor="c9")) == (
        "Invalid",
        "REFERENCE_MISSING",
        "cycle.predecessor",
    )


def test_a_cycle_never_follows_itself(town):
    town.create("cycles", "c1", title="První", period=YEARS)
    town.create("cycles", "c2", title="Druhý", period=YEARS, predecessor="c1")
    town.create("cycles", "c3", title="Třetí", period=YEARS, predecessor="c2")
    for predecessor in ("c1", "c2", "c3"):
        assert told(lambda p=predecessor: town.update(f"{AREA}/cycles/c1", "predecessor", predecessor=p)) == (
            "Invalid",
            "HIERARCHY_CYCLE",
            "cycle.predecessor",
        )
    assert (
        told(lambda: town.create("cycles", "c4", title="Čtvrtý", period=YEARS, predecessor="c4"))[1]
        == "HIERARCHY_CYCLE"
    )


def test_only_the_masked_fields_of_a_cycle_change(town):
    town.create("cycles", "c1", title="První", period=YEARS)
    changed = town.update(f"{AREA}/cycles/c1", "title", title="Nový", period=days("2020-01-01"))
    assert (changed.title, changed.period) == ("Nový", YEARS)
    assert town.get(f"{AREA}/cycles/c1") == changed


def test_a_cycle_is_removed_once_nothing_refers_to_it(plan):
    plan.create("cycles", "c2", title="Další", period=YEARS, predecessor="c1")
    assert told(lambda: plan.delete(f"{AREA}/cycles/c1"))[:2] == ("Refused", "STILL_REFERRED_TO")
    plan.delete(f"{AREA}/cycles/c2")
    assert told(lambda: plan.delete(f"{AREA}/cycles/c1"))[:2] == ("Refused", "STILL_REFERRED_TO")
    assert told(lambda: plan.get(f"{AREA}/cycles/c2"))[:2] == ("NotFound", "NOT_FOUND")
    assert plan.journal()[-1][:3] == (f"{AREA}/cycles/c2", b"", True)


def test_a_cycle_that_only_another_follows_stays(town):
    town.create("cycles", "c1", title="První", period=YEARS)
    town.create("cycles", "c2", title="Druhý", period=YEARS, predecessor="c1")
    assert told(lambda: town.delete(f"{AREA}/cycles/c1"))[:2] == ("Refused", "STILL_REFERRED_TO")


def test_a_plan_belongs_to_a_cycle_and_a_part_of_the_area(town):
    town.create("cycles", "c1", title="První", period=YEARS)
    made = town.create("plans", "kp", title="Plán", cycle="c1", period=YEARS, municipalities=["999001"])
    assert town.get(PLAN, CITIZEN) == made
    assert told(lambda: town.create("plans", "b", title="Plán", cycle="c9", period=YEARS)) == (
        "Invalid",
        "REFERENCE_MISSING",
        "plan.cycle",
    )
    outside = ["999001", "554821"]
    assert told(lambda: town.create("plans", "b", title="P", cycle="c1", period=YEARS, municipalities=outside)) == (
        "Invalid",
        "UNKNOWN_CODE",
        "plan.municipalities.1",
    )


def test_a_plan_moves_to_another_cycle_that_exists(plan):
    plan.create("cycles", "c2", title="Další", period=YEARS)
    assert plan.update(PLAN, "cycle", cycle="c2").cycle == "c2"
    assert told(lambda: plan.update(PLAN, "cycle", cycle="c9"))[1:] == ("REFERENCE_MISSING", "plan.cycle")
    plan.delete(f"{AREA}/cycles/c1")


def test_the_years_of_a_plan_stay_inside_its_cycle(plan):
    cycle = f"{AREA}/cycles/c1"
    plan.measure("m1", financing=[{"year": 2027, "source": "municipality", "kind": "operating", "planned": 100}])
    targets = [{"year": 2029, "target": "5"}]
    indicator = {"code": "i1", "title": "Klienti", "unit": "osoby", "direction": "up", "yearly_targets": targets}
    plan.measure("m2", position=2, indicators=[indicator])
    for number, period in enumerate((days("2028-01-01", "2029-12-31"), days("2027-01-01", "2028-12-31"))):
        refused = ("Invalid", "YEAR_OUTSIDE_CYCLE", "cycle.period")
        assert told(lambda period=period: plan.update(cycle, "period", period=period)) == refused
        other = plan.create("cycles", f"jiny{number}", title="Jiný", period=period).name.rsplit("/", 1)[-1]
        refused = ("Invalid", "YEAR_OUTSIDE_CYCLE", "plan.cycle")
        assert told(lambda other=other: plan.update(PLAN, "cycle", cycle=other)) == refused
    assert plan.get(cycle).period == YEARS
    wider = days("2027-06-01", "2030-12-31")
    assert plan.update(cycle, "period", period=wider).period == wider
    plan.publish()
    assert told(lambda: plan.update(cycle, "period", period=YEARS))[:2] == ("Refused", "VERSION_FROZEN")
    assert plan.update(cycle, title="Jen název", period=wider).title == "Jen název"


def test_a_plan_with_versions_stays(plan):
    assert told(lambda: plan.delete(PLAN))[:2] == ("Refused", "STILL_REFERRED_TO")
    plan.create("plans", "jiny", title="Jiný", cycle="c1", period=YEARS)
    plan.delete(f"{AREA}/plans/jiny")
    assert plan.ids("plans") == ["kp"]


def test_plans_of_another_area_are_not_here(town):
    for name in ("areas/ostrava/plans/kp", "areas/vzorov-b/plans/kp"):
        assert told(lambda name=name: town.get(name))[:2] == ("NotFound", "AREA_MISMATCH")
    assert told(lambda: town.get("areas/vzorov/plans/"))[:3] == ("Invalid", "NAME_FORMAT", "name")
