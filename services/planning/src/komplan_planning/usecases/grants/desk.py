"""The desk that keeps grants: states, days, what applications refer to, and the public view of what is decided."""

from collections.abc import Collection
from dataclasses import dataclass

from komplan_core import names
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.grants import GrantApplication
from komplan_core.grants.results import published
from komplan_core.workflow import Workflow
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure, is_office


@dataclass(frozen=True)
class GrantDesk:
    """One planning area's grants."""

    city: Structure

    @property
    def area(self) -> str:
        """Resource name of the area."""
        return names.AREA.format(area=self.city.profile.area.code)

    @property
    def workflow(self) -> Workflow:
        """The city's states of applications."""
        return self.city.profile.workflow("grant")

    def meaning(self, application: GrantApplication) -> str:
        """The fixed meaning of an application's state."""
        return self.workflow.kernel(application.state)

    def moved(self, application: GrantApplication, action: str, meaning: str, roles: Collection[str]) -> str:
        """The state after an action. Raises Refused, also when the city's workflow lets it mean something else."""
        state = self.workflow.moved(application.state, action, roles)
        if self.workflow.kernel(state) != meaning:
            raise Refused("TRANSITION_NOT_ALLOWED", f"here `{action}` leads to `{state}`, which is not `{meaning}`")
        return state

    def check_meaning(self, application: GrantApplication, *meanings: str) -> None:
        """Raise Refused unless the application's state means one of these."""
        if self.meaning(application) not in meanings:
            message = f"`{application.name}` is `{application.state}`; it would have to be {' or '.join(meanings)}"
            raise Refused("TRANSITION_NOT_ALLOWED", message)

    def own_provider(self, caller: Caller) -> str:
        """Resource name of the provider that a caller speaks for, as the catalogue knows it; empty for the office."""
        return "" if is_office(caller) else self.city.own_provider(caller)

    def application(self, tx: PlanningTx, name: str, caller: Caller, field: str = "name") -> GrantApplication:
        """An application that the caller may see. Raises NotFound."""
        found = tx.grants.applications.get(name, field)
        if not is_office(caller) and found.provider != self.own_provider(caller):
            raise NotFound("NOT_FOUND", f"there is no grant application `{name}`")
        return found

    def handled(self, tx: PlanningTx, name: str, caller: Caller) -> GrantApplication:
        """An application on which the caller acts at the office. Raises Forbidden for one of its own organisation."""
        found = tx.grants.applications.get(name)
        self.city.check_disinterested(caller, found.provider)
        return found

    def check_in_area(self, name: str, field: str) -> None:
        """Raise Invalid for a name in another area's catalogue."""
        if name and not name.startswith(f"{self.area}/"):
            raise Invalid.field(field, "AREA_MISMATCH", "it belongs to another area")

    def check_planned(self, tx: PlanningTx, name: str, field: str) -> None:
        """Raise Invalid unless this is a node or measure of a published plan version of the area."""
        self.check_in_area(name, field)
        kept = tx.nodes if names.NODE.matches(name) else tx.measures
        if kept is tx.measures:
            names.MEASURE.parse(name, field)
        if kept.find(name) is None or not tx.versions.get(names.parent(name)).content_sha256:
            message = f"there is no `{name}` in a published version"
            raise Invalid.field(field, "REFERENCE_MISSING", message)

    def show(self, tx: PlanningTx, application: GrantApplication) -> None:
        """Keep the public view of a decided application as it is now."""
        if application.decision:
            call = tx.grants.calls.get(names.parent(application.name))
            decision = tx.grants.decisions.get(application.decision)
            result = published(call, application, self.meaning(application), decision)
            if tx.grants.results.find(result.name) is None:
                tx.grants.results.add(result, call_id=tx.grants.calls.refer(call.name, "parent"))
            else:
                tx.grants.results.replace(result)

    def put(self, tx: PlanningTx, application: GrantApplication, etag: str = "") -> Written:
        """Store a changed application together with its public view."""
        written = tx.grants.applications.replace(application, etag)
        self.show(tx, application)
        return written
