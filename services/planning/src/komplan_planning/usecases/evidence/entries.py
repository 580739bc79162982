"""Surveys, SWOT, series, benefits and mapped subjects: entered, changed and removed in one way."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from komplan_core.errors import Refused
from komplan_core.names import Pattern
from komplan_core.record import Entity
from komplan_kit.store import Collection, Written
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.evidence.references import References
from komplan_planning.usecases.structure import Structure

E = TypeVar("E", bound=Entity)
Values = Mapping[str, Any]


class Entries(Generic[E]):
    """The entries of one kind. `check` raises Invalid for what an entry may not say."""

    def __init__(
        self,
        structure: Structure,
        kind: str,
        pattern: Pattern,
        of: Callable[[PlanningTx], Collection[E]],
        check: Callable[[PlanningTx, E], None],
    ) -> None:
        self._city, self._kind, self._pattern, self._of, self._check = structure, kind, pattern, of, check
        self._area = References(structure.profile.area.code).area

    def create(self, tx: PlanningTx, values: Values, wanted: str) -> Written:
        """Enter one."""
        collection = self._pattern.template.split("/")[-2]
        name = f"{self._area}/{collection}/{self._city.new_id(wanted, f'{self._kind}_id')}"
        entry = self._of(tx).make({**values, "name": name}, self._kind)
        self._check(tx, entry)
        return self._of(tx).add(entry)

    def update(self, tx: PlanningTx, name: str, etag: str, changes: Values) -> Written:
        """Change one."""
        entry = self._of(tx).changed(name, changes, self._kind)
        self._check(tx, entry)
        return self._of(tx).replace(entry, etag)

    def delete(self, tx: PlanningTx, name: str, etag: str) -> Written:
        """Remove one to which nothing refers."""
        self._pattern.parse(name)
        if tx.evidence.referred(name):
            raise Refused("STILL_REFERRED_TO", f"a need or a measure rests on `{name}`: remove the link first")
        return self._of(tx).delete(name, etag)
