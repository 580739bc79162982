"""Projects of the plan, and what their organisations report of them each half-year."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, NotFound, Refused
from komplan_core.monitoring import PlanProject, ProjectRevision
from komplan_core.monitoring.projects import Late, RevisionStage, late
from komplan_core.monitoring.terms import days_of
from komplan_core.reporting.periods import period_id
from komplan_kit.caller import Caller
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.structure import is_office

Values = Mapping[str, Any]
FIELD: Final = "plan_project"
REVISION: Final = "project_revision"


class PlanProjects:
    """What organisations do for the plan. A provider speaks for its own projects only."""

    def __init__(self, desk: MonitoringDesk, own_provider: Callable[[Caller], str]) -> None:
        self._desk, self._own_provider = desk, own_provider

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Enter a project."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        version = self._desk.adopted(tx, parent, "parent")
        name = f"{parent}/projects/{self._desk.city.new_id(wanted, 'plan_project_id')}"
        made = tx.monitoring.projects.make({**values, "name": name}, FIELD)
        self._check(tx, made, version, ())
        return tx.monitoring.projects.add(made, plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a project."""
        before = tx.monitoring.projects.get(name, f"{FIELD}.name")
        after = tx.monitoring.projects.merged(before, changes, FIELD)
        version = self._desk.adopted(tx, names.parent(name), f"{FIELD}.name")
        self._check(tx, after, version, before.measures)
        return tx.monitoring.projects.replace(after, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a project of which nothing was reported."""
        tx.monitoring.projects.get(name)
        if any(names.parent(item.name) == name for item in tx.monitoring.revisions_of(names.parent(name))):
            raise Refused("STILL_REFERRED_TO", f"revisions of `{name}` were handed in: it stays")
        return tx.monitoring.projects.delete(name, etag)

    def submit(self, tx: PlanningTx, parent: str, values: Values, etag: str, caller: Caller) -> Written:
        """Hand in how a project fared in a half-year, in place of what was handed in before."""
        project = self._speaking(tx, parent, caller)
        given = {**values, "name": "", "stage": RevisionStage.SUBMITTED, "submitted_on": self._desk.city.today()}
        made = tx.monitoring.revisions.make(given, REVISION)
        made = made.revised({"name": f"{parent}/revisions/{period_id(made.year, made.half)}"})
        if not project.period.overlaps(days_of(made.year, made.half)):
            message = "the half-year lies outside the project"
            raise Invalid.field(f"{REVISION}.year", "OUTSIDE_PERIOD", message)
        for index, line in enumerate(made.money):
            self._desk.city.check_source(line.source, f"{REVISION}.money.{index}.source")
        before = tx.monitoring.revisions.find(made.name)
        if before is None:
            return tx.monitoring.revisions.add(made, project_id=tx.monitoring.projects.refer(parent, "parent"))
        before.check_open()
        return tx.monitoring.revisions.replace(made, etag)

    def send_back(self, tx: PlanningTx, name: str, reason: str, etag: str, caller: Caller) -> Written:
        """Return a revision with what has to be mended."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say what has to be mended")
        found = self._handled(tx, name, caller)
        return tx.monitoring.revisions.replace(found.judged(RevisionStage.RETURNED, {"returned": reason}), etag)

    def accept(self, tx: PlanningTx, name: str, etag: str, caller: Caller) -> Written:
        """Accept a revision."""
        found = self._handled(tx, name, caller)
        accepted = found.judged(RevisionStage.ACCEPTED, {"accepted_on": self._desk.city.today()})
        return tx.monitoring.revisions.replace(accepted, etag)

    def late(self, tx: PlanningTx, parent: str, day: date | None, grace_days: int) -> tuple[Late, ...]:
        """Half-years of which nothing that stands was handed in."""
        self._desk.plan(tx, parent, "parent")
        projects, revisions = tx.monitoring.projects_of(parent), tx.monitoring.revisions_of(parent)
        return late(projects, revisions, day or self._desk.city.today(), grace_days)

    def is_own(self, tx: PlanningTx, project: str, caller: Caller) -> bool:
        """Whether the caller sees all revisions of a project: the office, and its own provider."""
        found = tx.monitoring.projects.find(project)
        return is_office(caller) or (found is not None and found.provider == self._own_provider(caller) != "")

    def revision(self, tx: PlanningTx, name: str, caller: Caller) -> ProjectRevision:
        """A revision that the caller may see. Raises NotFound."""
        found = tx.monitoring.revisions.get(name)
        if found.stage is not RevisionStage.ACCEPTED and not self.is_own(tx, names.parent(name), caller):
            raise NotFound("NOT_FOUND", f"there is no project revision `{name}`")
        return found

    def _handled(self, tx: PlanningTx, name: str, caller: Caller) -> ProjectRevision:
        found = tx.monitoring.revisions.get(name)
        self._desk.city.check_disinterested(caller, tx.monitoring.projects.get(names.parent(name)).provider)
        return found

    def _speaking(self, tx: PlanningTx, project: str, caller: Caller) -> PlanProject:
        found = tx.monitoring.projects.get(project, "parent")
        if not self.is_own(tx, project, caller):
            raise NotFound("NOT_FOUND", f"`{project}` is no project of the caller's organisation")
        return found

    def _check(self, tx: PlanningTx, project: PlanProject, version: str, old: tuple[str, ...]) -> None:
        for index, measure in enumerate(project.measures):
            if measure not in old:
                self._desk.measure(tx, measure, version, f"{FIELD}.measures.{index}")
        if project.provider:
            self._desk.check_own(project.provider, names.PROVIDER, f"{FIELD}.provider")
        for index, line in enumerate(project.financing):
            self._desk.city.check_source(line.source, f"{FIELD}.financing.{index}.source")
