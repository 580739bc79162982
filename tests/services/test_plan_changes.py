"""Versions begun from others, the record by which an approved plan changes, and the comparison of two versions."""

import pytest
from support.planning import AREA, CITIZEN, DRAFT, PLAN, days, told

from komplan.planning.v1 import plan_content_service_pb2 as content
from komplan.planning.v1 import plan_editor_service_pb2 as edit
from komplan.planning.v1.plan_pb2 import FinancingLine, PlanVersion

NEXT = f"{PLAN}/versions/v2"
CHANGE = f"{PLAN}/changes/v2"


def begun(town, id_, based_on="", **values):
    version = PlanVersion(title="Návrh", **values)
    return town.ask(
        edit.CreatePlanVersionRequest(parent=PLAN, plan_version=version, plan_version_id=id_, based_on=based_on)
    )


def diff(town, base=DRAFT, name=NEXT, roles=("editor",)):
    request = content.DiffPlanVersionsRequest(base=base, name=name)
    return town.instance.ask("PlanContentService/DiffPlanVersions", request, roles)


def told_of(found):
    """Kinds and fields by id."""
    return {item.id: (list(item.kinds), [field.path for field in item.fields]) for item in found.items}


def test_a_version_begins_with_all_that_another_one_says(plan):
    plan.create("sections", "vize", DRAFT, kind="vision", position=1, title="Vize", text="Doma")
    plan.measure("m1", "g1", financing=[FinancingLine(year=2027, source="esf", planned=5)])
    plan.measure("m2", "p1", 2, depends_on=["m1"])
    made = begun(plan, "v2", "navrh")
    assert (made.based_on, made.state) == ("navrh", "draft")
    for kind in ("sections", "nodes", "measures"):
        assert sorted(plan.ids(kind, NEXT)) == sorted(plan.ids(kind, DRAFT))
    assert not diff(plan).items
    hashes = [plan.move(name, "publish").content_sha256 for name in (DRAFT, NEXT)]
    assert hashes[0] == hashes[1]


def test_only_a_version_of_the_same_plan_is_copied(plan):
    plan.create("plans", "jiny", title="Jiný", cycle="c1", period=days("2027-01-01"))
    plan.create("versions", "cizi", f"{AREA}/plans/jiny", title="Cizí")
    before = plan.revision()
    for based_on in ("cizi", "none", "../navrh"):
        assert told(lambda based_on=based_on: begun(plan, "v2", based_on))[:2] in (
            ("Invalid", "REFERENCE_MISSING"),
            ("Invalid", "CODE_FORMAT"),
        )
    assert plan.revision() == before


def test_an_approved_plan_changes_by_a_record_only(plan):
    plan.adopted()
    before = plan.revision()
    assert told(lambda: begun(plan, "v2", "navrh"))[:2] == ("Refused", "CHANGE_RECORD_REQUIRED")
    assert told(lambda: begun(plan, "v2", change="v2")) == ("Invalid", "REFERENCE_MISSING", "plan_version.change")
    assert plan.revision() == before
    plan.begin("v2", based_on="navrh")
    assert plan.get(CHANGE, CITIZEN).to_version == "v2"
    assert told(lambda: begun(plan, "v3", change="v2")) == ("Invalid", "DUPLICATE_CODE", "plan_version.change")
    assert told(lambda: plan.delete(CHANGE))[:2] == ("Refused", "STILL_REFERRED_TO")
    for action in ("publish", "finish"):
        plan.move(NEXT, action)
    adopted = plan.adopt(NEXT, held_on="2026-09-22")
    assert plan.get(CHANGE).resolution == adopted.resolution
    assert told(lambda: plan.update(CHANGE, "why", why="Dodatečně"))[:2] == ("Refused", "VERSION_FROZEN")


