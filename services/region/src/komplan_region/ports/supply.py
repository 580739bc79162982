"""Services of all catalogues, and what the region itself says of supply."""

from collections.abc import Iterable
from typing import Protocol

from komplan_core.regional.ages import ServedAges
from komplan_core.regional.scenarios import Scenario
from komplan_core.regional.supply import SuppliedService
from komplan_kit.store import Collection


class SupplyTx(Protocol):
    """Supply inside a transaction."""

    served_ages: Collection[ServedAges]
    scenarios: Collection[Scenario]

    def put(self, row_id: int, services: Iterable[SuppliedService]) -> None:
        """Replace the services of one city's catalogue."""
        ...

    def services(self, service_type: str = "") -> list[SuppliedService]:
        """Services of all catalogues, each as its catalogue shows it; those of one type, or all for an empty one."""
        ...

    def of_key(self, key: str) -> list[SuppliedService]:
        """One service as every catalogue shows it."""
        ...

    def keys(self, names: Iterable[str]) -> dict[str, str]:
        """Resource name in a catalogue → key over all catalogues; names that no copy has are missing."""
        ...

    def ages(self, service_type: str = "") -> list[ServedAges]:
        """What the region says of served ages, of one type or of all."""
        ...
