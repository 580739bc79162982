"""The plan's tree: nodes, measures, and their printed numbers."""

from collections.abc import Collection, Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import Measure, Plan, PlanNode, StateNote
from komplan_core.planning.measures import UNDECIDED
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.sheet import Sheet
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.versions import APPROVED

Values = Mapping[str, Any]


class Tree:
    """What may be written into a draft."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._levels = {level.code: level for level in structure.profile.levels}
        self._measure_level = structure.profile.measure_level()
        self._workflow = structure.profile.workflow("measure")
        self._sheet = Sheet(structure)

    def create_node(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Add a node to a draft."""
        plan, version_id = self._draft(tx, parent, "parent")
        name = f"{parent}/nodes/{self._city.new_id(wanted, 'plan_node_id')}"
        node = self._checked_node(tx, tx.nodes.make({**values, "name": name}, "plan_node"), plan)
        return tx.nodes.add(node, version_id=version_id)

    def update_node(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a node of a draft; what stands below is numbered anew when its number changes."""
        before = tx.nodes.get(name, "plan_node.name")
        plan = self._plan_of_draft(tx, names.parent(name))
        node = self._checked_node(tx, tx.nodes.changed(name, changes, "plan_node"), plan)
        if node.level != before.level:
            self._check_below(tx, node)
        written = tx.nodes.replace(node, etag)
        if (node.code, node.parent) != (before.code, before.parent):
            self._renumber_below(tx, node)
        return written

    def delete_node(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a node under which nothing stands."""
        names.NODE.parse(name)
        self._plan_of_draft(tx, names.parent(name))
        if tx.uses(name):
            raise Refused("STILL_REFERRED_TO", f"something stands under `{name}`: remove that first")
        if tx.adoption.is_candidate(name):
            raise Refused("STILL_REFERRED_TO", f"a group scores `{name}`: delete that scoring first")
        tx.adoption.forget_staff_fields(name)
        return tx.nodes.delete(name, etag)

    def create_measure(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Add a measure to a draft."""
        plan, version_id = self._draft(tx, parent, "parent")
        name = f"{parent}/measures/{self._city.new_id(wanted, 'measure_id')}"
        measure = tx.measures.make({**values, "name": name, "state": self._workflow.initial}, "measure")
        measure, node_id = self._checked_measure(tx, measure, plan)
        return tx.measures.add(measure, version_id=version_id, node_id=node_id)

    def update_measure(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a measure of a draft."""
        names.MEASURE.parse(name, "measure.name")
        plan = self._plan_of_draft(tx, names.parent(name))
        measure, node_id = self._checked_measure(tx, tx.measures.changed(name, changes, "measure"), plan)
        return tx.measures.replace(measure, etag, node_id=node_id)

    def delete_measure(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a measure of a draft."""
        names.MEASURE.parse(name)
        self._plan_of_draft(tx, names.parent(name))
        if tx.content.is_waited_for(name):
            raise Refused("STILL_REFERRED_TO", f"another measure depends on `{name}`: remove that first")
        if tx.evidence.referred(name):
            raise Refused("STILL_REFERRED_TO", f"a SWOT, a need or a benefit refers to `{name}`: remove the link first")
        tx.adoption.forget_staff_fields(name)
        return tx.measures.delete(name, etag)

    def move_measure(
        self, tx: PlanningTx, name: str, action: str, etag: str, roles: Collection[str], note: StateNote | None = None
    ) -> Written:
        """Take an action of the city's workflow on a measure of an adopted plan.

        Whether it was fulfilled is said by the `note` of an accepted observation with its evidence, never without one.
        """
        measure = tx.measures.get(name)
        version = tx.versions.get(names.parent(name))
        if self._city.profile.workflow("version").kernel(version.state) != APPROVED:
            raise Refused("TRANSITION_NOT_ALLOWED", "a measure is carried out once its plan is adopted")
        state = self._workflow.moved(measure.state, action, roles)
        if note is None:
            if self._workflow.kernel(state) not in UNDECIDED:
                message = "a measure is judged by an observation with evidence that was accepted: enter one"
                raise Refused("EVIDENCE_REQUIRED", message)
            return tx.measures.replace(measure.revised({"state": state, "state_note": None}), etag)
        note.check(self._workflow.kernel(state), "note")
        if note.body:
            self._city.check_body(note.body, "note.body")
        said = note if note != StateNote() else None
        return tx.measures.replace(measure.revised({"state": state, "state_note": said}), etag)

    def _draft(self, tx: PlanningTx, version: str, field: str) -> tuple[Plan, int]:
        names.VERSION.parse(version, field)
        version_id = tx.versions.refer(version, field)
        return self._plan_of_draft(tx, version), version_id

    def _plan_of_draft(self, tx: PlanningTx, version: str) -> Plan:
        self._city.check_draft(tx.versions.get(version))
        return tx.plans.get(names.parent(version))

    def _checked_node(self, tx: PlanningTx, node: PlanNode, plan: Plan) -> PlanNode:
        level = self._levels.get(node.level)
        if level is None or level is self._measure_level:
            raise Invalid.field(
                "plan_node.level", "UNKNOWN_CODE", f"the city's tree has no level `{node.level}` for nodes"
            )
        self._city.check_group(node.working_group, plan, "plan_node.working_group")
        self._city.check_extra("node", node.extra, "plan_node.extra")
        version = names.parent(node.name)
        above = self._above(tx, version, node.parent, "plan_node.parent")
        if node.name in [item.name for item in above]:
            raise Invalid.field("plan_node.parent", "HIERARCHY_CYCLE", "a node cannot stand under itself")
        if bool(above) != bool(level.under) or (above and above[-1].level not in level.under):
            raise Invalid.field(
                "plan_node.parent", "HIERARCHY_ORDER", f"a `{level.code}` stands {_places(level.under)}"
            )
        self._check_place(tx, node, version, node.parent, of_measures=False)
        return node.revised({"code": self._number(above, node.position)})

    def _checked_measure(self, tx: PlanningTx, measure: Measure, plan: Plan) -> tuple[Measure, int]:
        version = names.parent(measure.name)
        node_id = tx.nodes.refer(f"{version}/nodes/{measure.node}", "measure.node")
        above = self._above(tx, version, measure.node, "measure.node")
        if above[-1].level not in self._measure_level.under:
            raise Invalid.field(
                "measure.node", "HIERARCHY_ORDER", f"a measure stands {_places(self._measure_level.under)}"
            )
        self._sheet.check(tx, measure, plan)
        self._check_place(tx, measure, version, measure.node, of_measures=True)
        return measure.revised({"code": self._number(above, measure.position)}), node_id

    def _check_below(self, tx: PlanningTx, node: PlanNode) -> None:
        version, node_id = names.parent(node.name), names.last_id(node.name)
        below = [self._levels[item.level] for item in tx.nodes_of(version) if item.parent == node_id]
        if any(measure.node == node_id for measure in tx.measures_of(version)):
            below.append(self._measure_level)
        for level in below:
            if node.level not in level.under:
                message = f"a `{level.code}` stands below, and it stands {_places(level.under)}"
                raise Invalid.field("plan_node.level", "HIERARCHY_ORDER", message)

    def _above(self, tx: PlanningTx, version: str, node: str, field: str) -> list[PlanNode]:
        """The nodes from the top down to `node`. Raises Invalid when one is missing."""
        path: list[PlanNode] = []
        while node:
            found = tx.nodes.find(f"{version}/nodes/{node}")
            if found is None:
                raise Invalid.field(field, "REFERENCE_MISSING", f"the version has no node `{node[:63]}`")
            if found in path:
                raise Invalid.field(field, "HIERARCHY_CYCLE", "a node cannot stand under itself")
            path.insert(0, found)
            node = found.parent
        return path

    def _check_place(
        self, tx: PlanningTx, item: PlanNode | Measure, version: str, parent: str, of_measures: bool
    ) -> None:
        there = tx.sibling(version, parent, item.position, of_measures)
        if there is not None and there != item.name:
            field = "measure.position" if of_measures else "plan_node.position"
            raise Invalid.field(field, "DUPLICATE_CODE", f"place {item.position} is taken by `{names.last_id(there)}`")

    def _number(self, above: list[PlanNode], position: int) -> str:
        return self._city.behaviour.number((*(node.position for node in above), position))

    def _renumber_below(self, tx: PlanningTx, changed: PlanNode) -> None:
        version = names.parent(changed.name)
        nodes = tx.nodes_of(version)
        measures = tx.measures_of(version)
        left = [changed]
        while left:
            top = left.pop()
            above = self._above(tx, version, names.last_id(top.name), "plan_node.parent")
            for node in nodes:
                if node.parent == names.last_id(top.name):
                    numbered = node.revised({"code": self._number(above, node.position)})
                    if numbered.code != node.code:
                        tx.nodes.replace(numbered)
                    left.append(numbered)
            for measure in measures:
                if measure.node == names.last_id(top.name):
                    code = self._number(above, measure.position)
                    if code != measure.code:
                        tx.measures.replace(measure.revised({"code": code}))


def _places(under: tuple[str, ...]) -> str:
    return f"under {' or '.join(under)}" if under else "at the top"
