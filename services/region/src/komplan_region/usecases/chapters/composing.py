"""What every chapter is composed from: the plan's years, and the cities' measures behind every sum."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from komplan_core.directory import Feed
from komplan_core.profile import Profile
from komplan_core.regional.midterm.plans import RegionPlan
from komplan_kit.clock import today
from komplan_region.ports.directory import Standing
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.feeds import PROFILE


@dataclass(frozen=True)
class Composing:
    """One plan over the copies as they stand, on one consistent state."""

    tx: RegionTx
    plan: RegionPlan

    @property
    def start(self) -> date:
        """First day of the plan."""
        return date(self.plan.from_year, 1, 1)

    @property
    def end(self) -> date:
        """Last day of the plan."""
        return date(self.plan.to_year, 12, 31)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The directory with the state of the copies, by code."""
        return tuple(sorted(self.tx.directory.standings(), key=lambda item: item.municipality.code))

    @cached_property
    def areas(self) -> Mapping[int, str]:
        """Row of a copied plan → code of its city."""
        codes = {standing.row_id: standing.municipality.code for standing in self.standings}
        return {row[0]: codes[row[1]] for row in self.rows("plans")}

    @cached_property
    def measures(self) -> Mapping[int, Mapping[int, str]]:
        """Row of a copied plan → place → resource name of the measure."""
        found: dict[int, dict[int, str]] = {}
        for plan_id, place, name, *_ in self.rows("measures"):
            found.setdefault(plan_id, {})[place] = name
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Code of a city → its title."""
        return {standing.municipality.code: standing.municipality.title for standing in self.standings}

    @cached_property
    def territory(self) -> tuple[str, ...]:
        """Resource name of the list of municipalities that holds on the day; nothing where there is none."""
        found = self.tx.territory.in_force(today(self.tx.now))
        return (found.name,) if found is not None else ()

    def profile(self, area: str) -> Profile:
        """The structure of a city of which a copy is held."""
        row_id = next(item.row_id for item in self.standings if item.municipality.code == area)
        return PROFILE.parse(self.tx.copies.held(row_id, Feed.PLANNING, ()).profile)

    def rows(self, what: str) -> list[tuple[Any, ...]]:
        """What the region added up of plans that touch these years."""
        return self.tx.money.rows(what, self.start, self.end)

    def names(self, plan_id: int, packed: bytes) -> Iterable[str]:
        """Resource names of the measures at these places of a plan."""
        known = self.measures[plan_id]
        return (known[place] for place in unpacked(packed))


def unpacked(packed: bytes) -> Iterable[int]:
    """Places of measures in their plan."""
    return array("I", bytes(packed))
