"""Tasks that arise in meetings (úkoly ze zápisu)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import StringConstraints

from komplan_core.errors import Refused, violated
from komplan_core.record import Entity
from komplan_core.values import OptionalCode, Text, Title

_Name = Annotated[str, StringConstraints(max_length=400)]


class TaskState(StrEnum):
    """Whether a task is done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Task(Entity):
    """What somebody has to do until a day. Who it is: a body, a group, a role or a seat, never a name."""

    title: Title
    text: Text = ""
    meeting: _Name = ""
    """Resource name of the meeting in which it arose, or empty."""
    body: OptionalCode = ""
    working_group: OptionalCode = ""
    role: OptionalCode = ""
    member: _Name = ""
    due: date
    state: TaskState = TaskState.OPEN
    closed_on: date | None = None
    outcome: Text = ""
    """What came of it, or why it was dropped."""

    def model_post_init(self, context: Any, /) -> None:
        if sum(map(bool, (self.body, self.working_group, self.role, self.member))) != 1:
            violated("REQUIRED", "one body, working group, role or member has the task", "member")

    def closed(self, state: TaskState, outcome: str, day: date) -> "Task":
        """The task done or dropped. Raises Refused when it is closed already."""
        if self.state is not TaskState.OPEN:
            raise Refused("TRANSITION_NOT_ALLOWED", f"the task is `{self.state}`")
        return self.revised({"state": state, "outcome": outcome, "closed_on": day})


def overdue(tasks: Iterable[Task], day: date) -> list[Task]:
    """Open tasks whose day has passed, longest ago first."""
    late = [task for task in tasks if task.state is TaskState.OPEN and task.due < day]
    return sorted(late, key=lambda task: (task.due, task.name))
