"""How an application is judged inside the office: the group's opinion, conflicts of interest, scores."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StringConstraints

from komplan_core.errors import Invalid, Refused, Violation
from komplan_core.grants.calls import Criterion, GrantCall
from komplan_core.record import Entity, Record
from komplan_core.values import Amount, Code, ExactDecimal, Text, unique


class Verdict(StrEnum):
    """What the working group says."""

    RECOMMENDED = "recommended"
    RECOMMENDED_IN_PART = "recommended-in-part"
    NOT_RECOMMENDED = "not-recommended"


class Opinion(Record):
    """The opinion of a working group, with its decision at a meeting."""

    working_group: Code
    verdict: Verdict
    text: Text = ""
    decision: Annotated[str, StringConstraints(max_length=400)] = ""
    """Resource name of the group's decision at its meeting, or empty."""
    decision_sha256: str = ""
    """Hash of that decision, set by the service, so that nobody can put another one in its place."""


class Score(Record):
    """Points that one evaluator gives by one criterion."""

    evaluator: str
    """Resource name of the member."""
    criterion: Code
    points: Annotated[int, Field(ge=0, le=1000)]


class GrantAssessment(Entity):
    """The internal judgement of one application, under the same id. Never public."""

    opinion: Opinion | None = None
    conflicts: Annotated[tuple[str, ...], Field(max_length=200), unique("an evaluator")] = ()
    """Members who declared a conflict of interest; why is their own affair and is not stored."""
    scores: Annotated[
        tuple[Score, ...],
        Field(max_length=1000),
        unique("a score of one evaluator and criterion", lambda item: (item.evaluator, item.criterion)),
    ] = ()
    score: ExactDecimal | None = None
    """Percent of all points, the average of evaluators without a conflict, rounded to hundredths for people."""
    proposed: Amount | None = None
    """What the newest proposal gives."""

    def with_sheet(
        self, evaluator: str, points: Sequence[tuple[str, int]], criteria: Sequence[Criterion]
    ) -> "GrantAssessment":
        """The assessment with one evaluator's points by all criteria, in place of earlier ones.

        Raises Refused for an evaluator with a conflict, Invalid for a criterion too many or too few, and for points
        beyond its maximum.
        """
        if evaluator in self.conflicts:
            message = "the evaluator declared a conflict of interest in this application"
            raise Refused("EVALUATOR_CONFLICT", message, [Violation("evaluator", "EVALUATOR_CONFLICT", message)])
        most = {criterion.code: criterion.maximum for criterion in criteria}
        for index, (code, given) in enumerate(points):
            if code not in most:
                raise Invalid.field(f"points.{index}.criterion", "UNKNOWN_CODE", f"the call has no criterion `{code}`")
            if not 0 <= given <= most[code]:
                message = f"`{code}` takes 0 to {most[code]} points"
                raise Invalid.field(f"points.{index}.points", "INVALID_VALUE", message)
        if len({code for code, _ in points}) != len(points):
            raise Invalid.field("points", "DUPLICATE_CODE", "a criterion stands twice")
        if missing := sorted(set(most) - {code for code, _ in points}):
            raise Invalid.field("points", "REQUIRED", f"give points by every criterion: {', '.join(missing)}")
        sheet = tuple(Score(evaluator=evaluator, criterion=code, points=given) for code, given in points)
        others = tuple(item for item in self.scores if item.evaluator != evaluator)
        return self.revised({"scores": (*others, *sheet)})

    def with_conflict(self, evaluator: str) -> "GrantAssessment":
        """The assessment in which this evaluator counts no more, whatever points were given before."""
        if evaluator in self.conflicts:
            return self
        return self.revised({"conflicts": (*self.conflicts, evaluator)})

    def has_scored(self, evaluator: str) -> bool:
        """Whether the evaluator gave points."""
        return any(item.evaluator == evaluator for item in self.scores)

    def average(self, call: GrantCall) -> Fraction | None:
        """Percent of all points, exactly: the average of evaluators without a conflict. None when nobody counts."""
        weights = {criterion.code: criterion.weight for criterion in call.criteria}
        sheets: dict[str, int] = {}
        for item in self.scores:
            if item.evaluator not in self.conflicts:
                sheets[item.evaluator] = sheets.get(item.evaluator, 0) + weights[item.criterion] * item.points
        return Fraction(100 * sum(sheets.values()), len(sheets) * call.best_points()) if sheets else None


def in_hundredths(score: Fraction | None) -> Decimal | None:
    """A score as people read it, half up."""
    if score is None:
        return None
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def by_application(assessments: Sequence[GrantAssessment]) -> Mapping[str, GrantAssessment]:
    """Assessments by the resource name of their application."""
    return {item.name.replace("/assessments/", "/applications/"): item for item in assessments}
