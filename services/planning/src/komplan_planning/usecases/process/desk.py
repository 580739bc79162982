"""What the use cases of the process share: the city, the day, and the check of evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.organisation import BodyKind
from komplan_core.process.declarations import Process
from komplan_core.process.entries import Evidence
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure

ELSEWHERE: Final = (
    names.PROVIDER,
    names.SERVICE,
    names.PLACE,
    names.REPORT_PERIOD,
    names.REPORT,
    names.PUBLISHED_REPORT,
    names.CAMPAIGN,
    names.ROUND,
    names.COMMENT,
    names.POINT,
)
"""What the catalogue and the consultation own: planning keeps the name and cannot look."""


@dataclass(frozen=True)
class ProcessDesk:
    """The city's structure and the office's day."""

    city: Structure

    @property
    def process(self) -> Process:
        """How the city plans."""
        return self.city.profile.process

    @property
    def area(self) -> str:
        """The resource name of the planning area."""
        return names.AREA.format(area=self.city.profile.area.code)

    def body_of(self, kind: BodyKind | None) -> str:
        """Code of the city's first body of a kind, or empty."""
        return next((body.code for body in self.city.profile.bodies if body.kind is kind), "") if kind else ""

    def bodies(self) -> dict[str, str]:
        """A body for each kind that the city has: the one declared first."""
        return {kind: code for kind in BodyKind if (code := self.body_of(kind))}

    def check_body(self, code: str, field: str) -> None:
        """Raise Invalid unless the code is empty or one of the city's bodies."""
        if code and code not in {body.code for body in self.city.profile.bodies}:
            raise Invalid.field(field, "UNKNOWN_CODE", f"the city has no body `{code}`")

    def check_group(self, code: str, field: str) -> None:
        """Raise Invalid unless the code is empty or one of the city's working groups, of whatever time."""
        if code:
            self.city.profile.group(code, field)

    def check_evidence(self, tx: PlanningTx, new: Iterable[tuple[int, Evidence]], field: str) -> None:
        """Raise Invalid for a resource that this area's planning does not hold, and that is nobody else's either."""
        for index, item in new:
            if item.resource and not self.stands(tx, item):
                message = f"there is no resource `{item.resource[:200]}` in this area"
                raise Invalid.field(f"{field}.{index}.resource", "REFERENCE_MISSING", message)

    def stands(self, tx: PlanningTx, item: Evidence) -> bool:
        """Whether a document is named, or a resource that exists or is another service's to know."""
        if not item.resource:
            return True
        if not item.resource.startswith(f"{self.area}/"):
            return False
        return any(pattern.matches(item.resource) for pattern in ELSEWHERE) or tx.exists(item.resource)
