"""Saying what cities' codes stand for: every change makes the city's figures anew, from its copy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.directory import Feed
from komplan_core.errors import Invalid, NotFound
from komplan_core.profile import Profile
from komplan_core.regional.crosswalk import Crosswalk, MappingOrigin, Shares, groups_of_a_day, local_codes
from komplan_core.regional.crosswalk_entries import CodeKind, CrosswalkEntry
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import PROFILE
from komplan_region.usecases.projecting import PROJECTIONS, derive_anew

_KEPT = ("area", "kind", "code")


@dataclass(frozen=True, slots=True)
class MappedCode:
    """What one local code stands for on a day."""

    kind: CodeKind
    code: str
    title: str
    canonical: Shares
    origin: MappingOrigin


@dataclass(frozen=True, slots=True)
class Mapped:
    """How one city's structure maps to the canonical one on a day."""

    profile: Profile
    revision: int
    codes: tuple[MappedCode, ...]
    groups: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Code and title of each working group, and who carries on its work on the day."""


class Crosswalks:
    """What the region says of cities' codes."""

    def __init__(self, region: str, make_id: Callable[[], str]) -> None:
        self._parent, self._make_id = f"regions/{region}", make_id

    def create(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Say what a code stands for. Raises Invalid where another entry of the code covers one of the days."""
        name = f"{self._parent}/crosswalks/{names.chosen_id(wanted, self._make_id, 'crosswalk_entry_id')}"
        entry = tx.crosswalks.entries.make({**values, "name": name}, "crosswalk_entry")
        row_id = self._row_of(tx, entry.area)
        self._check_days(tx, entry)
        written = tx.crosswalks.entries.add(entry)
        derive_anew(tx, row_id, PROJECTIONS)
        return written

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change an entry; of which code it speaks stays."""
        entries = tx.crosswalks.entries
        before, after = entries.get(name, "crosswalk_entry.name"), entries.changed(name, changes, "crosswalk_entry")
        for field in _KEPT:
            if getattr(before, field) != getattr(after, field):
                raise Invalid.field(f"crosswalk_entry.{field}", "INVALID_VALUE", "this stays: make another entry")
        self._check_days(tx, after)
        written = entries.replace(after, etag)
        derive_anew(tx, self._row_of(tx, after.area), PROJECTIONS)
        return written

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Say nothing of the code any more."""
        entry = tx.crosswalks.entries.get(name)
        written = tx.crosswalks.entries.delete(name, etag)
        standing = tx.directory.standing(f"{self._parent}/municipalities/{entry.area}")
        if standing is not None:
            derive_anew(tx, standing.row_id, PROJECTIONS)
        return written

    def of_city(self, tx: RegionTx, name: str, day: date) -> Mapped:
        """What every code of a city stands for. Raises NotFound where no copy is held."""
        names.MUNICIPALITY.parse(name)
        standing = tx.directory.standing(name)
        held = tx.copies.held(standing.row_id, Feed.PLANNING, frozenset()) if standing is not None else None
        if standing is None or held is None or not held.profile:
            raise NotFound("NOT_FOUND", f"the region holds no copy of `{name}`")
        profile = PROFILE.parse(held.profile)
        entries = tx.crosswalks.of_area(standing.municipality.code)
        crosswalk = Crosswalk(profile, entries)
        codes = (
            MappedCode(kind, code, title, *crosswalk.told(kind, code, day))
            for kind, code, title in local_codes(profile, entries)
        )
        groups = (
            (group.code, group.title, groups_of_a_day(profile, group.code, day)) for group in profile.working_groups
        )
        return Mapped(profile, standing.revision, tuple(codes), tuple(groups))

    def _row_of(self, tx: RegionTx, area: str) -> int:
        return tx.municipalities.refer(f"{self._parent}/municipalities/{area}", "crosswalk_entry.area")

    @staticmethod
    def _check_days(tx: RegionTx, entry: CrosswalkEntry) -> None:
        for other in tx.crosswalks.of_area(entry.area):
            if other.name != entry.name and other.meets(entry):
                message = f"`{other.name}` says of this code on some of these days what it stands for"
                raise Invalid.field("crosswalk_entry.validity", "MAPPING_OVERLAP", message)
