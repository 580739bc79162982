"""What the checks look at: one version of a plan with all that belongs to it, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from komplan_core.completeness.rules import Subject
from komplan_core.needs import Need, NeedState
from komplan_core.organisation import Side
from komplan_core.planning import Measure, Plan, PlanNode, PlanSection, SectionKind
from komplan_core.process import Cycle
from komplan_core.process.entries import CalendarEntry


@dataclass(frozen=True, slots=True)
class Content:
    """A version of a plan and what stands around it."""

    version: str
    """Resource name of the version."""
    plan: Plan
    cycles: Sequence[Cycle]
    """The plan's cycle, then the cycles before it, latest first."""
    nodes: Sequence[PlanNode] = ()
    measures: Sequence[Measure] = ()
    needs: Sequence[Need] = ()
    """All needs of the area."""
    sections: Sequence[PlanSection] = ()
    entries: Sequence[CalendarEntry] = ()
    """The calendar of the plan's cycle and of the cycles before it."""
    counts: Mapping[Subject, int] = field(default_factory=dict)
    """How many there are of what has no place in the version: people, surveys, SWOTs, and so on."""
    sides: Mapping[str, frozenset[Side]] = field(default_factory=dict)
    """Sides that members in mandate stand for, by code of the working group."""

    def has_text(self, kind: SectionKind) -> bool:
        """Whether a section of this kind says something."""
        return any(section.text.strip() for section in self.sections if section.kind == kind)

    @property
    def standing_needs(self) -> list[Need]:
        """Needs that stand for themselves: one that was merged counts in another, and one that was closed is over."""
        return [need for need in self.needs if need.state in (NeedState.OPEN, NeedState.COVERED)]

    @property
    def own_entries(self) -> int:
        """How many entries the calendar of the plan's own cycle has."""
        return sum(bool(self.cycles) and entry.name.startswith(f"{self.cycles[0].name}/") for entry in self.entries)

    @property
    def years(self) -> range:
        """The budget years of the plan; of a plan without an end the first year only."""
        period = self.plan.period
        return range(period.start.year, (period.end or period.start).year + 1)
