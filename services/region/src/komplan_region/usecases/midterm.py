"""The midterm plan, composed from the copies: every number with the measures behind it."""

from array import array
from collections import defaultdict
from datetime import date

from komplan.region.v1 import region_pb2 as pb
from komplan_core import names
from komplan_core.codelists import CodeList, entry
from komplan_core.directory import CopyState
from komplan_core.errors import Invalid
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.directory import EVERYBODY
from komplan_region.usecases.freshness import FRESHNESS, freshness

Key = tuple[str, int, str]
EARLIEST, LATEST = 1990, 2150


def years_of(name: str) -> tuple[int, int]:
    """First and last year of a plan's name such as `regions/kraj/plans/2027-2029`. Raises Invalid."""
    first, _, last = names.REGION_PLAN.parse(name)["plan"].partition("-")
    if not (first.isdigit() and last.isdigit() and EARLIEST <= int(first) <= int(last) <= LATEST):
        raise Invalid.field("name", "NAME_FORMAT", "the last id names the years, such as `2027-2029`")
    return int(first), int(last)


def compose(tx: RegionTx, name: str, title: str) -> pb.MidtermPlan:
    """The midterm plan of the years in `name`, as the copies stand now."""
    first, last = years_of(name)
    start, end = date(first, 1, 1), date(last, 12, 31)
    plan = pb.MidtermPlan(name=name, title=title, from_year=first, to_year=last)
    standings = {standing.row_id: standing for standing in tx.directory.standings(0, EVERYBODY)}
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    area_of: dict[int, str] = {}
    for plan_id, row_id, *sizes in tx.money.rows("plans", start, end):
        area_of[plan_id] = standings[row_id].municipality.code
        counts[row_id] = [before + size for before, size in zip(counts[row_id], sizes, strict=True)]
    for row_id, standing in standings.items():
        plan.coverage.append(_coverage(standing, counts[row_id], tx))
    plan.unreachable.extend(
        s.municipality.code for s in standings.values() if s.state in (CopyState.UNREACHABLE, CopyState.QUARANTINED)
    )
    plan.stale.extend(s.municipality.code for s in standings.values() if s.has_copy and s.state is not CopyState.FRESH)
    plan.priorities = sum(priorities for _, priorities, _ in counts.values())
    first_place: dict[int, int] = {}
    for plan_id, place, measure, code, measure_title in tx.money.rows("measures", start, end):
        first_place.setdefault(plan_id, len(plan.measures) - place)
        plan.measures.append(pb.MeasureReference(name=measure, area=area_of[plan_id], code=code, title=measure_title))
    _financing(plan, tx, start, end, first_place)
    _target_groups(plan, tx, start, end, first_place)
    for plan_id, kind, code, places in tx.money.rows("unmapped", start, end):
        item = pb.Unmapped(area=area_of[plan_id], kind=kind, code=code)
        item.measures.extend(_places(places, first_place[plan_id]))
        plan.unmapped.append(item)
    return plan


def _coverage(standing: Standing, counts: list[int], tx: RegionTx) -> pb.Coverage:
    city = standing.municipality
    coverage = pb.Coverage(
        area=city.code,
        title=city.title,
        state=standing.state,
        revision=standing.revision,
        reason=standing.reason,
        measures=counts[0],
        priorities=counts[1],
        systemic_priorities=counts[2],
        feeds=map(FRESHNESS.encode, freshness(standing)),
    )
    if standing.collected_at is not None:
        coverage.collected_at.FromDatetime(standing.collected_at)
        coverage.age_seconds = max(0, int((tx.now() - standing.collected_at).total_seconds()))
    return coverage


def _financing(plan: pb.MidtermPlan, tx: RegionTx, start: date, end: date, first_place: dict[int, int]) -> None:
    figures: dict[tuple[int, str], pb.Figure] = {}
    for plan_id, year, source, planned, secured, actual, places in tx.money.rows("totals", start, end):
        if start.year <= year <= end.year:
            figure = figures.setdefault((year, source), pb.Figure(year=year, source=source))
            _add(figure, planned, secured, actual, places, first_place[plan_id])
    plan.financing.extend(figures[key] for key in sorted(figures))


def _target_groups(plan: pb.MidtermPlan, tx: RegionTx, start: date, end: date, first_place: dict[int, int]) -> None:
    groups: dict[str, pb.TargetGroupFigures] = {}
    for plan_id, code, priorities, places in tx.money.rows("groups", start, end):
        group = groups.setdefault(code, pb.TargetGroupFigures(code=code, title=_title(code)))
        group.priorities += priorities
        group.measures.extend(_places(places, first_place[plan_id]))
    figures: dict[Key, pb.Figure] = {}
    for plan_id, code, year, source, planned, secured, actual, places in tx.money.rows("figures", start, end):
        if start.year <= year <= end.year:
            figure = figures.setdefault((code, year, source), pb.Figure(year=year, source=source))
            _add(figure, planned, secured, actual, places, first_place[plan_id])
    for code, year, source in sorted(figures):
        figure = figures[(code, year, source)]
        groups[code].planned += figure.planned
        groups[code].financing.append(figure)
    plan.by_target_group.extend(groups[code] for code in sorted(groups))


def _add(figure: pb.Figure, planned: int, secured: int, actual: int, places: bytes, first: int) -> None:
    figure.planned += planned
    figure.secured += secured
    figure.actual += actual
    figure.measures.extend(_places(places, first))


def _places(packed: bytes, first: int) -> list[int]:
    return [first + place for place in array("I", bytes(packed))]


def _title(code: str) -> str:
    return "bez přiřazení" if code == UNMAPPED else entry(CodeList.TARGET_GROUPS, code).title
