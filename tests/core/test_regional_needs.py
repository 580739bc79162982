"""One need counts once, nobody is counted twice, silence is told: whatever the order in which things came."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.declarations import AreaLevel, PlanningArea
from komplan_core.evidence.rounds import ReportingState, ReportKind
from komplan_core.needs import NeedState, PersonsBasis
from komplan_core.regional.need_holding import SaidReport, held
from komplan_core.regional.need_likeness import NeedLikeness, suggestions
from komplan_core.regional.need_records import NeedForm, NeedResponse, code_hash
from komplan_core.regional.need_totals import UNKNOWN_ORP, covered, totals
from komplan_core.regional.needs import DistinctNeed, Merge, SaidNeed, distinct
from komplan_core.regional.territory import (
    RegionTerritory,
    Units,
    of_region,
    official_tables,
    shrinks,
    territory_of_areas,
    units,
)
from komplan_core.territory import Municipality, Orp, read_territory

MANY = settings(max_examples=80, deadline=None)
TOWNS = tuple(f"50000{number}" for number in range(6))
GROUPS = ("seniors", "families-with-children", "homeless")
NAMES = [f"areas/a/needs/n{number}" for number in range(8)]
LIST = RegionTerritory(
    valid_from=date(2026, 1, 1),
    region="9",
    title="Kraj",
    orps=(Orp(code="91", title="Horní", region="9"), Orp(code="92", title="Dolní", region="9")),
    municipalities=tuple(
        Municipality(code=code, title=f"Obec {code}", orp="91" if place < 3 else "92", district="1")
        for place, code in enumerate(TOWNS)
    ),
)
PLACES = units(LIST)


def said(name: str, **values: Any) -> SaidNeed:
    made: dict[str, Any] = {
        "area": "a",
        "report": f"areas/a/need-rounds/2027/reports/{TOWNS[0]}-v1",
        "said_at": datetime(2027, 1, 1, tzinfo=UTC),
        "year": 2027,
        "need_no": 1,
        "title": "Odlehčovací služba",
        "groups": ("seniors",),
        "unmapped": (),
        "municipalities": (TOWNS[0],),
        **values,
    }
    if made.get("persons") is not None:
        made.setdefault("persons_basis", PersonsBasis.EXACT)
    return SaidNeed(name=name, **made)


def report(municipality: str, **values: Any) -> SaidReport:
    version = values.get("version", 1)
    round_ = values.pop("round", "areas/a/need-rounds/2027")
    made: dict[str, Any] = {
        "area": "a",
        "on_behalf_of": (),
        "year": 2027,
        "version": version,
        "kind": ReportKind.NEEDS,
        "submitted_at": datetime(2027, 1, version, tzinfo=UTC),
        **values,
    }
    return SaidReport(name=f"{round_}/reports/{municipality}-v{version}", municipality=municipality, **made)


needs = st.lists(
    st.builds(
        lambda name, year, persons, towns, groups, follows, merged, overlap, at: said(
            name,
            year=year,
            persons=persons,
            persons_basis=PersonsBasis.UNKNOWN if persons is None else PersonsBasis.ESTIMATE,
            municipalities=tuple(towns),
            groups=tuple(sorted(groups)),
            follows=follows if follows != name else "",
            merged_into=merged if merged != name else "",
            state=NeedState.MERGED if merged and merged != name else NeedState.OPEN,
            persons_overlap=overlap,
            said_at=datetime(2027, 1, at, tzinfo=UTC),
            title=f"Potřeba {at}",
        ),
        st.sampled_from(NAMES),
        st.sampled_from([2026, 2027, 2028]),
        st.none() | st.integers(0, 50),
        st.lists(st.sampled_from(TOWNS), min_size=1, max_size=3, unique=True),
        st.lists(st.sampled_from(GROUPS), max_size=2, unique=True),
        st.sampled_from(["", *NAMES]),
        st.sampled_from(["", "", *NAMES]),
        st.booleans(),
        st.integers(1, 28),
    ),
    max_size=10,
)
merges = st.lists(
    st.builds(
        lambda number, held: Merge(f"regions/r/need-merges/m{number}", held[0], tuple(held[1:])),
        st.integers(0, 3),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True),
    ),
    max_size=3,
    unique_by=lambda merge: merge.name,
)


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


# who reported


@MANY
@given(
    st.lists(
        st.builds(
            lambda town, others, version, kind, at, by, round_: report(
                town,
                on_behalf_of=tuple(code for code in others if code != town),
                version=version,
                kind=kind,
                submitted_at=datetime(2027, 1, at, tzinfo=UTC),
                correction_approved_by=by,
                round=round_,
            ),
            st.sampled_from(TOWNS),
            st.lists(st.sampled_from(TOWNS), max_size=3, unique=True),
            st.integers(1, 3),
            st.sampled_from(ReportKind),
            st.integers(1, 28),
            st.sampled_from(["", "rada kraje"]),
            st.sampled_from(["areas/a/need-rounds/2027", "regions/r/need-rounds/2027"]),
        ),
        max_size=8,
        unique_by=lambda found: found.name,
    ),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_every_municipality_stands_in_one_state_whatever_the_order(
    reports: list[SaidReport], closed: bool, random: Any
) -> None:
    closed_at = datetime(2027, 1, 15, tzinfo=UTC) if closed else None
    found = held(TOWNS, reports, [], closed, closed_at)
    assert held(TOWNS, random.sample(reports, len(reports)), [], closed, closed_at) == found
    assert [standing.municipality for standing in found.coverage.standings] == list(TOWNS)
    silent = {s.municipality for s in found.coverage.standings if s.state in (None, ReportingState.SILENT)}
    kept = sorted((item for item in reports if item.name not in found.late), key=lambda item: item.version)
    in_time = list({(item.name.split("/reports/")[0], item.municipality): item for item in kept}.values())
    assert silent == set(TOWNS) - {code for item in in_time for code in (item.municipality, *item.on_behalf_of)}
    for standing in found.coverage.standings:
        own = [item for item in in_time if item.municipality == standing.municipality]
        assert (standing.state is ReportingState.REPORTED_BY_ORP) <= (not own)
    whole, *orps = covered(found.coverage.standings, PLACES)
    assert sum(orp.covered for orp in orps) == whole.covered
    assert sum(orp.silent + orp.awaited for orp in orps) == len(silent)


def test_what_the_orp_says_of_a_town_that_reported_itself_does_not_count() -> None:
    orp = report(TOWNS[0], on_behalf_of=TOWNS[1:3])
    own = report(TOWNS[1], no_unmet_needs=True)
    of_one = said(NAMES[0], report=orp.name, municipalities=TOWNS[1:2])
    of_both = said(NAMES[1], report=orp.name, municipalities=TOWNS[1:3])
    found = held(TOWNS, [orp, own], [of_one, of_both], closed=True)
    assert [need.name for need in found.needs] == [NAMES[1]]
    assert found.coverage.standings[1].superseded == (orp.name,)


def test_what_comes_after_closing_counts_only_as_an_approved_correction() -> None:
    closed_at = datetime(2027, 1, 10, tzinfo=UTC)
    after = datetime(2027, 1, 11, tzinfo=UTC)
    late = report(TOWNS[0], submitted_at=after)
    first = report(TOWNS[1], submitted_at=datetime(2027, 1, 9, tzinfo=UTC))
    unapproved = report(TOWNS[1], version=2, submitted_at=after)
    approved = replace(unapproved, correction_approved_by="rada kraje")
    found = held(TOWNS, [late, first, unapproved], [], True, closed_at)
    assert found.late == (late.name, unapproved.name)
    assert [(s.state, s.report) for s in found.coverage.standings[:2]] == [("silent", ""), ("reported", first.name)]
    assert held(TOWNS, [first, approved], [], True, closed_at).coverage.standings[1].report == approved.name


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


# records and territory


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"needs": (), "no_unmet_needs": False}, "REQUIRED"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",)},), "no_unmet_needs": True}, "REQUIRED"),
        ({"needs": ({"title": "x", "target_groups": ("nobody",)},)}, "UNKNOWN_CODE"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",), "persons": 0},)}, "INVALID_VALUE"),
        ({"needs": ({"title": "x", "target_groups": ("seniors",), "municipalities": (TOWNS[1],)},)}, "AREA_MISMATCH"),
        ({"no_unmet_needs": True, "on_behalf_of": (TOWNS[0],)}, "INVALID_VALUE"),
        ({"no_unmet_needs": True, "approved_by": " "}, "REQUIRED"),
    ],
)
def test_a_form_that_says_nothing_or_too_much_is_refused(values: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        NeedForm.model_validate({"municipality": TOWNS[0], "approved_by": "úřad", **values})
    assert reason in {error["type"] for error in wrong.value.errors()}


def test_an_answer_has_a_reason_and_only_a_merged_need_goes_on_under_another() -> None:
    given = {
        "need": NAMES[0],
        "title": "x",
        "year": 2027,
        "outcome": "accepted",
        "reason": "v síti",
        "decided_by": "rada",
    }
    assert NeedResponse.model_validate(given).outcome == "accepted"
    for wrong in ({"reason": " "}, {"outcome": "merged"}, {"merged_into": NAMES[1]}, {"decided_by": ""}):
        with pytest.raises(ValidationError):
            NeedResponse.model_validate({**given, **wrong})


def test_a_code_works_however_it_is_typed_and_for_its_municipality_only() -> None:
    assert code_hash("r/codes/500000", "abcd-EFGH jkmn pqrs") == code_hash("r/codes/500000", "ABCD-EFGH-JKMN-PQRS")
    assert code_hash("r/codes/500001", "ABCD-EFGH-JKMN-PQRS") != code_hash("r/codes/500000", "ABCD-EFGH-JKMN-PQRS")


def test_a_territory_knows_its_units_by_code_and_a_torn_one_is_refused() -> None:
    assert PLACES.orp_of(TOWNS[4]) == "92"
    assert (PLACES.orp_of("123456"), Units().title("123456")) == ("", "123456")
    assert PLACES.of_orp("91") == TOWNS[:3]
    with pytest.raises(ValidationError):
        LIST.revised({"orps": LIST.orps[:1]})
    assert shrinks(LIST, LIST.revised({"municipalities": LIST.municipalities[:5]}))
    assert not shrinks(LIST, LIST)


def test_a_made_territory_has_what_its_cities_speak_of() -> None:
    orp = PlanningArea(code="o", title="ORP Les", level=AreaLevel.ORP, municipalities=TOWNS[:3], orp="V1", region="V")
    city = PlanningArea(code="m", title="Les", level=AreaLevel.CITY, municipalities=TOWNS[:1], orp="V1", region="V")
    made = units(territory_of_areas([city, orp], "K1", "Kraj", date(2026, 1, 1)))
    assert (made.title(TOWNS[0]), made.orp_title("V1"), len(made.municipalities)) == ("Les", "Les", 3)


def test_a_list_written_as_official_tables_is_read_back_the_same() -> None:
    tables = [io.StringIO(text.decode(), newline="") for text in official_tables(LIST).values()]
    assert of_region(read_territory(*tables), "", LIST.valid_from) == LIST


def test_what_the_regions_intake_took_outranks_what_an_instance_says_later_in_the_municipalitys_name():
    own = report(TOWNS[0], round="regions/kraj/need-rounds/2027", area="")
    foreign = report(TOWNS[0], submitted_at=datetime(2027, 3, 1, tzinfo=UTC))
    for reports in ([own, foreign], [foreign, own]):
        (standing,) = held([TOWNS[0]], reports, [], closed=True).coverage.standings
        assert (standing.report, standing.superseded) == (own.name, (foreign.name,))
