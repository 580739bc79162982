"""Carrying the region's plan out: action plans year by year (A1 to A7), and evaluations computed from its measures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.monitoring import ActionCost, ActionPlan, Evaluation
from komplan_core.monitoring.action_plans import (
    OUTLOOK,
    ActionPlanState,
    ContentPart,
    YearTotal,
    content_parts,
    year_totals,
)
from komplan_core.monitoring.evaluations import EvaluationKind, EvaluationState
from komplan_core.planning import Resolution
from komplan_core.regional.midterm.progress import evaluated
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx
from komplan_region.usecases.midterm_content import SOURCES, sources_of

Values = Mapping[str, Any]
ACTION_PLAN: Final = "action_plan"
EVALUATION: Final = "evaluation"


class MidtermFollowing:
    """What is done of the approved plan in a year, and what came of it."""

    def __init__(self, make_id: Callable[[], str]) -> None:
        self._make_id = make_id

    def create_action_plan(self, tx: RegionTx, parent: str, values: Values, wanted: str) -> Written:
        """Begin the action plan of a year; its measures are those behind the approved version, by reference."""
        plan_id, version = self._approved(tx, parent, "parent")
        name = f"{parent}/action-plans/{names.chosen_id(wanted, self._make_id, 'action_plan_id')}"
        made = tx.midterm.action_plans.make({**values, "name": name, "version": version}, ACTION_PLAN)
        return tx.midterm.action_plans.add(self._checked(tx, made, ()), plan_id=plan_id)

    def update_action_plan(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change a draft."""
        before = self._draft_plan(tx, name, f"{ACTION_PLAN}.name")
        after = tx.midterm.action_plans.merged(before, changes, ACTION_PLAN)
        old = [entry.measure for entry in before.entries]
        return tx.midterm.action_plans.replace(self._checked(tx, after, old), etag)

    def delete_action_plan(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a draft."""
        self._draft_plan(tx, name, "name")
        return tx.midterm.action_plans.delete(name, etag)

    def approve_action_plan(self, tx: RegionTx, name: str, resolution: Resolution, etag: str) -> Written:
        """Approve a draft."""
        draft = self._draft_plan(tx, name, "name")
        changes = {"state": ActionPlanState.APPROVED, "resolution": resolution}
        return tx.midterm.action_plans.replace(draft.revised(changes), etag)

    def check_action_plan(
        self, tx: RegionTx, name: str, staff: bool
    ) -> tuple[Sequence[YearTotal], Sequence[ContentPart]]:
        """Totals by year and source, and the contents A1–A7. Raises NotFound, also for a draft unless staff asks."""
        plan = tx.midterm.action_plans.get(name)
        if plan.state is ActionPlanState.DRAFT and not staff:
            raise NotFound("NOT_FOUND", f"there is no action plan `{name}`")
        return year_totals(plan.costs), content_parts(plan)

    def create_evaluation(self, tx: RegionTx, parent: str, values: Values, wanted: str) -> Written:
        """Begin an evaluation; what is computed is computed now."""
        plan_id, version = self._approved(tx, parent, "parent")
        name = f"{parent}/evaluations/{names.chosen_id(wanted, self._make_id, 'evaluation_id')}"
        made = tx.midterm.evaluations.make({**values, "name": name, "version": version}, EVALUATION)
        return tx.midterm.evaluations.add(self._computed(tx, made), plan_id=plan_id)

    def update_evaluation(self, tx: RegionTx, name: str, etag: str, changes: Values) -> Written:
        """Change a draft; what is computed is computed anew."""
        before = self._draft_evaluation(tx, name, f"{EVALUATION}.name")
        after = tx.midterm.evaluations.merged(before, changes, EVALUATION)
        return tx.midterm.evaluations.replace(self._computed(tx, after), etag)

    def delete_evaluation(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a draft."""
        self._draft_evaluation(tx, name, "name")
        return tx.midterm.evaluations.delete(name, etag)

    def approve_evaluation(self, tx: RegionTx, name: str, resolution: Resolution, etag: str) -> Written:
        """Approve a draft: it is part K3 of the next plan."""
        draft = self._draft_evaluation(tx, name, "name")
        changes = {"state": EvaluationState.APPROVED, "resolution": resolution}
        return tx.midterm.evaluations.replace(draft.revised(changes), etag)

    def _approved(self, tx: RegionTx, parent: str, field: str) -> tuple[int, str]:
        names.REGION_PLAN.parse(parent, field)
        row_id = tx.midterm.plans.refer(parent, field)
        plan = tx.midterm.plans.get(parent, field)
        if not plan.approved_version:
            raise Refused("PLAN_NOT_ADOPTED", f"`{parent}` is {plan.state}: adopt a version first")
        return row_id, plan.approved_version

    def _draft_plan(self, tx: RegionTx, name: str, field: str) -> ActionPlan:
        found = tx.midterm.action_plans.get(name, field)
        if found.state is ActionPlanState.APPROVED:
            raise Refused("APPROVED_ALREADY", f"`{name}` is approved: it stays as it is")
        return found

    def _draft_evaluation(self, tx: RegionTx, name: str, field: str) -> Evaluation:
        found = tx.midterm.evaluations.get(name, field)
        if found.state is EvaluationState.APPROVED:
            raise Refused("APPROVED_ALREADY", f"`{name}` is approved: it stays as it is")
        return found

    def _checked(self, tx: RegionTx, made: ActionPlan, old: Sequence[str]) -> ActionPlan:
        """The action plan with the costs of new entries of the region's measures that have none. Raises Invalid."""
        parent = names.parent(made.name)
        _check_year(tx, parent, made.year, f"{ACTION_PLAN}.year")
        for other in tx.midterm.action_plans_of(parent):
            if other.year == made.year and other.name != made.name:
                message = f"`{other.name}` is the action plan of {other.year}"
                raise Invalid.field(f"{ACTION_PLAN}.year", "DUPLICATE_CODE", message)
        body = tx.midterm.part(f"{parent}/versions/{made.version}", SOURCES) or b""
        behind = set(sources_of({SOURCES: body}))
        costs, costed = list(made.costs), {cost.measure for cost in made.costs}
        for index, entry in enumerate(made.entries):
            if entry.measure not in behind or not _is_measure(entry.measure):
                message = f"version `{made.version}` counts no measure `{entry.measure[:200]}`"
                raise Invalid.field(f"{ACTION_PLAN}.entries.{index}.measure", "REFERENCE_MISSING", message)
            own = tx.midterm.measures.find(entry.measure)
            if own is not None and entry.measure not in costed and entry.measure not in old:
                costs += [
                    ActionCost.of(own.name, line)
                    for line in own.financing
                    if made.year <= line.year <= made.year + OUTLOOK
                ]
        if made.evaluation:
            self._check_evaluation(tx, made, parent)
        return tx.midterm.action_plans.merged(made, {"costs": tuple(costs)}, ACTION_PLAN)

    def _check_evaluation(self, tx: RegionTx, made: ActionPlan, plan: str) -> None:
        field = f"{ACTION_PLAN}.evaluation"
        names.REGION_EVALUATION.parse(made.evaluation, field)
        tx.midterm.evaluations.refer(made.evaluation, field)
        found = tx.midterm.evaluations.get(made.evaluation, field)
        if found.kind is not EvaluationKind.YEARLY or found.year != made.year - 1:
            raise Invalid.field(field, "INVALID_VALUE", f"it is not the evaluation of {made.year - 1}")

    def _computed(self, tx: RegionTx, made: Evaluation) -> Evaluation:
        plan = names.parent(made.name)
        if made.year is not None:
            _check_year(tx, plan, made.year, f"{EVALUATION}.year")
        facts = evaluated(tx.midterm.measures_of(plan), made.year)
        return tx.midterm.evaluations.merged(made, {"facts": facts}, EVALUATION)


def _is_measure(name: str) -> bool:
    return names.REGION_MEASURE.matches(name) or names.MEASURE.matches(name)


def _check_year(tx: RegionTx, plan: str, year: int, field: str) -> None:
    years = tx.midterm.plans.get(plan).years
    if year not in years:
        raise Invalid.field(field, "OUTSIDE_PERIOD", f"the plan is for {years.start} to {years.stop - 1}")
