"""What the use cases of meetings need of storage."""

from typing import Protocol

from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Meeting
from komplan_core.meetings.tasks import Task
from komplan_kit.store import Collection


class MeetingTx(Protocol):
    """Meetings, the motions under them, and tasks."""

    meetings: Collection[Meeting]
    decisions: Collection[Decision]
    tasks: Collection[Task]

    def all(self, year: int = 0, rolls: bool = False) -> list[Meeting]:
        """All meetings, or those of one year, by day. Minutes are left out, and rolls unless they are asked for."""
        ...

    def decisions_of(self, meeting: str) -> list[Decision]:
        """The motions of a meeting, in the order in which they were made."""
        ...

    def open_tasks(self) -> list[Task]:
        """All tasks that are not closed."""
        ...

    def is_used(self, meeting: str) -> bool:
        """Whether a motion or task belongs to a meeting."""
        ...
