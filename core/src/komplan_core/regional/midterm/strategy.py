"""The region's own priorities and measures, beside those of its cities (part K4)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core import names
from komplan_core.codelists import FundingSourceCode, TargetGroupCode
from komplan_core.errors import violated
from komplan_core.planning import FinancingLine, Indicator
from komplan_core.planning.money import FinancingKind
from komplan_core.record import Entity
from komplan_core.values import Code, ExactDecimal, Text, Title, unique


class RegionMeasureState(StrEnum):
    """How a measure of the region fares."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly-fulfilled"
    NOT_FULFILLED = "not-fulfilled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


TOLD = frozenset(set(RegionMeasureState) - {RegionMeasureState.NOT_STARTED, RegionMeasureState.RUNNING})
"""States that need words."""
Position = Annotated[int, Field(ge=1, le=10_000)]


class RegionPriority(Entity):
    """A priority of the region."""

    position: Position
    title: Title
    text: Text = ""
    target_groups: Annotated[tuple[TargetGroupCode, ...], Field(max_length=50), unique("a target group")] = ()


class RegionFinancing(FinancingLine):
    """Money of one year from one canonical source; unknown is absent."""

    source: FundingSourceCode
    kind: FinancingKind = FinancingKind.OPERATING


class RegionIndicator(Indicator):
    """An indicator with the value that was reached."""

    actual: ExactDecimal | None = None


class RegionMeasure(Entity):
    """A measure of the region: one responsible subject, a deadline, indicators, money."""

    priority: Code
    """Id of the priority under which it stands."""
    position: Position
    title: Title
    text: Text = ""
    responsible: Annotated[str, Field(max_length=500)] = ""
    cooperating: Annotated[tuple[Title, ...], Field(max_length=100)] = ()
    deadline: date | None = None
    indicators: Annotated[
        tuple[RegionIndicator, ...], Field(max_length=100), unique("an indicator", lambda indicator: indicator.code)
    ] = ()
    no_indicator_reason: Text = ""
    financing: Annotated[
        tuple[RegionFinancing, ...],
        Field(max_length=200),
        unique("a line", lambda line: (line.year, line.source, line.kind)),
    ] = ()
    supports: Annotated[tuple[Title, ...], Field(max_length=500), unique("a measure")] = ()
    """Resource names of measures of cities that it supports."""
    state: RegionMeasureState = RegionMeasureState.NOT_STARTED
    state_text: Text = ""

    def model_post_init(self, context: Any, /) -> None:
        for index, name in enumerate(self.supports):
            if not names.MEASURE.matches(name):
                violated("NAME_FORMAT", f"expected a name like `{names.MEASURE.template}`", f"supports.{index}")
        if self.state in TOLD and not self.state_text.strip():
            violated("REQUIRED", f"say in words why it is {self.state}", "state_text")
