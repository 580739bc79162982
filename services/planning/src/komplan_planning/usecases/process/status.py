"""Where a cycle stands."""

from dataclasses import dataclass
from datetime import date

from komplan_core.names import last_id
from komplan_core.process.back_planning import watch, with_distances
from komplan_core.process.project_totals import totals
from komplan_core.process.status import ProcessStatus, status
from komplan_core.process.steps import Lack, Step, StepState
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.process.desk import ProcessDesk
from komplan_planning.usecases.process.steps import Steps


@dataclass(frozen=True)
class Standing:
    """Where a cycle stands, and what its running steps lack."""

    status: ProcessStatus
    lacks: tuple[tuple[Step, Lack], ...]


class Statuses:
    """Overviews of cycles."""

    def __init__(self, desk: ProcessDesk, steps: Steps) -> None:
        self._desk, self._steps = desk, steps

    def status(self, tx: PlanningTx, cycle: str, day: date | None) -> Standing:
        """Where a cycle stands on a day, today if none is given."""
        held = tx.cycles.get(cycle)
        steps, entries = tx.process.steps_of(cycle), tx.process.entries_of(cycle)
        process = with_distances(self._desk.process, held.distances)
        by_rule = {entry.rule or last_id(entry.name): entry for entry in entries}
        spans = {rule: (entry.starts_on, entry.last_day) for rule, entry in by_rule.items()}
        of_calendar = watch(process, spans, {rule: entry.name for rule, entry in by_rule.items()}, (), date.min)
        of_money = [finding for project in tx.process.projects_of(cycle) for finding in totals(project).findings]
        found = status(process, steps, entries, day or self._desk.city.today(), [*of_calendar, *of_money])
        running = [step for step in found.steps if step.state is StepState.RUNNING]
        return Standing(
            found, tuple((step, lack) for step in running for lack in self._steps.lacks(tx, step, found.day))
        )
