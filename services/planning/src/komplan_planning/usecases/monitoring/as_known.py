"""What was known on a day: read from the journal, shown to whom it would have been shown then."""

from datetime import date, datetime
from typing import Final

from komplan_core import names
from komplan_core.errors import NotFound
from komplan_core.monitoring import (
    ActionPlan,
    Deviation,
    Evaluation,
    Observation,
    ProjectRevision,
)
from komplan_core.monitoring.action_plans import ActionPlanState
from komplan_core.monitoring.evaluating import added_up
from komplan_core.monitoring.evaluations import EvaluationState, MoneyFact
from komplan_core.monitoring.money import money_facts
from komplan_core.monitoring.progress import by_measure
from komplan_core.monitoring.projects import RevisionStage
from komplan_core.needs import Need
from komplan_core.planning import Measure, PlanVersion
from komplan_core.record import Entity
from komplan_kit.caller import Caller
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import is_office

NEEDS_READERS: Final = frozenset({"admin", "editor", "clerk", "region"})
AT_ONCE: Final = 500
"""Measures that are read together."""


class AsKnown:
    """The plan as it was."""

    def get(self, tx: PlanningTx, name: str, day: date, caller: Caller) -> tuple[datetime, Entity]:
        """What a resource was at the end of a day, and since when. Raises NotFound."""
        found = tx.monitoring.known(name, day)
        if found is None or not self._visible(tx, found[1], day, caller):
            raise NotFound("NOT_FOUND", f"there was no `{name}` on {day.isoformat()}")
        return found

    def measures(
        self, tx: PlanningTx, version: str, day: date, after: int, most: int, caller: Caller
    ) -> list[tuple[int, Measure]]:
        """Measures of a version, each with the number after which the next page begins. Raises NotFound."""
        self.get(tx, version, day, caller)
        return tx.monitoring.known_measures(version, day, after, most)

    def money(self, tx: PlanningTx, version: str, day: date, caller: Caller) -> tuple[MoneyFact, ...]:
        """Money of a version: what its measures said, and what was published of them by then. Raises NotFound."""
        self.get(tx, version, day, caller)
        said = by_measure(tx.monitoring.known_published(names.parent(version), day))
        facts: list[MoneyFact] = []
        after = 0
        while page := tx.monitoring.known_measures(version, day, after, AT_ONCE):
            for _, measure in page:
                facts += money_facts(measure, said.get(names.last_id(measure.name), ()))
            after = page[-1][0]
        return added_up(facts)

    def _visible(self, tx: PlanningTx, entity: Entity, day: date, caller: Caller) -> bool:
        if isinstance(entity, Need):
            return bool(caller.roles & NEEDS_READERS)
        if isinstance(entity, ProjectRevision):
            return entity.stage is RevisionStage.ACCEPTED or is_office(caller)
        if is_office(caller):
            return True
        if isinstance(entity, PlanVersion):
            return bool(entity.content_sha256)
        if isinstance(entity, ActionPlan):
            return entity.state is ActionPlanState.APPROVED
        if isinstance(entity, Evaluation):
            return entity.state is EvaluationState.APPROVED
        if isinstance(entity, Observation | Deviation):
            return False
        above = names.parent(entity.name)
        if names.VERSION.matches(above):
            version = tx.monitoring.known(above, day)
            return version is not None and self._visible(tx, version[1], day, caller)
        return True
