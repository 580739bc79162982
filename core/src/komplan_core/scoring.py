"""Scoring of priorities by a group: points or ranks, an order that is stable, and the disagreement behind it."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from komplan_core.errors import violated
from komplan_core.record import Entity, Record
from komplan_core.values import Code, OptionalCode, Title, unique


class Method(StrEnum):
    """How a group scores."""

    POINTS = "points"
    """Each voter gives each candidate 0 to `most_points`; more is better."""
    RANKS = "ranks"
    """Each voter puts all candidates in order from 1, no two on one place."""


class Ballot(Record):
    """What one voter, or several who voted the same without their names, gave to the candidates in their order."""

    voter: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of the member, or empty for anonymous ballots."""
    count: Annotated[int, Field(ge=1, le=10_000)] = 1
    """How many ballots of this content were cast; 1 where the voter is named."""
    scores: Annotated[tuple[Annotated[int, Field(ge=0, le=1_000)], ...], Field(min_length=1, max_length=200)]

    def model_post_init(self, context: Any, /) -> None:
        if self.voter and self.count != 1:
            violated("INVALID_VALUE", "a member casts one ballot", "count")


class Scoring(Entity):
    """A vote of a group on the order of priorities."""

    title: Title
    method: Method
    working_group: OptionalCode = ""
    """The group that votes; empty where members of any group do."""
    held_on: date
    most_points: Annotated[int, Field(ge=0, le=1_000)] = 0
    """Of `points`: the most that a voter gives to one candidate."""
    candidates: Annotated[tuple[Code, ...], Field(min_length=2, max_length=200), unique("a candidate")]
    """Ids of nodes of the version, in the order of the ballot paper."""
    ballots: Annotated[tuple[Ballot, ...], Field(max_length=1_000)] = ()
    closed: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if (self.method is Method.POINTS) != (self.most_points > 0):
            violated("INVALID_VALUE", "`points` needs the most that may be given, `ranks` takes none", "most_points")
        named = [ballot.voter for ballot in self.ballots if ballot.voter]
        if len(set(named)) != len(named):
            violated("DUPLICATE_CODE", "a member votes once", "ballots")
        for index, ballot in enumerate(self.ballots):
            if not self._complete(ballot):
                violated("INVALID_VALUE", self._asked(), f"ballots.{index}.scores")

    def _complete(self, ballot: Ballot) -> bool:
        if len(ballot.scores) != len(self.candidates):
            return False
        if self.method is Method.POINTS:
            return max(ballot.scores) <= self.most_points
        return sorted(ballot.scores) == list(range(1, len(self.candidates) + 1))

    def _asked(self) -> str:
        if self.method is Method.POINTS:
            return f"give each of the {len(self.candidates)} candidates 0 to {self.most_points} points"
        return f"put all {len(self.candidates)} candidates on places 1 to {len(self.candidates)}, each once"


class Placed(Record):
    """A candidate in the common order."""

    candidate: Code
    place: int
    """From 1; those who have the same score share the better place."""
    total: int
    """Sum of points, or of ranks."""
    mean: Decimal
    lowest: int
    highest: int
    variance: Decimal
    """Of the ballots' scores: 0 where all agree."""


class Tally(Record):
    """The common order and how much the voters disagree about it."""

    ballots: int
    placed: tuple[Placed, ...]
    agreement: Decimal | None = None
    """Kendall's W from 0 (no agreement) to 1 (all the same); None with fewer than two ballots, or where all tie."""


def tally(scoring: Scoring) -> Tally:
    """The common order of a scoring. Equal totals share a place and stand in the order of the ballot paper."""
    votes = [(ballot.scores, ballot.count) for ballot in scoring.ballots]
    count = sum(weight for _, weight in votes)
    if not count:
        return Tally(ballots=0, placed=())
    totals = [sum(scores[i] * weight for scores, weight in votes) for i in range(len(scoring.candidates))]
    better = -1 if scoring.method is Method.POINTS else 1
    order = sorted(range(len(totals)), key=lambda i: (better * totals[i], i))
    placed = []
    for i in order:
        given = [(scores[i], weight) for scores, weight in votes]
        mean = Fraction(totals[i], count)
        spread = sum((weight * (Fraction(score) - mean) ** 2 for score, weight in given), Fraction(0)) / count
        placed.append(
            Placed(
                candidate=scoring.candidates[i],
                place=1 + sum(better * total < better * totals[i] for total in totals),
                total=totals[i],
                mean=_decimal(mean),
                lowest=min(score for score, _ in given),
                highest=max(score for score, _ in given),
                variance=_decimal(spread),
            )
        )
    return Tally(ballots=count, placed=tuple(placed), agreement=kendalls_w(votes, better))


def kendalls_w(votes: Sequence[tuple[Sequence[int], int]], better: int = 1) -> Decimal | None:
    """Kendall's coefficient of concordance with its correction for ties; `better` is -1 where more is better.

    W = 12 S / (m² (n³ − n) − m ΣT) for m ballots over n candidates, S the squared deviations of the rank sums from
    their mean, T = t³ − t of each tie of t candidates on a ballot.
    """
    ballots, candidates = sum(weight for _, weight in votes), len(votes[0][0])
    sums = [Fraction(0)] * candidates
    ties = 0
    for scores, weight in votes:
        keys = [better * score for score in scores]
        for i, key in enumerate(keys):
            sums[i] += weight * (Fraction(sum(other < key for other in keys)) + Fraction(keys.count(key) + 1, 2))
        ties += weight * sum(keys.count(key) ** 3 - keys.count(key) for key in set(keys))
    whole = ballots**2 * (candidates**3 - candidates) - ballots * ties
    if ballots < 2 or whole <= 0:
        return None
    mean = sum(sums, Fraction(0)) / candidates
    return _decimal(12 * sum(((total - mean) ** 2 for total in sums), Fraction(0)) / whole)


def _decimal(value: Fraction) -> Decimal:
    """Four decimals, half up."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
