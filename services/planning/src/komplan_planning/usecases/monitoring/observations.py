"""Observations: entered with evidence, submitted, reviewed by the group, accepted, published."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.monitoring import Observation
from komplan_core.monitoring.following import actions_between
from komplan_core.monitoring.observations import SETTLED, UNAPPROVED, Stage
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.monitoring.desk import MonitoringDesk
from komplan_planning.usecases.process.desk import ProcessDesk
from komplan_planning.usecases.tree import Tree

Values = Mapping[str, Any]
FIELD: Final = "observation"


class Observations:
    """How measures fare."""

    def __init__(self, desk: MonitoringDesk, tree: Tree) -> None:
        self._desk, self._tree = desk, tree
        self._evidence = ProcessDesk(desk.city)

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Enter a record of a measure of the adopted version."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        version = self._desk.adopted(tx, parent, "parent")
        name = f"{parent}/observations/{self._desk.city.new_id(wanted, 'observation_id')}"
        made = tx.monitoring.observations.make({**values, "name": name}, FIELD)
        self._check(tx, made, version)
        return tx.monitoring.observations.add(made, plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a record: whatever was approved of it is not any more; what is published stays."""
        before = tx.monitoring.observations.get(name, f"{FIELD}.name")
        version = self._desk.adopted(tx, names.parent(name), f"{FIELD}.name")
        current = f"{version}/measures/{names.last_id(before.measure)}"  # it went on in the newest version
        given = {"measure": current, **changes, **UNAPPROVED}
        after = tx.monitoring.observations.merged(before, given, FIELD)
        about = (names.last_id(before.measure), before.term)
        if before.published_on is not None and about != (names.last_id(after.measure), after.term):
            message = "it is published under its measure and time: enter another record"
            raise Invalid.field(f"{FIELD}.measure", "INVALID_VALUE", message)
        self._check(tx, after, version)
        return tx.monitoring.observations.replace(after, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a record that nobody has relied on."""
        found = tx.monitoring.observations.get(name)
        if found.stage is not Stage.WORKING or found.published_on is not None:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{name}` was handed in or published: it stays")
        return tx.monitoring.observations.delete(name, etag)

    def submit(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Hand a record in."""
        return self._stepped(tx, name, "submit", etag, {})

    def send_back(self, tx: PlanningTx, name: str, reason: str, etag: str) -> Written:
        """Return a record to whoever wrote it."""
        if not reason.strip():
            raise Invalid.field("reason", "REQUIRED", "say what has to be mended")
        found = tx.monitoring.observations.get(name)
        return tx.monitoring.observations.replace(found.sent_back(reason), etag)

    def review(self, tx: PlanningTx, name: str, working_group: str, etag: str) -> Written:
        """Note the working group that reviewed a record."""
        found = tx.monitoring.observations.get(name)
        period = tx.plans.get(names.parent(name)).period
        self._desk.city.profile.group(working_group, "working_group", period)
        reviewed = found.stepped("review", {"reviewed_by": working_group})
        return tx.monitoring.observations.replace(reviewed, etag)

    def accept(self, tx: PlanningTx, name: str, body: str, etag: str, roles: Collection[str]) -> Written:
        """Note the body that accepted a record. The measure's state follows the newest accepted one."""
        self._desk.city.check_body(body, "body")
        accepted = tx.monitoring.observations.get(name).stepped("accept", {"accepted_by": body})
        tx.monitoring.observations.unchanged(name, etag)
        if self._desk.is_newest(tx, accepted, SETTLED):
            self._follow(tx, accepted, roles)
        return tx.monitoring.observations.replace(accepted, etag)

    def publish(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Publish an accepted record in place of what was published of it before."""
        found = tx.monitoring.observations.get(name).stepped("publish", {"published_on": self._desk.city.today()})
        shown = found.published(name.replace("/observations/", "/published-observations/"), self._desk.city.today())
        written = tx.monitoring.observations.replace(found, etag)
        if tx.monitoring.published.find(shown.name) is None:
            tx.monitoring.published.add(shown, plan_id=tx.plans.refer(names.parent(name), "name"))
        else:
            tx.monitoring.published.replace(shown)
        return written

    def _stepped(self, tx: PlanningTx, name: str, step: str, etag: str, changes: Values) -> Written:
        found = tx.monitoring.observations.get(name)
        return tx.monitoring.observations.replace(found.stepped(step, changes), etag)

    def _follow(self, tx: PlanningTx, observation: Observation, roles: Collection[str]) -> None:
        version = self._desk.adopted(tx, names.parent(observation.name), "name")
        measure = tx.measures.find(f"{version}/measures/{names.last_id(observation.measure)}")
        if measure is None:
            raise Refused("VERSION_FROZEN", f"the adopted version has no measure `{observation.measure}` any more")
        for action in actions_between(self._desk.workflow, measure.state, observation.state, roles):
            self._tree.move_measure(tx, measure.name, action, "", roles, observation.note)

    def _check(self, tx: PlanningTx, observation: Observation, version: str) -> None:
        plan, city = tx.plans.get(names.parent(observation.name)), self._desk.city
        measure = self._desk.measure(tx, observation.measure, version, f"{FIELD}.measure")
        self._desk.check_year(plan, observation.year, observation.half, f"{FIELD}.year")
        if observation.state not in self._desk.meanings:
            raise Invalid.field(f"{FIELD}.state", "UNKNOWN_CODE", f"`{observation.state}` is no state of a measure")
        observation.note.check(self._desk.meanings[observation.state], FIELD)
        if observation.body:
            city.check_body(observation.body, f"{FIELD}.body")
        indicators = {indicator.code for indicator in measure.indicators}
        for index, actual in enumerate(observation.actuals):
            if actual.code not in indicators:
                field = f"{FIELD}.actuals.{index}.code"
                raise Invalid.field(field, "UNKNOWN_CODE", f"the measure has no indicator `{actual.code}`")
        for index, line in enumerate(observation.money):
            city.check_source(line.source, f"{FIELD}.money.{index}.source")
        self._evidence.check_evidence(tx, enumerate(observation.evidence), f"{FIELD}.evidence")
        self._check_alone(tx, observation)

    def _check_alone(self, tx: PlanningTx, observation: Observation) -> None:
        about = (names.last_id(observation.measure), observation.term)
        for other in tx.monitoring.observations_of(names.parent(observation.name)):
            if other.name != observation.name and (names.last_id(other.measure), other.term) == about:
                message = f"`{other.name}` is of the same measure and time"
                raise Invalid.field(f"{FIELD}.measure", "DUPLICATE_CODE", message)
