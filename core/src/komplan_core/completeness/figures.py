"""Figures that sources state twice and differently: both are kept, and a person decides."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Final

from komplan_core.completeness.content import Content
from komplan_core.completeness.rules import Basis, Check, Place, Rule, noted
from komplan_core.process import Cycle, StatedFigure
from komplan_core.profile import Profile

FIGURES: Final = Rule(
    code="figures-agree",
    title="Uvedené údaje si neodporují",
    todo="Zjistěte, který údaj platí, a napište to do poznámky; oba zůstávají.",
    basis=Basis.PROJECT,
)


def figures(rule: Rule, content: Content, profile: Profile) -> Check:
    """No two figures of the plan's cycle, or of one before it, say different things of the same matter and year.

    Nor do sources state different days of one entry of the calendar.
    """
    places = []
    for cycle in content.cycles:
        for one, other in contradictions(cycle):
            what = f"{_said(one)} × {_said(other)}"
            places.append(Place(name=cycle.name, field=f"stated_figures.{one.code}", what=what))
    for entry in content.entries:
        if entry.disputed:
            days = " × ".join(f"{_day(stated.day)} ({stated.source})" for stated in entry.stated_days)
            places.append(Place(name=entry.name, field="stated_days", what=f"{entry.title}: {days}"))
    return noted(rule, places)


def contradictions(cycle: Cycle) -> Iterator[tuple[StatedFigure, StatedFigure]]:
    """Pairs of figures about the same matter, year and unit whose values differ."""
    for one, other in combinations(cycle.stated_figures, 2):
        same = (one.matter, one.year, one.unit) == (other.matter, other.year, other.unit)
        if same and one.value != other.value:
            yield one, other


def _said(figure: StatedFigure) -> str:
    return f"{figure.title}: {figure.value:f} {figure.unit} ({figure.source})"


def _day(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"
