"""A call for applications: how much money, for what, by which rules and criteria."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from komplan_core.errors import Refused, Violation, violated
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, ExactDecimal, OptionalCode, Period, Text, Title, Year, unique


class GrantKind(StrEnum):
    """What the money is for."""

    GRANT = "grant"
    """Running and development of services and related activities."""
    INTEREST_SUBSIDY = "interest-subsidy"
    """Interest of a loan that bridges the time until money of another giver comes."""
    PROJECT_APPLICATION_SUBSIDY = "project-application-subsidy"
    """Expenses of preparing an application to another giver."""


class Requirement(Record):
    """One item of the formal check."""

    code: Code
    title: Title


class Criterion(Record):
    """One criterion of scoring. An evaluator gives up to `maximum` points; `weight` says how much each counts."""

    code: Code
    title: Title
    weight: Annotated[int, Field(ge=1, le=1000)] = 1
    maximum: Annotated[int, Field(ge=1, le=1000)]


class GrantCall(Entity):
    """A yearly call of the municipality, or another support of organisations, with its budget."""

    title: Title
    year: Year
    """The budget year of the money."""
    kind: GrantKind = GrantKind.GRANT
    budget: Amount
    purpose: Text = ""
    rules: Text = ""
    window: Period
    """Days on which applications are taken; both are known."""
    priorities: Annotated[tuple[str, ...], Field(max_length=200), unique("a priority")] = ()
    """Resource names of the nodes and measures of a published plan that the call supports."""
    commission: OptionalCode = ""
    """The body or working group whose members evaluate; empty for a call without criteria."""
    requirements: Annotated[
        tuple[Requirement, ...], Field(max_length=50), unique("a requirement", lambda item: item.code)
    ] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=50), unique("a criterion", lambda item: item.code)] = ()
    minimum_score: ExactDecimal | None = None
    """Percent of all points below which nothing is proposed."""
    announced_on: date | None = None
    """Since when everybody sees the call and applicants rely on it."""
    fictional: bool = False
    """Whether it is made-up data for a demonstration."""

    def model_post_init(self, context: Any, /) -> None:
        if self.window.end is None:
            violated("REQUIRED", "say the last day on which applications are taken", "window.end")
        if self.criteria and not self.commission:
            violated("REQUIRED", "name the commission whose members score by the criteria", "commission")
        if self.minimum_score is not None and not (self.criteria and 0 <= self.minimum_score <= 100):
            violated("INVALID_VALUE", "a least score is 0 to 100 percent of a call with criteria", "minimum_score")

    def takes_applications_on(self, day: date) -> bool:
        """Whether an application may come on that day."""
        return self.announced_on is not None and self.announced_on <= day and self.window.covers(day)

    def check_change(self, after: "GrantCall") -> None:
        """Raise Refused when an announced call loses anything on which applicants rely."""
        if self.announced_on is None:
            return
        last, new_last = self.window.end, after.window.end
        free = {"title", "purpose", "budget", "window", "etag"}
        fixed = [name for name in type(self).model_fields if name not in free]
        wrong = next((name for name in fixed if getattr(after, name) != getattr(self, name)), "")
        if after.budget < self.budget:
            wrong = "budget"
        if after.window.start != self.window.start or (last and new_last and new_last < last):
            wrong = "window"
        if wrong:
            message = "the call is announced: only its texts may change, its budget rise and its last day move away"
            raise Refused("CALL_ANNOUNCED", message, [Violation(f"grant_call.{wrong}", "CALL_ANNOUNCED", message)])

    def best_points(self) -> int:
        """Weighted points of an application that is best in everything."""
        return sum(criterion.weight * criterion.maximum for criterion in self.criteria)
