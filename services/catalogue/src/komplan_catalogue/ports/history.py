"""All that ever was, as the use cases need it."""

from typing import Protocol

from komplan_core.catalogue.differences import Revision
from komplan_core.record import Entity


class HistoryTx(Protocol):
    """All states that providers, services and places ever had."""

    def revisions(self, name: str, before: int, most: int) -> list[Revision]:
        """States of an entry whose numbers are below `before`, the newest first."""
        ...

    def entry(self, name: str, number: int) -> Entity | None:
        """An entry as it was; None if it has no such state, or was gone then."""
        ...

    def since(self, name: str, number: int) -> list[Entity]:
        """An entry as it was after each later change, the oldest first."""
        ...
