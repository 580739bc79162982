"""The network of services."""

from typing import Protocol

from komplan_core.regional.network import (
    MunicipalFlag,
    NetworkApplication,
    NetworkCriterion,
    NetworkDecision,
    NetworkEntry,
)
from komplan_kit.store import Collection


class NetworkTx(Protocol):
    """The network inside a transaction."""

    entries: Collection[NetworkEntry]
    decisions: Collection[NetworkDecision]
    applications: Collection[NetworkApplication]
    criteria: Collection[NetworkCriterion]
    flags: Collection[MunicipalFlag]

    def of_service(self, registration: str) -> list[NetworkEntry]:
        """All entries of one service, the earliest first."""
        ...

    def all_entries(self) -> list[NetworkEntry]:
        """All entries, past ones included."""
        ...

    def all_criteria(self) -> list[NetworkCriterion]:
        """All rules of entry, past ones included."""
        ...

    def all_flags(self) -> list[MunicipalFlag]:
        """All that municipalities count to their own, past ones included."""
        ...
