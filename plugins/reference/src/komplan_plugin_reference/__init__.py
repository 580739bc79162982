"""The default city of komplan: what holds for a city whose plugin does not say otherwise.

The shortest complete plugin and the best documentation of the hooks.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from komplan_core.completeness.rules import CompletenessRule, Condition, Subject
from komplan_core.declarations import (
    AreaLevel,
    CommentCategory,
    FundingSource,
    Level,
    PlanningArea,
    TargetGroup,
)
from komplan_core.extra_fields import ExtraField, FieldSubject, FieldType
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Role, Side, WorkingGroup
from komplan_core.papers import DocumentText, SheetFormat
from komplan_core.planning import CommonLevel, Direction
from komplan_core.process.declarations import Process
from komplan_core.reporting.indicators import Formula, ReportIndicator
from komplan_core.values import Period
from komplan_core.workflow import Workflow
from komplan_plugin_reference.papers import DOCUMENTS, REGISTRY_SHEET
from komplan_plugin_reference.process import PROCESS
from komplan_plugin_reference.workflows import GRANT, MEASURE, POINT, ROUND, VERSION

WORKFLOWS = {flow.subject: flow for flow in (VERSION, MEASURE, ROUND, POINT, GRANT)}


@hookimpl
def komplan_planning_area() -> PlanningArea:
    """A fictional town; its codes cannot meet real ones."""
    return PlanningArea(
        code="vzorov", title="Vzorov", level=AreaLevel.CITY, municipalities=("999001",), orp="V01", region="V0"
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    return (
        Body(code="assembly", title="Zastupitelstvo města", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města", kind=BodyKind.COUNCIL, parent="assembly"),
        Body(code="steering-group", title="Řídící skupina", kind=BodyKind.STEERING_GROUP, parent="council"),
    )


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    since = Period(start=date(2020, 1, 1))
    return (
        WorkingGroup(code="seniors", title="Senioři", validity=since, target_groups=("seniors",)),
        WorkingGroup(code="families", title="Rodiny s dětmi", validity=since, target_groups=("families",)),
        WorkingGroup(
            code="youth",
            title="Mládež",
            validity=Period(start=date(2020, 1, 1), end=date(2024, 12, 31)),
            target_groups=("families",),
        ),
    )


@hookimpl
def komplan_roles() -> Iterable[Role]:
    return (
        Role(code="guarantor", title="garant", capabilities=("adopt",), side=Side.COMMISSIONER),
        Role(code="coordinator", title="koordinátor", capabilities=("edit", "convene"), votes=False),
        Role(code="group-leader", title="vedoucí skupiny", capabilities=("edit", "settle")),
        Role(code="contact-person", title="kontaktní osoba", capabilities=("convene",)),
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    return (
        TargetGroup(code="seniors", title="Senioři", canonical={"seniors": Decimal(1)}),
        TargetGroup(
            code="families",
            title="Rodiny s dětmi a mládež",
            canonical={"families-with-children": Decimal("0.7"), "youth-at-risk": Decimal("0.3")},
        ),
        TargetGroup(code="newcomers", title="Noví obyvatelé"),
    )


@hookimpl
def komplan_hierarchy() -> Iterable[Level]:
    return (
        Level(code="priority", title="Priorita", common=CommonLevel.PRIORITY),
        Level(code="goal", title="Cíl", common=CommonLevel.GOAL, under=("priority",)),
        Level(code="measure", title="Opatření", common=CommonLevel.MEASURE, under=("priority", "goal")),
    )


@hookimpl
def komplan_workflow(subject: str) -> Workflow | None:
    return WORKFLOWS.get(subject)


@hookimpl
def komplan_number_measure(path: tuple[int, ...]) -> str:
    return ".".join(map(str, path))


@hookimpl
def komplan_comment_categories() -> Iterable[CommentCategory]:
    return (
        CommentCategory(code="content", title="věcná připomínka"),
        CommentCategory(code="formal", title="formální připomínka", days_to_settle=14),
    )


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    return (FundingSource(code="town-fund", title="Fond města", canonical="municipality"),)


@hookimpl
def komplan_indicators() -> Iterable[ReportIndicator]:
    return (
        ReportIndicator(
            code="waiting-applicants", title="Žadatelé v pořadníku ke konci období", unit="osoby", persons=True
        ),
        ReportIndicator(code="hours-of-work-with-clients", title="Hodiny přímé práce s klienty", unit="hodiny"),
        ReportIndicator(
            code="cost-per-client",
            title="Provozní náklady na klienta",
            unit="Kč",
            formula=Formula(of="cost", per="clients"),
            direction=Direction.DOWN,
        ),
    )


@hookimpl
def komplan_process() -> Process:
    return PROCESS


@hookimpl
def komplan_fields(subject: str) -> Iterable[ExtraField]:
    """A question that this town asks of every measure, beside those of the contract."""
    if subject != "measure":
        return ()
    return (
        ExtraField(
            subject=FieldSubject.MEASURE,
            code="partner-town",
            label="Sousední obec, se kterou se opatření dělá",
            type=FieldType.TEXT,
            source="Vzorov (smyšlené město)",
        ),
    )


@hookimpl
def komplan_rules() -> Iterable[CompletenessRule]:
    """What this town asks of its plan, beside the law."""
    return (
        CompletenessRule(
            code="measure-has-description",
            title="Každé opatření má popis",
            todo="Popište opatření několika větami.",
            source="Vzorov (smyšlené město)",
            valid_from=date(2020, 1, 1),
            subject=Subject.MEASURE,
            condition=Condition.FIELD_REQUIRED,
            field="description",
        ),
    )


@hookimpl
def komplan_importers() -> Iterable[SheetFormat]:
    return (REGISTRY_SHEET,)


@hookimpl
def komplan_documents() -> Iterable[DocumentText]:
    return DOCUMENTS
