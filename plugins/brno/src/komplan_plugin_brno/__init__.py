"""Brno, as its presentation of June 2009 states it. The plan has chapters by working group and systemic priorities."""

from collections.abc import Iterable
from datetime import date

from komplan_core.completeness.rules import CompletenessRule, Condition, Subject
from komplan_core.declarations import AreaLevel, FundingSource, Level, PlanningArea, TargetGroup
from komplan_core.extra_fields import Choice, ExtraField, FieldSubject, FieldType
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Side, WorkingGroup
from komplan_core.planning import CommonLevel
from komplan_plugin_brno.groups import TARGET_GROUPS, WORKING_GROUPS


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="brno", title="Brno", level=AreaLevel.CITY, municipalities=("582786",), orp="1317", region="116"
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    return (
        Body(code="assembly", title="Zastupitelstvo města Brna", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města Brna", kind=BodyKind.COUNCIL, parent="assembly"),
        Body(
            code="coordination-group",
            title="Koordinační skupina",
            kind=BodyKind.COORDINATION_GROUP,
            parent="council",
            sides=(Side.COMMISSIONER, Side.PROVIDER, Side.USER),
        ),
        Body(
            code="social-care-office",
            title="Odbor sociální péče Magistrátu města Brna",
            kind=BodyKind.OFFICE,
            parent="council",
        ),
    )


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    return WORKING_GROUPS


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    return TARGET_GROUPS


@hookimpl
def komplan_hierarchy() -> Iterable[Level]:
    """Chapters are headings of the working groups; systemic priorities stand beside them and belong to no group."""
    return (
        Level(code="chapter", title="Kapitola"),
        Level(code="systemic-priority", title="Systémová priorita", common=CommonLevel.PRIORITY),
        Level(code="priority", title="Priorita", common=CommonLevel.PRIORITY, under=("chapter",)),
        Level(code="measure", title="Opatření", common=CommonLevel.MEASURE, under=("priority", "systemic-priority")),
    )


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    return (
        FundingSource(code="mpsv", title="MPSV", canonical="state-via-region"),
        FundingSource(code="jmk", title="Jihomoravský kraj", canonical="region"),
        FundingSource(code="ip", title="Individuální projekty", canonical="esf"),
        FundingSource(code="mmb", title="Rozpočet města (MMB)", canonical="municipality"),
        FundingSource(code="op-lzz", title="OP Lidské zdroje a zaměstnanost", canonical="esf"),
        FundingSource(code="iprm", title="Integrovaný plán rozvoje města", canonical="other-eu"),
        FundingSource(code="iop", title="Integrovaný operační program", canonical="other-eu"),
    )


@hookimpl
def komplan_fields(subject: str) -> Iterable[ExtraField]:
    """Which of the second plan's three main goals (slide 12) a measure serves; that each serves one is inferred."""
    if subject != "measure":
        return ()
    return (
        ExtraField(
            subject=FieldSubject.MEASURE,
            code="main-goal",
            label="Hlavní cíl plánu",
            type=FieldType.CHOICE,
            choices=(
                Choice(code="quality", title="efektivní, kvalitní a dostupné sociální služby"),
                Choice(code="network", title="podpora stávající sítě sociálních služeb"),
                Choice(code="development", title="rozvoj dle priorit a opatření"),
            ),
            source="seed 001, snímek 12",
            inferred=True,
        ),
    )


@hookimpl
def komplan_rules() -> Iterable[CompletenessRule]:
    """The second plan has chapters by working groups with priorities in them (slide 11)."""
    return (
        CompletenessRule(
            code="chapter-has-priority",
            title="Každá kapitola má prioritu",
            todo="Doplňte do kapitoly aspoň jednu prioritu pracovní skupiny.",
            source="seed 001, snímek 11: 8 kapitol dle pracovních skupin, 36 priorit pro cílové skupiny",
            valid_from=date(2010, 1, 1),
            subject=Subject.NODE,
            condition=Condition.NEEDS_CHILD,
            level="chapter",
            child="priority",
            inferred=True,
        ),
        CompletenessRule(
            code="chapter-has-group",
            title="Kapitola patří pracovní skupině",
            todo="Uveďte u kapitoly pracovní skupinu; systémové priority stojí mimo kapitoly.",
            source="seed 001, snímek 11: 8 kapitol dle pracovních skupin",
            valid_from=date(2010, 1, 1),
            subject=Subject.NODE,
            condition=Condition.FIELD_REQUIRED,
            level="chapter",
            field="working_group",
        ),
    )
