"""Inhabitants of the region."""

from typing import Protocol

from komplan_core.regional.population import Inhabitants, Population
from komplan_kit.store import Collection


class PopulationTx(Protocol):
    """Inhabitants inside a transaction."""

    years: Collection[Population]

    def held(self) -> dict[int, bool]:
        """Years that are held, in order, and whether each is fictional."""
        ...

    def page(self, after: int, most: int) -> list[tuple[int, bytes]]:
        """At most so many years entered after a row: their rows and messages."""
        ...

    def of(self, year: int) -> Inhabitants | None:
        """Inhabitants of a year, to be looked up; None where the year is not held."""
        ...
