"""Projects that pay for planning."""

from collections.abc import Mapping
from typing import Any

from komplan_core.errors import Invalid, Refused
from komplan_core.process.project_totals import ProjectTotals, totals
from komplan_core.process.projects import MOVES, PayingProject, ProjectState
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.process.desk import ProcessDesk

Values = Mapping[str, Any]


class PayingProjects:
    """The projects that pay for the area's cycles."""

    def __init__(self, desk: ProcessDesk) -> None:
        self._desk = desk

    def create(self, tx: PlanningTx, cycle: str, values: Values, wanted: str) -> Written:
        """Begin a project, as prepared."""
        tx.cycles.get(cycle, "parent")
        cycle_id = tx.cycles.refer(cycle, "parent")
        name = f"{cycle}/projects/{self._desk.city.new_id(wanted, 'paying_project_id')}"
        made = tx.process.projects.make({**values, "name": name}, "paying_project")
        return tx.process.projects.add(self._checked(made), cycle_id=cycle_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a project until it is settled or cancelled."""
        before = tx.process.projects.get(name, "paying_project.name")
        if not MOVES[before.state]:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {before.state}: its figures stay as they are")
        return tx.process.projects.replace(
            self._checked(tx.process.projects.merged(before, changes, "paying_project")), etag
        )

    def move(self, tx: PlanningTx, name: str, state: str, etag: str) -> Written:
        """Bring a project into another state."""
        project = tx.process.projects.get(name)
        if state not in set(ProjectState):
            raise Invalid.field("state", "UNKNOWN_CODE", f"`{state[:60]}` is no state of a project")
        if state not in MOVES[project.state]:
            possible = ", ".join(MOVES[project.state]) or "nothing"
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {project.state}; possible: {possible}")
        return tx.process.projects.replace(project.revised({"state": state}), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a project that never ran."""
        project = tx.process.projects.get(name)
        if project.state is not ProjectState.PREPARED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {project.state}: what ran stays on record")
        return tx.process.projects.delete(name, etag)

    def totals(self, tx: PlanningTx, name: str) -> ProjectTotals:
        """What its parts add up to."""
        return totals(tx.process.projects.get(name))

    def _checked(self, project: PayingProject) -> PayingProject:
        for index, item in enumerate(project.sources):
            self._desk.city.check_source(item.source, f"paying_project.sources.{index}.source")
        return project
