"""The tree of a draft: levels, places, printed numbers, moving and removing."""

import pytest
from support.planning import AREA, DRAFT, PLAN, days, told

P1, P2, G1 = (f"{DRAFT}/nodes/{code}" for code in ("p1", "p2", "g1"))


def codes(town):
    """Printed numbers by id, of nodes and measures."""
    found = [*town.page("nodes", DRAFT).plan_nodes, *town.page("measures", DRAFT).measures]
    return {item.name.rsplit("/", 1)[-1]: item.code for item in found}


def test_numbers_follow_from_places(plan):
    plan.measure("m1", "g1", 1)
    plan.measure("m2", "g1", 7)
    plan.measure("m3", "p2", 2)
    assert codes(plan) == {"p1": "1", "g1": "1.1", "p2": "2", "m1": "1.1.1", "m2": "1.1.7", "m3": "2.2"}


def test_moving_a_node_numbers_all_that_stands_below_anew(plan):
    plan.measure("m1", "g1")
    plan.measure("m2", "p1", 2)
    assert plan.update(G1, "parent", "position", parent="p2", position=3).code == "2.3"
    assert codes(plan) == {"p1": "1", "g1": "2.3", "p2": "2", "m1": "2.3.1", "m2": "1.2"}
    plan.update(P2, "position", position=9)
    assert codes(plan) == {"p1": "1", "g1": "9.3", "p2": "9", "m1": "9.3.1", "m2": "1.2"}


def test_what_keeps_its_number_is_not_written_again(plan):
    plan.measure("m1", "g1")
    before = plan.revision()
    plan.update(P1, "title", title="Senioři")
    assert [name for name, *_ in plan.journal()[before:]] == [P1]


def test_a_number_cannot_be_given(plan):
    assert plan.measure("m1", code="99").code == "1.1.1"
    assert told(lambda: plan.update(G1, "code", code="99"))[1:] == ("MASK_PATH", "update_mask")


@pytest.mark.parametrize(
    ("level", "parent", "field", "reason"),
    [
        ("measure", "p1", "plan_node.level", "UNKNOWN_CODE"),
        ("chapter", "", "plan_node.level", "UNKNOWN_CODE"),
        ("", "", "plan_node.level", "CODE_FORMAT"),
        ("goal", "", "plan_node.parent", "HIERARCHY_ORDER"),
        ("priority", "p1", "plan_node.parent", "HIERARCHY_ORDER"),
        ("goal", "g1", "plan_node.parent", "HIERARCHY_ORDER"),
        ("goal", "nowhere", "plan_node.parent", "REFERENCE_MISSING"),
    ],
)
def test_a_node_stands_where_its_level_may_stand(plan, level, parent, field, reason):
    before = plan.revision()
    assert told(lambda: plan.node("x", parent, level, 5)) == ("Invalid", reason, field)
    assert plan.revision() == before


def test_a_node_of_another_version_is_not_above(plan):
    plan.create("versions", "v2", PLAN, title="Druhá")
    request = {"level": "goal", "parent": "p1", "position": 1, "title": "Cíl"}
    assert told(lambda: plan.create("nodes", "x", f"{PLAN}/versions/v2", **request))[1:] == (
        "REFERENCE_MISSING",
        "plan_node.parent",
    )


def test_a_node_cannot_stand_under_itself(plan):
    for parent in ("p1", "g1"):
        assert told(lambda parent=parent: plan.update(P1, "parent", parent=parent)) == (
            "Invalid",
            "HIERARCHY_CYCLE",
            "plan_node.parent",
        )
    assert told(lambda: plan.update(G1, "parent", parent="g1"))[1] == "HIERARCHY_CYCLE"


def test_a_level_cannot_change_above_what_may_not_stand_there(plan):
    assert told(lambda: plan.update(P1, "level", "parent", "position", level="goal", parent="p2", position=1)) == (
        "Invalid",
        "HIERARCHY_ORDER",
        "plan_node.level",
    )
    plan.update(G1, "parent", parent="p2")
    moved = plan.update(P1, "level", "parent", "position", level="goal", parent="p2", position=2)
    assert (moved.level, moved.code) == ("goal", "2.2")


def test_two_siblings_do_not_share_a_place(plan):
    plan.measure("m1", "g1", 1)
    assert told(lambda: plan.node("p3", position=2)) == ("Invalid", "DUPLICATE_CODE", "plan_node.position")
    assert told(lambda: plan.update(P2, "position", position=1)) == ("Invalid", "DUPLICATE_CODE", "plan_node.position")
    assert told(lambda: plan.measure("m2", "g1", 1)) == ("Invalid", "DUPLICATE_CODE", "measure.position")
    plan.measure("m2", "p1", 1)
    assert codes(plan)["m2"] == "1.1"


def test_a_node_keeps_its_own_place(plan):
    assert plan.update(P2, "position", position=2).position == 2


@pytest.mark.parametrize("node", ["nowhere", ""])
def test_a_measure_stands_under_a_node_of_its_version(plan, node):
    reason = "REFERENCE_MISSING" if node else "CODE_FORMAT"
    assert told(lambda: plan.measure("m1", node)) == ("Invalid", reason, "measure.node")


def test_a_measure_moves_to_another_node(plan):
    plan.measure("m1", "g1")
    moved = plan.update(f"{DRAFT}/measures/m1", "node", "position", node="p2", position=4)
    assert (moved.node, moved.code) == ("p2", "2.4")
    plan.delete(G1)
    assert "g1" not in codes(plan)


def test_nothing_is_removed_from_under_something(plan):
    plan.measure("m1", "g1")
    for name in (P1, G1):
        assert told(lambda name=name: plan.delete(name))[:2] == ("Refused", "STILL_REFERRED_TO")
    plan.delete(f"{DRAFT}/measures/m1")
    plan.delete(G1)
    plan.delete(P1)
    assert codes(plan) == {"p2": "2"}


def test_what_is_not_there_is_not_found(plan):
    for name in (f"{DRAFT}/nodes/x", f"{PLAN}/versions/x/nodes/y"):
        assert told(lambda name=name: plan.update(name, "title", title="X"))[:2] == ("NotFound", "NOT_FOUND")
        assert told(lambda name=name: plan.delete(name))[:2] == ("NotFound", "NOT_FOUND")
    for name in (f"{DRAFT}/measures/x", f"{PLAN}/versions/x/measures/y"):
        assert told(lambda name=name: plan.update(name, "title", title="X"))[:2] == ("NotFound", "NOT_FOUND")
        assert told(lambda name=name: plan.delete(name))[:2] == ("NotFound", "NOT_FOUND")


def test_a_group_exists_on_some_day_of_the_plans_period(plan):
    assert told(lambda: plan.node("p3", position=3, working_group="youth")) == (
        "Invalid",
        "GROUP_OUTSIDE_VALIDITY",
        "plan_node.working_group",
    )
    assert told(lambda: plan.measure(working_group="youth"))[1:] == ("GROUP_OUTSIDE_VALIDITY", "measure.working_group")
    assert told(lambda: plan.measure(working_group="sports"))[1:] == ("UNKNOWN_CODE", "measure.working_group")
    plan.create("cycles", "old", title="Starý", period=days("2024-06-01", "2026-12-31"))
    plan.create("plans", "old", title="Starý", cycle="old", period=days("2024-06-01", "2026-12-31"))
    old = plan.create("versions", "v", f"{AREA}/plans/old", title="Návrh").name
    group = {"level": "priority", "position": 1, "title": "Mládež", "working_group": "youth"}
    assert plan.create("nodes", "p", old, **group).working_group == "youth"
