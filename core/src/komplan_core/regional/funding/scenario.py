"""The question of what can be funded, as an analyst asks it and the region keeps it with its answer."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from komplan_core.codelists import FundingSourceCode, ServiceTypeCode, TargetGroupCode
from komplan_core.errors import violated
from komplan_core.planning import FinancingKind, ServiceChangeKind
from komplan_core.record import Entity, Record
from komplan_core.regional.funding.answer import FundingState
from komplan_core.regional.funding.problem import RuleKind
from komplan_core.values import MONEY_LIMIT, Amount, Code, Count, Share, Title, Year, unique

DEFAULT_POINTS: Final = 100
DEFAULT_SECONDS: Final = 30
MOST_YEARS: Final = 10
Points = Annotated[int, Field(ge=1, le=1000)]
OptionalPoints = Annotated[int, Field(ge=0, le=1000)]
OrpCode = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,10}$")]
"""RÚIAN code of an ORP, text."""


class FundingBasis(StrEnum):
    """What a measure asks for."""

    PLANNED = "planned"
    GAP = "gap"
    """What is planned and not secured."""


class FundingBudget(Record):
    """What there is of one source in one year."""

    source: FundingSourceCode
    year: Year
    amount: Amount


class Eligibility(Record):
    """What a source may pay for. A list that is not empty has to be met."""

    source: FundingSourceCode
    kinds: tuple[FinancingKind, ...] = ()
    target_groups: tuple[TargetGroupCode, ...] = ()
    service_types: tuple[ServiceTypeCode, ...] = ()
    orps: tuple[OrpCode, ...] = ()
    changes: tuple[ServiceChangeKind, ...] = ()


class MeasurePoints(Record):
    """What one measure is worth."""

    measure: Title
    points: Points


class FairShare(Record):
    """What an ORP gets at least: an amount, or a part of all budgets together."""

    orp: OrpCode
    floor: Amount | None = None
    share: Share | None = None

    def model_post_init(self, context: object, /) -> None:
        if (self.floor is None) == (self.share is None):
            violated("INVALID_VALUE", "give an amount or a part, and one of them only", "floor")


class FundingRule(Record):
    """A rule by which measures were chosen."""

    kind: RuleKind
    source: str = ""
    year: int = 0
    orp: str = ""


class FundingUse(Record):
    """How far a budget, or what an ORP gets, reaches; haléře, which may be more than one plan can hold."""

    rule: FundingRule
    limit: int
    wanted: int
    given: int
    left: int
    held_back: Count
    marginal: Decimal


class UnlimitedMoney(Record):
    """Haléře that are counted on from a source and year without a budget."""

    source: str = ""
    year: int
    given: int


class FundingConflict(Record):
    """What would have to give way, by how many haléře."""

    rule: FundingRule
    by: int
    measures: tuple[str, ...] = ()


class FundingOrigin(Record):
    """The copy of a city from which an answer was made."""

    area: Code
    revision: int


class FundingResult(Record):
    """The answer; what became of each measure is kept beside it."""

    state: FundingState
    solved_at: datetime
    points: int = 0
    bound: int = 0
    gap_percent: Decimal = Decimal(0)
    chosen: Count = 0
    fallen: Count = 0
    uses: tuple[FundingUse, ...] = ()
    unlimited: tuple[UnlimitedMoney, ...] = ()
    conflicts: tuple[FundingConflict, ...] = ()
    unknown: tuple[str, ...] = ()
    origins: tuple[FundingOrigin, ...] = ()
    outcome_sha256: str = ""


class Funding(Entity):
    """A question of what can be funded."""

    title: Title
    from_year: Year
    to_year: Year
    budgets: Annotated[
        tuple[FundingBudget, ...],
        Field(max_length=500),
        unique("a budget of one source and year", lambda budget: (budget.source, budget.year)),
    ]
    basis: FundingBasis = FundingBasis.PLANNED
    eligibility: Annotated[tuple[Eligibility, ...], unique("a source", lambda rule: rule.source)] = ()
    group_points: dict[TargetGroupCode, Points] = {}
    default_points: OptionalPoints = 0
    measure_points: Annotated[
        tuple[MeasurePoints, ...], Field(max_length=5000), unique("a measure", lambda item: item.measure)
    ] = ()
    without_continuity: bool = False
    mandatory: Annotated[tuple[Title, ...], Field(max_length=5000), unique("a measure")] = ()
    fair_shares: Annotated[tuple[FairShare, ...], Field(max_length=500), unique("an ORP", lambda item: item.orp)] = ()
    part_payment_from: Annotated[int, Field(ge=0, le=99)] = 0
    seconds: Annotated[int, Field(ge=0, le=120)] = 0
    published: bool = False
    result: FundingResult | None = None

    def model_post_init(self, context: object, /) -> None:
        if not self.from_year <= self.to_year < self.from_year + MOST_YEARS:
            violated("PERIOD_ORDER", f"the last year follows the first, {MOST_YEARS} years in all at most", "to_year")
        if not self.budgets:
            violated("REQUIRED", "say how much there is of one source in one year at least", "budgets")
        for place, budget in enumerate(self.budgets):
            if not self.from_year <= budget.year <= self.to_year:
                violated("INVALID_VALUE", "the budget is of a year that is not asked about", f"budgets.{place}.year")
        for field, amounts in (
            ("budgets", [budget.amount for budget in self.budgets]),
            ("fair_shares", [item.floor for item in self.fair_shares if item.floor is not None]),
        ):
            if sum(amount.hal for amount in amounts) > MONEY_LIMIT:
                violated("MONEY_RANGE", "the amounts together are larger than a plan can hold", field)
        if sum((item.share for item in self.fair_shares if item.share), Decimal(0)) > 1:
            violated("SHARES_SUM", "the parts of the ORP are more than the whole", "fair_shares")

    @property
    def question(self) -> "Funding":
        """Without the answer."""
        return self.revised({"result": None, "etag": "", "published": False})
