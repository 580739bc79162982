"""Ústí nad Labem, as a presentation of October 2005 states it: ten steps, eight coordination groups with their sides.

Its ten steps are the default process of komplan, so nothing is said of them here. What the slides do not say is marked
inferred.
"""

from collections.abc import Iterable

from komplan_core.declarations import AreaLevel, FundingSource, PlanningArea, TargetGroup
from komplan_core.extra_fields import ExtraField, FieldSubject, Visibility
from komplan_core.hookspecs import hookimpl
from komplan_core.organisation import Body, Role, Side, WorkingGroup
from komplan_plugin_usti.bodies import BODIES
from komplan_plugin_usti.groups import TARGET_GROUPS, WORKING_GROUPS


@hookimpl
def komplan_planning_area() -> PlanningArea:
    return PlanningArea(
        code="usti", title="Ústí nad Labem", level=AreaLevel.CITY, municipalities=("554804",), orp="922", region="60"
    )


@hookimpl
def komplan_bodies() -> Iterable[Body]:
    return BODIES


@hookimpl
def komplan_working_groups() -> Iterable[WorkingGroup]:
    return WORKING_GROUPS


@hookimpl
def komplan_roles() -> Iterable[Role]:
    """Managers lead the coordination groups and meet as a team; the other titles are inferred."""
    return (
        Role(code="guarantor", title="garant", capabilities=("adopt",), side=Side.COMMISSIONER),
        Role(code="coordinator", title="koordinátor", capabilities=("edit", "convene"), votes=False),
        Role(code="group-leader", title="manažer koordinační skupiny", capabilities=("edit", "convene", "settle")),
        Role(code="member", title="člen", capabilities=("settle",)),
        Role(code="carer", title="pečovatel", capabilities=("settle",), side=Side.CARER),
        Role(code="guest", title="host", capabilities=(), votes=False),
    )


@hookimpl
def komplan_target_groups() -> Iterable[TargetGroup]:
    return TARGET_GROUPS


@hookimpl
def komplan_funding_sources() -> Iterable[FundingSource]:
    return (FundingSource(code="city", title="Rozpočet města Ústí nad Labem", canonical="municipality"),)


@hookimpl
def komplan_fields(subject: str) -> Iterable[ExtraField]:
    """Questionnaires lie at contact points and are sent or brought to "a particular place" (slide 13): which it was.

    That the city notes it beside each comment is inferred.
    """
    if subject != "comment":
        return ()
    return (
        ExtraField(
            subject=FieldSubject.COMMENT,
            code="handed-in-at",
            label="místo předání dotazníku",
            visibility=Visibility.STAFF,
            source="seed 004, snímek 13",
            inferred=True,
        ),
    )
