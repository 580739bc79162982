"""A plan of 2027 and 2028 that lacks nothing, and what the checks find in a changed one."""

from datetime import date
from typing import Any

from komplan_core.completeness.content import Content
from komplan_core.completeness.judging import judged
from komplan_core.completeness.rules import Subject
from komplan_core.needs import Need
from komplan_core.organisation import TRIAD
from komplan_core.planning import Indicator, Measure, Plan, PlanNode, PlanSection
from komplan_core.plugins import compile_profile
from komplan_core.process import Cycle
from komplan_core.process.entries import CalendarEntry
from komplan_core.profile import Profile
from komplan_core.values import Period

AREA = "areas/vzorov"
VERSION = f"{AREA}/plans/kp/versions/v"
CYCLE = f"{AREA}/cycles/c"
DAY = date(2026, 6, 23)
Findings = dict[str, tuple[str, list[tuple[str, str]]]]
PROFILE, _ = compile_profile(["reference"])
INDICATOR: dict[str, Any] = {
    "code": "osoby",
    "title": "podpořené osoby",
    "unit": "osoby",
    "direction": "up",
    "source": "výkaz",
    "owner": "odbor",
    "target_on": date(2028, 12, 31),
}


def node(id_: str = "p1", **values: Any) -> PlanNode:
    """A priority of the seniors."""
    own: dict[str, Any] = {"level": "priority", "position": 1, "title": "Senioři", "working_group": "seniors"}
    return PlanNode(name=f"{VERSION}/nodes/{id_}", **{**own, **values})


def measure(id_: str = "m1", **values: Any) -> Measure:
    """A measure sheet that lacks nothing."""
    given: dict[str, Any] = {
        "node": "p1",
        "position": 1,
        "title": "Pečovatelská služba",
        "description": "Dovoz obědů a pomoc doma.",
        "responsible": "Odbor sociálních věcí",
        "needs": (f"{AREA}/needs/n1",),
        "service_change": {"change": "keep"},
        "indicators": (Indicator(**INDICATOR),),
        "financing": tuple({"year": year, "source": "municipality", "planned": 100} for year in (2027, 2028)),
        **values,
    }
    return Measure(name=f"{VERSION}/measures/{id_}", **given)


def need(id_: str = "n1", **values: Any) -> Need:
    """An open need of the seniors."""
    return Need(name=f"{AREA}/needs/{id_}", title="Péče doma", target_groups=("seniors",), year=2026, **values)


def section(kind: str, text: str = "Popsáno.") -> PlanSection:
    """A section of a kind."""
    return PlanSection(name=f"{VERSION}/sections/{kind}", kind=kind, position=1, title=kind, text=text)


def whole(**changes: Any) -> Content:
    """A plan of 2027 and 2028 that lacks nothing."""
    period = Period(start=date(2027, 1, 1), end=date(2028, 12, 31))
    given: dict[str, Any] = {
        "version": VERSION,
        "plan": Plan(name=f"{AREA}/plans/kp", title="KP", cycle="c", period=period),
        "cycles": (Cycle(name=CYCLE, title="Cyklus", period=period),),
        "nodes": (node(),),
        "measures": (measure(),),
        "needs": (need(),),
        "sections": tuple(section(kind) for kind in ("making", "monitoring", "changes")),
        "entries": (CalendarEntry(name=f"{CYCLE}/entries/e", title="Zahájení", kind="conference", starts_on=DAY),),
        "counts": {Subject.PARTICIPATION: 3},
        "sides": {"seniors": TRIAD},
        **changes,
    }
    return Content(**given)


def found(content: Content, profile: Profile = PROFILE, day: date = DAY) -> Findings:
    """Outcome and places of every finding, by code."""
    checks = judged(content, profile, day)
    return {c.rule.code: (str(c.outcome), [(p.name, p.field) for p in c.places]) for c in checks if c.outcome != "ok"}


def lacking(code: str, outcome: str, *places: str | tuple[str, str]) -> Findings:
    """One finding at these places, as `found` tells it; a place is a name, or a name and a field."""
    return {code: (outcome, [place if isinstance(place, tuple) else (place, "") for place in places])}
