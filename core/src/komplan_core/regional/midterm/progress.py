"""What an evaluation of the region's plan computes from its own measures. Unknown stays unknown."""

from collections.abc import Iterable, Sequence

from komplan_core.monitoring.action_plans import known_sum
from komplan_core.monitoring.evaluating import added_up, aims_reached, source_facts
from komplan_core.monitoring.evaluations import EvaluatedFacts, IndicatorFact, MoneyFact, StateFact
from komplan_core.monitoring.progress import is_reached, progress
from komplan_core.monitoring.terms import percent
from komplan_core.regional.midterm.strategy import RegionMeasure
from komplan_core.values import Money


def evaluated(measures: Sequence[RegionMeasure], year: int | None) -> EvaluatedFacts:
    """The facts of one year, or of the whole plan where no year is given."""
    indicators = tuple(fact for measure in measures for fact in _indicators(measure, year))
    due = [fact for fact in indicators if fact.target is not None]
    money = tuple(
        MoneyFact(
            year=line.year,
            source=line.source,
            kind=line.kind,
            planned=line.planned,
            secured=line.secured,
            actual=line.actual,
            gap=line.gap,
        )
        for measure in measures
        for line in measure.financing
        if year is None or line.year == year
    )
    both = [fact for fact in money if fact.planned is not None and fact.actual is not None]
    planned, spent = known_sum(fact.planned for fact in both), known_sum(fact.actual for fact in both)
    sources = source_facts(money)
    states = tuple(_states(measures))
    return EvaluatedFacts(
        measures=len(measures),
        states=states,
        indicators=indicators,
        indicators_due=len(due),
        indicators_reached=sum(fact.reached is True for fact in due),
        indicators_unknown=sum(fact.reached is None for fact in due),
        money=added_up(money),
        planned=known_sum(fact.planned for fact in money),
        secured=known_sum(fact.secured for fact in money),
        actual=known_sum(fact.actual for fact in money),
        gap=sum((fact.gap for fact in money), Money(0)),
        actual_percent=percent(spent.hal, planned.hal) if planned is not None and spent is not None else None,
        sources=sources,
        aims_reached=aims_reached(states, due, year is None),
        reasonable_cost=None if planned is None or spent is None else spent <= planned,
        several_sources=len(sources) > 1 if sources else None,
    )


def _states(measures: Sequence[RegionMeasure]) -> Iterable[StateFact]:
    for state in sorted({measure.state for measure in measures}):
        count = sum(measure.state is state for measure in measures)
        yield StateFact(state=state, measures=count, percent=percent(count, len(measures)))


def _indicators(measure: RegionMeasure, year: int | None) -> Iterable[IndicatorFact]:
    for item in measure.indicators:
        yearly = next((due.target for due in item.yearly_targets if due.year == year), None)
        target = item.target if year is None else yearly
        both = (item.actual, target) if item.actual is not None and target is not None else None
        yield IndicatorFact(
            measure=measure.name,
            code=item.code,
            title=item.title,
            unit=item.unit,
            target=target,
            actual=item.actual,
            reached=is_reached(item.direction, *both) if both else None,
            progress=progress(item, item.actual) if item.actual is not None else None,
        )
