"""The answer: what was chosen, what fell out and why, how far each budget reaches, or what would have to give way."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from komplan_core.regional.funding.problem import Rule


class FundingState(StrEnum):
    """How good the choice is known to be."""

    OPTIMAL = "optimal"
    """No choice is worth more."""
    WITHIN_GAP = "within-gap"
    """Another choice may be worth more, by `gap` at most."""
    STOPPED = "stopped"
    """The time ended the search: as before, and the same question may be answered otherwise."""
    INFEASIBLE = "infeasible"
    """What must be chosen breaks budgets or shares, whatever else is chosen."""
    UNDECIDED = "undecided"
    """In the time nothing was found and nothing proved."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure that is paid for."""

    name: str
    percent: int
    """Of each of its lines; 100 unless part payment was allowed."""
    points: int
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A rule that keeps a measure out of this choice, and by how much money it fails."""

    rule: Rule
    missing: int
    """In haléře, above zero; 0 where no money would help."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A measure that is not paid for, and all rules that it would break if it were added to what was chosen."""

    name: str
    points: int
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """How far a budget, or what an ORP gets, reaches."""

    rule: Rule
    limit: int
    """The budget, or what the ORP gets at least, in haléře."""
    wanted: int
    """What all measures together ask of it, those that could not be chosen included."""
    given: int
    held_back: int
    """How many measures it keeps out."""
    marginal: Decimal
    """Points that a million Kč more would bring, were all measures divisible (relaxed problem); 0 where none."""

    @property
    def left(self) -> int:
        """What is left of a budget in haléře, or what an ORP gets above its least."""
        return self.limit - self.given if not self.rule.orp else self.given - self.limit


@dataclass(frozen=True, slots=True)
class Unlimited:
    """A source and year without a budget, and what the chosen measures count on from it."""

    source: str
    year: int
    given: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """What would have to give way for the mandatory measures and the shares."""

    rule: Rule
    by: int
    """In haléře; 0 for a measure that its source may not pay for."""
    measures: tuple[str, ...]
    """Mandatory measures behind it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be funded."""

    state: FundingState
    chosen: tuple[Chosen, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    uses: tuple[BudgetUse, ...] = ()
    unlimited: tuple[Unlimited, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unknown: tuple[str, ...] = ()
    """Chosen because they must be, although an amount is not known."""
    points: int = 0
    """Worth of the choice; what is paid for in part is worth that part, the sum rounded down."""
    bound: int = 0
    """No choice is worth more than this."""

    @property
    def gap_percent(self) -> Decimal:
        """By how many percent another choice could be worth more, two decimals, rounded up."""
        if self.bound <= self.points or not self.points:
            return Decimal(0)
        return Decimal(-(-(self.bound - self.points) * 10_000 // self.points)) / 100
