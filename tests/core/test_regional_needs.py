"""One need counts once, nobody is counted twice, silence is told: whatever the order in which things came."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.regional_needs import NAMES, PLACES, TOWNS, merges, needs, said

from komplan_core.needs import NeedState, PersonsBasis
from komplan_core.regional.need_likeness import NeedLikeness, suggestions
from komplan_core.regional.need_totals import UNKNOWN_ORP, totals
from komplan_core.regional.needs import DistinctNeed, Merge, SaidNeed, distinct, spokesman

MANY = settings(max_examples=80, deadline=None)
# one need counts once


@MANY
@given(needs, merges, st.randoms(use_true_random=False))
def test_neither_order_nor_repeats_change_what_counts(
    all_said: list[SaidNeed], joined: list[Merge], random: Any
) -> None:
    again = [*random.sample(all_said, len(all_said)), *random.sample(all_said, len(all_said) // 2)]
    assert distinct(again, random.sample(joined, len(joined))) == distinct(all_said, joined)


@MANY
@given(needs, merges)
def test_no_need_is_lost_and_none_stands_for_two(all_said: list[SaidNeed], joined: list[Merge]) -> None:
    counted = distinct(all_said, joined)
    assert {name for need in counted for name in need.sources} == {need.name for need in all_said}
    assert len({need.name for need in counted}) == len(counted)
    assert not {need.name for need in counted} - {need.name for need in all_said}


@MANY
@given(needs, merges)
def test_a_merge_never_adds_people_and_a_sum_never_exceeds_what_was_said(
    all_said: list[SaidNeed], joined: list[Merge]
) -> None:
    most = sum(
        max(need.persons or 0 for need in all_said if need.name == name) for name in {need.name for need in all_said}
    )
    for total in totals(distinct(all_said, joined), PLACES):
        assert total.total.at_least <= most
        assert total.total.persons is None or total.total.persons <= most
    assert len(distinct(all_said, joined)) <= len(distinct(all_said))


def test_the_need_of_orp_and_municipality_with_one_name_counts_once_as_said_last() -> None:
    by_orp = said(NAMES[0], report="areas/a/need-rounds/2027/reports/500003-v1", persons=5)
    own = said(NAMES[0], said_at=datetime(2027, 2, 1, tzinfo=UTC), persons=7)
    (need,) = distinct([own, by_orp])
    assert (need.persons, len(need.reports)) == (7, 2)


def test_a_need_that_goes_on_counts_in_its_last_year_and_in_each_that_it_was_divided_into() -> None:
    first = said(NAMES[0], year=2026)
    one, other = (said(name, follows=NAMES[0]) for name in NAMES[1:3])
    assert [need.name for need in distinct([first, one, other])] == NAMES[1:3]
    assert all(NAMES[0] in need.sources for need in distinct([first, one, other]))
    assert [need.name for need in distinct([first])] == [NAMES[0]]


def test_a_need_that_its_city_merged_counts_with_the_one_that_it_was_merged_into() -> None:
    merged = said(NAMES[0], state=NeedState.MERGED, merged_into=NAMES[1], persons=4, municipalities=TOWNS[1:2])
    (need,) = distinct([merged, said(NAMES[1], persons=9)])
    assert (need.name, need.persons, need.sources, need.municipalities) == (NAMES[1], 9, tuple(NAMES[:2]), TOWNS[:2])


@pytest.mark.parametrize(
    "values",
    [
        {"year": 2028, "follows": NAMES[0]},
        {"follows": NAMES[0], "municipalities": TOWNS[:2]},
        {"merged_into": NAMES[0], "state": NeedState.MERGED},
    ],
)
def test_nobody_makes_a_need_of_others_vanish_by_naming_it(values: dict[str, Any]) -> None:
    theirs = said(NAMES[0], persons=500, municipalities=TOWNS[:2])
    mine = said("areas/z/needs/n1", **{"area": "z", "municipalities": TOWNS[:1], "persons": 1, **values})
    counted = {need.name: (need.persons, need.municipalities) for need in distinct([theirs, mine])}
    assert counted[theirs.name] == (500, TOWNS[:2])
    assert mine.name in counted


def test_a_need_of_another_speaker_goes_on_where_a_later_one_is_of_all_its_territory() -> None:
    of_town = said(NAMES[0], area="", report="regions/kraj/need-rounds/2027/reports/500000-v1")
    (need,) = distinct([of_town, said("areas/z/needs/n1", area="z", year=2028, follows=NAMES[0])])
    assert (need.name, need.sources) == ("areas/z/needs/n1", (NAMES[0], "areas/z/needs/n1"))


def test_of_needs_that_follow_each_other_in_a_circle_one_counts() -> None:
    circle = [said(NAMES[0], follows=NAMES[1]), said(NAMES[1], follows=NAMES[0])]
    assert [need.sources for need in distinct(circle)] == [tuple(NAMES[:2])]


def test_a_need_merged_into_one_that_did_not_come_stays_open() -> None:
    (need,) = distinct([said(NAMES[0], state=NeedState.MERGED, merged_into="areas/a/needs/gone", persons=4)])
    assert (need.state, need.persons) == (NeedState.OPEN, 4)


def test_an_analysts_merge_counts_once_over_both_territories_and_its_undoing_restores_both() -> None:
    one, other = said(NAMES[0], persons=5), said(NAMES[1], persons=9, municipalities=TOWNS[1:2], groups=("homeless",))
    (need,) = distinct([one, other], [Merge("m", NAMES[1], (NAMES[0],))])
    assert (need.name, need.persons, need.municipalities) == (NAMES[1], 9, TOWNS[:2])
    assert need.groups == ("homeless", "seniors")
    assert len(distinct([one, other])) == 2


def test_of_needs_of_several_years_that_an_analyst_merged_the_newest_year_speaks() -> None:
    old, new = said(NAMES[0], year=2026, persons=12), said(NAMES[1], persons=15)
    for into, source in ((old, new), (new, old)):
        joined = [Merge("m", into.name, (source.name,))]
        (need,) = distinct([old, new], joined)
        assert (need.name, need.persons, need.sources) == (NAMES[1], 15, tuple(NAMES[:2]))
        assert spokesman(NAMES[0], [old, new], joined) == NAMES[1]
        assert [need.persons for need in distinct([old], joined)] == [12]
    given_up = replace(new, state=NeedState.MERGED, merged_into=NAMES[0])
    assert [need.name for need in distinct([old, given_up])] == [NAMES[0]]
    assert spokesman(NAMES[0], [old, replace(new, follows=NAMES[0])], []) == NAMES[0]


@MANY
@given(needs, merges)
def test_whoever_speaks_for_needs_that_are_one_is_of_the_newest_year_in_which_one_was_not_given_up(
    all_said: list[SaidNeed], joined: list[Merge]
) -> None:
    latest = {need.name: need for need in all_said}
    for need in distinct(latest.values(), joined):
        together = [latest[name] for name in need.sources if spokesman(name, latest.values(), joined) == need.name]
        assert need.name in {one.name for one in together}
        held = [one.year for one in together if one.state is not NeedState.MERGED] or [one.year for one in together]
        assert need.said.year == max(held)


# sums


@MANY
@given(needs, merges)
def test_orp_and_groups_have_together_just_the_needs_of_the_region(
    all_said: list[SaidNeed], joined: list[Merge]
) -> None:
    found = totals(distinct(all_said, joined), PLACES)
    whole = next(total for total in found if not total.orp and not total.group and not total.unmapped)
    for part in ([t for t in found if t.orp and not t.group and not t.unmapped], [t for t in found if not t.orp][1:]):
        assert {name for total in part for name in total.needs} == set(whole.needs)
        assert all(total.total.needs <= whole.total.needs for total in part)


def test_people_are_added_over_disjoint_territories_only_and_unknown_stays_unknown() -> None:
    apart = [said(NAMES[0], persons=5), said(NAMES[1], persons=6, municipalities=TOWNS[1:2])]
    assert totals(distinct(apart), PLACES)[0].total.persons == 11
    estimate = [apart[0], replace(apart[1], persons_basis=PersonsBasis.ESTIMATE)]
    assert totals(distinct(estimate), PLACES)[0].total.basis == PersonsBasis.ESTIMATE
    for doubtful in (
        replace(apart[1], municipalities=TOWNS[:1]),
        replace(apart[1], persons_overlap=True),
        replace(apart[1], persons=None, persons_basis=PersonsBasis.UNKNOWN),
    ):
        assert totals(distinct([apart[0], doubtful]), PLACES)[0].total.persons is None


def test_how_many_people_of_a_need_over_two_orp_live_in_each_is_unknown() -> None:
    over_both = distinct([said(NAMES[0], persons=10, municipalities=(TOWNS[0], TOWNS[5]))])
    found = {total.orp: total.total.persons for total in totals(over_both, PLACES) if not total.group}
    assert found == {"": 10, "91": None, "92": None}


def test_a_need_of_a_place_that_is_in_no_list_is_counted_and_told() -> None:
    found = totals(distinct([said(NAMES[0], municipalities=("999999",))]), PLACES)
    assert {total.orp for total in found} == {"", UNKNOWN_ORP}


# suggestions


def counted(*all_said: SaidNeed) -> tuple[DistinctNeed, ...]:
    return distinct(all_said)


def test_like_needs_of_one_place_are_suggested_and_those_of_two_villages_are_not() -> None:
    one = said(NAMES[0], title="Chybí odlehčovací služba")
    like = said(NAMES[1], title="Odlehčovací služba chybí", report="regions/r/x", municipalities=TOWNS[:2])
    same = said(NAMES[2], title="chybi odlehcovaci SLUŽBA!", report="areas/b/x")
    other_place = said(NAMES[3], title="Chybí odlehčovací služba", report="areas/c/x", municipalities=TOWNS[3:4])
    other_group = said(NAMES[4], title="Chybí odlehčovací služba", report="areas/d/x", groups=("homeless",))
    found = suggestions(counted(one, like, same, other_place, other_group))
    pairs = {(item.first, item.second) for item in found}
    assert (NAMES[0], NAMES[2]) in pairs
    assert all(NAMES[3] not in pair and NAMES[4] not in pair for pair in pairs)
    assert NeedLikeness.SAME_TITLE in next(i for i in found if (i.first, i.second) == (NAMES[0], NAMES[2])).reasons
    assert not suggestions(counted(one, same), [frozenset((NAMES[0], NAMES[2]))])


@MANY
@given(needs, st.randoms(use_true_random=False))
def test_suggestions_depend_on_no_order_and_only_join_places_and_years_that_meet(
    all_said: list[SaidNeed], random: Any
) -> None:
    found = distinct(all_said)
    by_name = {need.name: need for need in found}
    listed = suggestions(found)
    assert suggestions(random.sample(found, len(found))) == listed
    for item in listed:
        one, other = by_name[item.first], by_name[item.second]
        assert set(one.municipalities) & set(other.municipalities)
        assert abs(one.said.year - other.said.year) <= 1
        assert 0 <= item.score <= 100
