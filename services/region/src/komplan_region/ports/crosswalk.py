"""What the region says of cities' codes."""

from typing import Protocol

from komplan_core.regional.crosswalk_entries import CrosswalkEntry
from komplan_kit.store import Collection


class CrosswalkTx(Protocol):
    """The entries inside a transaction."""

    entries: Collection[CrosswalkEntry]

    def of_area(self, area: str) -> tuple[CrosswalkEntry, ...]:
        """All entries of one planning area, in the order in which they were made."""
        ...

    def of_row(self, row_id: int) -> tuple[CrosswalkEntry, ...]:
        """The same for a municipality of the directory."""
        ...
