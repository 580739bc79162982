"""How a city's own structure maps to the canonical one (act 108/2006 Sb., § 95 letter d; decree § 39a).

What has no mapping stands under `UNMAPPED` and is listed, never dropped.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import Final

from komplan_core.planning import CommonLevel
from komplan_core.profile import Profile
from komplan_core.regional.crosswalk_entries import CodeKind, CrosswalkEntry

UNMAPPED: Final = ""
"""Stands where a canonical code would, for what a city did not map."""

Shares = Mapping[str, Decimal]
_NOBODY: Final[Shares] = {UNMAPPED: Decimal(1)}
Weights = tuple[tuple[str, ...], tuple[int, ...]]
"""Canonical codes in order, and whole-number weights in proportion to their shares."""


class MappingOrigin(StrEnum):
    """Who says what a code stands for."""

    CITY = "city"
    REGION = "region"
    """The region, where the city says nothing."""
    CORRECTION = "correction"
    """The region, against what the city says."""
    UNMAPPED = "unmapped"


class Crosswalk:
    """How one city's local groups, sources, levels and indicators map to the canonical ones."""

    def __init__(self, profile: Profile, entries: Iterable[CrosswalkEntry] = ()) -> None:
        """`entries` are what the region says of this city's codes."""
        self._own: dict[tuple[CodeKind, str], Shares] = {
            **{(CodeKind.TARGET_GROUP, group.code): group.canonical for group in profile.target_groups},
            **{(CodeKind.LEVEL, level.code): _one(level.common) for level in profile.levels if level.common},
        }
        self._profile = profile
        self._entries: dict[tuple[CodeKind, str], list[CrosswalkEntry]] = {}
        for entry in entries:
            self._entries.setdefault((entry.kind, entry.code), []).append(entry)
        self._timed = bool(self._entries)
        self._weights: dict[tuple[tuple[str, ...], date | None], Weights] = {}
        self._sources: dict[tuple[str, date | None], Weights] = {}
        self._unmapped: dict[tuple[tuple[str, ...], date | None], tuple[str, ...]] = {}

    def shares(self, kind: CodeKind, code: str, day: date | None = None) -> Shares:
        """The canonical codes of a local one with their shares; empty where nobody says. None: on any day."""
        return self.told(kind, code, day)[0]

    def told(self, kind: CodeKind, code: str, day: date | None = None) -> tuple[Shares, MappingOrigin]:
        """The same, and who says so: a correction goes before the city, the city before what fills a gap."""
        entry = self._entry(kind, code, day)
        if entry is not None and entry.correction:
            return entry.canonical, MappingOrigin.CORRECTION
        if own := self._of_city(kind, code):
            return own, MappingOrigin.CITY
        if entry is not None:
            return entry.canonical, MappingOrigin.REGION
        return {}, MappingOrigin.UNMAPPED

    def weights(self, local: tuple[str, ...], day: date | None = None) -> Weights:
        """Canonical groups of a measure with these local groups (equal among them), with whole-number weights."""
        key = (local, day if self._timed else None)
        if key not in self._weights:
            shares: dict[str, Fraction] = {}
            for code in local or (UNMAPPED,):
                for group, share in (self.shares(CodeKind.TARGET_GROUP, code, day) or _NOBODY).items():
                    shares[group] = shares.get(group, Fraction(0)) + Fraction(share) / max(len(local), 1)
            self._weights[key] = _whole_numbers(shares)
        return self._weights[key]

    def unmapped(self, local: tuple[str, ...], day: date | None = None) -> tuple[str, ...]:
        """The local groups without a mapping; one empty code when the measure names no group at all."""
        key = (local, day if self._timed else None)
        if key not in self._unmapped:
            found = (code for code in local if not self.shares(CodeKind.TARGET_GROUP, code, day))
            self._unmapped[key] = tuple(found) if local else (UNMAPPED,)
        return self._unmapped[key]

    def sources(self, code: str, day: date | None = None) -> Weights:
        """The canonical funding sources of a local one with whole-number weights; UNMAPPED where nobody says."""
        key = (code, day if self._timed else None)
        if key not in self._sources:
            shares = self.shares(CodeKind.FUNDING_SOURCE, code, day) or _NOBODY
            self._sources[key] = _whole_numbers({source: Fraction(share) for source, share in shares.items()})
        return self._sources[key]

    def source(self, code: str, day: date | None = None) -> str:
        """The canonical funding source with the largest share, or UNMAPPED."""
        sources, weights = self.sources(code, day)
        return max(zip(weights, sources, strict=True), key=lambda found: found[0])[1]

    def level(self, code: str, day: date | None = None) -> CommonLevel | None:
        """The common level of a local one, or None for a mere heading."""
        return next(map(CommonLevel, self.shares(CodeKind.LEVEL, code, day)), None)

    def indicator(self, code: str, day: date | None = None) -> str:
        """The code under which the region compares a city's indicator, or UNMAPPED: cities do not map their own."""
        return next(iter(self.shares(CodeKind.INDICATOR, code, day)), UNMAPPED)

    def _of_city(self, kind: CodeKind, code: str) -> Shares:
        if kind is CodeKind.FUNDING_SOURCE:
            return _one(self._profile.canonical_source(code))
        return self._own.get((kind, code), {})

    def _entry(self, kind: CodeKind, code: str, day: date | None) -> CrosswalkEntry | None:
        found = self._entries.get((kind, code), ())
        return next((entry for entry in found if day is None or entry.validity.covers(day)), None)


def local_codes(profile: Profile, entries: Iterable[CrosswalkEntry] = ()) -> tuple[tuple[CodeKind, str, str], ...]:
    """Kind, code and title of all that a city declares and the region speaks of; no title for what is not declared."""
    declared = {
        **{(CodeKind.TARGET_GROUP, item.code): item.title for item in profile.target_groups},
        **{(CodeKind.LEVEL, item.code): item.title for item in profile.levels},
        **{(CodeKind.INDICATOR, item.code): item.title for item in profile.indicators},
        **{(CodeKind.FUNDING_SOURCE, item.code): item.title for item in profile.funding_sources},
    }
    spoken_of = {(entry.kind, entry.code): "" for entry in entries}
    return tuple((kind, code, title) for (kind, code), title in sorted({**spoken_of, **declared}.items()))


def groups_of_a_day(profile: Profile, code: str, day: date) -> tuple[str, ...]:
    """The working groups that carry on a group's work on a day: itself, or its successors by date; none where it ended.

    A structure may change within a plan's period (Ostrava: eight groups with four subgroups became eleven).
    """
    groups = {group.code: group for group in profile.working_groups}
    left, reached, found = [code], {code}, set()
    while left:
        here = left.pop()
        if here in groups and groups[here].validity.covers(day):
            found.add(here)
            continue
        later = [group.code for group in groups.values() if here in group.predecessors and group.code not in reached]
        reached.update(later)
        left += later
    return tuple(sorted(found))


def _one(canonical: str | None) -> Shares:
    return {str(canonical): Decimal(1)} if canonical else {}


def _whole_numbers(shares: Mapping[str, Fraction]) -> Weights:
    codes = tuple(sorted(shares))
    denominator = lcm(*(share.denominator for share in shares.values()))
    return codes, tuple(int(shares[code] * denominator) for code in codes)
