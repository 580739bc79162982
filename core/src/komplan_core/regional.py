"""The region's view: cities' measures and money by canonical target group, year and source.

Rules (domain: act 108/2006 Sb., § 95 letter d): a local share splits money by largest remainder in haléře, so
parts add up to the whole; a measure counts once in every canonical group that it touches and once in the total;
what has no mapping stands under `UNMAPPED` and is listed, never dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

from komplan_core.names import last_id
from komplan_core.planning import CommonLevel, Measure, PlanNode
from komplan_core.profile import Profile
from komplan_core.values import split_by_largest_remainder

UNMAPPED: Final = ""
"""Stands where a canonical code would, for what a city did not map."""

AMOUNTS: Final = ("planned", "secured", "actual")


@dataclass(slots=True)
class Sum:
    """Money in haléře as far as it is known, and the measures that it comes from (by index)."""

    planned: int = 0
    secured: int = 0
    actual: int = 0
    measures: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A local code without a canonical one, with the measures that use it."""

    kind: str
    """`target-group` or `funding-source`; an empty code is a measure without any target group."""
    code: str
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One city's contribution to the region, with measures named by their index in the given order."""

    by_group: dict[tuple[str, int, str], Sum]
    """(canonical target group or UNMAPPED, year, canonical source or UNMAPPED) → money."""
    by_source: dict[tuple[int, str], Sum]
    """(year, canonical source or UNMAPPED) → money, each measure once."""
    touched: dict[str, tuple[int, ...]]
    """canonical target group or UNMAPPED → the measures that touch it."""
    unmapped: tuple[Unmapped, ...]


class Crosswalk:
    """How one city's local groups and sources map to the canonical ones."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._groups = {group.code: group.canonical for group in profile.target_groups}
        self._weights: dict[tuple[str, ...], tuple[tuple[str, ...], tuple[int, ...]]] = {}

    def weights(self, local: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Canonical groups of a measure with these local groups (equal among them), with whole-number weights."""
        if local not in self._weights:
            self._weights[local] = self._whole_numbers(self._shares(local))
        return self._weights[local]

    def unmapped(self, local: tuple[str, ...]) -> tuple[str, ...]:
        """The local groups without a mapping; one empty code when the measure names no group at all."""
        return tuple(code for code in local if not self._groups.get(code)) if local else (UNMAPPED,)

    def source(self, code: str) -> str:
        """The canonical funding source, or UNMAPPED."""
        return self._profile.canonical_source(code) or UNMAPPED

    def _shares(self, local: tuple[str, ...]) -> dict[str, Fraction]:
        shares: dict[str, Fraction] = {}
        for code in local or (UNMAPPED,):
            canonical = self._groups.get(code) or {UNMAPPED: Decimal(1)}
            for group, share in canonical.items():
                shares[group] = shares.get(group, Fraction(0)) + Fraction(share) / max(len(local), 1)
        return shares

    @staticmethod
    def _whole_numbers(shares: dict[str, Fraction]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        groups = tuple(sorted(shares))
        denominator = lcm(*(share.denominator for share in shares.values()))
        return groups, tuple(int(shares[group] * denominator) for group in groups)


def area_figures(measures: Iterable[Measure], crosswalk: Crosswalk) -> AreaFigures:
    """What the measures of one city contribute. The parts of every line add up to the line."""
    by_group: dict[tuple[str, int, str], Sum] = {}
    by_source: dict[tuple[int, str], Sum] = {}
    touched: dict[str, list[int]] = {}
    unmapped: dict[tuple[str, str], list[int]] = {}
    for index, measure in enumerate(measures):
        groups, weights = crosswalk.weights(measure.target_groups)
        for group in groups:
            touched.setdefault(group, []).append(index)
        for code in crosswalk.unmapped(measure.target_groups):
            unmapped.setdefault(("target-group", code), []).append(index)
        for line in measure.financing:
            source = crosswalk.source(line.source)
            if source == UNMAPPED:
                known = unmapped.setdefault(("funding-source", line.source), [])
                if not known or known[-1] != index:
                    known.append(index)
            for kind in AMOUNTS:
                amount = getattr(line, kind)
                if amount is None:
                    continue
                _add(by_source.setdefault((line.year, source), Sum()), kind, amount.hal, index)
                parts = [amount.hal] if len(groups) == 1 else split_by_largest_remainder(amount.hal, weights)
                for group, part in zip(groups, parts, strict=True):
                    _add(by_group.setdefault((group, line.year, source), Sum()), kind, part, index)
    listed = tuple(Unmapped(kind, code, tuple(found)) for (kind, code), found in sorted(unmapped.items()))
    return AreaFigures(by_group, by_source, {group: tuple(found) for group, found in touched.items()}, listed)


def _add(total: Sum, kind: str, amount: int, measure: int) -> None:
    setattr(total, kind, getattr(total, kind) + amount)
    if not total.measures or total.measures[-1] != measure:
        total.measures.append(measure)


@dataclass(frozen=True, slots=True)
class Priorities:
    """The priorities of one plan by id: those of working groups, and the systemic ones that stand apart."""

    of_groups: frozenset[str]
    systemic: frozenset[str]
    above: dict[str, str]
    """Id of any node → the priority of a group that it stands under or is, or empty."""


def priorities(nodes: Iterable[PlanNode], profile: Profile) -> Priorities:
    """Which nodes stand for priorities, and which of them every node stands under."""
    by_id = {last_id(node.name): node for node in nodes}
    common = {level.code for level in profile.levels if level.common is CommonLevel.PRIORITY}
    found = {code: node for code, node in by_id.items() if node.level in common}
    of_groups = frozenset(code for code, node in found.items() if node.working_group)
    above = {code: _priority_above(code, by_id, of_groups) for code in by_id}
    return Priorities(of_groups, frozenset(found) - of_groups, above)


def _priority_above(code: str, by_id: dict[str, PlanNode], of_groups: frozenset[str]) -> str:
    seen: set[str] = set()
    while code in by_id and code not in seen:
        if code in of_groups:
            return code
        seen.add(code)
        code = by_id[code].parent
    return ""
