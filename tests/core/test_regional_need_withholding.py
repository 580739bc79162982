"""No number of people that is withheld from everybody can be computed from what everybody is told."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.needs import PersonsBasis
from komplan_core.regional.need_totals import NeedTotal, totals
from komplan_core.regional.need_withholding import told_people, withheld
from komplan_core.regional.needs import SaidNeed, distinct
from komplan_core.regional.territory import Units
from komplan_core.territory import Municipality, Orp

ORPS = ("1", "2", "3", "4")
TOWNS = {f"90{orp}00{place}": orp for orp in ORPS for place in range(3)}
UNITS = Units(
    None,
    {orp: Orp(code=orp, title=f"ORP {orp}", region="9") for orp in ORPS},
    {town: Municipality(code=town, title=town, orp=orp, district="9") for town, orp in TOWNS.items()},
)
PEOPLE = st.one_of(st.none(), st.integers(0, 9), st.integers(10, 60))


@st.composite
def said(draw: st.DrawFn) -> list[SaidNeed]:
    """Needs of towns, some of several ORP, some of people who are not known or stand in others too."""
    found = []
    for number in range(draw(st.integers(0, 9))):
        people = draw(PEOPLE)
        towns = draw(st.lists(st.sampled_from(sorted(TOWNS)), min_size=1, max_size=2, unique=True))
        found.append(
            SaidNeed(
                name=f"areas/a/needs/n{number}",
                area="a",
                report="areas/a/need-rounds/1/reports/900000-v1",
                said_at=datetime(2026, 2, 1, tzinfo=UTC),
                year=2027,
                need_no=number + 1,
                title=f"Potřeba {number}",
                groups=tuple(draw(st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True))),
                unmapped=(),
                municipalities=tuple(towns),
                persons=people,
                persons_basis=PersonsBasis.UNKNOWN if people is None else PersonsBasis.EXACT,
                persons_overlap=draw(st.integers(0, 9)) == 0,
            )
        )
    return found


def worlds(hidden: int, people: int) -> Iterator[tuple[int, ...]]:
    """All ways in which so many withheld numbers, none of them 0, are so many people together."""
    if hidden == 1:
        yield (people,)
        return
    for first in range(1, people - hidden + 2):
        for others in worlds(hidden - 1, people - first):
            yield first, *others


def told(found: tuple[NeedTotal, ...], years: int = 1) -> dict[tuple[str, str, bool], int | None]:
    """What everybody sees: the people of each total, None for a withheld one."""
    hidden = withheld(found, years)
    return {
        (total.orp, total.group, total.unmapped): None if place in hidden else told_people(total)
        for place, total in enumerate(found)
    }


@settings(max_examples=400, deadline=None)
@given(said())
def test_a_withheld_number_is_never_what_is_missing_to_the_whole(needs: list[SaidNeed]) -> None:
    found = totals(distinct(needs), UNITS)
    seen = told(found)
    assert all(people is None or not 0 < people < 5 for people in seen.values())
    assert all(people is None for (_, group, unmapped), people in seen.items() if group or unmapped)
    whole = seen["", "", False]
    by_orp = {orp: people for (orp, group, _), people in seen.items() if orp and not group}
    hidden = sum(people is None for people in by_orp.values())
    if whole is not None and hidden:
        missing = whole - sum(people for people in by_orp.values() if people is not None)
        possible = list(worlds(hidden, missing)) if missing <= 60 else []
        assert hidden > 1
        if possible:
            assert all(max(world[place] for world in possible) >= 5 for place in range(hidden))


@given(said(), st.integers(2, 4))
def test_several_years_together_tell_no_people_because_one_of_them_alone_does(
    needs: list[SaidNeed], years: int
) -> None:
    assert set(told(totals(distinct(needs), UNITS), years).values()) == {None}


def of_people(**people: int) -> tuple[NeedTotal, ...]:
    """A need of so many people in each ORP."""
    needs = []
    for place, (orp, number) in enumerate(people.items()):
        need = SaidNeed(
            name=f"areas/a/needs/n{place}",
            area="a",
            report="areas/a/need-rounds/1/reports/900000-v1",
            said_at=None,
            year=2027,
            need_no=place + 1,
            title=orp,
            groups=("x",),
            unmapped=(),
            municipalities=(f"90{orp[-1]}000",),
            persons=number,
            persons_basis=PersonsBasis.EXACT,
        )
        needs.append(need)
    return totals(distinct(needs), UNITS)


@pytest.mark.parametrize(
    ("people", "whole", "by_orp"),
    [
        ({"o1": 40, "o2": 30, "o3": 5}, 75, [40, 30, 5]),
        ({"o1": 40, "o2": 0}, 40, [40, 0]),
        ({"o1": 40, "o2": 12, "o3": 3}, 55, [40, None, None]),
        ({"o1": 40, "o2": 2, "o3": 3}, 45, [None, None, None]),  # 2 and 3 are 5: one of them would be known to be below
        ({"o1": 40, "o2": 4, "o3": 3}, 47, [40, None, None]),
        ({"o1": 1, "o2": 4}, None, [None, None]),
        ({"o1": 3}, None, [None]),
    ],
)
def test_as_little_as_needed_is_withheld(people: dict[str, int], whole: int | None, by_orp: list[int | None]) -> None:
    seen = told(of_people(**people))
    assert seen["", "", False] == whole
    assert [seen[orp[-1], "", False] for orp in people] == by_orp
