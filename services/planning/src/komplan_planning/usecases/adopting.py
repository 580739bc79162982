"""A submitted version becomes the plan: by a resolution that approves it, when nothing mandatory is missing."""

from collections.abc import Collection

from komplan_core.completeness.judging import check_adoptable, judged
from komplan_core.completeness.law import law_since
from komplan_core.errors import Invalid, Refused
from komplan_core.planning import PlanVersion
from komplan_core.resolutions import RegisteredResolution, ResolutionResult
from komplan_kit.store import Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure
from komplan_planning.usecases.submitting import submitted_to
from komplan_planning.usecases.versions import ADOPT, Versions


class Adopting:
    """The gate between a version and the plan."""

    def __init__(self, structure: Structure, versions: Versions) -> None:
        self._city, self._versions = structure, versions
        self._workflow = structure.profile.workflow("version")

    def adopt(self, tx: PlanningTx, name: str, by: str, etag: str, roles: Collection[str]) -> Written:
        """Adopt a version by the resolution called `by`; it is judged by the rules in force on the resolution's day."""
        version = tx.versions.get(name)
        self._workflow.moved(version.state, ADOPT, roles)
        resolution = self._resolution(tx, version, by)
        if not submitted_to(tx, version, resolution.body):
            raise Refused("NOT_SUBMITTED", f"`{name}` was not submitted to the {resolution.body}: submit it first")
        day = max(resolution.held_on, law_since())  # a day before the law would ask for nothing
        check_adoptable(judged(tx.adoption.content(name, day), self._city.profile, day))
        return self._versions.adopt(tx, name, resolution.cited.model_dump(), etag, roles)

    def _resolution(self, tx: PlanningTx, version: PlanVersion, by: str) -> RegisteredResolution:
        tx.adoption.resolutions.refer(by, "resolution")
        resolution = tx.adoption.resolutions.get(by, "resolution")
        if resolution.subject != version.name:
            raise Invalid.field("resolution", "INVALID_VALUE", f"`{by}` decides on `{resolution.subject}`")
        if resolution.result is not ResolutionResult.APPROVED:
            raise Refused("RESOLUTION_NOT_POSITIVE", f"`{by}` says `{resolution.result}`: it adopts nothing")
        return resolution
