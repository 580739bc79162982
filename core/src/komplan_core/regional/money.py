"""Cities' measures and money by canonical target group, year and source.

Rules (domain: act 108/2006 Sb., § 95 letter d): a local share splits money by largest remainder in haléře, so
parts add up to the whole, and every part agrees with itself (`split_amounts`); a measure counts once in every
canonical group that it touches and once in the total; what has no mapping stands under `UNMAPPED` and is listed,
never dropped. Unknown amounts are absent, and counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from komplan_core.planning import FinancingKind, FinancingLine, Measure
from komplan_core.regional.crosswalk import UNMAPPED, Crosswalk
from komplan_core.values import split_by_largest_remainder

AMOUNTS: Final = ("planned", "secured", "actual")
SPLIT: Final = (*AMOUNTS, "gap", "overrun")
UNKNOWN: Final = tuple(f"without_{amount}" for amount in AMOUNTS)
Amounts = tuple[int, int, int, int, int]
"""Haléře in the order of `SPLIT`; what is not known counts as nothing."""


@dataclass(slots=True)
class MoneySum:
    """Money in haléře as far as it is known, and the measures that it comes from (by index)."""

    planned: int = 0
    secured: int = 0
    actual: int = 0
    gap: int = 0
    """Planned and not secured, line by line, as in a city's own analysis."""
    overrun: int = 0
    """Actual above planned, line by line."""
    lines: int = 0
    without_planned: int = 0
    """Lines that do not tell the amount."""
    without_secured: int = 0
    without_actual: int = 0
    measures: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A local code without a canonical one, with the measures that use it."""

    kind: str
    """`target-group` or `funding-source`; an empty code is a measure without any target group."""
    code: str
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """Money of one measure (by index) of one year from one canonical source; None where an amount is not known."""

    measure: int
    year: int
    source: str
    local_source: str
    kind: FinancingKind
    planned: int | None
    secured: int | None
    actual: int | None

    @property
    def gap(self) -> int:
        """What is planned and not secured, not below zero."""
        return max((self.planned or 0) - (self.secured or 0), 0)

    @property
    def overrun(self) -> int:
        """Actual above planned, where both are known."""
        return 0 if self.planned is None or self.actual is None else max(self.actual - self.planned, 0)


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """One city's contribution to the region, with measures named by their index in the given order."""

    by_group: dict[tuple[str, int, str], MoneySum]
    """(canonical target group or UNMAPPED, year, canonical source or UNMAPPED) → money."""
    by_source: dict[tuple[int, str], MoneySum]
    """(year, canonical source or UNMAPPED) → money, each measure once."""
    by_kind: dict[tuple[int, str, FinancingKind], MoneySum]
    """(year, canonical source or UNMAPPED, operating or investment) → money, each measure once."""
    touched: dict[str, tuple[int, ...]]
    """canonical target group or UNMAPPED → the measures that touch it."""
    unmapped: tuple[Unmapped, ...]
    lines: tuple[MeasureLine, ...] = ()
    """All lines, in parts where one local source stands for several canonical ones."""


