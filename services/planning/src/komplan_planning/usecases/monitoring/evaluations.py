"""Evaluations: facts computed from what is published, words beside them, fixed by a resolution."""

from collections.abc import Mapping
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.monitoring import Evaluation
from komplan_core.monitoring.evaluating import Evidence, evaluated
from komplan_core.monitoring.evaluations import EvaluatedFacts, EvaluationKind, EvaluationState
from komplan_core.monitoring.terms import days_of
from komplan_core.planning import Plan
from komplan_core.resolutions import ResolutionResult
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.organisation.records import Events

Values = Mapping[str, Any]
FIELD: Final = "evaluation"


class Evaluations:
    """Yearly and final evaluations of adopted plans."""

    def __init__(self, desk: MonitoringDesk) -> None:
        self._desk, self._events = desk, Events(desk.city)

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Begin an evaluation of a year, or the final one."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        self._desk.adopted(tx, parent, "parent")
        name = f"{parent}/evaluations/{self._desk.city.new_id(wanted, 'evaluation_id')}"
        made = tx.monitoring.evaluations.make({**values, "name": name}, FIELD)
        return tx.monitoring.evaluations.add(self._computed(tx, made), plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a draft; its facts are computed anew."""
        before = self._draft(tx, name, f"{FIELD}.name")
        after = tx.monitoring.evaluations.merged(before, changes, FIELD)
        return tx.monitoring.evaluations.replace(self._computed(tx, after), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a draft to which no action plan refers."""
        self._draft(tx, name, "name")
        if any(item.evaluation == name for item in tx.monitoring.action_plans_of(names.parent(name))):
            raise Refused("STILL_REFERRED_TO", f"an action plan refers to `{name}`")
        return tx.monitoring.evaluations.delete(name, etag)

    def approve(self, tx: PlanningTx, name: str, by: str, etag: str) -> Written:
        """Compute a draft for the last time and fix it by a resolution that approves or takes note."""
        draft = self._computed(tx, self._draft(tx, name, "name"))
        resolution = self._desk.cited(tx, by, name, (ResolutionResult.APPROVED, ResolutionResult.NOTED))
        approved = draft.revised({"state": EvaluationState.APPROVED, "resolution": resolution})
        return tx.monitoring.evaluations.replace(approved, etag)

    def evaluate(self, tx: PlanningTx, name: str, year: int) -> EvaluatedFacts:
        """The facts of a year, or of the whole plan for 0, as they are now."""
        plan = self._desk.plan(tx, name, "name")
        self._desk.adopted(tx, name, "name")
        if year:
            self._desk.check_year(plan, year, 0, "year")
        return self._facts(tx, plan, year or None)

    def previous(self, tx: PlanningTx, parent: str) -> list[Evaluation]:
        """Approved final evaluations of the plans of the cycle before: K3 of the next plan."""
        plan = self._desk.plan(tx, parent, "parent")
        cycles = f"{names.parent(parent)}/cycles"
        before = tx.cycles.get(f"{cycles}/{plan.cycle}").predecessor
        return [
            item
            for name in (tx.monitoring.plans_of(f"{cycles}/{before}") if before else ())
            for item in tx.monitoring.evaluations_of(name)
            if item.kind is EvaluationKind.FINAL and item.state is EvaluationState.APPROVED
        ]

    def _draft(self, tx: PlanningTx, name: str, field: str) -> Evaluation:
        found = tx.monitoring.evaluations.get(name, field)
        if found.state is EvaluationState.APPROVED:
            raise Refused("APPROVED_ALREADY", f"`{name}` is approved: it stays as it is")
        return found

    def _computed(self, tx: PlanningTx, evaluation: Evaluation) -> Evaluation:
        parent = names.parent(evaluation.name)
        plan = tx.plans.get(parent)
        if evaluation.year is not None:
            self._desk.check_year(plan, evaluation.year, 0, f"{FIELD}.year")
        for other in tx.monitoring.evaluations_of(parent):
            if other.name != evaluation.name and (other.kind, other.year) == (evaluation.kind, evaluation.year):
                raise Invalid.field(f"{FIELD}.year", "DUPLICATE_CODE", f"`{other.name}` evaluates the same")
        version = names.last_id(self._desk.adopted(tx, parent, f"{FIELD}.name"))
        return evaluation.revised({"version": version, "facts": self._facts(tx, plan, evaluation.year)})

    def _facts(self, tx: PlanningTx, plan: Plan, year: int | None) -> EvaluatedFacts:
        days = days_of(year) if year is not None else plan.period
        _, participation = self._events.participation(tx, "", days)
        evidence = Evidence(
            measures=tx.measures_of(self._desk.adopted(tx, plan.name, "name")),
            plan=plan.period,
            observations=tx.monitoring.published_of(plan.name),
            deviations=tx.monitoring.deviations_of(plan.name),
            participation=participation.totals,
            meanings=self._desk.meanings,
            canonical=self._desk.city.profile.canonical_source,
        )
        return evaluated(evidence, year)