def test_a_version_that_was_begun_before_is_adopted_with_a_record_of_what_is_approved_by_now(plan):
    begun(plan, "v2", "navrh")
    plan.complete(NEXT)
    plan.adopted()
    assert told(lambda: plan.create("changes", "x", PLAN, what="A", why="B", from_version="v2"))[:2] == (
        "Refused",
        "TRANSITION_NOT_ALLOWED",
    )
    plan.create("changes", "v2", PLAN, what="Přibude služba", why="Nový poskytovatel", from_version="navrh")
    assert plan.update(NEXT, "change", change="v2").change == "v2"
    assert plan.update(NEXT, "change").change == ""
    assert plan.get(CHANGE).to_version == ""
    for action in ("publish", "finish"):
        plan.move(NEXT, action)
    before = plan.get(NEXT)
    assert told(lambda: plan.adopt(NEXT))[:2] == ("Refused", "CHANGE_RECORD_REQUIRED")
    assert plan.get(NEXT) == before


def test_measures_stand_in_the_new_version_where_they_stood_in_the_old_one(plan):
    plan.measure("m1", "g1")
    plan.adopted()
    plan.begin("v2", based_on="navrh")
    plan.move(f"{DRAFT}/measures/m1", "start")
    for action in ("publish", "finish"):
        plan.move(NEXT, action)
    plan.adopt(NEXT, held_on="2026-09-22")
    assert plan.get(f"{NEXT}/measures/m1").state == "running"


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"what": ""}, "plan_change.what", "REQUIRED"),
        ({"why": ""}, "plan_change.why", "REQUIRED"),
        ({"from_version": "none"}, "plan_change.from_version", "REFERENCE_MISSING"),
    ],
    ids=str,
)
def test_a_record_says_what_and_why(plan, values, field, reason):
    plan.adopted()
    given = {"what": "Co", "why": "Proč", "from_version": "navrh", **values}
    assert told(lambda: plan.create("changes", "x", PLAN, **given)) == ("Invalid", reason, field)
    assert plan.ids("changes", PLAN) == []


def test_a_comparison_tells_fields_places_and_mere_numbers_apart(plan):
    plan.measure("m1", "g1", financing=[FinancingLine(year=2027, source="esf", planned=5)])
    plan.measure("m2", "p2")
    plan.measure("m3", "p2", 2)
    begun(plan, "v2", "navrh")
    plan.update(f"{NEXT}/nodes/g1", "parent", "position", parent="p2", position=3)
    plan.update(
        f"{NEXT}/measures/m1",
        "financing",
        financing=[
            FinancingLine(year=2027, source="esf", kind="operating", planned=6),
            FinancingLine(year=2028, source="esf", kind="operating"),
        ],
    )
    plan.delete(f"{NEXT}/measures/m2")
    plan.create("measures", "m4", NEXT, node="p2", position=9, title="Nové", target_groups=["seniors", "families"])
    found = diff(plan)
    assert told_of(found) == {
        "nodes/g1": (["moved"], ["parent", "position", "code"]),
        "measures/m4": (["added"], ["node", "position", "code", "title", "state", "target_groups"]),
        "measures/m1": (
            ["changed", "renumbered"],
            [
                "code",
                "financing.2027/esf/operating.planned",
                "financing.2028/esf/operating.year",
                "financing.2028/esf/operating.source",
                "financing.2028/esf/operating.kind",
            ],
        ),
        "measures/m2": (["removed"], ["node", "position", "code", "title", "state"]),
    }
    m1 = next(item for item in found.items if item.id == "measures/m1")
    assert (m1.number_before, m1.number_after) == ("1.1.1", "2.3.1")
    assert (list(m1.fields[1].before), list(m1.fields[1].after)) == (["5"], ["6"])
    m4 = next(item for item in found.items if item.id == "measures/m4")
    assert (list(m4.fields[-1].before), list(m4.fields[-1].after)) == ([], ["seniors", "families"])
    assert [block.id for block in m4.blocks] == ["measures/m4/title"]
    assert (found.added, found.removed, found.moved, found.changed, found.renumbered) == (1, 1, 1, 1, 1)


def test_drafts_are_compared_by_staff_only(plan):
    begun(plan, "v2", "navrh")
    plan.publish()
    for pair in ((DRAFT, NEXT), (NEXT, DRAFT)):
        assert told(lambda pair=pair: diff(plan, *pair, CITIZEN))[:2] == ("NotFound", "NOT_FOUND")
    plan.move(NEXT, "publish")
    assert not diff(plan, roles=CITIZEN).items
    assert told(lambda: diff(plan, base="areas/vzorov"))[:2] == ("Invalid", "NAME_FORMAT")
