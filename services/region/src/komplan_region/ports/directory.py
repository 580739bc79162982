"""The directory with the state of the copies."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from komplan_core.directory import CopyState, Municipality


@dataclass(frozen=True, slots=True)
class Standing:
    """A municipality and the state of the region's copy of it."""

    municipality: Municipality
    row_id: int
    state: CopyState
    revision: int
    collected_at: datetime | None
    reason: str
    profile_sha256: bytes
    """Hash of the encoded profile in the copy."""

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy, however old."""
        return self.collected_at is not None


class Collecting(Protocol):
    """Asks the cities for what they published."""

    def collect(self, seconds: float) -> AsyncIterator[Standing]:
        """Ask all cities that are not blocked, each within `seconds`; gives each one's standing as it is known."""
        ...


class DirectoryTx(Protocol):
    """The directory inside a transaction."""

    def standings(self, after: int, most: int) -> list[Standing]:
        """At most so many municipalities entered after a row, in order, with the state of their copies."""
        ...

    def standing(self, name: str) -> Standing | None:
        """One municipality with the state of its copy, or None."""
        ...
