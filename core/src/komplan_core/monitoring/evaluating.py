"""What an evaluation computes. A plan is effective when it meets its aims at reasonable cost and from several sources.

Only published observations count. Unknown stays unknown: it is neither fulfilled nor zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from komplan_core.monitoring.action_plans import known_sum
from komplan_core.monitoring.deviations import OPEN, Deviation
from komplan_core.monitoring.evaluations import (
    DeviationFact,
    EvaluatedFacts,
    IndicatorFact,
    MoneyFact,
    ParticipationFact,
    SourceFact,
    StateFact,
)
from komplan_core.monitoring.money import money_facts
from komplan_core.monitoring.observations import Observed
from komplan_core.monitoring.progress import by_measure, is_reached, progress, target_in
from komplan_core.monitoring.terms import percent
from komplan_core.names import last_id
from komplan_core.participation import UnitTotal
from komplan_core.planning import Measure
from komplan_core.values import Money, Period

UNOBSERVED: Final = "unobserved"
FULFILLED: Final = "fulfilled"


@dataclass(frozen=True)
class Evidence:
    """All that an evaluation looks at."""

    measures: Sequence[Measure]
    plan: Period
    observations: Iterable[Observed]
    """Published ones."""
    deviations: Iterable[Deviation]
    participation: Iterable[UnitTotal]
    meanings: Mapping[str, str]
    """Fixed meanings of the city's states of measures."""
    canonical: Callable[[str], str | None] = field(default=lambda code: code)
    """From a local funding source to the canonical one."""


def evaluated(evidence: Evidence, year: int | None) -> EvaluatedFacts:
    """The facts of one year, or of the whole plan where no year is given."""
    said = by_measure(item for item in evidence.observations if year is None or item.year <= year)
    last_year = evidence.plan.end.year if evidence.plan.end is not None else evidence.plan.start.year
    states = _states(evidence, said)
    indicators = tuple(fact for measure in evidence.measures for fact in _indicators(measure, said, year, last_year))
    due = [fact for fact in indicators if fact.target is not None]
    money = tuple(
        fact
        for measure in evidence.measures
        for fact in money_facts(measure, said.get(last_id(measure.name), ()))
        if year is None or fact.year == year
    )
    sources = source_facts(money, evidence.canonical)
    planned, spent = _both_known(money)
    return EvaluatedFacts(
        measures=len(evidence.measures),
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
        participation=tuple(
            ParticipationFact(unit=item.unit, total=item.total, at_least=item.at_least, events=item.events)
            for item in evidence.participation
        ),
        deviations=tuple(
            DeviationFact(
                name=item.name,
                measure=item.measure,
                kind=item.kind,
                planned=item.planned,
                actual=item.actual,
                why=item.why,
            )
            for item in evidence.deviations
            if year is None or item.year == year
        ),
        aims_reached=aims_reached(states, due, year is None),
        reasonable_cost=None if planned is None or spent is None else spent <= planned,
        several_sources=len(sources) > 1 if sources else None,
    )


def _states(evidence: Evidence, said: Mapping[str, Sequence[Observed]]) -> tuple[StateFact, ...]:
    counts: dict[str, int] = {}
    for measure in evidence.measures:
        observed = said.get(last_id(measure.name))
        meaning = evidence.meanings.get(observed[-1].state, UNOBSERVED) if observed else UNOBSERVED
        counts[meaning] = counts.get(meaning, 0) + 1
    whole = len(evidence.measures)
    return tuple(
        StateFact(state=state, measures=count, percent=percent(count, whole)) for state, count in sorted(counts.items())
    )


def _indicators(
    measure: Measure, said: Mapping[str, Sequence[Observed]], year: int | None, last_year: int
) -> Iterable[IndicatorFact]:
    # a value of an earlier year says nothing of whether this year's target was reached
    own = [item for item in said.get(last_id(measure.name), ()) if year is None or item.year == year]
    values = {actual.code: actual.value for item in own for actual in item.actuals}
    end = measure.period.end.year if measure.period is not None and measure.period.end is not None else last_year
    for indicator in measure.indicators:
        target, actual = target_in(indicator, last_year if year is None else year, end), values.get(indicator.code)
        both = (actual, target) if actual is not None and target is not None else None
        yield IndicatorFact(
            measure=measure.name,
            code=indicator.code,
            title=indicator.title,
            unit=indicator.unit,
            target=target,
            actual=actual,
            reached=is_reached(indicator.direction, *both) if both else None,
            progress=progress(indicator, actual) if actual is not None else None,
        )


def _both_known(money: Sequence[MoneyFact]) -> tuple[Money | None, Money | None]:
    both = [fact for fact in money if fact.planned is not None and fact.actual is not None]
    return known_sum(fact.planned for fact in both), known_sum(fact.actual for fact in both)


def added_up(facts: Iterable[MoneyFact]) -> tuple[MoneyFact, ...]:
    """Money of many measures by year, source and kind."""
    groups: dict[tuple[int, str, str], list[MoneyFact]] = {}
    for fact in facts:
        groups.setdefault((fact.year, fact.source, fact.kind), []).append(fact)
    return tuple(
        MoneyFact(
            year=year,
            source=source,
            kind=kind,
            planned=known_sum(fact.planned for fact in found),
            secured=known_sum(fact.secured for fact in found),
            actual=known_sum(fact.actual for fact in found),
            gap=sum((fact.gap for fact in found), Money(0)),
        )
        for (year, source, kind), found in sorted(groups.items())
    )


def source_facts(
    money: Sequence[MoneyFact], canonical: Callable[[str], str | None] = lambda code: code
) -> tuple[SourceFact, ...]:
    """What each canonical source gave, with its share: paid amounts, or secured ones where nothing is paid yet."""
    column = "actual" if any(fact.actual is not None for fact in money) else "secured"
    given: dict[str, Money] = {}
    for fact in money:
        amount = getattr(fact, column)
        if amount is not None and amount.hal > 0:
            source = canonical(fact.source) or fact.source
            given[source] = given.get(source, Money(0)) + amount
    whole = sum(given.values(), Money(0))
    return tuple(
        SourceFact(source=source, amount=amount, percent=amount.percent_of(whole))
        for source, amount in sorted(given.items())
    )


def aims_reached(states: Sequence[StateFact], due: Sequence[IndicatorFact], final: bool) -> bool | None:
    """Whether every indicator due has its target and no measure fell short; None where that is not known."""
    open_ = frozenset() if final else OPEN  # in the middle of a plan a running measure has missed nothing
    missed = any(fact.state not in (FULFILLED, UNOBSERVED, *open_) for fact in states)
    if missed or any(fact.reached is False for fact in due):
        return False
    shown = bool(due) or any(fact.state == FULFILLED for fact in states)  # nothing due shows nothing
    unknown = not shown or any(fact.state == UNOBSERVED for fact in states)
    return None if unknown or any(fact.reached is None for fact in due) else True
