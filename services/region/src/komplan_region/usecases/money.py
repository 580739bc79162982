"""Measures and money of one city's adopted plans, by canonical target group and source."""

from collections import Counter
from collections.abc import Sequence

from komplan_core import names
from komplan_core.errors import Refused
from komplan_core.planning import Measure, Plan, PlanNode, PlanVersion
from komplan_core.regional.crosswalk import Crosswalk
from komplan_core.regional.money import AMOUNTS, area_figures, paid_by_measure
from komplan_core.regional.priorities import priorities
from komplan_core.regional.speaking import ClaimSubject, Listening
from komplan_core.values import MONEY_LIMIT
from komplan_region.ports.copies import Contents, Derived
from komplan_region.ports.money import CopiedMeasure, CopiedPlan


def copied_plans(contents: Contents) -> Derived:
    """Every adopted plan, reduced to what the midterm plan needs.

    The money of a measure is the city's own, wherever the measure is done; it lies in no ORP where the city does not
    speak for the territory.
    """
    crosswalk, listening = Crosswalk(contents.profile, contents.mapped), Listening(contents.office.speaks_for)
    plans = tuple(_plan(version, contents, crosswalk, listening) for version in contents.found["versions"])
    sums = [total for plan in plans for total in plan.by_source.values()]
    for amount in AMOUNTS:  # the region adds hundreds of cities up: the sum has to stay a number of the database
        if sum(getattr(total, amount) for total in sums) > MONEY_LIMIT:
            raise Refused("SNAPSHOT_INVALID", "the money of all plans together is more than a plan can hold")
    return Derived(plans, listening.claims)


def _plan(version: PlanVersion, contents: Contents, crosswalk: Crosswalk, listening: Listening) -> CopiedPlan:
    found = contents.found
    plan: Plan = next(item for item in found["plans"] if item.name == names.parent(version.name))
    measures: Sequence[Measure] = [item for item in found["measures"] if names.parent(item.name) == version.name]
    nodes: Sequence[PlanNode] = [item for item in found["nodes"] if names.parent(item.name) == version.name]
    figures = area_figures(measures, crosswalk, plan.period.start)
    if any(total > MONEY_LIMIT for s in figures.by_source.values() for total in (s.planned, s.secured, s.actual)):
        raise Refused("SNAPSHOT_INVALID", "the money of one year and source is more than a plan can hold")
    ranked = priorities(nodes, crosswalk, plan.period.start)
    above = [ranked.above.get(measure.node, "") for measure in measures]
    return CopiedPlan(
        name=plan.name,
        period_start=plan.period.start,
        period_end=plan.period.end,
        priorities=len(ranked.of_groups),
        systemic_priorities=len(ranked.systemic),
        measures=tuple(_measure(measure, plan, contents, crosswalk, listening) for measure in measures),
        by_group=figures.by_group,
        by_source=figures.by_source,
        by_kind=figures.by_kind,
        groups={
            group: (len({above[place] for place in places} - {""}), places) for group, places in figures.touched.items()
        },
        unmapped=tuple((item.kind, item.code, item.measures) for item in figures.unmapped),
        lines=figures.lines,
        paid=Counter(paid_by_measure(figures.lines)),
    )


def _measure(
    measure: Measure, plan: Plan, contents: Contents, crosswalk: Crosswalk, listening: Listening
) -> CopiedMeasure:
    change = measure.service_change
    said = measure.municipalities or plan.municipalities
    if said:
        territory = listening.within(ClaimSubject.MEASURE, measure.name, said)
    else:
        own = listening.speaks_for.municipalities
        territory = tuple(code for code in contents.profile.area.municipalities if code in own)
    return CopiedMeasure(
        name=measure.name,
        code=measure.code,
        title=measure.title,
        change=change.change.value if change else "",
        service=change.service if change else "",
        service_type=change.service_type or "" if change else "",
        territory=tuple(sorted(territory)),
        groups=tuple(group for group in crosswalk.weights(measure.target_groups, plan.period.start)[0] if group),
    )
