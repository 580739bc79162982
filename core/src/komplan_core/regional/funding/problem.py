"""The problem: who asks for what money, how much there is, and by which rules it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from komplan_core.values import split_by_largest_remainder

MILLION: Final = 1_000_000
Cell = tuple[str, int]
"""Canonical funding source (empty where it is not mapped) and budget year."""


@dataclass(frozen=True)
class Candidate:
    """One measure that asks for money."""

    name: str
    """Resource name in the city."""
    points: int
    """What it is worth when it is paid for whole; 1 at least."""
    costs: Mapping[Cell, int]
    """What it needs in haléře, above zero, by source and year. It needs all of it."""
    orps: tuple[tuple[str, int], ...] = ()
    """ORP code → whole-number weight of the measure's territory in it; empty where it is not known."""
    mandatory: bool = False
    """Whether it must be chosen: it keeps an existing service, or an analyst says so."""
    refused: tuple[str, ...] = ()
    """Sources that may not pay for it although it counts with them."""
    unknown: bool = False
    """Whether an amount that it needs is not known: it cannot be decided, and is chosen only where it must be."""


class RuleKind(StrEnum):
    """What kind of rule limits the choice."""

    BUDGET = "budget"
    FLOOR = "floor"
    """An ORP gets at least so much money."""
    SHARE = "share"
    """An ORP gets at least such a part of all budgets together, or all that it asks for where that is less."""
    ELIGIBILITY = "eligibility"
    AMOUNT = "amount"
    """An amount is not known."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """One rule: the budget of a source in a year, what an ORP gets, what a source may pay for."""

    kind: RuleKind
    source: str = ""
    year: int = 0
    orp: str = ""


@dataclass(frozen=True)
class Problem:
    """What is to be chosen from, and the rules. Nothing in it depends on the order of its parts."""

    candidates: tuple[Candidate, ...]
    budgets: Mapping[Cell, int]
    """How much there is, in haléře. A source and year without a budget is not limited, which the answer tells."""
    floors: Mapping[str, int] = field(default_factory=dict)
    """ORP code → money from limited budgets that it gets at least, in haléře."""
    shares: Mapping[str, int] = field(default_factory=dict)
    """ORP code → part of all budgets together that it gets at least, in millionths; or all that it asks for."""
    least_percent: int = 100
    """100: all or nothing. Less: a measure may be paid for in part, from so many percent of each of its lines on."""

    @cached_property
    def in_order(self) -> tuple[Candidate, ...]:
        """The candidates by name."""
        return tuple(sorted(self.candidates, key=lambda candidate: candidate.name))

    @property
    def unit(self) -> int:
        """What a choice is counted in: 100 percent, or 1 where a measure is paid for whole or not at all."""
        return 1 if self.least_percent == 100 else 100

    def limited(self, candidate: Candidate) -> int:
        """What the measure needs from limited budgets, in haléře."""
        return sum(amount for cell, amount in candidate.costs.items() if cell in self.budgets)

    def in_orps(self, candidate: Candidate) -> dict[str, int]:
        """The same by ORP: the parts add up to the whole; under an empty code where the territory is not known."""
        whole = self.limited(candidate)
        if not candidate.orps:
            return {"": whole}
        parts = split_by_largest_remainder(whole, [weight for _, weight in candidate.orps])
        return {code: part for (code, _), part in zip(candidate.orps, parts, strict=True)}

    def least_of(self, rule: Rule) -> int:
        """What an ORP gets at least by a rule, in haléře."""
        if rule.kind is RuleKind.FLOOR:
            return self.floors[rule.orp]
        part = -(-self.shares[rule.orp] * sum(self.budgets.values()) // MILLION)
        return min(part, self._asked_in_orps.get(rule.orp, 0))

    @cached_property
    def _asked_in_orps(self) -> Mapping[str, int]:
        """ORP code → what all that may be chosen asks for in it, in haléře."""
        asked: dict[str, int] = {}
        for item in self.candidates:
            if self.decidable(item):
                for code, part in self.in_orps(item).items():
                    asked[code] = asked.get(code, 0) + part
        return asked

    def decidable(self, candidate: Candidate) -> bool:
        """Whether it may be chosen at all."""
        return not candidate.refused and (candidate.mandatory or not candidate.unknown)
