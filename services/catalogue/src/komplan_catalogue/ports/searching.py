"""What is stored so that services are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from komplan_core.catalogue import Service, Synonyms


@dataclass(frozen=True, slots=True)
class SearchText:
    """What is stored of a service so that it can be found."""

    document: str
    """Terms with weights, and facets."""
    texts: list[list[str]]
    """Field and text."""
    timetable: list[Any]
    """Weekly stretches, special days, whether day and night."""
    free_until: date | None
    """Last day on which a public report of free capacity is believed."""


@dataclass(frozen=True, slots=True)
class StoredSearchText:
    """A stored document of a service."""

    service: str
    document: str
    timetable: list[Any]
    free_until: date | None


@dataclass(frozen=True, slots=True)
class Missed:
    """Words that nothing answered."""

    words: str
    count: int
    first_on: date
    last_on: date


class SearchTx(Protocol):
    """What is stored so that services are found."""

    def put(self, service: str, text: SearchText, new: bool = False) -> None:
        """Keep what makes a stored service findable; of a `new` one nothing is kept yet."""
        ...

    def head(self) -> int:
        """The last journal number of this transaction's state."""
        ...

    def changed(self, after: int) -> list[StoredSearchText]:
        """Documents computed after a journal number."""
        ...

    def touched(self, after: int) -> list[tuple[str, bool]]:
        """Names of what was written after a journal number, and whether it was deleted, in order."""
        ...

    def shown(self, names: Sequence[str]) -> Mapping[str, tuple[bytes, list[list[str]]]]:
        """The stored message and the texts of services by name."""
        ...

    def synonyms(self) -> list[Synonyms]:
        """The groups that this catalogue adds."""
        ...

    def at_place(self, place: str) -> list[Service]:
        """Services provided at a place."""
        ...

    def in_situation(self, code: str) -> list[Service]:
        """Services that name a life situation."""
        ...

    def missed(self, words: str, day: date) -> None:
        """Count a search in vain."""
        ...

    def misses(self) -> list[Missed]:
        """Searches in vain, the most frequent first."""
        ...
