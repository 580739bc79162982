"""What is asked of planning about meetings."""

from dataclasses import dataclass
from typing import Protocol

from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Sitting:
    """A decision and the meeting that took it."""

    decision: Decision
    meeting: Meeting


class Meetings(Protocol):
    """Planning's meetings, asked over gRPC, or the word that there are none."""

    stated: bool
    """Whether planning keeps no meetings, so that the office states what was decided."""

    async def sitting(self, decision: str, presented: str) -> Sitting | None:
        """A decision (`areas/*/meetings/*/decisions/*`) with its meeting; None where planning keeps no meetings.

        `presented` is the caller's own assertion, which is handed on where this service has no certificate.
        Raises Invalid for an unknown decision, Forbidden, and Unavailable when planning does not answer.
        """
        ...
