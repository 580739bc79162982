"""The calendar of a cycle, as people enter it."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Taken, Violation
from komplan_core.process.back_planning import rule_codes
from komplan_core.process.entries import CalendarEntry, EntryOrigin
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.process.desk import ProcessDesk

Values = Mapping[str, Any]


class Calendar:
    """Entries set by hand, and what people change of computed ones."""

    def __init__(self, desk: ProcessDesk) -> None:
        self._desk = desk

    def create(self, tx: PlanningTx, cycle: str, values: Values, wanted: str) -> Written:
        """Enter something. An entry whose id is a rule's code stands for that rule."""
        period = tx.cycles.get(cycle, "parent").period
        cycle_id = tx.cycles.refer(cycle, "parent")
        id_ = self._desk.city.new_id(wanted, "calendar_entry_id")
        rule = values.get("rule") or (id_ if id_ in rule_codes(self._desk.process, period) else "")
        given = {**values, "name": f"{cycle}/entries/{id_}", "rule": rule, "origin": EntryOrigin.BY_HAND}
        entry = tx.process.entries.make(given, "calendar_entry")
        self._check(tx, entry, None)
        return tx.process.entries.add(entry, cycle_id=cycle_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change an entry; one whose days change is set by hand from now on."""
        before = tx.process.entries.get(name, "calendar_entry.name")
        entry = tx.process.entries.merged(before, changes, "calendar_entry")
        period = tx.cycles.get(names.parent(name)).period
        if entry.rule != before.rule and names.last_id(name) in rule_codes(self._desk.process, period):
            message = "the id of this entry is its rule's code: enter another one"
            raise Invalid.field("calendar_entry.rule", "INVALID_VALUE", message)
        self._check(tx, entry, before)
        if (entry.starts_on, entry.ends_on) != (before.starts_on, before.ends_on):
            entry = entry.revised({"origin": EntryOrigin.BY_HAND})
        return tx.process.entries.replace(entry, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove an entry; the next planning back computes it again where a rule does."""
        return tx.process.entries.delete(name, etag)

    def _check(self, tx: PlanningTx, entry: CalendarEntry, before: CalendarEntry | None) -> None:
        desk, cycle = self._desk, names.parent(entry.name)
        desk.check_body(entry.body, "calendar_entry.body")
        desk.check_group(entry.working_group, "calendar_entry.working_group")
        if entry.step and (before is None or entry.step != before.step):
            steps = {step.code for step in desk.process.steps}
            if entry.step not in steps and not tx.exists(f"{cycle}/steps/{entry.step}"):
                raise Invalid.field("calendar_entry.step", "UNKNOWN_CODE", f"there is no step `{entry.step}`")
        if entry.rule and (before is None or entry.rule != before.rule):
            self._check_rule(tx, entry, cycle)
        known = before.evidence if before is not None else ()
        new = [(index, item) for index, item in enumerate(entry.evidence) if item not in known]
        desk.check_evidence(tx, new, "calendar_entry.evidence")

    def _check_rule(self, tx: PlanningTx, entry: CalendarEntry, cycle: str) -> None:
        field = "calendar_entry.rule"
        if entry.rule not in rule_codes(self._desk.process, tx.cycles.get(cycle).period):
            raise Invalid.field(field, "UNKNOWN_CODE", f"the city's process has no rule `{entry.rule}`")
        for other in tx.process.entries_of(cycle):
            if other.rule == entry.rule and other.name != entry.name:
                message = f"`{other.name}` stands for the rule `{entry.rule}` already: change that one"
                raise Taken("ALREADY_EXISTS", message, (Violation(field, "ALREADY_EXISTS", message),))
