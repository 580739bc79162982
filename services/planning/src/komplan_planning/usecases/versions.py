"""Versions of a plan: begun as drafts, published, adopted by a resolution."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import PlanVersion, Resolution
from komplan_core.record import Entity
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

ADOPT = "adopt"
APPROVED = "approved"
DECIDING = ("assembly", "council")


class Versions:
    """How a version goes from draft to adoption."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._workflow = structure.profile.workflow("version")

    def create(self, tx: PlanningTx, parent: str, values: Mapping[str, Any], wanted: str) -> Written:
        """Begin a version in the first state of the city's workflow."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        name = f"{parent}/versions/{self._city.new_id(wanted, 'plan_version_id')}"
        version = tx.versions.make({**values, "name": name, "state": self._workflow.initial}, "plan_version")
        return tx.versions.add(version, plan_id=plan_id)

    def move(self, tx: PlanningTx, name: str, action: str, etag: str, roles: Collection[str]) -> Written:
        """Take an action of the city's workflow; leaving the draft freezes the content under its hash."""
        if action == ADOPT:
            raise Refused("TRANSITION_NOT_ALLOWED", "a version is adopted by a resolution: use AdoptPlan")
        version = self._moved(tx, name, action, roles)
        if version.resolution is None and self._workflow.kernel(version.state) == APPROVED:
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{action}` approves: a version is approved by AdoptPlan only")
        return tx.versions.replace(version, etag)

    def adopt(
        self, tx: PlanningTx, name: str, resolution: Mapping[str, Any], etag: str, roles: Collection[str]
    ) -> Written:
        """Adopt a final version by a resolution of the council or assembly."""
        version = self._moved(tx, name, ADOPT, roles)
        adopted = tx.versions.merged(version, {"resolution": resolution}, "")
        self._check_body(adopted.resolution)
        return tx.versions.replace(adopted, etag)

    def _moved(self, tx: PlanningTx, name: str, action: str, roles: Collection[str]) -> PlanVersion:
        version = tx.versions.get(name)
        state = self._workflow.moved(version.state, action, roles)
        sha256 = version.content_sha256
        if not sha256 and self._workflow.kernel(state) != "draft":
            sha256 = content_sha256([*tx.nodes_of(name), *tx.measures_of(name)])
        return version.revised({"state": state, "content_sha256": sha256})

    def _check_body(self, resolution: Resolution | None) -> None:
        bodies = {body.code: body.kind for body in self._city.profile.bodies}
        if resolution is None or resolution.body not in bodies:
            raise Invalid.field("resolution.body", "UNKNOWN_CODE", "the city has no such body")
        if bodies[resolution.body] not in DECIDING:
            raise Invalid.field("resolution.body", "INVALID_VALUE", "the council or the assembly adopts a plan")


def content_sha256(content: Iterable[Entity]) -> str:
    """Hash of what a version says: its nodes and measures by name, without etags and the measures' later states."""
    said = (item.model_dump_json(exclude={"etag", "state"}) for item in sorted(content, key=lambda item: item.name))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
