"""An answer of what can be funded, in the region's messages and records."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from komplan.region.v1 import funding_pb2 as pb
from komplan_core.regional.funding.answer import Answer, Fallen
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


def told_measures(
    problem: Problem, answer: Answer, measures: Mapping[str, MeasureWithLines]
) -> Iterator[pb.FundedMeasure]:
    """What became of each measure; nothing where nothing was chosen because nothing could be."""
    candidates = {candidate.name: candidate for candidate in problem.candidates}
    for chosen in answer.chosen:
        message = _message(candidates[chosen.name], measures[chosen.name])
        message.percent = chosen.percent
        yield message
    for fallen in answer.fallen:
        message = _message(candidates[fallen.name], measures[fallen.name])
        message.hindrances.extend(_hindrances(fallen))
        yield message


def _message(candidate: Candidate, measure: MeasureWithLines) -> pb.FundedMeasure:
    return pb.FundedMeasure(
        measure=candidate.name,
        code=measure.code,
        title=measure.title,
        points=candidate.points,
        mandatory=candidate.mandatory,
        asked=sum(candidate.costs.values()),
    )


def _hindrances(fallen: Fallen) -> Iterator[pb.Hindrance]:
    for hindrance in fallen.hindrances:
        rule = hindrance.rule
        told = pb.FundingRule(kind=rule.kind, source=rule.source, year=rule.year, orp=rule.orp)
        yield pb.Hindrance(rule=told, missing=hindrance.missing)


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
