"""The register of resolutions."""

from collections.abc import Mapping
from typing import Any

from komplan_core import names
from komplan_core.errors import Invalid, Refused
from komplan_core.resolutions import RegisteredResolution
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

Values = Mapping[str, Any]


class Resolutions:
    """What council and assembly decided."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure
        self._area = names.AREA.format(area=structure.profile.area.code)

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Register a resolution; its number is the body's only once."""
        name = f"{self._area}/resolutions/{self._city.new_id(wanted, 'resolution_id')}"
        made = tx.adoption.resolutions.make({**values, "name": name}, "resolution")
        return tx.adoption.resolutions.add(self._checked(tx, made))

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change a resolution by which nothing was adopted."""
        self._check_free(tx, tx.adoption.resolutions.get(name, "resolution.name"))
        changed = tx.adoption.resolutions.changed(name, changes, "resolution")
        return tx.adoption.resolutions.replace(self._checked(tx, changed), etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove a resolution by which nothing was adopted."""
        self._check_free(tx, tx.adoption.resolutions.get(name))
        return tx.adoption.resolutions.delete(name, etag)

    def _check_free(self, tx: PlanningTx, resolution: RegisteredResolution) -> None:
        if tx.adoption.is_cited(resolution):
            raise Refused("STILL_REFERRED_TO", f"something was decided by `{resolution.name}`: it stays as it is")

    def _checked(self, tx: PlanningTx, resolution: RegisteredResolution) -> RegisteredResolution:
        self._city.check_deciding(resolution.body, "resolution.body")
        self._city.check_day(resolution.held_on, "resolution.held_on")
        there = tx.adoption.numbered(resolution.body, resolution.number)
        if there is not None and there != resolution.name:
            raise Invalid.field("resolution.number", "DUPLICATE_CODE", f"the body decided `{there}` under this number")
        field, subject = "resolution.subject", resolution.subject
        if not subject.startswith(f"{self._area}/"):
            raise Invalid.field(field, "AREA_MISMATCH", f"name something under `{self._area}`")
        if not tx.exists(subject):
            raise Invalid.field(field, "REFERENCE_MISSING", f"there is no `{subject[:200]}`")
        return resolution
