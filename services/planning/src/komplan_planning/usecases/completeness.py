"""Judging a version before and after its adoption."""

from dataclasses import dataclass
from datetime import date

from komplan_core.completeness.judging import judged
from komplan_core.completeness.rules import Check
from komplan_core.errors import NotFound
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.structure import Structure


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found, by the rules of a day."""

    day: date
    checks: tuple[Check, ...]


class Completeness:
    """Whether a plan holds what the law and the city ask of it."""

    def __init__(self, structure: Structure) -> None:
        self._city = structure

    def check(self, tx: PlanningTx, name: str, day: date | None, staff: bool) -> Verdict:
        """Judge a version by the rules of the day, of its adoption, or of today. Drafts are for staff only."""
        version = tx.versions.get(name)
        if not staff and not version.content_sha256:
            raise NotFound("NOT_FOUND", f"there is no plan version `{name}`")
        adopted = version.resolution.held_on if version.resolution is not None else None
        by = day or adopted or self._city.today()
        return Verdict(by, judged(tx.adoption.content(name, by), self._city.profile, by))
