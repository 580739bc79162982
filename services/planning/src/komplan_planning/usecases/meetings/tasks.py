"""Tasks that arise in meetings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.meetings.tasks import Task, TaskState, overdue
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.organisation.records import check_seat
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Tasks:
    """What bodies and people have to do until a day."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Give a task."""
        name = f"{self._area}/tasks/{self._city.new_id(wanted, 'task_id')}"
        return tx.meetings.tasks.add(self._checked(tx, tx.meetings.tasks.make({**values, "name": name}, "task")))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change an open task."""
        task = tx.meetings.tasks.changed(name, changes, "task")
        if task.state is not TaskState.OPEN:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the task is `{task.state}`")
        return tx.meetings.tasks.replace(self._checked(tx, task), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a task that was given by mistake."""
        return tx.meetings.tasks.delete(name, etag)

    def finish(self, tx: PlanningTx, name: str, etag: str, outcome: str) -> Written:
        """Record that it is done."""
        return self._closed(tx, name, etag, TaskState.DONE, outcome)

    def drop(self, tx: PlanningTx, name: str, etag: str, outcome: str) -> Written:
        """Record that it will not be done, and why."""
        if not outcome.strip():
            raise Invalid.field("outcome", "REQUIRED", "say why it is dropped")
        return self._closed(tx, name, etag, TaskState.DROPPED, outcome)

    def overdue(self, tx: PlanningTx, day: date) -> list[Task]:
        """Open tasks whose day has passed."""
        return overdue(tx.meetings.open_tasks(), day)

    def _closed(self, tx: PlanningTx, name: str, etag: str, state: TaskState, outcome: str) -> Written:
        task = tx.meetings.tasks.get(name).closed(state, outcome, self._city.today())
        return tx.meetings.tasks.replace(task, etag)

    def _checked(self, tx: PlanningTx, task: Task) -> Task:
        if task.meeting:
            names.MEETING.parse(task.meeting, "task.meeting")
            tx.meetings.meetings.refer(task.meeting, "task.meeting")
        if task.member:
            names.MEMBER.parse(task.member, "task.member")
            tx.members.refer(task.member, "task.member")
        if task.body or task.working_group:
            check_seat(self._city, task.body, task.working_group, "task")
        if task.role and task.role not in {role.code for role in self._city.profile.roles}:
            raise Invalid.field("task.role", "UNKNOWN_CODE", f"the city has no role `{task.role}`")
        return task
