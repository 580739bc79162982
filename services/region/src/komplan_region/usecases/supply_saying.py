"""What the region itself says of supply: whom types of service serve, and what would be if."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.regional.gaps import GapRow, Place, ordered
from komplan_core.regional.scenarios import Effect, Scenario, effects
from komplan_core.regional.supply import SupplyTotal, by_key
from komplan_core.regional.territory import Units
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.gaps import capacity_gaps


class ServedAgesSaying:
    """In place of the project's proposal."""

    def __init__(self, region: str, make_id: Callable[[], str]) -> None:
        self._parent, self._make_id = f"regions/{region}", make_id

    def create(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Say whom a type serves. Raises Invalid where another entry speaks of one of the days."""
        name = f"{self._parent}/served-ages/{names.chosen_id(wanted, self._make_id, 'served_ages_id')}"
        made = tx.supply.served_ages.make({**values, "name": name}, "served_ages")
        self._check_days(tx, made.service_type, made)
        return tx.supply.served_ages.add(made)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change it; of which type it speaks stays."""
        held = tx.supply.served_ages
        before, after = held.get(name, "served_ages.name"), held.changed(name, changes, "served_ages")
        if before.service_type != after.service_type:
            raise Invalid.field("served_ages.service_type", "INVALID_VALUE", "this stays: make another entry")
        self._check_days(tx, after.service_type, after)
        return held.replace(after, etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Let the project's proposal hold again."""
        return tx.supply.served_ages.delete(name, etag)

    @staticmethod
    def _check_days(tx: RegionTx, service_type: str, made: Any) -> None:
        for other in tx.supply.ages(service_type):
            if other.name != made.name and made.meets(other):
                message = f"`{other.name}` speaks of this type on some of these days"
                raise Invalid.field("served_ages.validity", "MAPPING_OVERLAP", message)


class Scenarios:
    """What would be if."""

    def __init__(self, region: str, make_id: Callable[[], str]) -> None:
        self._parent, self._make_id = f"regions/{region}", make_id

    def create(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Assume changes."""
        name = f"{self._parent}/scenarios/{names.chosen_id(wanted, self._make_id, 'scenario_id')}"
        made = tx.supply.scenarios.make({**values, "name": name}, "scenario")
        self._check_orps(tx, made)
        return tx.supply.scenarios.add(made)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Assume other changes."""
        after = tx.supply.scenarios.changed(name, changes, "scenario")
        self._check_orps(tx, after)
        return tx.supply.scenarios.replace(after, etag)

    def delete(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a scenario."""
        return tx.supply.scenarios.delete(name, etag)

    @staticmethod
    def _check_orps(tx: RegionTx, made: Scenario) -> None:
        units = tx.territory.on(today(tx.now))
        for place, change in enumerate(made.changes):
            if change.orp not in units.orps:
                message = f"the region has no ORP `{change.orp}`"
                raise Invalid.field(f"scenario.changes.{place}.orp", "REFERENCE_MISSING", message)


@dataclass(frozen=True, slots=True)
class ComparedCapacity:
    """One capacity as it is, and as each scenario makes it."""

    place: Place
    base: int | None
    row: GapRow | None
    """What is needed of it, where a report says."""
    effects: tuple[Effect | None, ...]
    """Scenario by scenario; None where it does not touch the capacity."""


@dataclass(frozen=True, slots=True)
class ComparedScenarios:
    """Scenarios beside the base."""

    scenarios: tuple[Scenario, ...]
    units: Units
    rows: tuple[ComparedCapacity, ...]


def compare_scenarios(
    tx: RegionTx, wanted: tuple[str, ...], year: int, report_years: tuple[int, ...], day: date
) -> ComparedScenarios:
    """Every capacity that is needed or touched, with each scenario's changes up to the end of a year."""
    scenarios = tuple(tx.supply.scenarios.get(name) for name in wanted)
    found = capacity_gaps(tx, report_years, day)
    supply = by_key(found.supply.totals)
    base = {place: _known(total) for place, total in supply.items()}
    made = [effects(scenario.changes, base, year) for scenario in scenarios]
    needed = {(row.orp, row.service_type, row.form, row.unit): row for row in found.rows}
    rows = tuple(
        ComparedCapacity(place, base.get(place, 0), needed.get(place), tuple(effect.get(place) for effect in made))
        for place in ordered({*needed, *(place for effect in made for place in effect)})
    )
    return ComparedScenarios(scenarios, found.supply.units, rows)


def _known(total: SupplyTotal) -> int | None:
    """The registered maximum, unless a service does not tell its own: then the sum is not known."""
    return None if total.registered.unknown else total.registered.known
