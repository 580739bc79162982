"""Ostrava, as its presentation of September 2009 states it. What the slides do not say is marked inferred."""

from collections.abc import Iterable

from komplan_core.declarations import AreaLevel, CommentCategory, FundingSource, PlanningArea, TargetGroup
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, BodyKind, Role, WorkingGroup
from komplan_core.reporting.indicators import ReportIndicator
from komplan_plugin_ostrava.groups import SINCE_2007, UNTIL_2006
from komplan_plugin_ostrava.indicators import INDICATORS
from komplan_plugin_ostrava.target_groups import TARGET_GROUPS


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="ostrava", title="Ostrava", level=AreaLevel.CITY, municipalities=("554821",), orp="1961", region="132"
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    return (
        Body(code="assembly", title="Zastupitelstvo města", kind=BodyKind.ASSEMBLY),
        Body(code="council", title="Rada města", kind=BodyKind.COUNCIL, parent="assembly"),
        # not established in 2006 because of elections (slide 10); when a later one was is not stated
        Body(
            code="coordination-group",
            title="Koordinační skupina komunitního plánování",
            kind=BodyKind.COORDINATION_GROUP,
            parent="council",
        ),
        Body(
            code="social-affairs-office",
            title="Odbor sociálních věcí a zdravotnictví Magistrátu města Ostravy",
            kind=BodyKind.OFFICE,
            parent="council",
        ),
        Body(
            code="managing-team",
            title="Manažerský tým",
            kind=BodyKind.IMPLEMENTATION_TEAM,
            parent="social-affairs-office",
        ),
    )


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    return (*UNTIL_2006, *SINCE_2007)


@hookimpl
def komplan_roles() -> Iterable[Role]:
    return (
        Role(code="coordinator", title="koordinátor", capabilities=("edit", "convene"), votes=False),
        Role(code="group-leader", title="manažer pracovní skupiny", capabilities=("edit", "settle")),
        Role(code="contact-person", title="kontaktní osoba", capabilities=("convene",)),
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    return TARGET_GROUPS


@hookimpl
def komplan_comment_categories() -> Iterable[CommentCategory]:
    """One topic for each group of today, which settles it; formal corrections go to no group."""
    for group in SINCE_2007:
        yield CommentCategory(code=group.code, title=group.title, working_group=group.code)
    yield CommentCategory(code="formal", title="Formální připomínka", days_to_settle=14)


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    return (
        # measure 3.2 of the programme, which the project used, drew on the European Social Fund
        FundingSource(code="srop", title="Společný regionální operační program", canonical="esf"),
        FundingSource(code="msk", title="Moravskoslezský kraj", canonical="region"),
        FundingSource(code="smo", title="Statutární město Ostrava", canonical="municipality"),
    )


@hookimpl
def komplan_indicators() -> Iterable[ReportIndicator]:
    return INDICATORS
