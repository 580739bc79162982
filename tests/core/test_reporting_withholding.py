"""Small counts of people are withheld, and nobody can compute them from what is shown."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from komplan_core.reporting.withholding import LIMIT, withheld

PARTS = ("a", "b", "c", "d")


def total_of(*counts):
    """A table with a row for each count and a total: cells and counts."""
    parts = [f"row-{number}" for number in range(len(counts))]
    return {**{part: frozenset({part}) for part in parts}, "total": frozenset(parts)}, dict(
        zip(parts, counts, strict=True)
    )


def value(cells, cell, counts):
    return sum(counts[part] for part in cells[cell])


def consistent(cells, counts, hidden):
    """Every set of counts that agrees with all that is shown: equal shown cells, and nobody withholds a zero.

    Parts of which everybody knows that they are empty stay empty.
    """
    known = [part for part in counts if counts[part]]
    highest = sum(counts.values()) + LIMIT
    for numbers in product(range(highest + 1), repeat=len(known)):
        other = {**counts, **dict(zip(known, numbers, strict=True))}
        agrees = all(value(cells, cell, other) == value(cells, cell, counts) for cell in cells if cell not in hidden)
        if agrees and all(value(cells, cell, other) >= 1 for cell in hidden):
            yield other


@st.composite
def tables(draw):
    """Up to four parts, few people in each, often a row for each, and cells that add up any of them: areas, totals."""
    parts = PARTS[: draw(st.integers(1, 4))]
    highest = {1: 12, 2: 9, 3: 6, 4: 4}[len(parts)]
    counts = {part: draw(st.integers(0, highest)) for part in parts}
    groups = draw(st.lists(st.sets(st.sampled_from(parts)).map(frozenset), min_size=1, max_size=5))
    rows = [frozenset({part}) for part in parts] if draw(st.booleans()) else []
    return {f"cell-{number}": group for number, group in enumerate([*rows, *groups])}, counts


@settings(max_examples=150, deadline=None)
@given(tables())
def test_no_withheld_count_can_be_computed_nor_told_to_be_small(table):
    cells, counts = table
    hidden = withheld(cells, counts)
    small = {cell for cell in cells if 0 < value(cells, cell, counts) < LIMIT}
    assert small <= hidden
    others = list(consistent(cells, counts, hidden)) if small else []
    for cell in small:
        possible = {value(cells, cell, other) for other in others}
        assert len(possible) > 1
        assert max(possible) >= LIMIT


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_a_table_with_a_total_never_gives_a_small_row_away(counts):
    cells, numbers = total_of(*counts)
    hidden = withheld(cells, numbers)
    rest = [cell for cell in cells if cell != "total" and cell in hidden]
    if "total" not in hidden and rest:
        residue = sum(value(cells, cell, numbers) for cell in rest)
        assert len(rest) >= 2
        assert residue - (len(rest) - 1) >= LIMIT  # each of the others has one person at least


@given(st.lists(st.just(0) | st.integers(LIMIT, 1000), min_size=1, max_size=8))
def test_nothing_is_withheld_where_nothing_is_small(counts):
    assert withheld(*total_of(*counts)) == frozenset()


def test_the_smallest_other_row_is_withheld_beside_a_small_one():
    assert withheld(*total_of(3, 20, 30)) == {"row-0", "row-1"}
    assert withheld(*total_of(3, 20, 7, 0)) == {"row-0", "row-2"}


def test_two_small_rows_are_not_enough_when_together_they_are_few():
    assert withheld(*total_of(1, 2, 40)) == {"row-0", "row-1", "row-2"}
    assert withheld(*total_of(4, 4, 40)) == {"row-0", "row-1"}


def test_the_total_goes_too_where_it_alone_would_tell():
    assert withheld(*total_of(3, 0, 0)) == {"row-0", "total"}
    assert withheld(*total_of(2, 3)) == {"row-0", "row-1", "total"}  # a zero would have been shown
    assert withheld(*total_of(1, 1, 1, 1, 1)) == {"row-0", "row-1", "row-2", "row-3", "row-4", "total"}


def test_areas_that_share_a_group_do_not_give_the_rest_away():
    cells = {"seniors": frozenset({"old"}), "all-help": frozenset({"old", "blind"})}
    hidden = withheld(cells, {"old": 40, "blind": 3})
    assert hidden
    assert hidden < set(cells)


def test_three_areas_that_overlap_in_a_ring_do_not_solve_each_other():
    cells = {"ab": frozenset("ab"), "bc": frozenset("bc"), "ca": frozenset("ca")}
    assert withheld(cells, {"a": 3, "b": 20, "c": 30})
    assert withheld(cells, {"a": 9, "b": 20, "c": 30}) == frozenset()
