"""The roll-up: what the cities' plans add up to, from the copies, every number with the measures behind it."""

from array import array
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from komplan.region.v1 import region_pb2
from komplan.region.v1 import roll_up_pb2 as pb
from komplan_core import names
from komplan_core.codelists import CodeList, entry
from komplan_core.directory import CopyState
from komplan_core.errors import Invalid
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.values import EARLIEST_YEAR, LATEST_YEAR
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.freshness import FRESHNESS, freshness


def years_of(name: str) -> tuple[int, int]:
    """First and last year of a name such as `regions/kraj/roll-ups/2027-2029`. Raises Invalid."""
    first, _, last = names.ROLL_UP.parse(name)["roll_up"].partition("-")
    if not (first.isdigit() and last.isdigit() and EARLIEST_YEAR <= int(first) <= int(last) <= LATEST_YEAR):
        raise Invalid.field("name", "NAME_FORMAT", "the last id names the years, such as `2027-2029`")
    return int(first), int(last)


def compose(tx: RegionTx, name: str, title: str) -> pb.RollUp:
    """What the plans say of the years in `name`, as the copies stand now."""
    first, last = years_of(name)
    start, end = date(first, 1, 1), date(last, 12, 31)
    plan = pb.RollUp(name=name, title=title, from_year=first, to_year=last)
    standings = {standing.row_id: standing for standing in tx.directory.standings()}
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
        plan.measures.add(name=measure, area=area_of[plan_id], code=code, title=measure_title)
    places = _Places(first_place)
    _financing(plan, tx, start, end, places)
    _target_groups(plan, tx, start, end, places)
    for plan_id, kind, code, packed in tx.money.rows("unmapped", start, end):
        plan.unmapped.add(area=area_of[plan_id], kind=kind, code=code).measures.extend(places.of(plan_id, packed))
    return plan


def _coverage(standing: Standing, counts: list[int], tx: RegionTx) -> region_pb2.Coverage:
    city = standing.municipality
    coverage = region_pb2.Coverage(
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


class _Places:
    """Places of measures in the region's list, from their places in a plan; many figures have the same ones."""

    def __init__(self, first_place: Mapping[int, int]) -> None:
        self._first, self._known = first_place, dict[tuple[int, bytes], list[int]]()

    def of(self, plan_id: int, packed: bytes) -> list[int]:
        """The places, which must not be changed."""
        key = (plan_id, bytes(packed))
        if (known := self._known.get(key)) is None:
            first = self._first[plan_id]
            known = self._known[key] = [first + place for place in array("I", key[1])]
        return known


@dataclass(slots=True)
class _FigureSum:
    planned: int = 0
    secured: int = 0
    actual: int = 0
    measures: list[int] = field(default_factory=list)

    def add(self, planned: int, secured: int, actual: int, measures: list[int]) -> None:
        self.planned += planned
        self.secured += secured
        self.actual += actual
        self.measures += measures

    def told(self, year: int, source: str) -> dict[str, Any]:
        """The fields of a figure."""
        return {
            "year": year,
            "source": source,
            "planned": self.planned,
            "secured": self.secured,
            "actual": self.actual,
            "measures": self.measures,
        }


def _financing(plan: pb.RollUp, tx: RegionTx, start: date, end: date, places: _Places) -> None:
    sums: dict[tuple[int, str], _FigureSum] = defaultdict(_FigureSum)
    for plan_id, year, source, planned, secured, actual, packed in tx.money.rows("totals", start, end):
        if start.year <= year <= end.year:
            sums[year, source].add(planned, secured, actual, places.of(plan_id, packed))
    for key in sorted(sums):
        plan.financing.add(**sums[key].told(*key))


def _target_groups(plan: pb.RollUp, tx: RegionTx, start: date, end: date, places: _Places) -> None:
    priorities: dict[str, int] = defaultdict(int)
    measures: dict[str, list[int]] = defaultdict(list)
    for plan_id, code, count, packed in tx.money.rows("groups", start, end):
        priorities[code] += count
        measures[code] += places.of(plan_id, packed)
    sums: dict[str, dict[tuple[int, str], _FigureSum]] = {code: defaultdict(_FigureSum) for code in measures}
    for plan_id, code, year, source, planned, secured, actual, packed in tx.money.rows("figures", start, end):
        if start.year <= year <= end.year:
            sums[code][year, source].add(planned, secured, actual, places.of(plan_id, packed))
    for code in sorted(measures):
        group = plan.by_target_group.add(
            code=code, title=_title(code), priorities=priorities[code], measures=measures[code]
        )
        group.planned = sum(item.planned for item in sums[code].values())
        for key in sorted(sums[code]):
            group.financing.add(**sums[code][key].told(*key))


def _title(code: str) -> str:
    return "bez přiřazení" if code == UNMAPPED else entry(CodeList.TARGET_GROUPS, code).title
