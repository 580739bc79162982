"""Needs of a region added up: by ORP and canonical target group, people never counted twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from komplan_core.evidence.persons import PersonsTotal, persons_total
from komplan_core.evidence.rounds import ReportingState, Standing
from komplan_core.needs import NeedState
from komplan_core.regional.crosswalk import UNMAPPED
from komplan_core.regional.needs import DistinctNeed
from komplan_core.regional.territory import Units

UNKNOWN_ORP: Final = "unknown"
"""Stands for the ORP of municipalities that are in no list of the region."""
COUNTED: Final = (NeedState.OPEN,)
"""Needs that are met, closed or count elsewhere are listed, not added."""


@dataclass(frozen=True, slots=True)
class NeedTotal:
    """Open needs of one ORP and one target group, or of all of them, with the needs behind the number."""

    orp: str
    """RÚIAN code, or `UNKNOWN_ORP`; empty for the whole region."""
    group: str
    """Canonical target group; empty for all of them, `UNMAPPED` where `unmapped` says so."""
    unmapped: bool
    """Whether these are the needs with a local group that no city and no crosswalk maps."""
    total: PersonsTotal
    needs: tuple[str, ...]
    """Names of the needs that stand for it, in order."""


def totals(needs: Iterable[DistinctNeed], units: Units) -> tuple[NeedTotal, ...]:
    """The whole region first, then each ORP that has a need; in each all groups together, then group by group.

    A need of several ORP counts once in each and once in the region; how many of its people live in which of them is
    not known. A need of several groups counts once in each: what groups have may not be added.
    """
    counted = sorted((need for need in needs if need.state in COUNTED), key=lambda need: need.name)
    found = [*_by_group("", counted)]
    inside: dict[str, list[DistinctNeed]] = {}
    for need in counted:
        touched = orps_of(need, units)
        for orp in touched:
            inside.setdefault(orp, []).append(need if len(touched) == 1 else replace(need, divided=True))
    for orp in sorted(inside):
        found.extend(_by_group(orp, inside[orp]))
    return tuple(found)


def orps_of(need: DistinctNeed, units: Units) -> frozenset[str]:
    """RÚIAN codes of the ORP that a need touches; `UNKNOWN_ORP` for municipalities that the region does not have."""
    return frozenset(units.orp_of(code) or UNKNOWN_ORP for code in need.municipalities)


def _by_group(orp: str, needs: Sequence[DistinctNeed]) -> Iterable[NeedTotal]:
    def total(group: str, unmapped: bool, belongs: Callable[[DistinctNeed], bool]) -> NeedTotal:
        held = [need for need in needs if belongs(need)]
        return NeedTotal(orp, group, unmapped, persons_total(held), tuple(need.name for need in held))

    yield total("", False, lambda need: True)
    for group in sorted({group for need in needs for group in need.groups}):
        yield total(group, False, lambda need, group=group: group in need.groups)  # type: ignore[misc]
    if any(need.unmapped or not need.groups for need in needs):
        yield total(UNMAPPED, True, lambda need: bool(need.unmapped) or not need.groups)


@dataclass(frozen=True, slots=True)
class Covered:
    """Who is behind the numbers of an ORP, or of the region."""

    orp: str
    municipalities: int
    reported: int
    no_change: int
    reported_by_orp: int
    silent: int
    awaited: int

    @property
    def covered(self) -> int:
        """Municipalities that reported, confirmed, or were reported for."""
        return self.reported + self.no_change + self.reported_by_orp

    @property
    def percent(self) -> Decimal:
        """Covered of all, two decimals, half up."""
        share = Decimal(100 * self.covered) / Decimal(max(1, self.municipalities))
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def covered(standings: Iterable[Standing], units: Units) -> tuple[Covered, ...]:
    """The whole region first, then every ORP."""
    held = list(standings)
    by_orp = {orp: [s for s in held if units.orp_of(s.municipality) == orp] for orp in units.orps}
    return (_covered("", held), *(_covered(orp, found) for orp, found in by_orp.items()))


def _covered(orp: str, standings: Sequence[Standing]) -> Covered:
    def count(state: ReportingState | None) -> int:
        return sum(standing.state is state for standing in standings)

    return Covered(
        orp,
        len(standings),
        count(ReportingState.REPORTED),
        count(ReportingState.NO_CHANGE),
        count(ReportingState.REPORTED_BY_ORP),
        count(ReportingState.SILENT),
        count(None),
    )
