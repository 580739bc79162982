"""What a city's plugin declares: typed values that the host compiles to a `Profile`."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from komplan_core.codelists import FundingSourceCode, TargetGroupCode
from komplan_core.errors import violated
from komplan_core.planning import CommonLevel
from komplan_core.record import Record
from komplan_core.values import Code, MunicipalityCode, OptionalCode, Share, Title, shares_are_whole


class AreaLevel(StrEnum):
    """What kind of territory plans for itself."""

    CITY = "city"
    ORP = "orp"
    MICROREGION = "microregion"


class PlanningArea(Record):
    """Who plans: one planning area per instance."""

    code: Code
    title: Title
    level: AreaLevel
    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(min_length=1)]
    """RÚIAN codes of the member municipalities."""
    orp: str
    """RÚIAN code of the municipality with extended powers (ORP) that it lies in."""
    region: str
    """RÚIAN code of the region (kraj)."""


def _whole(canonical: dict[str, Decimal]) -> dict[str, Decimal]:
    if canonical and not shares_are_whole(canonical):
        violated("SHARES_SUM", "the shares of the canonical groups must add up to exactly 1")
    return canonical


class TargetGroup(Record):
    """A local target group and how it maps to the canonical ones; an empty mapping is reported as unmapped."""

    code: Code
    title: Title
    canonical: Annotated[dict[TargetGroupCode, Share], AfterValidator(_whole)] = {}
    inferred: bool = False
    """Whether the shares were inferred and are not stated by the city."""


class Level(Record):
    """One level of the plan's tree, with the common level that it stands for, or none for a mere heading."""

    code: Code
    title: Title
    common: CommonLevel | None = None
    under: tuple[Code, ...] = ()
    """Levels that it may stand under; empty for a level at the top."""


class FundingSource(Record):
    """A local name of money and the canonical source that it is."""

    code: Code
    title: Title
    canonical: FundingSourceCode


class CommentCategory(Record):
    """A category of comments, the working group that settles it, and in how many days."""

    code: Code
    title: Title
    working_group: OptionalCode = ""
    days_to_settle: Annotated[int, Field(ge=1, le=365)] = 30
    handler: Annotated[str, Field(max_length=200)] = ""
    """Code under which who usually handles it works for the office, never a name; empty where anybody takes it."""


_RANK = {level: rank for rank, level in enumerate(CommonLevel)}


def check_hierarchy(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """The levels, when they form a tree with one level of measures and no common level above its parent's."""
    by_code = {level.code: level for level in levels}
    if sum(level.common is CommonLevel.MEASURE for level in levels) != 1:
        violated("HIERARCHY_ORDER", "exactly one level stands for measures")
    for level in levels:
        if set(level.under) - set(by_code):
            violated("UNKNOWN_CODE", f"level `{level.code}` stands under an undeclared level")
    for level in levels:
        above = _above(level, by_code, set())
        if level.code in above:
            violated("HIERARCHY_CYCLE", f"level `{level.code}` stands under itself")
        # all levels above count, not only the next: a heading in between changes nothing
        commons = {common for code in above if (common := by_code[code].common)}
        if level.common and any(_RANK[level.common] < _RANK[common] for common in commons):
            violated("HIERARCHY_ORDER", f"level `{level.code}` stands for more than a level above it")
        if level.common is CommonLevel.ACTIVITY and CommonLevel.MEASURE not in commons:
            violated("HIERARCHY_ORDER", f"level `{level.code}` stands for activities outside a measure")
    return levels


def _above(level: Level, by_code: dict[str, Level], seen: set[str]) -> set[str]:
    for code in level.under:
        if code not in seen:
            seen.add(code)
            _above(by_code[code], by_code, seen)
    return seen
