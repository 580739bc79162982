"""Judging a plan: by the rules in force on the day of its approval."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from komplan_core.completeness import figures, sheets
from komplan_core.completeness.content import Content
from komplan_core.completeness.declared import declared
from komplan_core.completeness.extra import REQUIRED, required
from komplan_core.completeness.law import LAW, law_rules
from komplan_core.completeness.rules import Check, Place, Rule, Severity
from komplan_core.errors import Refused, Violation
from komplan_core.profile import Profile

OWN: Final[tuple[tuple[Rule, Callable[[Rule, Content, Profile], Check]], ...]] = (
    (sheets.INDICATOR, sheets.indicators),
    (REQUIRED, required),
    (sheets.PERIOD, sheets.periods),
    (sheets.HEADING, sheets.headings),
    (sheets.GROUP, sheets.groups),
    (sheets.TRIAD_SIDES, sheets.triads),
    (sheets.ANSWERED, sheets.answers),
    (figures.FIGURES, figures.figures),
)
"""Rules that hold in every city beside the law."""


def judged(content: Content, profile: Profile, day: date) -> tuple[Check, ...]:
    """Every rule in force on the day with its outcome: the law first, then komplan's own, then the city's."""
    return tuple(_checks(content, profile, day))


def _checks(content: Content, profile: Profile, day: date) -> Iterator[Check]:
    for rule in law_rules():
        if rule.in_force(day):
            yield LAW[rule.code](rule, content, profile)
    for rule, check in OWN:
        if rule.in_force(day):
            yield check(rule, content, profile)
    for asked in profile.rules:
        if asked.in_force(day):
            yield declared(asked, content, profile)


def check_adoptable(checks: tuple[Check, ...]) -> None:
    """Raise Refused while a mandatory finding stands: it names the rules, and each place once as a violation."""
    blocking = [check for check in checks if check.blocks]
    if blocking:
        codes = ", ".join(check.rule.code for check in blocking)
        first = blocking[0].places[0]
        asking: dict[tuple[str, str], list[str]] = {}
        for check in blocking:
            for place in check.places:
                asking.setdefault((_where(place), place.what), []).append(check.rule.code)
        raise Refused(
            "PLAN_INCOMPLETE",
            f"mandatory findings stand ({codes}), the first at {_where(first)}: {first.what}",
            (
                Violation(where, "PLAN_INCOMPLETE", f"{', '.join(rules)}: {what}")
                for (where, what), rules in asking.items()
            ),
        )


def _where(place: Place) -> str:
    return f"{place.name} {place.field}".strip()


def blocking(checks: tuple[Check, ...]) -> int:
    """How many mandatory findings stand."""
    return sum(check.blocks for check in checks)


def warnings(checks: tuple[Check, ...]) -> int:
    """How many findings are told only."""
    return sum(check.rule.severity is Severity.WARNING and bool(check.places) for check in checks)
