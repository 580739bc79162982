"""ORP Trhové Sviny with its villages, as a presentation of the region's planning (about 2014) states it.

The town plans for the municipalities of its ORP. What the slides do not say is marked inferred.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from komplan_core.declarations import AreaLevel, FundingSource, PlanningArea, TargetGroup
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Role, Side, WorkingGroup
from komplan_core.values import Period
from komplan_plugin_trhove_sviny.territory import MUNICIPALITIES, ORP, REGION


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="trhove-sviny",
        title="ORP Trhové Sviny",
        level=AreaLevel.ORP,
        municipalities=MUNICIPALITIES,
        orp=ORP,
        region=REGION,
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    """The bodies of slide 9; who answers to whom stood in its picture, which is missing, so it is inferred."""
    return (
        Body(code="assembly", title="Zastupitelstvo města / obce", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města", kind=BodyKind.COUNCIL, parent="assembly"),
        Body(code="steering-group", title="Řídící skupina", kind=BodyKind.STEERING_GROUP, parent="council"),
        # representatives of who carried the planning out and of its partner (slide 8)
        Body(
            code="implementation-team",
            title="Realizační tým",
            kind=BodyKind.IMPLEMENTATION_TEAM,
            parent="steering-group",
        ),
        Body(code="methodical-guidance", title="Metodické vedení", kind=BodyKind.OFFICE, parent="steering-group"),
    )


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    """Four groups of the triad; that they have met since the first phase began is inferred."""
    since = Period(start=date(2010, 7, 1))
    for code, title in (
        ("seniors", "Senioři"),
        ("disability", "Osoby se zdravotním postižením"),
        ("youth-and-families", "Mládež a rodiny s dětmi"),
        ("adverse-situation", "Osoby v nepříznivé sociální situaci"),
    ):
        yield WorkingGroup(
            code=code,
            title=title,
            validity=since,
            target_groups=(code,),
            leading_roles=("group-leader",),
            sides=(Side.COMMISSIONER, Side.PROVIDER, Side.USER),
        )


@hookimpl
def komplan_roles() -> Iterable[Role]:
    """The mayors of villages sit beside the town's coordinator; the titles are inferred."""
    return (
        Role(code="guarantor", title="garant", capabilities=("adopt",), side=Side.COMMISSIONER),
        Role(code="coordinator", title="koordinátor", capabilities=("edit", "convene"), votes=False),
        Role(code="mayor", title="starosta obce", capabilities=("settle",), side=Side.COMMISSIONER),
        Role(code="group-leader", title="vedoucí pracovní skupiny", capabilities=("edit", "settle")),
        Role(code="methodical-guide", title="metodik", capabilities=("edit",), votes=False),
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    """The groups' names; shares are not stated, so all are inferred."""
    half, whole = Decimal("0.5"), Decimal(1)
    return (
        TargetGroup(code="seniors", title="Senioři", canonical={"seniors": whole}, inferred=True),
        TargetGroup(
            code="disability", title="Osoby se zdravotním postižením", canonical={"disability": whole}, inferred=True
        ),
        TargetGroup(
            code="youth-and-families",
            title="Mládež a rodiny s dětmi",
            canonical={"families-with-children": half, "youth-at-risk": half},
            inferred=True,
        ),
        TargetGroup(
            code="adverse-situation",
            title="Osoby v nepříznivé sociální situaci",
            canonical={"people-in-crisis": half, "addiction": half},
            inferred=True,
        ),
    )


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    """The sources of slide 6; the European programme is not named, so that it is the social fund is inferred."""
    return (
        FundingSource(code="eu", title="EU", canonical="esf"),
        FundingSource(code="jck", title="Jihočeský kraj", canonical="region"),
        FundingSource(code="jr", title="Jihočeská rozvojová o.p.s.", canonical="own"),
        FundingSource(code="town", title="Rozpočet města Trhové Sviny", canonical="municipality"),
    )
