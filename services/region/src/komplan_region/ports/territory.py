"""The region's territory by the day on which it is asked for."""

from datetime import date
from typing import Protocol

from komplan_core.regional.speaking import SpeaksFor
from komplan_core.regional.territory import RegionTerritory, Units
from komplan_kit.store import Collection


class TerritoryTx(Protocol):
    """The lists of municipalities inside a transaction."""

    lists: Collection[RegionTerritory]

    def known(self) -> SpeaksFor:
        """The codes of all municipalities and ORP that any list has."""
        ...

    def in_force(self, day: date) -> RegionTerritory | None:
        """The list that holds on a day, or None before the first one begins."""
        ...

    def on(self, day: date) -> Units:
        """The look-ups of the list that holds on a day; empty before the first one begins."""
        ...

    def orp_of(self, code: str, day: date) -> str:
        """RÚIAN code of the ORP of a municipality on a day; empty for one that the region does not have."""
        ...

    def municipalities(self, day: date) -> tuple[str, ...]:
        """Codes of the region's municipalities on a day, in the order of the list."""
        ...
