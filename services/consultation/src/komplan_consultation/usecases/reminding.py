"""Reminders to those who settle comments, composed when they are sent and stored nowhere."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from komplan_consultation.ports.processing import DuePoint
from komplan_consultation.ports.transaction import ConsultationTx
from komplan_consultation.usecases.office import Office
from komplan_consultation.usecases.points import Points
from komplan_core.consultation.reminders import Reminded, reminder
from komplan_core.papers import Document

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Reminder:
    """A letter to one handler, or to the group of points that nobody has in hand."""

    handler: str
    working_group: str
    points: int
    subject: str
    text: str


class Reminding:
    """Who is to be reminded, and of what."""

    def __init__(self, office: Office, points: Points) -> None:
        self._profile, self._points = office.profile, points
        self._states = {state.code: state.title for state in office.profile.workflow("point").states}

    def letters(self, tx: ConsultationTx, parent: str, within: int) -> list[Reminder]:
        """A letter for every handler, and for every group, that has points to settle. Raises Invalid."""
        held, after = tx.rounds.get(parent, "parent"), 0
        waiting: dict[tuple[str, str], list[DuePoint]] = defaultdict(list)
        while True:
            found, day = self._points.overdue(tx, parent, "", "", within, after, AT_ONCE)
            for point in found:
                waiting[(point.handler, "" if point.handler else point.working_group)].append(point)
            if len(found) < AT_ONCE:
                break
            after = found[-1].row_id
        letters, city = [], self._profile.document(Document.REMINDER)
        for (handler, group), points in sorted(waiting.items()):
            told = [Reminded(point.label, self._states.get(point.state, point.state), point.due_on) for point in points]
            words = reminder(held, told, day, city)
            letters.append(Reminder(handler, group, len(points), words.subject, words.text))
        return letters
