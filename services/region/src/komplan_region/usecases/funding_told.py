"""An answer of what can be funded, in the region's records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from komplan_core.regional.funding.answer import Answer, Hindrance
from komplan_core.regional.funding.problem import Candidate, Problem, Rule
from komplan_core.regional.funding.scenario import (
    FundingConflict,
    FundingOrigin,
    FundingResult,
    FundingRule,
    FundingUse,
    UnlimitedMoney,
)
from komplan_region.ports.funding import MeasureWithLines


@dataclass(frozen=True, slots=True)
class FundedMeasure:
    """What became of one measure."""

    measure: MeasureWithLines
    candidate: Candidate
    percent: int = 0
    """How much of it is paid for; 0 for one that fell out."""
    hindrances: tuple[Hindrance, ...] = ()
    """Why it fell out."""

    @property
    def asked(self) -> int:
        """What it asks in all, in haléře."""
        return sum(self.candidate.costs.values())


def funded_measures(
    problem: Problem, answer: Answer, measures: Mapping[str, MeasureWithLines]
) -> Iterator[FundedMeasure]:
    """What became of each measure; nothing where nothing was chosen because nothing could be."""
    candidates = {candidate.name: candidate for candidate in problem.candidates}
    for chosen in answer.chosen:
        yield FundedMeasure(measures[chosen.name], candidates[chosen.name], chosen.percent)
    for fallen in answer.fallen:
        yield FundedMeasure(measures[fallen.name], candidates[fallen.name], hindrances=fallen.hindrances)


def result_of(answer: Answer, now: datetime, origins: tuple[FundingOrigin, ...], digest: str) -> FundingResult:
    """The answer without what became of each measure."""
    return FundingResult(
        state=answer.state,
        solved_at=now,
        points=answer.points,
        bound=answer.bound,
        gap_percent=answer.gap_percent,
        chosen=len(answer.chosen),
        fallen=len(answer.fallen),
        uses=tuple(
            FundingUse(
                rule=_rule(use.rule),
                limit=use.limit,
                wanted=use.wanted,
                given=use.given,
                left=use.left,
                held_back=use.held_back,
                marginal=use.marginal,
            )
            for use in answer.uses
        ),
        unlimited=tuple(
            UnlimitedMoney(source=item.source, year=item.year, given=item.given) for item in answer.unlimited
        ),
        conflicts=tuple(
            FundingConflict(rule=_rule(item.rule), by=item.by, measures=item.measures) for item in answer.conflicts
        ),
        unknown=answer.unknown,
        origins=origins,
        outcome_sha256=digest,
    )


def _rule(rule: Rule) -> FundingRule:
    return FundingRule(kind=rule.kind, source=rule.source, year=rule.year, orp=rule.orp)
