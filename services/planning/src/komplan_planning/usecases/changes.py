"""Records by which approved plans change (rule P6)."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import PlanChange, Resolution
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Changes:
    """Why an approved plan changes, and which version brings it."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure

    def create(self, tx: PlanningTx, parent: str, values: Values, wanted: str) -> Written:
        """Record that the approved version of a plan is to change."""
        names.PLAN.parse(parent, "parent")
        plan_id = tx.plans.refer(parent, "parent")
        name = f"{parent}/changes/{self._city.new_id(wanted, 'plan_change_id')}"
        change = tx.content.changes.make({**values, "name": name}, "plan_change")
        return tx.content.changes.add(self._checked(tx, change), plan_id=plan_id)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a record whose version is not approved yet."""
        change = tx.content.changes.changed(name, changes, "plan_change")
        if change.to_version and self._adopted(tx, change, change.to_version):
            raise Refused("VERSION_FROZEN", f"`{name}` is done: its version is approved")
        return tx.content.changes.replace(self._checked(tx, change), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a record that no version brings."""
        if tx.content.changes.get(name).to_version:
            raise Refused("STILL_REFERRED_TO", f"a version brings `{name}`: it stays")
        return tx.content.changes.delete(name, etag)

    def taken_up(self, tx: PlanningTx, version: str, change: str) -> None:
        """Note that a version brings a change; it must be the change of what is approved now, and nobody else's.

        Without a change record nothing may be approved yet. Raises Invalid, Refused.
        """
        plan, approved = names.parent(version), tx.content.approved(names.parent(version))
        if not change:
            if approved is not None:
                raise Refused("CHANGE_RECORD_REQUIRED", f"`{approved}` is approved: give the record of its change")
            return
        record = tx.content.changes.find(f"{plan}/changes/{change}")
        if record is None:
            raise Invalid.field("plan_version.change", "REFERENCE_MISSING", f"the plan has no change `{change}`")
        if record.to_version not in ("", names.last_id(version)):
            already = f"version `{record.to_version}` brings the change `{change}`"
            raise Invalid.field("plan_version.change", "DUPLICATE_CODE", already)
        if approved != f"{plan}/versions/{record.from_version}":
            raise Refused(
                "CHANGE_RECORD_REQUIRED", f"`{change}` changes `{record.from_version}`, which is not what is approved"
            )
        if not record.to_version:
            tx.content.changes.replace(record.revised({"to_version": names.last_id(version)}))

    def given_up(self, tx: PlanningTx, version: str, change: str) -> None:
        """Note that a version brings this change no more."""
        if change:
            record = tx.content.changes.get(f"{names.parent(version)}/changes/{change}")
            tx.content.changes.replace(record.revised({"to_version": ""}))

    def decided(self, tx: PlanningTx, version: str, change: str, resolution: Resolution | None) -> None:
        """Note the resolution that adopts the version, where the record has none of its own."""
        if change:
            record = tx.content.changes.get(f"{names.parent(version)}/changes/{change}")
            if record.resolution is None:
                tx.content.changes.replace(record.revised({"resolution": resolution}))

    def _checked(self, tx: PlanningTx, change: PlanChange) -> PlanChange:
        version = f"{names.parent(change.name)}/versions/{change.from_version}"
        tx.versions.refer(version, "plan_change.from_version")
        if not self._adopted(tx, change, change.from_version):
            raise Refused("TRANSITION_NOT_ALLOWED", f"`{version}` is not approved: change it without a record")
        if change.resolution is not None:
            self._city.check_deciding(change.resolution.body, "plan_change.resolution.body")
            self._city.check_day(change.resolution.held_on, "plan_change.resolution.held_on")
        return change

    def _adopted(self, tx: PlanningTx, change: PlanChange, version: str) -> bool:
        return tx.versions.get(f"{names.parent(change.name)}/versions/{version}").resolution is not None
