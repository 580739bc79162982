"""How far the monitoring of a plan is: what is overdue, what was handed in, what is approved."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from komplan_core import names
from komplan_core.monitoring.action_plans import ActionPlanState
from komplan_core.monitoring.evaluations import EvaluationState
from komplan_core.monitoring.observations import HANDED_IN
from komplan_core.monitoring.progress import Overdue, by_measure, overdue
from komplan_core.planning.measures import CALLED_OFF
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.monitoring.projects import PlanProjects


@dataclass(frozen=True)
class Status:
    """How far the monitoring of a plan is on a day."""

    plan: str
    version: str
    day: date
    measures: dict[str, int]
    observations: dict[str, int]
    silent_measures: int
    overdue_indicators: int
    late_revisions: int
    action_plan_years: tuple[int, ...]
    evaluated_years: tuple[int, ...]


class Watching:
    """What is still to be handed in."""

    def __init__(self, desk: MonitoringDesk, projects: PlanProjects) -> None:
        self._desk, self._projects = desk, projects

    def overdue(self, tx: PlanningTx, parent: str, day: date | None, grace_days: int) -> tuple[Overdue, ...]:
        """Indicators of years that are over and of which no value was handed in."""
        plan = self._desk.plan(tx, parent, "parent")
        measures = tx.measures_of(self._desk.adopted(tx, parent, "parent"))
        handed_in = by_measure(self._desk.standing(tx, parent, HANDED_IN))
        called_off = {code for code, meaning in self._desk.meanings.items() if meaning in CALLED_OFF}
        return overdue(measures, plan.period, handed_in, day or self._desk.city.today(), grace_days, called_off)

    def status(self, tx: PlanningTx, name: str, day: date | None, grace_days: int) -> Status:
        """How far the monitoring is."""
        on = day or self._desk.city.today()
        late = self._projects.late(tx, name, on, grace_days)
        version = self._desk.adopted(tx, name, "name")
        measures = tx.measures_of(version)
        years = (on.year - 1, on.year)
        stages = Counter(str(item.stage) for item in tx.monitoring.observations_of(name) if item.year in years)
        began = self._desk.plan(tx, name, "name").period.start.year  # of a year before it nothing is owed
        owed = measures if began < on.year else ()
        spoken = {
            names.last_id(item.measure) for item in self._desk.standing(tx, name, HANDED_IN) if item.year == on.year - 1
        }
        plans, evaluations = tx.monitoring.action_plans_of(name), tx.monitoring.evaluations_of(name)
        return Status(
            plan=name,
            version=names.last_id(version),
            day=on,
            measures=dict(Counter(self._desk.meanings.get(item.state, item.state) for item in measures)),
            observations=dict(stages),
            silent_measures=sum(names.last_id(item.name) not in spoken for item in owed),
            overdue_indicators=len(self.overdue(tx, name, on, grace_days)),
            late_revisions=len(late),
            action_plan_years=tuple(sorted(item.year for item in plans if item.state is ActionPlanState.APPROVED)),
            evaluated_years=tuple(
                sorted(
                    item.year
                    for item in evaluations
                    if item.state is EvaluationState.APPROVED and item.year is not None
                )
            ),
        )
