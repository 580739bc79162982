"""Lists: page by page, filtered, each entry once though others write meanwhile."""

import pytest
from support.planning import AREA, CITIZEN, DRAFT, PLAN, told


@pytest.fixture
def seven(plan):
    """A draft with measures `m1` to `m7`, the even ones of the seniors' group."""
    for number in range(1, 8):
        plan.measure(f"m{number}", "g1", number, working_group="seniors" if number % 2 == 0 else "")
    return plan


def walk(town, between=lambda page: None, **query):
    """Ids on all pages, with something done between them."""
    found, token = [], ""
    while True:
        page = town.page("measures", DRAFT, page_token=token, **query)
        found.append([item.name.rsplit("/", 1)[-1] for item in page.measures])
        if not (token := page.next_page_token):
            return found
        between(len(found))


def test_pages_follow_one_another_in_the_order_of_creation(seven):
    assert walk(seven, page_size=3) == [["m1", "m2", "m3"], ["m4", "m5", "m6"], ["m7"]]
    assert walk(seven, page_size=7) == [["m1", "m2", "m3", "m4", "m5", "m6", "m7"]]
    assert walk(seven) == [["m1", "m2", "m3", "m4", "m5", "m6", "m7"]]


def test_what_others_write_meanwhile_neither_repeats_nor_drops_anything(seven):
    def meanwhile(page):
        seven.measure(f"new{page}", "p2", page)
        seven.update(f"{DRAFT}/measures/m1", "position", position=50 + page)
        if page == 1:
            seven.delete(f"{DRAFT}/measures/m2")
            seven.delete(f"{DRAFT}/measures/m5")

    found = [id_ for page in walk(seven, meanwhile, page_size=2) for id_ in page]
    assert found[:2] == ["m1", "m2"]
    assert [id_ for id_ in found if not id_.startswith("new")] == ["m1", "m2", "m3", "m4", "m6", "m7"]
    assert len(set(found)) == len(found)


def test_filters_hold_on_every_page(seven):
    assert walk(seven, page_size=2, working_group="seniors") == [["m2", "m4"], ["m6"]]
    assert walk(seven, node="g1", state="not-started", page_size=500) == [[f"m{number}" for number in range(1, 8)]]
    assert walk(seven, node="p2") == [[]]
    assert walk(seven, state="running") == [[]]


def test_a_list_is_that_of_its_parent(seven):
    seven.create("versions", "v2", PLAN, title="Druhá")
    other = f"{PLAN}/versions/v2"
    seven.create("nodes", "p1", other, level="priority", position=1, title="Jiná")
    seven.create("measures", "x", other, node="p1", position=1, title="Jiné")
    assert seven.ids("measures", other) == ["x"]
    assert len(seven.ids("measures", DRAFT)) == 7
    assert seven.ids("measures", f"{PLAN}/versions/nowhere") == []
    assert seven.ids("versions", PLAN) == ["navrh", "v2"]


def test_nodes_are_filtered_by_level_and_needs_by_year_and_state(plan):
    assert plan.ids("nodes", DRAFT, level="priority") == ["p1", "p2"]
    for number, (year, state) in enumerate([(2025, "open"), (2026, "open"), (2026, "closed")]):
        plan.create("needs", f"n{number}", title="Nouze", target_groups=["seniors"], year=year, state=state)
    assert plan.ids("needs", year=2026) == ["n1", "n2"]
    assert plan.ids("needs", year=2026, state="open") == ["n1"]
    assert plan.ids("needs", state="open") == ["n0", "n1"]


def test_a_citizens_pages_leave_no_gap_where_drafts_are(plan):
    plan.publish()
    for number in range(2, 5):
        plan.create("versions", f"v{number}", PLAN, title=f"Verze {number}")
    plan.move(f"{PLAN}/versions/v4", "publish")
    first = plan.page("versions", PLAN, CITIZEN, page_size=1)
    assert [item.name for item in first.plan_versions] == [DRAFT]
    second = plan.page("versions", PLAN, CITIZEN, page_size=1, page_token=first.next_page_token)
    assert [item.name for item in second.plan_versions] == [f"{PLAN}/versions/v4"]
    assert second.next_page_token == ""


def test_a_parent_is_of_the_right_kind(plan):
    for kind, parent in (("measures", PLAN), ("versions", AREA), ("nodes", f"{DRAFT}/nodes/p1"), ("plans", PLAN)):
        assert told(lambda kind=kind, parent=parent: plan.page(kind, parent)) == ("Invalid", "NAME_FORMAT", "parent")
