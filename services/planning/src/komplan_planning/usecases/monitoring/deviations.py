"""Deviations: what figures show, and what people enter and explain."""

from collections.abc import Mapping
from typing import Any, Final

from komplan_core import names
from komplan_core.monitoring import Deviation
from komplan_core.monitoring.deviations import Suggestion, suggestions
from komplan_core.monitoring.money import money_facts
from komplan_core.monitoring.observations import SETTLED
from komplan_core.monitoring.progress import by_measure
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk

Values = Mapping[str, Any]
FIELD: Final = "deviation"


class Deviations:
    """How measures went otherwise than planned."""

    def __init__(self, desk: MonitoringDesk) -> None:
        self._desk = desk

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Enter a deviation of a measure of the adopted version."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        self._desk.adopted(tx, parent, "parent")
        name = f"{parent}/deviations/{self._desk.city.new_id(wanted, 'deviation_id')}"
        made = tx.monitoring.deviations.make({**values, "name": name}, FIELD)
        self._check(tx, made)
        return tx.monitoring.deviations.add(made, plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a deviation."""
        before = tx.monitoring.deviations.get(name, f"{FIELD}.name")
        version = self._desk.adopted(tx, names.parent(name), f"{FIELD}.name")
        current = f"{version}/measures/{names.last_id(before.measure)}"
        after = tx.monitoring.deviations.merged(before, {"measure": current, **changes}, FIELD)
        self._check(tx, after)
        return tx.monitoring.deviations.replace(after, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a deviation that was entered by mistake."""
        return tx.monitoring.deviations.delete(name, etag)

    def suggest(self, tx: PlanningTx, parent: str, year: int) -> tuple[Suggestion, ...]:
        """Deviations of a year that accepted records show."""
        plan = self._desk.plan(tx, parent, "parent")
        version = self._desk.adopted(tx, parent, "parent")
        self._desk.check_year(plan, year, 0, "year")
        measures = tx.measures_of(version)
        said = by_measure(item for item in self._desk.standing(tx, parent, SETTLED) if item.year <= year)
        money = {
            names.last_id(item.name): money_facts(item, said.get(names.last_id(item.name), ())) for item in measures
        }
        recorded = tx.monitoring.deviations_of(parent)
        return suggestions(measures, plan.period, said, money, self._desk.meanings, year, recorded)

    def _check(self, tx: PlanningTx, deviation: Deviation) -> None:
        parent = names.parent(deviation.name)
        version = self._desk.adopted(tx, parent, f"{FIELD}.name")
        self._desk.measure(tx, deviation.measure, version, f"{FIELD}.measure")
        self._desk.check_year(tx.plans.get(parent), deviation.year, 0, f"{FIELD}.year")
        if deviation.resolution is not None:
            self._desk.city.check_body(deviation.resolution.body, f"{FIELD}.resolution.body")
            self._desk.city.check_day(deviation.resolution.held_on, f"{FIELD}.resolution.held_on")
