"""Indicators of cities' plans under the codes by which the region compares them (decree § 39a: monitoring of the plan).

Values of different cities are never added: one counts people, another services. What is added is how many were reached.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from komplan_core.monitoring.evaluations import Evaluation, IndicatorFact
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk


@dataclass(frozen=True, slots=True)
class ComparedIndicator:
    """What a city's evaluation says of one indicator, in the region's words."""

    code: str
    """The region's code, or `UNMAPPED`."""
    area: str
    evaluation: str
    """Resource name of the evaluation that says so."""
    year: int | None
    """None for what holds of a plan as a whole."""
    fact: IndicatorFact


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """All indicators of one code of the region in a year."""

    code: str
    year: int | None
    indicators: tuple[ComparedIndicator, ...]

    @property
    def due(self) -> tuple[ComparedIndicator, ...]:
        """Those of which a target was due."""
        return tuple(item for item in self.indicators if item.fact.target is not None)

    @property
    def reached(self) -> tuple[ComparedIndicator, ...]:
        """Those that reached it."""
        return tuple(item for item in self.due if item.fact.reached)

    @property
    def unknown(self) -> tuple[ComparedIndicator, ...]:
        """Those due of which no value is published: they are neither reached nor missed."""
        return tuple(item for item in self.due if item.fact.reached is None)


def compared(evaluation: Evaluation, area: str, crosswalk: Crosswalk, began: date) -> Iterator[ComparedIndicator]:
    """The indicators of an evaluation, mapped by what holds on the first day of its year, or of its whole plan."""
    day = date(evaluation.year, 1, 1) if evaluation.year is not None else began
    for fact in evaluation.facts.indicators if evaluation.facts is not None else ():
        yield ComparedIndicator(crosswalk.indicator(fact.code, day), area, evaluation.name, evaluation.year, fact)


def totals(found: Iterable[ComparedIndicator]) -> tuple[IndicatorTotal, ...]:
    """The indicators by code and year, those of whole plans last; what is not mapped stands last of all."""
    by_code: dict[tuple[str, int | None], list[ComparedIndicator]] = {}
    for item in found:
        by_code.setdefault((item.code, item.year), []).append(item)
    return tuple(
        IndicatorTotal(code, year, tuple(items)) for (code, year), items in sorted(by_code.items(), key=_order)
    )


def _order(found: tuple[tuple[str, int | None], list[ComparedIndicator]]) -> tuple[bool, str, bool, int]:
    (code, year), _ = found
    return code == UNMAPPED, code, year is None, year or 0
