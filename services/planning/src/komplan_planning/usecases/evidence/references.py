"""Names that evidence refers to: of planning they must exist, of the catalogue they must be of this area."""

from collections.abc import Iterable

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_planning.ports.transaction import PlanningTx


class References:
    """Checks of names inside one area."""

    def __init__(self, area: str) -> None:
        self._area = area

    @property
    def area(self) -> str:
        """The area's resource name."""
        return names.AREA.format(area=self._area)

    def check_cycle(self, tx: PlanningTx, cycle: str, field: str) -> None:
        """Raise Invalid unless the id is empty or that of a cycle."""
        if cycle:
            tx.cycles.refer(f"{self.area}/cycles/{cycle}", field)

    def check_needs(self, tx: PlanningTx, needs: Iterable[str], field: str) -> None:
        """Raise Invalid for a need that does not exist."""
        for index, need in enumerate(needs):
            tx.needs.refer(need, f"{field}.{index}")

    def check_measures(self, tx: PlanningTx, measures: Iterable[str], field: str) -> None:
        """Raise Invalid for a measure that does not exist."""
        for index, measure in enumerate(measures):
            tx.measures.refer(measure, f"{field}.{index}")

    def check_catalogue(self, pattern: names.Pattern, name: str, field: str) -> None:
        """Raise Invalid unless the name is empty or one of the area's catalogue, which planning cannot look into."""
        if name and pattern.parse(name, field)["area"] != self._area:
            raise Invalid.field(field, "AREA_MISMATCH", "the resource belongs to another area's catalogue")

    def check_kept(self, tx: PlanningTx, name: str, field: str) -> None:
        """Raise Invalid unless the name is empty or of something that planning keeps now."""
        if name and not tx.exists(name):
            raise Invalid.field(field, "REFERENCE_MISSING", f"planning keeps no `{name[:200]}`")
