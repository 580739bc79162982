"""Steps, calendars and paying projects of cycles."""

from typing import Protocol

from komplan_core.process.entries import CalendarEntry
from komplan_core.process.projects import PayingProject
from komplan_core.process.steps import Step
from komplan_kit.store import Collection


class ProcessTx(Protocol):
    """The process of planning, inside a transaction."""

    steps: Collection[Step]
    entries: Collection[CalendarEntry]
    projects: Collection[PayingProject]

    def steps_of(self, cycle: str) -> list[Step]:
        """All steps of a cycle."""
        ...

    def entries_of(self, cycle: str) -> list[CalendarEntry]:
        """The whole calendar of a cycle."""
        ...

    def projects_of(self, cycle: str) -> list[PayingProject]:
        """All projects that pay for a cycle."""
        ...
