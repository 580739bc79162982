"""Planning a cycle's calendar back from the day of the assembly, told or stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from komplan_core.errors import Invalid
from komplan_core.names import last_id
from komplan_core.process.back_planning import PlannedEntry, planned_back, rule_codes, watch, with_distances
from komplan_core.process.declarations import ASSEMBLY
from komplan_core.process.entries import CalendarEntry, EntryOrigin
from komplan_core.process.findings import ProcessFinding
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.process.desk import ProcessDesk


@dataclass(frozen=True)
class Change:
    """An entry of the planned calendar, and what happens to it."""

    entry: CalendarEntry
    change: str
    """`new`, `moved`, `same`, `kept` or `removed`."""
    before: date | None = None
    """First day before it is moved."""


@dataclass(frozen=True)
class PlannedCalendar:
    """A calendar as it would be, or is."""

    changes: tuple[Change, ...]
    findings: tuple[ProcessFinding, ...]
    applied: bool = False


class PlanningBack:
    """Calendars computed from the assembly."""

    def __init__(self, desk: ProcessDesk) -> None:
        self._desk = desk

    def plan(self, tx: PlanningTx, cycle: str, assembly_on: date | None, not_before: date | None) -> PlannedCalendar:
        """What the calendar would be. Raises Invalid where the day of the assembly is missing or contradicts."""
        held = tx.cycles.get(cycle, "parent")
        process = with_distances(self._desk.process, held.distances)
        standing = {entry.rule or last_id(entry.name): entry for entry in tx.process.entries_of(cycle)}
        fixed = {code: entry for code, entry in standing.items() if _is_fixed(entry)}
        day = _assembly(standing.get(ASSEMBLY), assembly_on)
        days = {code: (entry.starts_on, entry.last_day) for code, entry in fixed.items()}
        planned = planned_back(process, day, held.period, days)
        changes = [self._change(cycle, item, standing.get(item.code)) for item in planned]
        rules = {item.code for item in planned}
        codes = rule_codes(process, held.period)
        changes += [Change(entry, "kept") for code, entry in fixed.items() if code in codes]
        changes += [
            Change(entry, "removed")
            for code, entry in standing.items()
            if entry.origin is EntryOrigin.COMPUTED and code not in rules and code not in fixed
        ]
        spans = days | {item.code: (item.day, item.day) for item in planned}
        names = {code: entry.name for code, entry in standing.items()}
        findings = watch(process, spans, names, (item.code for item in planned), not_before or self._desk.city.today())
        ordered = sorted(changes, key=lambda change: (change.entry.starts_on, change.entry.name))
        return PlannedCalendar(tuple(ordered), tuple(findings))

    def apply(
        self,
        tx: PlanningTx,
        cycle: str,
        assembly_on: date | None,
        not_before: date | None,
        answer: Callable[[PlannedCalendar], bytes],
    ) -> Written:
        """Store what is planned. `answer` encodes what came of it."""
        told = self.plan(tx, cycle, assembly_on, not_before)
        cycle_id = tx.cycles.refer(cycle, "parent")
        done = [self._store(tx, change, cycle_id) for change in told.changes]
        reply = answer(PlannedCalendar(tuple(done), told.findings, applied=True))
        return Written(cycle, "", reply, reply)

    def _store(self, tx: PlanningTx, change: Change, cycle_id: int) -> Change:
        entry = change.entry
        if change.change == "new":
            etag = tx.process.entries.add(entry, cycle_id=cycle_id).etag
        elif change.change == "moved":
            etag = tx.process.entries.replace(entry).etag
        elif change.change == "removed":
            tx.process.entries.delete(entry.name)
            etag = ""
        else:
            return change
        return Change(entry.revised({"etag": etag}), change.change, change.before)

    def _change(self, cycle: str, item: PlannedEntry, before: CalendarEntry | None) -> Change:
        if before is None:
            return Change(self._made(cycle, item), "new")
        if (before.starts_on, before.ends_on) == (item.day, None):
            return Change(before, "same")
        return Change(before.revised({"starts_on": item.day, "ends_on": None}), "moved", before.starts_on)

    def _made(self, cycle: str, item: PlannedEntry) -> CalendarEntry:
        rule = item.rule
        return CalendarEntry(
            name=f"{cycle}/entries/{item.code}",
            title=item.title,
            kind=item.kind,
            starts_on=item.day,
            body=self._desk.body_of(item.body),
            step=rule.step if rule is not None else "",
            rule=item.code,
            origin=EntryOrigin.COMPUTED,
            public=rule.public if rule is not None else True,
        )


def _is_fixed(entry: CalendarEntry) -> bool:
    return entry.origin is EntryOrigin.BY_HAND or entry.done_on is not None


def _assembly(entry: CalendarEntry | None, wanted: date | None) -> date:
    if entry is not None and _is_fixed(entry) and wanted not in (None, entry.starts_on):
        message = f"`{entry.name}` is set for {entry.starts_on}: change that entry first"
        raise Invalid.field("assembly_on", "INVALID_VALUE", message)
    if wanted is not None:
        return wanted
    if entry is None:
        raise Invalid.field("assembly_on", "REQUIRED", "say when the assembly is, or enter it in the calendar")
    return entry.starts_on
