"""All hooks of komplan. A plugin answers them once, at start, with values; nothing else is asked of it.

Hooks are synchronous and pure, keyed by `code`; order never matters. `HOOKS` states how many plugins may
answer and whether the reference plugin answers for a city that does not. Arguments may be added, never removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import pluggy

from komplan_core.completeness.rules import CompletenessRule
from komplan_core.declarations import CommentCategory, FundingSource, Level, PlanningArea, TargetGroup
from komplan_core.extra_fields import ExtraField
from komplan_core.organisation import Body, Role, WorkingGroup
from komplan_core.papers import DocumentText, SheetFormat
from komplan_core.process.declarations import Process
from komplan_core.reporting.indicators import ReportIndicator
from komplan_core.workflow import Workflow

PROJECT: Final = "komplan"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@dataclass(frozen=True)
class Hook:
    """How a hook is answered."""

    name: str
    answers: Literal["exactly one", "at most one", "any"]
    default: bool
    """Whether the reference plugin's answer stands where no city plugin answers."""


@hookspec
def komplan_planning_area() -> PlanningArea:  # type: ignore[empty-body]
    """Who plans: code, title, level, member municipalities, ORP and region."""


@hookspec
def komplan_bodies() -> Iterable[Body]:  # type: ignore[empty-body]
    """Councils, commissions, steering and coordination groups, committees, teams: a tree."""


@hookspec
def komplan_working_groups() -> Iterable[WorkingGroup]:  # type: ignore[empty-body]
    """Working groups with the time in which they exist and their succession."""


@hookspec
def komplan_roles() -> Iterable[Role]:  # type: ignore[empty-body]
    """Local titles of people with canonical capabilities."""


@hookspec
def komplan_target_groups() -> Iterable[TargetGroup]:  # type: ignore[empty-body]
    """Local target groups with their shares in the canonical ones."""


@hookspec
def komplan_hierarchy() -> Iterable[Level]:  # type: ignore[empty-body]
    """The levels of the plan's tree, mapped to priority, goal, measure, activity."""


@hookspec
def komplan_workflow(subject: str) -> Workflow | None:
    """States and moves of `version`, `measure`, `round`, `point` or `grant`; None leaves the subject to the default."""


@hookspec
def komplan_number_measure(path: tuple[int, ...]) -> str:  # type: ignore[empty-body]
    """The printed number of a node or measure at this path of positions, such as `1.2.3` for (1, 2, 3)."""


@hookspec
def komplan_comment_categories() -> Iterable[CommentCategory]:  # type: ignore[empty-body]
    """Categories of comments, the group that settles each, who usually handles it, and the days that it has."""


@hookspec
def komplan_funding_sources() -> Iterable[FundingSource]:  # type: ignore[empty-body]
    """Local names of money, each mapped to a canonical source."""


@hookspec
def komplan_indicators() -> Iterable[ReportIndicator]:  # type: ignore[empty-body]
    """Indicators of the manual by which services report, with the days on which each holds."""


@hookspec
def komplan_process() -> Process:  # type: ignore[empty-body]
    """The steps of planning with what they leave behind, milestones, and the rules by which a calendar is planned."""


@hookspec
def komplan_fields(subject: str) -> Iterable[ExtraField]:  # type: ignore[empty-body]
    """Extra fields of `measure`, `node`, `section`, `need` or `comment`: type, label, choices and who sees them."""


@hookspec
def komplan_rules() -> Iterable[CompletenessRule]:  # type: ignore[empty-body]
    """Rules of completeness beside the law's: a subject, a condition of a closed set, source and validity."""


@hookspec
def komplan_importers() -> Iterable[SheetFormat]:  # type: ignore[empty-body]
    """Sheets of comments as the city keeps them: its headers, its words for values, its days."""


@hookspec
def komplan_documents() -> Iterable[DocumentText]:  # type: ignore[empty-body]
    """The city's words in the letters and tables of a consultation."""


HOOKS: Final = {
    hook.name: hook
    for hook in (
        Hook("komplan_planning_area", "exactly one", default=True),
        Hook("komplan_bodies", "any", default=False),
        Hook("komplan_working_groups", "any", default=False),
        Hook("komplan_roles", "any", default=True),
        Hook("komplan_target_groups", "any", default=False),
        Hook("komplan_hierarchy", "at most one", default=True),
        Hook("komplan_workflow", "at most one", default=True),
        Hook("komplan_number_measure", "at most one", default=True),
        Hook("komplan_comment_categories", "any", default=True),
        Hook("komplan_funding_sources", "any", default=False),
        Hook("komplan_indicators", "any", default=True),
        Hook("komplan_process", "at most one", default=True),
        Hook("komplan_fields", "any", default=False),
        Hook("komplan_rules", "any", default=False),
        Hook("komplan_importers", "any", default=False),
        Hook("komplan_documents", "any", default=False),
    )
}
