"""Evaluations of a plan: yearly and final. What is computed stands apart from what people write about it."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import violated
from komplan_core.planning import FinancingKind, Resolution
from komplan_core.record import Entity, Record
from komplan_core.values import Code, Count, ExactDecimal, Money, OptionalCode, Text, Title, Year, unique


class EvaluationKind(StrEnum):
    """Whether it is of one year or of the plan as a whole."""

    YEARLY = "yearly"
    FINAL = "final"


class EvaluationState(StrEnum):
    """Where an evaluation stands."""

    DRAFT = "draft"
    APPROVED = "approved"


class StateFact(Record):
    """How many measures are in a state of one fixed meaning; `unobserved` are those of which nothing is published."""

    state: Code
    measures: Count
    percent: ExactDecimal
    """Of all measures, rounded half up to hundredths."""


class IndicatorFact(Record):
    """What was reached of one indicator."""

    measure: str
    code: Code
    title: Title
    unit: Title
    target: ExactDecimal | None = None
    """What was due by the end of the time; absent where nothing was."""
    actual: ExactDecimal | None = None
    """The newest published value, of the year itself in an evaluation of one year; absent where there is none."""
    reached: bool | None = None
    """Absent where target or value is."""
    progress: ExactDecimal | None = None
    """Part of the way from baseline to final target in percent."""


class MoneyFact(Record):
    """Money by year, source and kind. An amount that is not known is absent."""

    year: Year
    source: Code
    kind: FinancingKind
    planned: Money | None = None
    secured: Money | None = None
    actual: Money | None = None
    gap: Money = Money(0)
    """What is planned and not secured, line by line."""


class SourceFact(Record):
    """What one canonical source gave: actual money where it is known of anything, else secured money."""

    source: Code
    amount: Money
    percent: ExactDecimal


class ParticipationFact(Record):
    """People who took part, in one unit; `total` is absent where adding would count people twice."""

    unit: Code
    total: Count | None = None
    at_least: Count = 0
    events: Count = 0


class DeviationFact(Record):
    """A recorded deviation."""

    name: str
    measure: str
    kind: Code
    planned: Text
    actual: Text
    why: Text


class EvaluatedFacts(Record):
    """What komplan computes from published observations, the plan and the participation register."""

    measures: Count = 0
    states: tuple[StateFact, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()
    indicators_due: Count = 0
    """Indicators of which a target was due."""
    indicators_reached: Count = 0
    indicators_unknown: Count = 0
    """Of those due, the ones without a published value."""
    money: tuple[MoneyFact, ...] = ()
    planned: Money | None = None
    secured: Money | None = None
    actual: Money | None = None
    gap: Money = Money(0)
    actual_percent: ExactDecimal | None = None
    """Actual of planned money, over the lines that know both."""
    sources: tuple[SourceFact, ...] = ()
    participation: tuple[ParticipationFact, ...] = ()
    deviations: tuple[DeviationFact, ...] = ()
    aims_reached: bool | None = None
    """Whether every indicator due is reached and no measure fell short of the plan, which in a final evaluation means
    that every one is fulfilled; absent where something is not known."""
    reasonable_cost: bool | None = None
    """Whether no more was spent than planned, over the lines that know both; absent where none does."""
    several_sources: bool | None = None
    """Whether more than one source gave money; absent where none is known."""


class EvaluationText(Record):
    """A part that people write."""

    code: Code
    title: Title
    text: Text = ""


class Evaluation(Entity):
    """The evaluation of one year of an adopted plan, or of the whole plan."""

    title: Title
    kind: EvaluationKind = EvaluationKind.YEARLY
    year: Year | None = None
    """The evaluated year; absent for the final evaluation."""
    version: OptionalCode = ""
    """Id of the adopted version that was evaluated."""
    facts: EvaluatedFacts | None = None
    texts: Annotated[tuple[EvaluationText, ...], Field(max_length=100), unique("a part", lambda part: part.code)] = ()
    state: EvaluationState = EvaluationState.DRAFT
    resolution: Resolution | None = None
    fictional: bool = False

    def model_post_init(self, context: Any, /) -> None:
        if (self.kind is EvaluationKind.YEARLY) != (self.year is not None):
            message = "a yearly evaluation names its year, the final one names none"
            violated("REQUIRED" if self.year is None else "INVALID_VALUE", message, "year")
