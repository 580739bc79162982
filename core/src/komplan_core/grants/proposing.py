"""Who should get how much: a proposal within the budget, with its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import Annotated

from pydantic import Field

from komplan_core.errors import Invalid
from komplan_core.grants.assessing import in_hundredths
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, ExactDecimal, Money, Text, unique


class Strategy(StrEnum):
    """How a budget that is too small for all is divided."""

    RANKING = "ranking"
    """By score, each what it asks for, until the money is gone."""
    PROPORTIONAL = "proportional"
    """Everybody the same part of what it asks for, by largest remainder in haléře."""


class ProposalLine(Record):
    """What one application would get."""

    application: str
    rank: Annotated[int, Field(ge=1)] | None = None
    """Place by score; equal scores share a place. Absent in a call without criteria."""
    score: ExactDecimal | None = None
    requested: Amount
    proposed: Amount
    note: Text = ""
    """Why it is not all that was asked for, in Czech, for the council's papers."""


class GrantProposal(Entity):
    """One computed proposal. It is never changed: a new computation is a new proposal."""

    strategy: Strategy
    computed_on: date
    available: Amount
    """The call's budget without what was granted before."""
    lines: Annotated[tuple[ProposalLine, ...], unique("an application", lambda line: line.application)] = ()
    waiting: tuple[str, ...] = ()
    """Applications that are neither scored nor closed, and so are not in the proposal."""

    @property
    def total(self) -> Money:
        """What would be granted."""
        return sum((line.proposed for line in self.lines), Money(0))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application that may get money; without a score in a call without criteria."""

    application: str
    requested: Money
    score: Fraction | None = None


BELOW_MINIMUM = "nedosáhla nejnižšího počtu bodů"
EXHAUSTED = "rozpočet výzvy je vyčerpán"
REST = "zbytek rozpočtu výzvy"
SHARED = "shodné skóre: zbytek rozpočtu dělen poměrně podle požadavků"
REDUCED = "kráceno poměrně podle požadavků"


def propose(
    candidates: Iterable[Candidate], available: Money, strategy: Strategy, minimum: Decimal | None = None
) -> tuple[ProposalLine, ...]:
    """The lines of a proposal, best first; together never more than `available`.

    Raises Invalid for a ranking of applications without scores.
    """
    ranked = sorted(candidates, key=lambda item: (-(item.score or Fraction(0)), item.application))
    if strategy is Strategy.RANKING and any(item.score is None for item in ranked):
        raise Invalid.field("strategy", "INVALID_VALUE", "without scores there is no ranking: divide proportionally")
    enough = [item for item in ranked if minimum is None or (item.score or 0) >= Fraction(minimum)]
    given = _by_ranking(enough, available) if strategy is Strategy.RANKING else _proportionally(enough, available)
    return tuple(
        ProposalLine(
            application=item.application,
            rank=1 + sum((other.score or 0) > item.score for other in ranked) if item.score is not None else None,
            score=in_hundredths(item.score),
            requested=item.requested,
            proposed=given[item.application][0] if item.application in given else Money(0),
            note=given[item.application][1] if item.application in given else BELOW_MINIMUM,
        )
        for item in ranked
    )


def _by_ranking(ranked: Sequence[Candidate], available: Money) -> dict[str, tuple[Money, str]]:
    left, given = available, {}
    for _, same in groupby(ranked, key=lambda item: item.score):
        tied = list(same)
        wanted = sum((item.requested for item in tied), Money(0))
        if wanted <= left:
            given.update({item.application: (item.requested, "") for item in tied})
            left -= wanted
        else:
            note = EXHAUSTED if left.hal == 0 else SHARED if len(tied) > 1 else REST
            given.update(_divided(tied, left, note))
            left = Money(0)
    return given


def _proportionally(ranked: Sequence[Candidate], available: Money) -> dict[str, tuple[Money, str]]:
    wanted = sum((item.requested for item in ranked), Money(0))
    if wanted <= available:
        return {item.application: (item.requested, "") for item in ranked}
    return _divided(ranked, available, REDUCED if available.hal else EXHAUSTED)


def _divided(tied: Sequence[Candidate], money: Money, note: str) -> dict[str, tuple[Money, str]]:
    parts = money.split([Fraction(item.requested.hal) for item in tied])
    return {item.application: (part, note) for item, part in zip(tied, parts, strict=True)}
