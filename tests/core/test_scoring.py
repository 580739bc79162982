"""Scoring of priorities: the common order, its ties, and the disagreement behind it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from komplan_core.scoring import Ballot, Scoring, kendalls_w, tally

ABC = ("a", "b", "c")


def scoring(*scores, method="points", candidates=ABC, **values):
    given_ = {"most_points": 10 if method == "points" else 0, **values}
    ballots = tuple(Ballot(scores=item) for item in scores)
    return Scoring(
        title="Priority", method=method, held_on=date(2026, 3, 2), candidates=candidates, ballots=ballots, **given_
    )


def order(found):
    return [(item.candidate, item.place, item.total) for item in found.placed]


def test_points_are_added_and_more_is_better():
    found = tally(scoring((10, 0, 5), (8, 2, 9)))
    assert order(found) == [("a", 1, 18), ("c", 2, 14), ("b", 3, 2)]
    first = found.placed[0]
    assert (first.mean, first.lowest, first.highest, first.variance) == (9, 8, 10, 1)


def test_ranks_are_added_and_less_is_better():
    assert order(tally(scoring((2, 1, 3), (1, 2, 3), (2, 1, 3), method="ranks"))) == [
        ("b", 1, 4),
        ("a", 2, 5),
        ("c", 3, 9),
    ]


def test_equal_scores_share_a_place_and_stand_as_on_the_ballot_paper():
    assert order(tally(scoring((5, 5, 9), (5, 5, 9)))) == [("c", 1, 18), ("a", 2, 10), ("b", 2, 10)]


def test_anonymous_ballots_of_one_content_count_as_many():
    once = scoring().revised({"ballots": (Ballot(scores=(1, 2, 3), count=3), Ballot(scores=(3, 2, 1)))})
    assert tally(once) == tally(scoring((1, 2, 3), (1, 2, 3), (1, 2, 3), (3, 2, 1)))


def test_nobody_voted_yet():
    assert (tally(scoring()).ballots, tally(scoring()).placed, tally(scoring()).agreement) == (0, (), None)


@pytest.mark.parametrize(
    ("ranks", "agreement"),
    [
        (((1, 2, 3), (1, 2, 3)), Decimal(1)),
        (((1, 2, 3), (3, 2, 1)), Decimal(0)),
        # three judges of four: rank sums 5, 6, 7, 12; S = 29, so 12 × 29 / (9 × 60)
        (((1, 2, 3, 4), (2, 1, 3, 4), (2, 3, 1, 4)), Decimal("0.6444")),
        (((1, 2, 3),), None),
    ],
)
def test_agreement_is_kendalls_w(ranks, agreement):
    assert kendalls_w([(item, 1) for item in ranks]) == agreement


def test_ties_on_a_ballot_are_corrected_for():
    # two ballots that agree wholly, each with a tie, agree wholly
    assert tally(scoring((7, 7, 0), (9, 9, 1))).agreement == 1
    assert tally(scoring((5, 5, 5), (5, 5, 5))).agreement is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ballots": (Ballot(scores=(1, 2)),)}, "ballots.0.scores"),
        ({"ballots": (Ballot(scores=(1, 2, 11)),)}, "ballots.0.scores"),
        ({"ballots": (Ballot(scores=(1, 2, 3), voter="m"), Ballot(scores=(1, 1, 1), voter="m"))}, "ballots"),
        ({"method": "ranks", "most_points": 0, "ballots": (Ballot(scores=(1, 1, 2)),)}, "ballots.0.scores"),
        ({"method": "ranks", "most_points": 0, "ballots": (Ballot(scores=(0, 1, 2)),)}, "ballots.0.scores"),
        ({"most_points": 0}, "most_points"),
        ({"method": "ranks"}, "most_points"),
    ],
)
def test_an_incomplete_or_double_vote_is_refused(values, field):
    with pytest.raises(ValidationError) as refused:
        scoring().revised(values)
    assert refused.value.errors()[0]["ctx"]["field"] == field


def test_a_named_voter_casts_one_ballot():
    with pytest.raises(ValidationError):
        Ballot(voter="areas/vzorov/members/m", count=2, scores=(1,))


def points(count):
    return st.lists(st.tuples(*[st.integers(0, 10)] * count), min_size=1, max_size=12)


@given(points(4), st.randoms())
def test_the_order_of_ballots_changes_nothing_and_agreement_lies_between_none_and_all(votes, chance):
    shuffled = list(votes)
    chance.shuffle(shuffled)
    found = tally(scoring(*votes, candidates=("a", "b", "c", "d")))
    assert found == tally(scoring(*shuffled, candidates=("a", "b", "c", "d")))
    assert found.agreement is None or 0 <= found.agreement <= 1
    assert sum(item.total for item in found.placed) == sum(map(sum, votes))
    places = [item.place for item in found.placed]
    assert places == sorted(places)
    for one, other in zip(found.placed, found.placed[1:], strict=False):
        assert (one.place == other.place) == (one.total == other.total)


@given(st.lists(st.permutations((1, 2, 3, 4, 5)), min_size=1, max_size=8))
def test_ranks_and_the_points_that_mean_the_same_agree(votes):
    ranks = tally(scoring(*map(tuple, votes), method="ranks", candidates=("a", "b", "c", "d", "e")))
    turned = [tuple(5 - rank for rank in vote) for vote in votes]
    same = tally(scoring(*turned, candidates=("a", "b", "c", "d", "e")))
    assert [item.candidate for item in ranks.placed] == [item.candidate for item in same.placed]
    assert ranks.agreement == same.agreement
