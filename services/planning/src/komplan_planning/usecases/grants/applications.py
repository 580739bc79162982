"""Applications: handed in, completed, taken back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from komplan_core import names
from komplan_core.errors import Forbidden, Invalid, NotFound, Refused, Violation
from komplan_core.grants import GrantApplication, GrantCall
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.grants.desk import GrantDesk
from komplan_planning.usecases.structure import is_office

Values = Mapping[str, Any]


class GrantApplications:
    """What organisations hand in. A provider speaks for its own organisation only."""

    def __init__(self, desk: GrantDesk) -> None:
        self._desk = desk

    def submit(
        self, tx: PlanningTx, call: str, values: Values, wanted: str, received_on: date | None, caller: Caller
    ) -> Written:
        """Hand in an application while the call is open."""
        found = self._announced(tx, call, caller)
        day = self._day(received_on, caller)
        self._check_open(found, day)
        own = self._desk.own_provider(caller)
        name = f"{call}/applications/{self._desk.city.new_id(wanted, 'grant_application_id')}"
        given = {**values, "name": name, "state": self._desk.workflow.initial, "submitted_on": day}
        made = tx.grants.applications.make({**given, "provider": given.get("provider") or own}, "grant_application")
        checked = self._checked(tx, made, found, caller)
        return tx.grants.applications.add(checked, call_id=tx.grants.calls.refer(call, "parent"))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values, caller: Caller) -> Written:
        """Change an application before its formal check, or one that was returned."""
        before = self._desk.application(tx, name, caller, "grant_application.name")
        self._desk.check_meaning(before, "submitted", "returned")
        call = tx.grants.calls.get(names.parent(name))
        if not is_office(caller) and self._desk.meaning(before) == "submitted":
            self._check_open(call, self._desk.city.today())
        after = tx.grants.applications.merged(before, changes, "grant_application")
        return tx.grants.applications.replace(self._checked(tx, after, call, caller), etag)

    def resubmit(self, tx: PlanningTx, name: str, etag: str, caller: Caller) -> Written:
        """Hand in an application that was returned."""
        found = self._desk.application(tx, name, caller)
        state = self._desk.moved(found, "resubmit", "submitted", caller.acting_roles)
        return tx.grants.applications.replace(found.revised({"state": state}), etag)

    def withdraw(self, tx: PlanningTx, name: str, etag: str, caller: Caller) -> Written:
        """Take an application back, or give a grant up of which nothing was paid."""
        found = self._desk.application(tx, name, caller)
        if found.payments:
            raise Refused("TRANSITION_NOT_ALLOWED", "a part of the grant was paid: settle it")
        state = self._desk.moved(found, "withdraw", "withdrawn", caller.acting_roles)
        return self._desk.put(tx, found.revised({"state": state}), etag)

    def _announced(self, tx: PlanningTx, call: str, caller: Caller) -> GrantCall:
        found = tx.grants.calls.get(call, "parent")
        if found.announced_on is None and not is_office(caller):
            raise NotFound("NOT_FOUND", f"there is no grant call `{call}`")
        return found

    def _day(self, received_on: date | None, caller: Caller) -> date:
        now = self._desk.city.today()
        if received_on is None or received_on == now:
            return now
        if not is_office(caller):
            raise Invalid.field("received_on", "INVALID_VALUE", "an application of a provider comes today")
        self._desk.city.check_day(received_on, "received_on")
        return received_on

    def _check_open(self, call: GrantCall, day: date) -> None:
        if not call.takes_applications_on(day):
            message = f"`{call.name}` takes applications from {call.window.start} to {call.window.end}"
            raise Refused("CALL_NOT_OPEN", message, [Violation("parent", "CALL_NOT_OPEN", message)])

    def _checked(
        self, tx: PlanningTx, application: GrantApplication, call: GrantCall, caller: Caller
    ) -> GrantApplication:
        if not is_office(caller) and application.provider != self._desk.own_provider(caller):
            raise Forbidden("ROLE_REQUIRED", "a provider applies for its own organisation only")
        self._desk.check_in_area(application.provider, "grant_application.provider")
        self._desk.check_in_area(application.service, "grant_application.service")
        if call.priorities and not application.measures:
            message = "the call supports priorities of the plan: name the measures that the project serves"
            raise Invalid.field("grant_application.measures", "REQUIRED", message)
        priorities = set(map(names.in_any_version, call.priorities))
        for index, item in enumerate(application.measures):
            field = f"grant_application.measures.{index}.measure"
            self._desk.check_planned(tx, item.measure, field)
            if priorities and priorities.isdisjoint(map(names.in_any_version, _path(tx, item.measure))):
                message = f"`{item.measure}` stands under none of the call's priorities"
                raise Invalid.field(field, "OUTSIDE_PRIORITIES", message)
        return application


def _path(tx: PlanningTx, measure: str) -> Iterator[str]:
    """The measure and the nodes above it."""
    yield measure
    version, node = names.parent(measure), tx.measures.get(measure).node
    while node:
        yield f"{version}/nodes/{node}"
        node = tx.nodes.get(f"{version}/nodes/{node}").parent
