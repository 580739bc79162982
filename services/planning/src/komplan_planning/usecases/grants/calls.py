"""Calls: prepared, announced, changed."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.grants import GrantCall
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.grants.desk import GrantDesk

Values = Mapping[str, Any]


class GrantCalls:
    """The calls of one area."""

    def __init__(self, desk: GrantDesk) -> None:
        self._desk = desk

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Prepare a call."""
        name = f"{self._desk.area}/grant-calls/{self._desk.city.new_id(wanted, 'grant_call_id')}"
        return tx.grants.calls.add(self._checked(tx, tx.grants.calls.make({**values, "name": name}, "grant_call")))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a call; an announced one in favour of applicants only."""
        before = tx.grants.calls.get(name, "grant_call.name")
        after = tx.grants.calls.merged(before, changes, "grant_call")
        before.check_change(after)
        return tx.grants.calls.replace(self._checked(tx, after), etag)

    def announce(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Show a call to everybody from today on; one of the past from its first day."""
        call = tx.grants.calls.get(name)
        if call.announced_on is not None:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is announced already")
        day = min(self._desk.city.today(), call.window.start)
        return tx.grants.calls.replace(call.revised({"announced_on": day}), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a call without applications."""
        names.GRANT_CALL.parse(name)
        if tx.grants.applications_of(name):
            raise Refused("STILL_REFERRED_TO", f"`{name}` has applications")
        return tx.grants.calls.delete(name, etag)

    def _checked(self, tx: PlanningTx, call: GrantCall) -> GrantCall:
        for index, name in enumerate(call.priorities):
            self._desk.check_planned(tx, name, f"grant_call.priorities.{index}")
        profile = self._desk.city.profile
        known = {body.code for body in profile.bodies} | {group.code for group in profile.working_groups}
        if call.commission and call.commission not in known:
            message = f"the city has no body or working group `{call.commission}`"
            raise Invalid.field("grant_call.commission", "UNKNOWN_CODE", message)
        return call