def area_figures(measures: Iterable[Measure], crosswalk: Crosswalk, day: date | None = None) -> AreaFigures:
    """What the measures of one city contribute. The parts of every line add up to the line.

    A plan's measures touch the groups of its first `day`; money of a year goes by what holds on the year's first day.
    """
    by_group: dict[tuple[str, int, str], MoneySum] = {}
    by_source: dict[tuple[int, str], MoneySum] = {}
    by_kind: dict[tuple[int, str, FinancingKind], MoneySum] = {}
    touched: dict[str, dict[int, None]] = {}
    unmapped: dict[tuple[str, str], dict[int, None]] = {}
    lines: list[MeasureLine] = []
    for index, measure in enumerate(measures):
        local = measure.target_groups
        days = {line.year: date(line.year, 1, 1) for line in measure.financing}
        for on in (day, *days.values()):
            for group in crosswalk.weights(local, on)[0]:
                touched.setdefault(group, {})[index] = None
            for code in crosswalk.unmapped(local, on):
                unmapped.setdefault(("target-group", code), {})[index] = None
        for line in measure.financing:
            groups, weights = crosswalk.weights(local, days[line.year])
            for part in canonical_lines(index, line, crosswalk, days[line.year]):
                lines.append(part)
                if part.source == UNMAPPED:
                    unmapped.setdefault(("funding-source", line.source), {})[index] = None
                amounts = (part.planned or 0, part.secured or 0, part.actual or 0, part.gap, part.overrun)
                _add(by_source, (line.year, part.source), part, amounts)
                _add(by_kind, (line.year, part.source, line.kind), part, amounts)
                for group, piece in zip(groups, split_amounts(amounts, weights), strict=True):
                    _add(by_group, (group, line.year, part.source), part, piece)
    listed = tuple(Unmapped(kind, code, tuple(found)) for (kind, code), found in sorted(unmapped.items()))
    groups_touched = {group: tuple(found) for group, found in touched.items()}
    return AreaFigures(by_group, by_source, by_kind, groups_touched, listed, tuple(lines))


def paid_by_measure(lines: Iterable[MeasureLine]) -> Iterable[tuple[tuple[int, str], ...]]:
    """Years and canonical sources with planned money, of each measure that has any."""
    found: dict[int, set[tuple[int, str]]] = {}
    for line in lines:
        if line.planned:
            found.setdefault(line.measure, set()).add((line.year, line.source))
    return (tuple(sorted(paid)) for paid in found.values())


def canonical_lines(index: int, line: FinancingLine, crosswalk: Crosswalk, day: date) -> list[MeasureLine]:
    """A line from its canonical source, or its parts where the local source stands for several: they add up to it."""
    sources, weights = crosswalk.sources(line.source, day)
    told = (line.planned, line.secured, line.actual)
    planned, secured, actual = (amount.hal if amount is not None else 0 for amount in told)
    overrun = max(actual - planned, 0) if line.planned is not None else 0
    parts = split_amounts((planned, secured, actual, max(planned - secured, 0), overrun), weights)
    return [
        MeasureLine(
            index,
            line.year,
            source,
            line.source,
            line.kind,
            *(part if amount is not None else None for amount, part in zip(told, piece[: len(AMOUNTS)], strict=True)),
        )
        for source, piece in zip(sources, parts, strict=True)
    ]


def split_amounts(amounts: Amounts, weights: Sequence[int]) -> Sequence[Amounts]:
    """The amounts in parts that add up to them, in haléře.

    What is split by largest remainder is the secured part of the plan, the gap, what is secured beyond the plan, and
    what is paid within it and above: so of every part, as of the whole, planned − secured = gap − secured beyond.
    """
    if len(weights) == 1:
        return (amounts,)
    planned, secured, actual, gap, overrun = amounts
    covered = planned - gap
    of_covered, of_gap, of_beyond, of_overrun = (
        split_by_largest_remainder(whole, weights) for whole in (covered, gap, secured - covered, overrun)
    )
    of_planned = [part + missing for part, missing in zip(of_covered, of_gap, strict=True)]
    within = actual - overrun
    of_within = of_planned if within == planned else split_by_largest_remainder(within, weights)
    return [
        (of_planned[i], of_covered[i] + of_beyond[i], of_within[i] + of_overrun[i], of_gap[i], of_overrun[i])
        for i in range(len(weights))
    ]


def _add(sums: dict[Any, MoneySum], key: tuple[Any, ...], line: MeasureLine, amounts: Amounts) -> None:
    total = sums.get(key)
    if total is None:
        total = sums[key] = MoneySum()
    planned, secured, actual, gap, overrun = amounts
    total.planned += planned
    total.secured += secured
    total.actual += actual
    total.gap += gap
    total.overrun += overrun
    total.lines += 1
    total.without_planned += line.planned is None
    total.without_secured += line.secured is None
    total.without_actual += line.actual is None
    if not total.measures or total.measures[-1] != line.measure:
        total.measures.append(line.measure)
