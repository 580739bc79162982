"""Versions of a plan: begun as drafts, published, adopted by a resolution."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import PlanVersion
from komplan_core.planning.outline import VersionContent
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.changes import Changes
from komplan_planning.usecases.copying import copy_content
from komplan_planning.usecases.structure import Structure

ADOPT = "adopt"
APPROVED = "approved"


class Versions:
    """How a version goes from draft to adoption."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._changes = Changes(structure)
        self._workflow = structure.profile.workflow("version")

    def create(
        self, tx: PlanningTx, parent: str, values: Mapping[str, Any], wanted: str, based_on: str = ""
    ) -> Written:
        """Begin a version in the first state of the city's workflow, with all that `based_on` says."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        name = f"{parent}/versions/{self._city.new_id(wanted, 'plan_version_id')}"
        own = {"name": name, "state": self._workflow.initial, "based_on": based_on}
        version = tx.versions.make({**values, **own}, "plan_version")
        written = tx.versions.add(version, plan_id=plan_id)
        self._changes.taken_up(tx, name, version.change)
        if based_on:
            copy_content(tx, based_on, name)
        return written

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Mapping[str, Any]) -> Written:
        """Change title or change record of a draft."""
        before = tx.versions.get(name, "plan_version.name")
        self._city.check_draft(before)
        version = tx.versions.changed(name, changes, "plan_version")
        if version.change != before.change:
            self._changes.given_up(tx, name, before.change)
            if version.change:
                self._changes.taken_up(tx, name, version.change)
        return tx.versions.replace(version, etag)

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
        earlier = tx.content.approved(names.parent(name))
        self._changes.taken_up(tx, name, version.change)
        self._changes.decided(tx, name, version.change, adopted.resolution)
        if earlier is not None:
            before = tx.versions.get(earlier).resolution
            if before and adopted.resolution and adopted.resolution.held_on < before.held_on:
                message = f"the plan was changed on {before.held_on}, later than by this resolution"
                raise Invalid.field("resolution", "PERIOD_ORDER", message)
            _carry_states(tx, earlier, name)
        return tx.versions.replace(adopted, etag)

    def _moved(self, tx: PlanningTx, name: str, action: str, roles: Collection[str]) -> PlanVersion:
        version = tx.versions.get(name)
        state = self._workflow.moved(version.state, action, roles)
        sha256 = version.content_sha256
        if not sha256 and self._workflow.kernel(state) != "draft":
            sha256 = content_sha256(tx.content.of(name))
        return version.revised({"state": state, "content_sha256": sha256})


def content_sha256(content: VersionContent) -> str:
    """Hash of what a version says: all items in order by id, without names, etags and how measures fare later."""
    digest = hashlib.sha256()
    for item in content.in_order():
        said = item.model_dump_json(exclude={"name", "etag", "state", "state_note"})
        digest.update(f"{'/'.join(item.name.split('/')[-2:])} {said}\n".encode())
    return digest.hexdigest()


def _carry_states(tx: PlanningTx, earlier: str, version: str) -> None:
    """Let measures stand in the adopted version where they stand in the one before: they went on meanwhile."""
    before = {names.last_id(measure.name): measure for measure in tx.measures_of(earlier)}
    for measure in tx.measures_of(version):
        old = before.get(names.last_id(measure.name))
        if old is not None and (old.state, old.state_note) != (measure.state, measure.state_note):
            tx.measures.replace(measure.revised({"state": old.state, "state_note": old.state_note}))
