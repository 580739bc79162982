"""The network of services: asking for a place, deciding, and nothing else that could change it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from komplan_core import names
from komplan_core.errors import Invalid, Refused, Stale
from komplan_core.regional.network import ApplicationState, NetworkApplication
from komplan_core.regional.network_rules import changed_by
from komplan_kit.clock import today
from komplan_kit.store import Written
from komplan_region.ports.transaction import RegionTx

_OF_APPLICATION = ("registration", "service", "title", "provider", "service_type")
_ASKED = ("granted", "conditional")


class NetworkOffice:
    """What the region's office does with the network."""

    def __init__(self, region: str, make_id: Callable[[], str]) -> None:
        self._parent, self._make_id = f"regions/{region}", make_id

    def decide(self, tx: RegionTx, values: Mapping[str, Any]) -> Written:
        """Keep a decision and make its entry. Raises Invalid, Refused, NotFound."""
        told = {field: value for field, value in values.items() if value not in ("", (), [])}
        application = self._application(tx, str(told.get("application", "")))
        if application is not None:
            told = {**{field: getattr(application, field) for field in _OF_APPLICATION}, **told}
            if "capacities" not in told and told.get("outcome") in _ASKED:
                told["capacities"] = application.capacities
            if "".join(str(told["registration"]).split()) != application.registration:
                message = "the decision is about another service than the application"
                raise Invalid.field("network_decision.registration", "INVALID_VALUE", message)
        id_ = self._make_id()
        name, entry = f"{self._parent}/network-decisions/{id_}", f"{self._parent}/network-entries/{id_}"
        decision = tx.network.decisions.make({**told, "name": name}, "network_decision")
        _check_past(tx, decision.decided_on, "network_decision.decided_on")
        cut, new = changed_by(decision, entry, tx.network.of_service(decision.registration))
        if cut is not None:
            tx.network.entries.replace(cut)
        if new is not None:
            tx.network.entries.add(new)
            decision = tx.network.decisions.merged(decision, {"entry": entry})
        if application is not None:
            done = application.revised({"state": ApplicationState.DECIDED, "decision": name})
            tx.network.applications.replace(done)
        return tx.network.decisions.add(decision)

    def apply(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Take an application."""
        id_ = names.chosen_id(wanted, self._make_id, "network_application_id")
        name = f"{self._parent}/network-applications/{id_}"
        made = tx.network.applications.make({**values, "name": name}, "network_application")
        self._check_application(tx, made)
        return tx.network.applications.add(made)

    def update(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Complete an application that is not decided; of which service it speaks stays."""
        applications = tx.network.applications
        before = applications.get(name, "network_application.name")
        if before.state is ApplicationState.DECIDED:
            raise Refused("APPLICATION_DECIDED", f"`{name}` is decided: it stays as it is")
        after = applications.changed(name, changes, "network_application")
        if before.registration != after.registration:
            raise Invalid.field("network_application.registration", "INVALID_VALUE", "this stays: make another one")
        self._check_application(tx, after)
        return applications.replace(after, etag)

    def give_back(self, tx: RegionTx, name: str, etag: str, reason: str) -> Written:
        """Return an application to be completed."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say what is to be completed")
        return self._move(tx, name, etag, ApplicationState.SUBMITTED, ApplicationState.RETURNED, reason)

    def resubmit(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Take a returned application again."""
        return self._move(tx, name, etag, ApplicationState.RETURNED, ApplicationState.SUBMITTED, "")

    def create_criterion(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Set a rule of entry."""
        id_ = names.chosen_id(wanted, self._make_id, "network_criterion_id")
        made = {**values, "name": f"{self._parent}/network-criteria/{id_}"}
        return tx.network.criteria.add(tx.network.criteria.make(made, "network_criterion"))

    def update_criterion(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change a rule of entry."""
        return tx.network.criteria.replace(tx.network.criteria.changed(name, changes, "network_criterion"), etag)

    def delete_criterion(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove a rule of entry. Applications keep what they say to it."""
        return tx.network.criteria.delete(name, etag)

    def create_flag(self, tx: RegionTx, values: Mapping[str, Any], wanted: str) -> Written:
        """Note that a municipality counts a service to its own."""
        id_ = names.chosen_id(wanted, self._make_id, "municipal_flag_id")
        made = {**values, "name": f"{self._parent}/municipal-flags/{id_}"}
        return tx.network.flags.add(tx.network.flags.make(made, "municipal_flag"))

    def update_flag(self, tx: RegionTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change such a note."""
        return tx.network.flags.replace(tx.network.flags.changed(name, changes, "municipal_flag"), etag)

    def delete_flag(self, tx: RegionTx, name: str, etag: str) -> Written:
        """Remove such a note."""
        return tx.network.flags.delete(name, etag)

    @staticmethod
    def _application(tx: RegionTx, name: str) -> NetworkApplication | None:
        if not name:
            return None
        found = tx.network.applications.get(name, "network_decision.application")
        if found.state is not ApplicationState.SUBMITTED:
            raise Refused("APPLICATION_DECIDED", f"`{name}` is {found.state}: only a submitted one is decided")
        return found

    @staticmethod
    def _check_application(tx: RegionTx, made: NetworkApplication) -> None:
        _check_past(tx, made.submitted_on, "network_application.submitted_on")
        for place, reason in enumerate(made.reasons):
            tx.network.criteria.refer(reason.criterion, f"network_application.reasons.{place}.criterion")

    @staticmethod
    def _move(
        tx: RegionTx, name: str, etag: str, before: ApplicationState, after: ApplicationState, reason: str
    ) -> Written:
        found = tx.network.applications.get(name)
        if etag and etag != found.etag:
            raise Stale("STALE_ETAG", f"`{name}` was changed since it was read: read it again and repeat")
        if found.state is not before:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` is {found.state}, not {before}")
        try:
            moved = found.revised({"state": after, "returned_reason": reason})
        except ValidationError as error:
            raise Invalid.of(error) from None
        return tx.network.applications.replace(moved, etag)


def _check_past(tx: RegionTx, day: date, field: str) -> None:
    if day > today(tx.now):
        raise Invalid.field(field, "INVALID_VALUE", f"{day} is still to come")
