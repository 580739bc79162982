"""Handovers, and the participation register."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.handovers import Handover
from komplan_core.participation import Event, Participation, participation
from komplan_core.seats import seats_of
from komplan_core.values import Period
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Handovers:
    """Records of handing over an office."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Record a handover between two seats of one body."""
        name = f"{self._area}/handovers/{self._city.new_id(wanted, 'handover_id')}"
        handover = tx.organisation.handovers.make({**values, "name": name}, "handover")
        return tx.organisation.handovers.add(self._checked(tx, handover))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a record."""
        handover = tx.organisation.handovers.changed(name, changes, "handover")
        return tx.organisation.handovers.replace(self._checked(tx, handover), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a record that was made by mistake."""
        return tx.organisation.handovers.delete(name, etag)

    def _checked(self, tx: PlanningTx, handover: Handover) -> Handover:
        check_seat(self._city, handover.body, handover.working_group, "handover")
        seated = {seat.name for seat in tx.organisation.seats(handover.body, handover.working_group)}
        for field in ("from_member", "to_member"):
            if getattr(handover, field) not in seated:
                raise Invalid.field(f"handover.{field}", "NOT_A_MEMBER", "the seat is not of this body or group")
        return handover


class Events:
    """What people took part in."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Enter an event."""
        name = f"{self._area}/events/{self._city.new_id(wanted, 'event_id')}"
        return tx.organisation.events.add(
            self._checked(tx, tx.organisation.events.make({**values, "name": name}, "event"))
        )

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change an event."""
        event = tx.organisation.events.changed(name, changes, "event")
        return tx.organisation.events.replace(self._checked(tx, event), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove an event."""
        return tx.organisation.events.delete(name, etag)

    def participation(self, tx: PlanningTx, cycle: str, period: Period | None) -> tuple[Period, Participation]:
        """Figures of a cycle or of given days, with what sources state of the cycle beside them."""
        if not cycle and period is None:
            raise Invalid.field("cycle", "REQUIRED", "name a cycle, or give the days")
        of = tx.cycles.get(f"{self._area}/cycles/{cycle}", "cycle") if cycle else None
        days = period or (of.period if of is not None else None)
        assert days is not None
        members = tx.organisation.seats()
        groups = len(self._city.profile.groups_on(days.end or days.start))
        stated = of.stated_figures if of is not None else ()
        found = participation(tx.organisation.all_events(), tx.meetings.all(), members, groups, days, stated)
        return days, found

    def _checked(self, tx: PlanningTx, event: Event) -> Event:
        if event.cycle:
            tx.cycles.refer(f"{self._area}/cycles/{event.cycle}", "event.cycle")
        if event.body or event.working_group:
            check_seat(self._city, event.body, event.working_group, "event")
        return event


def check_seat(city: Structure, body: str, working_group: str, field: str) -> None:
    """Raise Invalid for a body or working group that the city does not declare."""
    if (body, working_group) not in {seat.codes for seat in seats_of(city.profile)}:
        of = "working_group" if working_group else "body"
        raise Invalid.field(f"{field}.{of}", "UNKNOWN_CODE", f"the city has no `{working_group or body}`")
