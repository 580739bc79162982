"""The region's sums: nothing is lost, nothing is counted twice, nothing depends on order."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from komplan_core.declarations import FundingSource, TargetGroup
from komplan_core.planning import FinancingKind, FinancingLine, Measure
from komplan_core.plugins import compile_profile
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk
from komplan_core.regional.money import AMOUNTS, AreaFigures, Unmapped, area_figures, split_amounts
from komplan_core.values import Money

CITY = compile_profile([])[0].revised({"working_groups": (), "comment_categories": ()})
CANONICAL = ("seniors", "carers", "homeless", "addiction", "families-with-children")
LOCAL = ("first", "second", "third", "unmapped", "undeclared")
SOURCES = {"town-fund": "municipality", "esf": "esf", "region": "region", "lottery": UNMAPPED, "church": UNMAPPED}


def crosswalk(**groups: dict[str, str]) -> Crosswalk:
    """A crosswalk of these local groups to shares, with the local source `town-fund`."""
    declared = [
        TargetGroup(code=code, title=code, canonical={group: Decimal(share) for group, share in shares.items()})
        for code, shares in groups.items()
    ]
    sources = (FundingSource(code="town-fund", title="Fond města", canonical="municipality"),)
    return Crosswalk(CITY.revised({"target_groups": tuple(declared), "funding_sources": sources}))


def line(**values: Any) -> FinancingLine:
    return FinancingLine(**{"year": 2028, "source": "esf", **values})


def measure(*lines: FinancingLine, target_groups: tuple[str, ...] = ()) -> Measure:
    return Measure(node="priority-1", position=1, title="Opatření", target_groups=target_groups, financing=lines)


@st.composite
def shares(draw: st.DrawFn) -> dict[str, str]:
    """Shares of some canonical groups, in thousandths, that add up to 1."""
    groups = draw(st.lists(st.sampled_from(CANONICAL), min_size=1, max_size=5, unique=True))
    cuts = draw(
        st.lists(st.integers(1, 999), min_size=len(groups) - 1, max_size=len(groups) - 1, unique=True).map(sorted)
    )
    bounds = [0, *cuts, 1000]
    return {group: str(Decimal(bounds[i + 1] - bounds[i]) / 1000) for i, group in enumerate(groups)}


crosswalks = st.builds(
    lambda first, second, third: crosswalk(first=first, second=second, third=third, unmapped={}),
    *[shares()] * 3,
)
amounts = st.none() | st.integers(0, 10**12).map(Money)
lines = st.builds(
    FinancingLine,
    year=st.sampled_from([2027, 2028]),
    source=st.sampled_from(list(SOURCES)),
    kind=st.sampled_from(FinancingKind),
    planned=amounts,
    secured=amounts,
    actual=amounts,
)
measures = st.builds(
    lambda financing, groups: measure(*financing, target_groups=tuple(groups)),
    st.lists(lines, max_size=4, unique_by=lambda line: (line.year, line.source, line.kind)),
    st.lists(st.sampled_from(LOCAL), max_size=4, unique=True),
)
plans = st.lists(measures, max_size=6)


def totals(figures: AreaFigures) -> Counter[tuple[int, str, str]]:
    """Money by year, canonical source and kind of amount, over all groups."""
    found: Counter[tuple[int, str, str]] = Counter()
    for (_, year, source), total in figures.by_group.items():
        for kind in AMOUNTS:
            found[year, source, kind] += getattr(total, kind)
    return found


def stated(plan: list[Measure]) -> Counter[tuple[int, str, str]]:
    """The same, straight from the lines."""
    found: Counter[tuple[int, str, str]] = Counter()
    for line in (line for measure in plan for line in measure.financing):
        for kind in AMOUNTS:
            found[line.year, SOURCES[line.source], kind] += (getattr(line, kind) or Money(0)).hal
    return found


def money(figures: AreaFigures) -> dict[tuple[str, int, str], tuple[int, int, int]]:
    return {key: (total.planned, total.secured, total.actual) for key, total in figures.by_group.items()}


# shares


@given(st.fixed_dictionaries({code: shares() for code in LOCAL[:3]}), st.lists(st.sampled_from(LOCAL), unique=True))
def test_the_weights_are_the_mean_of_the_local_shares(split: dict[str, dict[str, str]], local: list[str]) -> None:
    groups, weights = crosswalk(**split).weights(tuple(local))
    expected: dict[str, Fraction] = {}
    for code in local or [UNMAPPED]:
        for group, share in split.get(code, {UNMAPPED: "1"}).items():
            expected[group] = expected.get(group, Fraction(0)) + Fraction(share) / max(len(local), 1)
    assert groups == tuple(sorted(expected))
    assert [Fraction(weight, sum(weights)) for weight in weights] == [expected[group] for group in groups]


# money


@given(crosswalks, plans)
def test_all_groups_together_hold_exactly_the_money_of_the_lines(walk: Crosswalk, plan: list[Measure]) -> None:
    assert +totals(area_figures(plan, walk)) == +stated(plan)


@given(crosswalks, st.lists(st.sampled_from(LOCAL), max_size=4, unique=True), st.integers(0, 10**12))
def test_the_parts_of_a_line_add_up_and_lie_within_one_haler_of_their_share(
    walk: Crosswalk, groups: list[str], hal: int
) -> None:
    figures = area_figures([measure(line(planned=Money(hal)), target_groups=tuple(groups))], walk)
    parts = {group: total.planned for (group, _, _), total in figures.by_group.items()}
    canonical, weights = walk.weights(tuple(groups))
    assert set(parts) == set(canonical)
    assert sum(parts.values()) == hal
    for group, weight in zip(canonical, weights, strict=True):
        assert abs(parts[group] - Fraction(hal * weight, sum(weights))) < 1


@given(crosswalks, plans)
def test_every_part_agrees_with_itself_and_gaps_of_all_groups_are_those_of_the_lines(
    walk: Crosswalk, plan: list[Measure]
) -> None:
    figures = area_figures(plan, walk)
    for total in (*figures.by_group.values(), *figures.by_source.values()):
        assert min(total.planned, total.secured, total.actual, total.gap, total.overrun) >= 0
        assert total.planned - total.secured <= total.gap
    lines = [line for one in plan for line in one.financing]
    gap = sum(max((line.planned or Money(0)).hal - (line.secured or Money(0)).hal, 0) for line in lines)
    assert sum(total.gap for total in figures.by_group.values()) == gap
    assert sum(total.gap for total in figures.by_source.values()) == gap
    beyond = sum(max((line.secured or Money(0)).hal - (line.planned or Money(0)).hal, 0) for line in lines)
    if not beyond:  # nothing is secured beyond a plan: of every row, what is planned and not secured is what is missing
        assert all(total.planned - total.secured == total.gap for total in figures.by_group.values())


AMOUNT = st.integers(0, 10**9)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_parts_of_sums_add_up_and_each_keeps_the_balance_of_the_whole(
    covered: int, gap: int, beyond: int, paid: int, overrun: int, weights: list[int]
) -> None:
    whole = (covered + gap, covered + beyond, paid + overrun, gap, overrun)
    parts = split_amounts(whole, weights)
    assert tuple(map(sum, zip(*parts, strict=True))) == whole
    for planned, secured, actual, missing, above in parts:
        assert min(planned, secured, actual, missing, above) >= 0
        assert secured - (planned - missing) >= 0
        assert actual >= above
    if not beyond:
        assert all(planned - secured == missing for planned, secured, _, missing, _ in parts)


@given(crosswalks, plans, st.randoms(use_true_random=False))
def test_sums_do_not_depend_on_the_order_of_measures_groups_and_lines(
    walk: Crosswalk, plan: list[Measure], random: Any
) -> None:
    shuffled = [
        measure(
            *random.sample(one.financing, len(one.financing)),
            target_groups=tuple(random.sample(one.target_groups, len(one.target_groups))),
        )
        for one in random.sample(plan, len(plan))
    ]
    before, after = area_figures(plan, walk), area_figures(shuffled, walk)
    assert money(after) == money(before)
    assert {group: len(found) for group, found in after.touched.items()} == {
        group: len(found) for group, found in before.touched.items()
    }
    assert [(item.kind, item.code, len(item.measures)) for item in after.unmapped] == [
        (item.kind, item.code, len(item.measures)) for item in before.unmapped
    ]


@given(crosswalks, plans)
def test_every_sum_names_each_of_its_measures_once(walk: Crosswalk, plan: list[Measure]) -> None:
    for (group, year, _), total in area_figures(plan, walk).by_group.items():
        assert total.measures == sorted(set(total.measures))
        assert all(group in walk.weights(plan[index].target_groups)[0] for index in total.measures)
        assert all(any(line.year == year for line in plan[index].financing) for index in total.measures)


def test_an_odd_haler_goes_to_the_largest_remainder_and_then_to_the_first_by_code() -> None:
    walk = crosswalk(both={"seniors": "0.5", "carers": "0.5"}, third={"seniors": "0.34", "carers": "0.66"})
    halves = area_figures([measure(line(planned=Money(1)), target_groups=("both",))], walk)
    assert money(halves) == {("carers", 2028, "esf"): (1, 0, 0), ("seniors", 2028, "esf"): (0, 0, 0)}
    unequal = area_figures([measure(line(planned=Money(2)), target_groups=("third",))], walk)
    assert money(unequal) == {("carers", 2028, "esf"): (1, 0, 0), ("seniors", 2028, "esf"): (1, 0, 0)}


def test_several_local_groups_share_a_measure_evenly() -> None:
    walk = crosswalk(old={"seniors": "1"}, family={"families-with-children": "0.5", "carers": "0.5"})
    figures = area_figures([measure(line(planned=Money(100)), target_groups=("old", "family"))], walk)
    assert {group: total.planned for (group, _, _), total in figures.by_group.items()} == {
        "seniors": 50,
        "families-with-children": 25,
        "carers": 25,
    }


def test_an_amount_that_is_not_known_adds_nothing_and_is_counted() -> None:
    walk = crosswalk(old={"seniors": "1"})
    for planned, unknown in ((None, 1), (Money(0), 0)):
        figures = area_figures([measure(line(planned=planned), target_groups=("old",))], walk)
        total = figures.by_group["seniors", 2028, "esf"]
        assert (total.planned, total.secured, total.actual, total.lines) == (0, 0, 0, 1)
        assert (total.without_planned, total.without_secured, total.without_actual) == (unknown, 1, 1)


# measures


@given(crosswalks, plans)
def test_a_measure_counts_once_in_every_group_that_it_touches_and_once_in_the_total(
    walk: Crosswalk, plan: list[Measure]
) -> None:
    touched = area_figures(plan, walk).touched
    for group, found in touched.items():
        assert list(found) == [index for index, one in enumerate(plan) if group in walk.weights(one.target_groups)[0]]
    assert {index for found in touched.values() for index in found} == set(range(len(plan)))


def test_two_local_groups_of_one_canonical_group_count_a_measure_once() -> None:
    walk = crosswalk(old={"seniors": "1"}, older={"seniors": "1"})
    figures = area_figures([measure(line(planned=Money(7)), target_groups=("old", "older"))], walk)
    assert figures.touched == {"seniors": (0,)}
    assert money(figures) == {("seniors", 2028, "esf"): (7, 0, 0)}


# what has no mapping


@given(crosswalks, plans)
def test_every_unmapped_group_is_listed_with_its_measures(walk: Crosswalk, plan: list[Measure]) -> None:
    listed = {item.code: item.measures for item in area_figures(plan, walk).unmapped if item.kind == "target-group"}
    expected: dict[str, list[int]] = {}
    for index, one in enumerate(plan):
        for code in one.target_groups or (UNMAPPED,):
            if code in ("unmapped", "undeclared", UNMAPPED):
                expected.setdefault(code, []).append(index)
    assert listed == {code: tuple(found) for code, found in expected.items()}


@given(crosswalks, plans)
def test_every_unmapped_source_is_listed_with_its_measures(walk: Crosswalk, plan: list[Measure]) -> None:
    listed = {item.code: item.measures for item in area_figures(plan, walk).unmapped if item.kind == "funding-source"}
    expected: dict[str, list[int]] = {}
    for index, one in enumerate(plan):
        for code in {line.source for line in one.financing if SOURCES[line.source] == UNMAPPED}:
            expected.setdefault(code, []).append(index)
    assert listed == {code: tuple(found) for code, found in expected.items()}


def test_money_without_a_group_or_source_is_listed_and_kept() -> None:
    walk = crosswalk(old={"seniors": "1"}, new={})
    figures = area_figures(
        [
            measure(line(planned=Money(5))),
            measure(line(planned=Money(3)), target_groups=("new", "old")),
            measure(line(source="lottery", secured=Money(2)), target_groups=("old",)),
        ],
        walk,
    )
    assert figures.unmapped == (
        Unmapped("funding-source", "lottery", (2,)),
        Unmapped("target-group", "", (0,)),
        Unmapped("target-group", "new", (1,)),
    )
    assert money(figures) == {
        (UNMAPPED, 2028, "esf"): (5 + 2, 0, 0),
        ("seniors", 2028, "esf"): (1, 0, 0),
        ("seniors", 2028, UNMAPPED): (0, 2, 0),
    }


def test_no_measures_give_no_figures() -> None:
    assert area_figures([], crosswalk()) == AreaFigures({}, {}, {}, {}, ())
