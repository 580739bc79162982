"""What is needed beside what there is: each needed capacity once, unknown is not zero; scenarios beside the base."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.regional.gaps import CapacityLine, distinct_lines, gap_rows
from komplan_core.regional.scenarios import CapacityChange, Effect, effects, gap_after
from komplan_core.regional.territory import Units
from komplan_core.territory import Municipality, Orp

TOWNS = {"999001": "V01", "999002": "V01", "999011": "V02"}
UNITS = Units(
    None,
    {code: Orp(code=code, title=code, region="V0") for code in ("V01", "V02")},
    {town: Municipality(code=town, title=town, orp=orp, district="9") for town, orp in TOWNS.items()},
)


def line(report: str = "r1", number: int = 1, towns: tuple[str, ...] = ("999001",), **values: Any) -> CapacityLine:
    told: dict[str, Any] = {
        "year": 2027,
        "area": "a",
        "service_type": "home-care",
        "form": "field",
        "unit": "clients",
        "needed": 10,
        "now": 4,
        "from_year": 2028,
    }
    return CapacityLine(report=report, number=number, municipalities=frozenset(towns), **{**told, **values})


LINES = st.builds(
    line,
    report=st.sampled_from(["r1", "r2", "r3"]),
    number=st.integers(1, 3),
    towns=st.sets(st.sampled_from([*TOWNS, "777777"]), min_size=1).map(lambda towns: tuple(sorted(towns))),
    unit=st.sampled_from(["clients", "contacts"]),
    needed=st.integers(0, 20),
    now=st.none() | st.integers(0, 20),
    service=st.sampled_from(["", "1", "2"]),
    needs=st.sets(st.sampled_from(["n1", "n2"])).map(frozenset),
)
SEVERAL = st.lists(LINES, max_size=7, unique_by=lambda found: (found.report, found.number))


@settings(max_examples=100)
@given(SEVERAL, st.randoms(use_true_random=False))
def test_in_no_order_is_a_needed_capacity_counted_twice_or_lost(lines: list[CapacityLine], chance: Any) -> None:
    mixed = [*lines, *lines]
    chance.shuffle(mixed)
    found = distinct_lines(mixed)
    assert found == distinct_lines(lines)
    assert sorted((it.report, it.number) for item in found for it in (*item.lines, *item.also)) == sorted(
        (it.report, it.number) for it in lines
    )
    counted = [it for item in found for it in item.lines]
    assert not any(one.same(other) for one in counted for other in counted)
    rows = gap_rows(found, {}, UNITS)
    for unit in ("clients", "contacts"):
        whole = next((row for row in rows if not row.orp and row.unit == unit), None)
        said = [it for it in counted if it.unit == unit]
        assert (whole.needed if whole else 0) == sum(it.needed for it in said)
        assert (whole.gap.unknown if whole else 0) == sum(it.now is None for it in said)
    for row in rows:  # the numbers of a row explain each other
        assert row.needed - row.unmeasured - (row.now.known or 0) + row.spare == (row.gap.known or 0)


def test_the_orps_word_and_the_municipalitys_on_one_need_count_once() -> None:
    orp = line("orp", towns=("999001", "999002"), needs=frozenset({"n"}), needed=10)
    town = line("town", towns=("999001",), needs=frozenset({"n"}), needed=12, now=None)
    elsewhere = line("other", towns=("999011",), needs=frozenset({"n"}), needed=1)
    found = distinct_lines([orp, town, elsewhere])
    assert [([it.report for it in item.lines], [it.report for it in item.also]) for item in found] == [
        (["other"], []),
        (["town"], ["orp"]),
    ]
    rows = gap_rows(found, {}, UNITS)
    assert [(row.orp, row.needed, row.gap.known, row.gap.unknown) for row in rows] == [
        ("", 13, 0, 1),
        ("V01", 12, None, 1),
        ("V02", 1, 0, 0),
    ]
    newer = replace(orp, year=2028)
    assert [it.report for item in distinct_lines([newer, town]) for it in item.lines] == ["orp"]


def test_two_lines_of_one_report_are_two() -> None:
    found = distinct_lines([line(number=1, service="1"), line(number=2, service="1")])
    assert [len(item.lines) for item in found] == [1, 1]


BEDS = ("home-for-seniors", "residential", "beds")


def change(kind: str, quantity: int, year: int = 2028, orp: str = "V01") -> CapacityChange:
    what = dict(zip(("service_type", "form", "unit"), BEDS, strict=True))
    return CapacityChange.model_validate({**what, "kind": kind, "orp": orp, "year": year, "quantity": quantity})


def test_a_scenario_adds_removes_and_sets_year_by_year() -> None:
    base = {("V01", *BEDS): 50, ("V02", *BEDS): None, ("", *BEDS): 80}
    changes = [change("add", 10, 2029), change("set", 40, 2028), change("remove", 100, 2030)]
    assert [effects(changes, base, year).get(("V01", *BEDS)) for year in (2027, 2028, 2029, 2030)] == [
        None,
        Effect(40, -10),
        Effect(50, 0),
        Effect(0, -50, below_zero=True),
    ]
    assert effects(changes, base, 2028)["", *BEDS] == Effect(70, -10)
    unknown = effects([change("add", 5, orp="V02")], base, 2028)
    assert (unknown["V02", *BEDS], unknown["", *BEDS]) == (Effect(None, 5), Effect(85, 5))
    assert effects([change("set", 5, orp="V02")], base, 2028)["", *BEDS] == Effect(None, None)
    assert effects([change("add", 7, orp="V03")], base, 2028)["V03", *BEDS] == Effect(7, 7)


@given(st.none() | st.integers(0, 100), st.integers(-50, 50))
def test_what_is_added_lessens_a_gap_and_never_below_zero(gap: int | None, differs: int) -> None:
    left = gap_after(gap, Effect(None, differs))
    assert left == (None if gap is None else max(gap - differs, 0))
    assert gap_after(gap, None) == gap
    assert gap_after(gap, Effect(1, None)) is None


@pytest.mark.parametrize("wrong", [{"quantity": -1}, {"unit": "persons"}, {"kind": "double"}, {"year": 12}])
def test_a_change_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CapacityChange.model_validate({**change("add", 1).model_dump(), **wrong})
