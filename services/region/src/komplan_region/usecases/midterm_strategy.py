"""The region's own priorities and measures, as they are worked on. Versions show them as they were when built."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.names import last_id
from komplan_core.regional.midterm.strategy import RegionMeasure
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx

Values = Mapping[str, Any]
PRIORITY: Final = "region_priority"
MEASURE: Final = "region_measure"


class MidtermStrategy:
    """How the region keeps its priorities and measures."""

    def __init__(self, make_id: Callable[[], str]) -> None:
        self._make_id = make_id

    def create_priority(self, tx: RegionTx, parent: str, values: Values, wanted: str) -> Written:
        """Add a priority to a plan."""
        plan_id = self._plan(tx, parent)
        name = f"{parent}/priorities/{names.chosen_id(wanted, self._make_id, 'region_priority_id')}"
        return tx.midterm.priorities.add(
            tx.midterm.priorities.make({**values, "name": name}, PRIORITY), plan_id=plan_id
        )

    def update_priority(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change a priority."""
        return tx.midterm.priorities.replace(tx.midterm.priorities.changed(name, changes, PRIORITY), etag)

    def delete_priority(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a priority that has no measures."""
        plan = names.parent(name)
        if any(measure.priority == last_id(name) for measure in tx.midterm.measures_of(plan)):
            raise Refused("STILL_REFERRED_TO", f"measures stand under `{name}`: move or remove them first")
        return tx.midterm.priorities.delete(name, etag)

    def create_measure(self, tx: RegionTx, parent: str, values: Values, wanted: str) -> Written:
        """Add a measure under a priority."""
        plan_id = self._plan(tx, parent)
        name = f"{parent}/measures/{names.chosen_id(wanted, self._make_id, 'region_measure_id')}"
        made = tx.midterm.measures.make({**values, "name": name}, MEASURE)
        self._check(tx, made)
        return tx.midterm.measures.add(made, plan_id=plan_id)

    def update_measure(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change a measure, its state and money among it."""
        after = tx.midterm.measures.changed(name, changes, MEASURE)
        self._check(tx, after)
        return tx.midterm.measures.replace(after, etag)

    def delete_measure(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a measure of which no action plan speaks."""
        for plan in tx.midterm.action_plans_of(names.parent(name)):
            if any(entry.measure == name for entry in plan.entries):
                raise Refused("STILL_REFERRED_TO", f"`{plan.name}` speaks of `{name}`: cancel the measure instead")
        return tx.midterm.measures.delete(name, etag)

    def _plan(self, tx: RegionTx, parent: str) -> int:
        names.REGION_PLAN.parse(parent, "parent")
        return tx.midterm.plans.refer(parent, "parent")

    def _check(self, tx: RegionTx, measure: RegionMeasure) -> None:
        plan = names.parent(measure.name)
        tx.midterm.priorities.refer(f"{plan}/priorities/{measure.priority}", f"{MEASURE}.priority")
        years = tx.midterm.plans.get(plan).years
        for index, line in enumerate(measure.financing):
            if line.year not in years:
                message = f"the plan is for {years.start} to {years.stop - 1}"
                raise Invalid.field(f"{MEASURE}.financing.{index}.year", "OUTSIDE_PERIOD", message)
