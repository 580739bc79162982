"""Zábřeh, as the presentation of its second plan (2012-2015) states it. What it does not say is marked inferred."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from komplan_core.completeness.rules import CompletenessRule, Condition, Subject
from komplan_core.declarations import AreaLevel, FundingSource, PlanningArea, TargetGroup
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Role, Side, WorkingGroup
from komplan_core.values import Period


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="zabreh", title="Zábřeh", level=AreaLevel.CITY, municipalities=("541354",), orp="2011", region="124"
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    """The social commission steers; the committee stands beside it (that it answers to the assembly is inferred)."""
    return (
        Body(code="assembly", title="Zastupitelstvo města Zábřeh", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města Zábřeh", kind=BodyKind.COUNCIL, parent="assembly"),
        Body(code="social-commission", title="Komise sociální", kind=BodyKind.COMMISSION, parent="council"),
        Body(
            code="steering-group",
            title="Řídící skupina",
            kind=BodyKind.STEERING_GROUP,
            parent="council",
            also="social-commission",
        ),
        Body(code="committee", title="Výbor pro komunitní plánování", kind=BodyKind.COMMITTEE, parent="assembly"),
    )


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    since = Period(start=date(2012, 3, 1))
    for code, title in (
        ("seniors", "I. PS – Senioři"),
        ("disability", "II. PS – Lidé s postižením"),
        ("children-and-families", "III. PS – Děti, mládež a rodiny s dětmi"),
        ("people-in-crisis", "IV. PS – Osoby v krizi"),
    ):
        yield WorkingGroup(
            code=code, title=title, validity=since, target_groups=(code,), leading_roles=("group-leader",)
        )


@hookimpl
def komplan_roles() -> Iterable[Role]:
    """None excludes another: one person chairs the committee and leads the steering group."""
    return (
        Role(code="guarantor", title="garant", capabilities=("adopt",), side=Side.COMMISSIONER),
        Role(code="steering-group-leader", title="vedoucí řídící skupiny", capabilities=("edit", "convene")),
        Role(code="committee-chair", title="předseda výboru", capabilities=("convene", "settle")),
        Role(code="coordinator", title="koordinátor", capabilities=("edit", "convene"), votes=False),
        Role(code="group-leader", title="vedoucí skupiny", capabilities=("edit", "settle")),
        Role(code="contact-person", title="kontaktní osoba", capabilities=("convene",)),
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    """The four groups' names; the city states no shares, so all are inferred."""
    half, whole = Decimal("0.5"), Decimal(1)
    return (
        TargetGroup(code="seniors", title="Senioři", canonical={"seniors": whole}, inferred=True),
        TargetGroup(code="disability", title="Lidé s postižením", canonical={"disability": whole}, inferred=True),
        TargetGroup(
            code="children-and-families",
            title="Děti, mládež a rodiny s dětmi",
            canonical={"families-with-children": half, "youth-at-risk": half},
            inferred=True,
        ),
        TargetGroup(
            code="people-in-crisis", title="Osoby v krizi", canonical={"people-in-crisis": whole}, inferred=True
        ),
    )


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    return (
        FundingSource(code="srop", title="Společný regionální operační program", canonical="esf"),
        FundingSource(code="op-lzz", title="OP Lidské zdroje a zaměstnanost", canonical="esf"),
        FundingSource(code="town", title="Rozpočet města Zábřeh", canonical="municipality"),
    )


@hookimpl
def komplan_rules() -> Iterable[CompletenessRule]:
    """The four parts of the second plan (slide 8): asked for as a warning, for the law does not ask for them."""
    source = "seed 002, snímek 8: části 2. komunitního plánu"
    for code, title, subject, todo in (
        ("part-swot", "SWOT analýza vypracovaná členy pracovních skupin", Subject.SWOT, "Zapište SWOT analýzu."),
        ("part-sociodemography", "Sociodemografická analýza", Subject.SERIES, "Zapište sociodemografické řady."),
        ("part-finance", "Finanční analýza", Subject.MONEY, "Zapište k opatřením peníze po letech a zdrojích."),
        (
            "part-research",
            "Výzkum potřeb poskytovatelů a uživatelů sociálních služeb a veřejnosti",
            Subject.SURVEY,
            "Zapište průzkum s výsledky.",
        ),
    ):
        yield CompletenessRule(
            code=code,
            title=title,
            todo=todo,
            source=source,
            valid_from=date(2012, 1, 1),
            subject=subject,
            condition=Condition.AT_LEAST,
        )
