"""Deviations: what was planned, what is, and why. komplan suggests them from figures; people enter and explain them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from komplan_core.monitoring.evaluations import MoneyFact
from komplan_core.monitoring.observations import Observed
from komplan_core.monitoring.progress import Observations, is_reached, target_in
from komplan_core.monitoring.terms import last_day
from komplan_core.names import last_id
from komplan_core.planning import Measure, Resolution
from komplan_core.record import Entity
from komplan_core.values import Period, Text, Title, Year

SHORT_OF_PLAN = frozenset({"partly-fulfilled", "not-fulfilled", "cancelled", "postponed"})
"""Meanings of states in which a measure is not what was planned."""
OPEN = frozenset({"not-started", "running"})


class DeviationKind(StrEnum):
    """In what the measure went otherwise."""

    STATE = "state"
    INDICATOR = "indicator"
    MONEY = "money"
    TIME = "time"
    OTHER = "other"


class Deviation(Entity):
    """How a measure went otherwise than planned, and by which resolution, where one was taken."""

    measure: Title
    """Resource name of a measure of the adopted version."""
    year: Year
    kind: DeviationKind
    subject: Annotated[str, Field(max_length=200)] = ""
    """Code of the indicator, or source and kind of the money; empty for the measure as a whole."""
    planned: Annotated[Text, Field(min_length=1)]
    actual: Annotated[Text, Field(min_length=1)]
    why: Annotated[Text, Field(min_length=1)]
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A deviation that figures show; `recorded` names the entered one, or is empty."""

    measure: str
    year: int
    kind: DeviationKind
    subject: str
    planned: str
    actual: str
    recorded: str = ""


def suggestions(
    measures: Iterable[Measure],
    plan: Period,
    observations: Observations,
    money: Mapping[str, Sequence[MoneyFact]],
    meanings: Mapping[str, str],
    year: int,
    recorded: Iterable[Deviation],
) -> tuple[Suggestion, ...]:
    """Deviations of a year by what was observed. `money` is by the id of the measure, `meanings` by the state."""
    known = {(last_id(item.measure), item.year, item.kind, item.subject): item.name for item in recorded}
    found = []
    for measure in measures:
        said = [item for item in observations.get(last_id(measure.name), ()) if item.year == year]
        for kind, subject, planned, actual in _of_measure(measure, plan, said, money, meanings, year):
            entered = known.get((last_id(measure.name), year, kind, subject), "")
            found.append(Suggestion(measure.name, year, kind, subject, planned, actual, entered))
    return tuple(found)


def _of_measure(
    measure: Measure,
    plan: Period,
    said: Sequence[Observed],
    money: Mapping[str, Sequence[MoneyFact]],
    meanings: Mapping[str, str],
    year: int,
) -> Iterator[tuple[DeviationKind, str, str, str]]:
    for fact in money.get(last_id(measure.name), ()):
        if fact.year == year and fact.planned is not None and fact.actual not in (None, fact.planned):
            yield DeviationKind.MONEY, f"{fact.source} {fact.kind}", str(fact.planned), str(fact.actual)
    if not said:
        return
    end = (measure.period or plan).end or plan.end
    meaning = meanings.get(said[-1].state, "")
    if meaning in SHORT_OF_PLAN:
        yield DeviationKind.STATE, "", "fulfilled", meaning
    elif meaning in OPEN and end is not None and end <= last_day(*_term(said[-1])):
        yield DeviationKind.TIME, "", end.isoformat(), meaning
    last_year = end.year if end is not None else year
    newest = {actual.code: actual.value for item in said for actual in item.actuals}
    for indicator in measure.indicators:
        target, value = target_in(indicator, year, last_year), newest.get(indicator.code)
        if target is not None and value is not None and not is_reached(indicator.direction, value, target):
            yield DeviationKind.INDICATOR, indicator.code, format(target, "f"), format(value, "f")


def _term(observation: Observed) -> tuple[int, int]:
    return observation.year, observation.half
