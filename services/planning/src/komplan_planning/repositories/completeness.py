"""Reading all that the checks of completeness look at, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, bindparam, func, literal, or_, select, true, union_all

from komplan_core import names
from komplan_core.completeness.content import Content
from komplan_core.completeness.rules import Subject
from komplan_core.meetings.meeting import MeetingState
from komplan_core.organisation import Side
from komplan_core.planning import Plan
from komplan_core.process import Cycle
from komplan_core.process.entries import CalendarEntry
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction
from komplan_planning.repositories.content import ContentStore
from komplan_planning.repositories.kinds import CYCLES, NEEDS, PLANS
from komplan_planning.repositories.process import ENTRIES
from komplan_planning.rows.cycles import CycleRow
from komplan_planning.rows.evidence import MappedSubjectRow, SeriesRow, SwotRow
from komplan_planning.rows.meetings import MeetingRow
from komplan_planning.rows.members import MemberRow
from komplan_planning.rows.needs import NeedRow
from komplan_planning.rows.organisation import EventRow
from komplan_planning.rows.process import CalendarEntryRow
from komplan_planning.rows.surveys import SurveyRow

_NEEDS = Statement(select(NeedRow.encoded).order_by(NeedRow.id))
_ENTRIES_OF = Statement(
    select(CalendarEntryRow.encoded)
    .where(CalendarEntryRow.cycle_id == select(CycleRow.id).where(CycleRow.name == bindparam("of")).scalar_subquery())
    .order_by(CalendarEntryRow.id)
)
_IN_MANDATE = and_(
    MemberRow.mandate_start <= bindparam("on_day"),
    or_(MemberRow.mandate_end.is_(None), MemberRow.mandate_end >= bindparam("on_day")),
)
_SIDES = Statement(
    select(MemberRow.working_group, MemberRow.side).where(MemberRow.working_group != "", _IN_MANDATE).distinct()
)
_MET = and_(
    or_(*(MeetingRow.state == str(state) for state in (MeetingState.HELD, MeetingState.MINUTES_APPROVED))),
    MeetingRow.held_on <= bindparam("on_day"),
)
_COUNTED = (
    (Subject.PARTICIPATION, MemberRow, _IN_MANDATE),
    (Subject.PARTICIPATION, MeetingRow, _MET),
    (Subject.PARTICIPATION, EventRow, EventRow.when_start <= bindparam("on_day")),
    (Subject.SERVICE, MappedSubjectRow, func.json_array_length(MappedSubjectRow.services) > 0),
    (Subject.SURVEY, SurveyRow, true()),
    (Subject.SWOT, SwotRow, true()),
    (Subject.SERIES, SeriesRow, true()),
)
_COUNTS = Statement(
    union_all(
        *(select(literal(str(subject)), func.count()).select_from(row).where(met) for subject, row, met in _COUNTED)
    )
)


class ContentReader:
    """Reads a version with all that belongs to it."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction
        self._content = ContentStore(transaction)

    def content(self, version: str, day: date) -> Content:
        """All that the checks look at. Members count who are in mandate on the day; meetings and events, once held."""
        plan = self._plan(names.parent(version))
        said = self._content.of(version)
        cycles = tuple(self._cycles(f"{names.parent(plan.name)}/cycles/{plan.cycle}"))
        needs = [NEEDS.codec.parse(bytes(row[0])) for row in self._tx.session.all(_NEEDS)]
        return Content(
            version=version,
            plan=plan,
            cycles=cycles,
            nodes=said.nodes,
            measures=said.measures,
            sections=said.sections,
            needs=needs,
            entries=[entry for cycle in cycles for entry in self._entries(cycle.name)],
            counts=self._counts(day),
            sides=self._sides(day),
        )

    def _plan(self, name: str) -> Plan:
        return PLANS.codec.parse(bytes(self._tx.session.value(PLANS.select, of=name)))

    def _cycles(self, name: str) -> Iterator[Cycle]:
        while (encoded := self._tx.session.value(CYCLES.select, of=name)) is not None:
            cycle = CYCLES.codec.parse(bytes(encoded))
            yield cycle
            if not cycle.predecessor:
                return
            name = f"{names.parent(name)}/cycles/{cycle.predecessor}"

    def _entries(self, cycle: str) -> Iterator[CalendarEntry]:
        for row in self._tx.session.all(_ENTRIES_OF, of=cycle):
            yield ENTRIES.codec.parse(bytes(row[0]))

    def _counts(self, day: date) -> dict[Subject, int]:
        counts: dict[Subject, int] = defaultdict(int)
        for subject, count in self._tx.session.all(_COUNTS, on_day=day):
            counts[Subject(subject)] += int(count)
        return counts

    def _sides(self, day: date) -> dict[str, frozenset[Side]]:
        sides: dict[str, set[Side]] = defaultdict(set)
        for group, side in self._tx.session.all(_SIDES, on_day=day):
            sides[group].add(Side(side))
        return {group: frozenset(found) for group, found in sides.items()}
