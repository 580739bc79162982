"""The roll-up: what the cities' plans add up to, from the copies, every number with the measures behind it."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from komplan_core import names
from komplan_core.directory import CopyState
from komplan_core.errors import Invalid
from komplan_core.values import EARLIEST_YEAR, LATEST_YEAR
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one city gives to the roll-up."""

    standing: Standing
    measures: int
    priorities: int
    """Of groups; systemic ones stand apart."""
    systemic_priorities: int


@dataclass(slots=True)
class FigureSum:
    """Money of one year from one source in haléře, and the places of the measures behind it."""

    planned: int = 0
    secured: int = 0
    actual: int = 0
    measures: list[int] = field(default_factory=list)

    def add(self, planned: int, secured: int, actual: int, measures: Sequence[int]) -> None:
        """Take a city's money in."""
        self.planned += planned
        self.secured += secured
        self.actual += actual
        self.measures += measures


FigureSums = Mapping[tuple[int, str], FigureSum]
"""By year and canonical source, in order."""


@dataclass(slots=True)
class GroupSum:
    """What concerns one canonical target group."""

    priorities: int = 0
    measures: list[int] = field(default_factory=list)
    financing: dict[tuple[int, str], FigureSum] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnmappedCode:
    """What a city did not map, with the places of the measures that use it."""

    area: str
    kind: str
    code: str
    measures: Sequence[int]


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the plans say of some years, as the copies stand. Measures are told once and meant by their places."""

    first: int
    last: int
    contributions: Sequence[Contribution]
    measures: Sequence[tuple[str, str, str, str]]
    """Resource name, code of the city, printed number and title."""
    financing: FigureSums
    groups: Mapping[str, GroupSum]
    """By canonical target group, in order."""
    unmapped: Sequence[UnmappedCode]

    @property
    def priorities(self) -> int:
        """Priorities of groups in all cities."""
        return sum(item.priorities for item in self.contributions)

    @property
    def unreachable(self) -> list[str]:
        """Cities that could not be reached in the last collection, or sent what cannot be taken."""
        failed = (CopyState.UNREACHABLE, CopyState.QUARANTINED)
        return [item.standing.municipality.code for item in self.contributions if item.standing.state in failed]

    @property
    def stale(self) -> list[str]:
        """Cities whose figures are those of an older collection."""
        held = (item.standing for item in self.contributions if item.standing.has_copy)
        return [standing.municipality.code for standing in held if standing.state is not CopyState.FRESH]


def years_of(name: str) -> tuple[int, int]:
    """First and last year of a name such as `regions/kraj/roll-ups/2027-2029`. Raises Invalid."""
    first, _, last = names.ROLL_UP.parse(name)["roll_up"].partition("-")
    if not (first.isdigit() and last.isdigit() and EARLIEST_YEAR <= int(first) <= int(last) <= LATEST_YEAR):
        raise Invalid.field("name", "NAME_FORMAT", "the last id names the years, such as `2027-2029`")
    return int(first), int(last)


def rolled_up(tx: RegionTx, name: str) -> RollUp:
    """What the plans say of the years in `name`, as the copies stand now. Raises Invalid."""
    first, last = years_of(name)
    start, end = date(first, 1, 1), date(last, 12, 31)
    standings = {standing.row_id: standing for standing in tx.directory.standings()}
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    area_of: dict[int, str] = {}
    for plan_id, row_id, *sizes in tx.money.rows("plans", start, end):
        area_of[plan_id] = standings[row_id].municipality.code
        counts[row_id] = [before + size for before, size in zip(counts[row_id], sizes, strict=True)]
    measures: list[tuple[str, str, str, str]] = []
    first_place: dict[int, int] = {}
    for plan_id, place, measure, code, title in tx.money.rows("measures", start, end):
        first_place.setdefault(plan_id, len(measures) - place)
        measures.append((measure, area_of[plan_id], code, title))
    places = _Places(first_place)
    return RollUp(
        first,
        last,
        [Contribution(standing, *counts[row_id]) for row_id, standing in standings.items()],
        measures,
        _financing(tx, start, end, places),
        _groups(tx, start, end, places),
        [
            UnmappedCode(area_of[plan_id], kind, code, places.of(plan_id, packed))
            for plan_id, kind, code, packed in tx.money.rows("unmapped", start, end)
        ],
    )


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


def _financing(tx: RegionTx, start: date, end: date, places: _Places) -> FigureSums:
    sums: dict[tuple[int, str], FigureSum] = defaultdict(FigureSum)
    for plan_id, year, source, planned, secured, actual, packed in tx.money.rows("totals", start, end):
        if start.year <= year <= end.year:
            sums[year, source].add(planned, secured, actual, places.of(plan_id, packed))
    return dict(sorted(sums.items()))


def _groups(tx: RegionTx, start: date, end: date, places: _Places) -> Mapping[str, GroupSum]:
    groups: dict[str, GroupSum] = defaultdict(GroupSum)
    for plan_id, code, count, packed in tx.money.rows("groups", start, end):
        groups[code].priorities += count
        groups[code].measures += places.of(plan_id, packed)
    sums: dict[str, dict[tuple[int, str], FigureSum]] = {code: defaultdict(FigureSum) for code in groups}
    for plan_id, code, year, source, planned, secured, actual, packed in tx.money.rows("figures", start, end):
        if start.year <= year <= end.year:
            sums[code][year, source].add(planned, secured, actual, places.of(plan_id, packed))
    for code, group in groups.items():
        group.financing = dict(sorted(sums[code].items()))
    return dict(sorted(groups.items()))
