"""ORP Český Krumlov, where the ORP's plan stands beside the city's own, as a presentation of about 2014 states it.

What the slides do not say is marked inferred.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from komplan_core.declarations import AreaLevel, FundingSource, PlanningArea, TargetGroup
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Side, WorkingGroup
from komplan_core.values import Period
from komplan_plugin_cesky_krumlov.territory import MUNICIPALITIES, ORP, REGION


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="cesky-krumlov",
        title="ORP Český Krumlov",
        level=AreaLevel.ORP,
        municipalities=MUNICIPALITIES,
        orp=ORP,
        region=REGION,
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    """Slide 8 names team, steering group and working groups; the rest, and who answers to whom, is inferred."""
    return (
        Body(code="assembly", title="Zastupitelstvo města Český Krumlov", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města Český Krumlov", kind=BodyKind.COUNCIL, parent="assembly"),
        Body(code="steering-group", title="Řídící skupina", kind=BodyKind.STEERING_GROUP, parent="council"),
        Body(
            code="implementation-team",
            title="Realizační tým",
            kind=BodyKind.IMPLEMENTATION_TEAM,
            parent="steering-group",
        ),
    )


_GROUPS = {
    "seniors": ("Senioři", {"seniors": "1"}),
    "disability": ("Osoby se zdravotním postižením", {"disability": "1"}),
    "youth-and-families": ("Mládež a rodiny s dětmi", {"families-with-children": "0.5", "youth-at-risk": "0.5"}),
    "adverse-situation": (
        "Osoby v nepříznivé sociální situaci",
        {"people-in-crisis": "0.5", "excluded-communities": "0.5"},
    ),
}
"""That the groups are those of Trhové Sviny, whose structure the presentation shows as an example, is inferred."""


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    since = Period(start=date(2011, 6, 1))
    for code, (title, _) in _GROUPS.items():
        yield WorkingGroup(
            code=code,
            title=title,
            validity=since,
            target_groups=(code,),
            sides=(Side.COMMISSIONER, Side.PROVIDER, Side.USER),
            inferred=True,
        )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    for code, (title, shares) in _GROUPS.items():
        canonical = {group: Decimal(share) for group, share in shares.items()}
        yield TargetGroup(code=code, title=title, canonical=canonical, inferred=True)


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    """The sources of slide 6; the European programme is not named, so that it is the social fund is inferred."""
    return (
        FundingSource(code="eu", title="EU", canonical="esf"),
        FundingSource(code="jck", title="Jihočeský kraj", canonical="region"),
        FundingSource(code="jr", title="Jihočeská rozvojová o.p.s.", canonical="own"),
        FundingSource(code="city", title="Rozpočet města Český Krumlov", canonical="municipality"),
    )
