"""Action plans: begun for a year, filled, approved by a resolution and fixed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.monitoring import ActionPlan
from komplan_core.monitoring.action_plans import (
    SUBSIDY,
    ActionPlanState,
    ContentPart,
    YearTotal,
    content_parts,
    default_costs,
    year_totals,
)
from komplan_core.monitoring.evaluations import EvaluationKind
from komplan_core.resolutions import ResolutionResult
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk

Values = Mapping[str, Any]
FIELD: Final = "action_plan"


class ActionPlans:
    """What is to be done of an adopted plan in a year."""

    def __init__(self, desk: MonitoringDesk) -> None:
        self._desk = desk

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Begin the action plan of a year; entries without costs take those of their measure sheets."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        version = self._desk.adopted(tx, parent, "parent")
        name = f"{parent}/action-plans/{self._desk.city.new_id(wanted, 'action_plan_id')}"
        given = {**values, "name": name, "version": names.last_id(version)}
        made = self._checked(tx, tx.monitoring.action_plans.make(given, FIELD), ())
        return tx.monitoring.action_plans.add(made, plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a draft; it refers to the version that is adopted now."""
        before = self._draft(tx, name, f"{FIELD}.name")
        version = names.last_id(self._desk.adopted(tx, names.parent(name), f"{FIELD}.name"))
        after = tx.monitoring.action_plans.merged(before, {**changes, "version": version}, FIELD)
        return tx.monitoring.action_plans.replace(
            self._checked(tx, after, [entry.measure for entry in before.entries]), etag
        )

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a draft."""
        self._draft(tx, name, "name")
        return tx.monitoring.action_plans.delete(name, etag)

    def approve(self, tx: PlanningTx, name: str, by: str, etag: str) -> Written:
        """Approve a draft by the resolution called `by`."""
        draft = self._draft(tx, name, "name")
        if draft.version != names.last_id(self._desk.adopted(tx, names.parent(name), "name")):
            raise Refused("VERSION_FROZEN", f"`{name}` refers to a version that is replaced: update it first")
        resolution = self._desk.cited(tx, by, name, (ResolutionResult.APPROVED,))
        approved = draft.revised({"state": ActionPlanState.APPROVED, "resolution": resolution})
        return tx.monitoring.action_plans.replace(approved, etag)

    def check(self, tx: PlanningTx, name: str, staff: bool) -> tuple[Sequence[YearTotal], Sequence[ContentPart]]:
        """Totals by year and source, and the contents A1–A7. Raises NotFound, also for a draft unless staff asks."""
        plan = tx.monitoring.action_plans.get(name)
        if plan.state is ActionPlanState.DRAFT and not staff:
            raise NotFound("NOT_FOUND", f"there is no action plan `{name}`")
        canonical = self._desk.city.profile.canonical_source
        subsidies = {cost.source for cost in plan.costs if canonical(cost.source) == SUBSIDY}
        return year_totals(plan.costs), content_parts(plan, subsidies)

    def _draft(self, tx: PlanningTx, name: str, field: str) -> ActionPlan:
        found = tx.monitoring.action_plans.get(name, field)
        if found.state is ActionPlanState.APPROVED:
            raise Refused("APPROVED_ALREADY", f"`{name}` is approved: it stays as it is")
        return found

    def _checked(self, tx: PlanningTx, action_plan: ActionPlan, old: Sequence[str]) -> ActionPlan:
        """The action plan with the costs of entries that are new and have none. Raises Invalid."""
        parent = names.parent(action_plan.name)
        self._desk.check_year(tx.plans.get(parent), action_plan.year, 0, f"{FIELD}.year")
        for other in tx.monitoring.action_plans_of(parent):
            if other.year == action_plan.year and other.name != action_plan.name:
                message = f"`{other.name}` is the action plan of {other.year}"
                raise Invalid.field(f"{FIELD}.year", "DUPLICATE_CODE", message)
        costed = {cost.measure for cost in action_plan.costs}
        costs = list(action_plan.costs)
        for index, entry in enumerate(action_plan.entries):
            version = f"{parent}/versions/{action_plan.version}"
            measure = self._desk.measure(tx, entry.measure, version, f"{FIELD}.entries.{index}.measure")
            if entry.measure not in costed and entry.measure not in old:
                costs += default_costs(measure, action_plan.year)
        for index, cost in enumerate(action_plan.costs):
            self._desk.city.check_source(cost.source, f"{FIELD}.costs.{index}.source")
        for index, service in enumerate(action_plan.network):
            self._desk.check_own(service.service, names.SERVICE, f"{FIELD}.network.{index}.service")
        self._check_evaluation(tx, action_plan, parent)
        return tx.monitoring.action_plans.merged(action_plan, {"costs": tuple(costs)}, FIELD)

    def _check_evaluation(self, tx: PlanningTx, action_plan: ActionPlan, plan: str) -> None:
        if not action_plan.evaluation:
            return
        field = f"{FIELD}.evaluation"
        names.EVALUATION.parse(action_plan.evaluation, field)
        tx.monitoring.evaluations.refer(action_plan.evaluation, field)
        found = tx.monitoring.evaluations.get(action_plan.evaluation, field)
        yearly = found.kind is EvaluationKind.YEARLY and found.year == action_plan.year - 1
        if not yearly or names.parent(found.name) != plan:
            message = f"it is not the evaluation of {action_plan.year - 1}"
            raise Invalid.field(field, "INVALID_VALUE", message)
