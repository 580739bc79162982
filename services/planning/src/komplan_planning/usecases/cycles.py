"""Cycles and plans."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import Plan
from komplan_core.process import Cycle
from komplan_core.process.back_planning import check_distances
from komplan_core.values import Period
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Cycles:
    """Turns of planning and the plans that they bring."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create_cycle(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Begin a cycle; its predecessor must exist."""
        name = f"{self._area}/cycles/{self._city.new_id(wanted, 'cycle_id')}"
        cycle = tx.cycles.make({**values, "name": name}, "cycle")
        check_distances(self._city.profile.process, cycle.distances, "cycle.distances")
        self._check_predecessor(tx, cycle)
        return tx.cycles.add(cycle)

    def update_cycle(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a cycle. Its period holds all years of its plans, and stays once a version of one is published."""
        cycle = tx.cycles.changed(name, changes, "cycle")
        if cycle.period != tx.cycles.get(name, "cycle.name").period:
            self._check_period(tx, cycle)
        if "distances" in changes:
            check_distances(self._city.profile.process, cycle.distances, "cycle.distances")
        self._check_predecessor(tx, cycle)
        return tx.cycles.replace(cycle, etag)

    def delete_cycle(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a cycle without plans and without a successor."""
        self._unused(tx, name)
        return tx.cycles.delete(name, etag)

    def create_plan(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Begin a plan of a cycle."""
        name = f"{self._area}/plans/{self._city.new_id(wanted, 'plan_id')}"
        plan = tx.plans.make({**values, "name": name}, "plan")
        return tx.plans.add(plan, cycle_id=self._checked_plan(tx, plan))

    def update_plan(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a plan, into whose cycle all its years fit. Once a version is published, only its title.

        What people saw keeps its time and territory.
        """
        plan = tx.plans.changed(name, changes, "plan")
        before = tx.plans.get(name, "plan.name")
        if plan.revised({"title": before.title}) != before and tx.has_published(name):
            raise Refused("VERSION_FROZEN", f"a version of `{name}` is published: only its title may change")
        cycle_id = self._checked_plan(tx, plan)
        if plan.cycle != before.cycle:
            period = tx.cycles.get(f"{self._area}/cycles/{plan.cycle}").period
            _check_years(tx, name, period, "plan.cycle")
        return tx.plans.replace(plan, etag, cycle_id=cycle_id)

    def delete_plan(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a plan without versions."""
        self._unused(tx, name)
        return tx.plans.delete(name, etag)

    def _check_period(self, tx: PlanningTx, cycle: Cycle) -> None:
        plans = tx.plans_of(cycle.name)
        for plan in plans:
            if tx.has_published(plan):
                raise Refused("VERSION_FROZEN", f"a version of `{plan}` is published: the period of its cycle stays")
        for plan in plans:
            _check_years(tx, plan, cycle.period, "cycle.period")

    def _check_predecessor(self, tx: PlanningTx, cycle: Cycle) -> None:
        earlier = cycle.predecessor
        while earlier:
            name = f"{self._area}/cycles/{earlier}"
            if name == cycle.name:
                raise Invalid.field("cycle.predecessor", "HIERARCHY_CYCLE", "a cycle cannot follow itself")
            tx.cycles.refer(name, "cycle.predecessor")
            earlier = tx.cycles.get(name).predecessor

    def _checked_plan(self, tx: PlanningTx, plan: Plan) -> int:
        self._city.check_municipalities(plan.municipalities, (), "plan.municipalities")
        return tx.cycles.refer(f"{self._area}/cycles/{plan.cycle}", "plan.cycle")

    def _unused(self, tx: PlanningTx, name: str) -> None:
        (names.CYCLE if "/cycles/" in name else names.PLAN).parse(name)
        if tx.uses(name):
            raise Refused("STILL_REFERRED_TO", f"something refers to `{name}`: remove that first")


def _check_years(tx: PlanningTx, plan: str, period: Period, field: str) -> None:
    for year in sorted(tx.years_of(plan)):
        if not period.overlaps(Period(start=date(year, 1, 1), end=date(year, 12, 31))):
            raise Invalid.field(field, "YEAR_OUTSIDE_CYCLE", f"a measure of `{plan}` says something of {year}")
