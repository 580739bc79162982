"""How steps, calendars and paying projects are stored."""

from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from komplan.planning.v1 import paying_project_pb2, process_pb2
from komplan_core import names
from komplan_core.process.entries import CalendarEntry
from komplan_core.process.projects import PayingProject
from komplan_core.process.steps import Step
from komplan_core.record import Entity
from komplan_kit.codec import Codec
from komplan_kit.reading import Listing
from komplan_kit.statements import Statement
from komplan_kit.store import Collection, Kind, Transaction
from komplan_planning.rows.cycles import CycleRow
from komplan_planning.rows.paying_projects import PayingProjectRow
from komplan_planning.rows.process import CalendarEntryRow, StepRow

E = TypeVar("E", bound=Entity)

STEPS = Kind("step", names.STEP, Codec(process_pb2.Step, Step), StepRow)
ENTRIES = Kind(
    "calendar entry",
    names.CALENDAR_ENTRY,
    Codec(process_pb2.CalendarEntry, CalendarEntry),
    CalendarEntryRow,
    public=CalendarEntryRow.public.is_(True),
)
PROJECTS = Kind(
    "paying project", names.PAYING_PROJECT, Codec(paying_project_pb2.PayingProject, PayingProject), PayingProjectRow
)

_OF_CYCLE = select(CycleRow.id).where(CycleRow.name == bindparam("parent")).scalar_subquery()
STEP_LIST = Listing(STEPS, parent=StepRow.cycle_id == _OF_CYCLE, filters={"state": StepRow.state == bindparam("state")})
ENTRY_LIST = Listing(
    ENTRIES,
    parent=CalendarEntryRow.cycle_id == _OF_CYCLE,
    filters={
        "kind": CalendarEntryRow.kind == bindparam("kind"),
        "step": CalendarEntryRow.step == bindparam("step"),
    },
)
PROJECT_LIST = Listing(PROJECTS, parent=PayingProjectRow.cycle_id == _OF_CYCLE)


def _all_of(row: Any) -> Statement:
    return Statement(select(row.encoded).where(row.cycle_id == _OF_CYCLE).order_by(row.id))


_STEPS_OF, _ENTRIES_OF, _PROJECTS_OF = _all_of(StepRow), _all_of(CalendarEntryRow), _all_of(PayingProjectRow)


class ProcessStore:
    """The process of planning, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self.steps = Collection(STEPS, transaction)
        self.entries = Collection(ENTRIES, transaction)
        self.projects = Collection(PROJECTS, transaction)

    def steps_of(self, cycle: str) -> list[Step]:
        return self._decoded(STEPS, _STEPS_OF, cycle)

    def entries_of(self, cycle: str) -> list[CalendarEntry]:
        return self._decoded(ENTRIES, _ENTRIES_OF, cycle)

    def projects_of(self, cycle: str) -> list[PayingProject]:
        return self._decoded(PROJECTS, _PROJECTS_OF, cycle)

    def _decoded(self, kind: Kind[E], statement: Statement, cycle: str) -> list[E]:
        return [kind.codec.parse(bytes(row[0])) for row in self._tx.session.all(statement, parent=cycle)]
