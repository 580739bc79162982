"""The compiled structure of a city: all declarations of its plugins, checked together and serialisable."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from komplan_core.codelists import CodeList, known
from komplan_core.completeness.rules import CompletenessRule
from komplan_core.declarations import (
    CommentCategory,
    FundingSource,
    Level,
    PlanningArea,
    TargetGroup,
    check_hierarchy,
)
from komplan_core.errors import Invalid, violated
from komplan_core.extra_fields import ExtraField, FieldSubject, Visibility
from komplan_core.organisation import Body, Role, WorkingGroup
from komplan_core.papers import Document, DocumentText, SheetFormat
from komplan_core.planning import CommonLevel
from komplan_core.process.declarations import Process
from komplan_core.record import Record
from komplan_core.reporting.indicators import ReportIndicator
from komplan_core.values import Code, Period, Title, unique
from komplan_core.workflow import Workflow

SUBJECTS = ("version", "measure", "round", "point", "grant")


def _code_of(item: Any) -> str:
    return str(item.code)


class PluginOrigin(Record):
    """A plugin that took part, by entry point and distribution."""

    code: Code
    distribution: Title
    version: str
    hooks: tuple[str, ...]


class Profile(Record):
    """A city's structure. The region understands it without installing the city's plugin."""

    area: PlanningArea
    bodies: Annotated[tuple[Body, ...], unique("a body", _code_of)] = ()
    working_groups: Annotated[tuple[WorkingGroup, ...], unique("a working group", _code_of)] = ()
    roles: Annotated[tuple[Role, ...], unique("a role", _code_of)] = ()
    target_groups: Annotated[tuple[TargetGroup, ...], unique("a target group", _code_of)] = ()
    levels: Annotated[tuple[Level, ...], unique("a level", _code_of), AfterValidator(check_hierarchy)]
    workflows: Annotated[tuple[Workflow, ...], Field(min_length=5), unique("a workflow", lambda flow: flow.subject)]
    comment_categories: Annotated[tuple[CommentCategory, ...], unique("a category", _code_of)] = ()
    funding_sources: Annotated[tuple[FundingSource, ...], unique("a funding source", _code_of)] = ()
    indicators: Annotated[tuple[ReportIndicator, ...], unique("an indicator", _code_of)] = ()
    process: Process = Process()
    fields: Annotated[tuple[ExtraField, ...], unique("an extra field", lambda field: (field.subject, field.code))] = ()
    rules: Annotated[tuple[CompletenessRule, ...], unique("a rule", _code_of)] = ()
    importers: Annotated[tuple[SheetFormat, ...], unique("a sheet", _code_of)] = ()
    documents: Annotated[tuple[DocumentText, ...], unique("a document", _code_of)] = ()
    plugins: tuple[PluginOrigin, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        groups = {group.code for group in self.working_groups}
        bodies = {body.code for body in self.bodies}
        roles = {role.code for role in self.roles}
        targets = {group.code for group in self.target_groups}
        for group in self.working_groups:
            before = set(group.predecessors) | ({group.subgroup_of} if group.subgroup_of else set())
            if lost := before - groups:
                violated("SUCCESSION_UNKNOWN", f"`{group.code}` names {sorted(lost)}", "working_groups")
            _known(group.target_groups, targets, f"working group `{group.code}`", "working_groups")
            _known(group.leading_roles, roles, f"working group `{group.code}`", "working_groups")
        for body in self.bodies:
            _known(filter(None, (body.parent, body.also)), bodies, f"body `{body.code}`", "bodies")
        for category in self.comment_categories:
            wanted = filter(None, [category.working_group])
            _known(wanted, groups, f"category `{category.code}`", "comment_categories")
        own = {field.code for field in self.fields if field.subject is FieldSubject.COMMENT}
        for sheet in self.importers:
            _known(sheet.extra, own, f"sheet `{sheet.code}`", "importers")
        self._check_rules()

    def _check_rules(self) -> None:
        levels = {level.code for level in self.levels}
        extra = {(field.subject, field.code) for field in self.fields if field.visibility is Visibility.PUBLIC}
        for rule in self.rules:
            _known(filter(None, (rule.level, rule.child)), levels, f"rule `{rule.code}`", "rules")
            if rule.field and not rule.speaks_of_contract and (FieldSubject(rule.subject), rule.field) not in extra:
                violated("UNKNOWN_FIELD", f"rule `{rule.code}` asks for the unknown field `{rule.field}`", "rules")

    def groups_on(self, day: date) -> tuple[WorkingGroup, ...]:
        """The working groups (and subgroups) that exist on a day."""
        return tuple(group for group in self.working_groups if group.validity.covers(day))

    def groups_before(self) -> tuple[tuple[date, int], ...]:
        """Earlier structures, oldest first: the last day of each and how many groups it had."""
        current = {group.validity.end for group in self.working_groups if group.validity.end}
        return tuple((day, len(self.groups_on(day))) for day in sorted(current))

    def group(self, code: str, field: str, period: Period | None = None) -> WorkingGroup:
        """The working group of this code, existing on some day of the period. Raises Invalid for `field`."""
        for group in self.working_groups:
            if group.code == code:
                if period is not None and not group.validity.overlaps(period):
                    raise Invalid.field(
                        field, "GROUP_OUTSIDE_VALIDITY", f"`{code}` does not exist on any day of the plan's period"
                    )
                return group
        raise Invalid.field(field, "UNKNOWN_CODE", f"the city has no working group `{code}`")

    def level(self, code: str, field: str = "level") -> Level:
        """The level of this code. Raises Invalid for `field`."""
        for level in self.levels:
            if level.code == code:
                return level
        raise Invalid.field(field, "UNKNOWN_CODE", f"the city's plan has no level `{code}`")

    def for_everybody(self) -> "Profile":
        """The profile without codes of the city's clerks."""
        categories = tuple(category.revised({"handler": ""}) for category in self.comment_categories)
        return self.revised({"comment_categories": categories})

    def document(self, code: Document) -> DocumentText:
        """The city's words in a document; all empty where it has none."""
        return next((text for text in self.documents if text.code == code), DocumentText(code=code))

    def workflow(self, subject: str) -> Workflow:
        """The workflow of a subject, one of `SUBJECTS`."""
        return next(flow for flow in self.workflows if flow.subject == subject)

    def measure_level(self) -> Level:
        """The level at which this city's measures stand."""
        return next(level for level in self.levels if level.common is CommonLevel.MEASURE)

    def indicators_in(self, days: Period) -> tuple[ReportIndicator, ...]:
        """The indicators that hold on at least one of the days."""
        return tuple(indicator for indicator in self.indicators if indicator.holds_in(days))

    def canonical_source(self, code: str) -> str | None:
        """The canonical funding source behind a local or canonical code, or None."""
        for source in self.funding_sources:
            if source.code == code:
                return source.canonical
        return code if known(CodeList.FUNDING_SOURCES, code) else None


class Behaviour(Record):
    """The few functions that a plugin contributes. They stay in the process and never leave it."""

    number: Callable[[tuple[int, ...]], str]


def _known(codes: Iterable[str], declared: set[str], who: str, field: str) -> None:
    if unknown := set(codes) - declared:
        violated("UNKNOWN_CODE", f"{who} refers to undeclared {sorted(unknown)}", field)
