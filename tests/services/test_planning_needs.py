"""Needs: numbered by year, compared with the year before, grounded on evidence, counted once."""

import pytest
from support.evidence import Desk
from support.planning import days, told


@pytest.fixture
def desk(instance):
    """A town whose planning service holds nothing yet."""
    return Desk(instance("planning"), "vzorov")


def test_needs_are_numbered_by_year_and_no_number_stands_twice(desk):
    assert [desk.need("a").need_no, desk.need("b").need_no, desk.need("c", 2028).need_no] == [1, 2, 1]
    assert desk.need("d", need_no=7).need_no == 7
    assert desk.need("e").need_no == 8
    assert told(lambda: desk.need("f", need_no=7)) == ("Invalid", "DUPLICATE_CODE", "need.need_no")
    assert told(lambda: desk.update(f"{desk.area}/needs/a", need_no=2))[1] == "DUPLICATE_CODE"


def test_a_need_tells_what_changed_against_the_one_it_follows_also_when_that_one_changes(desk):
    before = desk.need("a", 2026, persons=10, persons_basis="exact")
    same = desk.need("b", 2027, persons=10, persons_basis="exact", follows=before.name)
    assert (before.compared, same.compared) == ("new", "unchanged")
    desk.update(before.name, persons=12)
    assert desk.update(same.name, description="dál").compared == "changed"
    desk.update(same.name, persons=12, description="")
    assert desk.update(same.name, state="covered").compared == "closed"
    counts = desk.ask("GetNeedOverview", ("region",), parent=desk.area, year=2027).compared
    assert {count.code: count.needs for count in counts} == {"closed": 1}


def test_a_change_of_the_earlier_need_reaches_the_later_one(desk):
    before = desk.need("a", 2026)
    desk.need("b", 2027, follows=before.name)
    desk.update(before.name, title="Chybí řidiči")
    counts = desk.ask("GetNeedOverview", parent=desk.area, year=2027).compared
    assert {count.code: count.needs for count in counts} == {"changed": 1}
    assert told(lambda: desk.update(before.name, year=2027))[1:] == ("INVALID_VALUE", "need.year")


def test_a_need_goes_on_from_an_earlier_year(desk):
    other = desk.need("a")
    assert told(lambda: desk.need("b", follows=other.name))[1:] == ("INVALID_VALUE", "need.follows")
    missing = f"{desk.area}/needs/nic"
    assert told(lambda: desk.need("b", follows=missing))[1:] == ("REFERENCE_MISSING", "need.follows")
    later = desk.need("c", 2028, follows=other.name)
    assert told(lambda: desk.delete(other.name))[1] == "STILL_REFERRED_TO"
    desk.delete(later.name)
    desk.delete(other.name)


def test_a_merged_need_names_where_it_went_and_never_itself(desk):
    one, other = desk.need("a"), desk.need("b")
    merged = {"state": "merged", "merged_into": other.name}
    assert told(lambda: desk.update(one.name, state="merged"))[1:] == ("REQUIRED", "need.merged_into")
    desk.update(one.name, **merged)
    back = told(lambda: desk.update(other.name, state="merged", merged_into=one.name))
    assert back == ("Invalid", "HIERARCHY_CYCLE", "need.merged_into")


def test_grounds_are_resources_that_exist_or_words(desk):
    survey = {"title": "Průzkum", "period": days("2026-09-01"), "respondents": 499}
    found = desk.create("surveys", "pruzkum", **survey)
    grounds = [{"kind": "survey", "reference": found.name}, {"kind": "document", "text": "zápis 3/2026"}]
    assert [item.kind for item in desk.need("a", grounds=grounds).grounds] == ["survey", "document"]
    assert told(lambda: desk.delete(found.name))[:2] == ("Refused", "STILL_REFERRED_TO")
    missing = [{"kind": "series", "reference": f"{desk.area}/series/nic"}]
    assert told(lambda: desk.need("b", grounds=missing))[1:] == ("REFERENCE_MISSING", "need.grounds.0.reference")
    assert told(lambda: desk.need("b", grounds=[{"kind": "group"}]))[1:] == ("REQUIRED", "need.grounds.0.text")


def test_people_are_never_added_where_they_may_be_the_same(desk):
    desk.need("a", persons=10, persons_basis="exact")
    overview = desk.ask("GetNeedOverview", parent=desk.area, year=2027)
    assert (overview.total.persons, overview.total.basis) == (10, "exact")
    desk.need("b", persons=4, persons_basis="estimate", target_groups=["families"])
    total = desk.ask("GetNeedOverview", parent=desk.area, year=2027).total
    assert (total.HasField("persons"), total.at_least, total.overlapping) == (False, 10, 2)
    groups = desk.ask("GetNeedOverview", parent=desk.area, year=2027).groups
    assert {group.target_group: group.total.persons for group in groups} == {
        "seniors": 10,
        "families": 4,
        "newcomers": 0,
    }
