"""How meetings, motions and tasks are stored and gathered."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, literal, select

from komplan.planning.v1 import meeting_pb2
from komplan_core import names
from komplan_core.meetings.decisions import Decision
from komplan_core.meetings.meeting import Meeting
from komplan_core.meetings.tasks import Task
from komplan_kit import sealing
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.rows.meetings import DecisionRow, MeetingRow, TaskRow

MEETINGS = Kind(
    "meeting",
    names.MEETING,
    Codec(meeting_pb2.Meeting, Meeting),
    MeetingRow,
    only_encoded=("minutes", "corrections", "roll"),
)
DECISIONS = Kind("decision", names.DECISION, Codec(meeting_pb2.Decision, Decision), DecisionRow)
TASKS = Kind("task", names.TASK, Codec(meeting_pb2.Task, Task), TaskRow)

_OF_MEETING = (
    DecisionRow.meeting_id == select(MeetingRow.id).where(MeetingRow.name == bindparam("parent")).scalar_subquery()
)

MEETING_LIST = Listing(
    MEETINGS,
    filters={
        "body": MeetingRow.body == bindparam("body"),
        "working_group": MeetingRow.working_group == bindparam("working_group"),
        "state": MeetingRow.state == bindparam("state"),
    },
)
DECISION_LIST = Listing(DECISIONS, parent=_OF_MEETING, filters={"state": DecisionRow.state == bindparam("state")})
TASK_LIST = Listing(
    TASKS,
    filters={
        "state": TaskRow.state == bindparam("state"),
        "meeting": TaskRow.meeting == bindparam("meeting"),
        "working_group": TaskRow.working_group == bindparam("working_group"),
    },
)

_MEETINGS = select(MeetingRow.encoded).order_by(MeetingRow.held_on, MeetingRow.id)
_ALL = Statement(_MEETINGS)
_OF_YEAR = Statement(_MEETINGS.where(MeetingRow.held_on.between(bindparam("first"), bindparam("last"))))
_DECISIONS_OF = Statement(select(DecisionRow.encoded).where(_OF_MEETING).order_by(DecisionRow.id))
_OPEN_TASKS = Statement(select(TaskRow.encoded).where(TaskRow.state == "open").order_by(TaskRow.due, TaskRow.id))
_USES = tuple(
    Statement(select(literal(1)).where(exists(select(literal(1)).where(condition))))
    for condition in (_OF_MEETING, TaskRow.meeting == bindparam("parent"))
)


class MeetingStore:
    """Meetings inside one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.meetings = Collection(MEETINGS, transaction)
        self.decisions = Collection(DECISIONS, transaction)
        self.tasks = Collection(TASKS, transaction)

    def all(self, year: int = 0, rolls: bool = False) -> list[Meeting]:
        params: dict[str, Any] = {"first": date(year, 1, 1), "last": date(year, 12, 31)} if year else {}
        rows = self._tx.session.all(_OF_YEAR if year else _ALL, **params)
        stored = (MEETINGS.codec.message.FromString(bytes(row[0])) for row in rows)
        return [MEETINGS.codec.decode(_wordless(message, rolls)) for message in stored]

    def decisions_of(self, meeting: str) -> list[Decision]:
        rows = self._tx.session.all(_DECISIONS_OF, parent=meeting)
        return [DECISIONS.codec.parse(bytes(row[0])) for row in rows]

    def open_tasks(self) -> list[Task]:
        return [TASKS.codec.parse(bytes(row[0])) for row in self._tx.session.all(_OPEN_TASKS)]

    def is_used(self, meeting: str) -> bool:
        return any(self._tx.session.value(statement, parent=meeting) for statement in _USES)


def _wordless(message: Any, rolls: bool) -> Any:
    message.ClearField("corrections")
    if not rolls:
        message.ClearField("roll")
    return sealing.unseal(message, lambda key_id: None)
