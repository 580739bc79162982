"""What the use cases need of storage, and the shapes that pass between them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from komplan_core.directory import CopyState, Municipality
from komplan_core.regional import Sum
from komplan_kit.store import Collection


@dataclass(frozen=True, slots=True)
class CopiedPlan:
    """One adopted plan of a city, reduced to what the midterm plan needs. Measures are named by their place."""

    name: str
    period_start: date
    period_end: date | None
    priorities: int
    systemic_priorities: int
    measures: tuple[tuple[str, str, str], ...]
    """Name, printed number and title, in their places."""
    by_group: dict[tuple[str, int, str], Sum]
    by_source: dict[tuple[int, str], Sum]
    groups: dict[str, tuple[int, tuple[int, ...]]]
    """Canonical group → number of priorities, places of measures."""
    unmapped: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Kind, local code, places of measures."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The published state of one city at one revision, checked."""

    revision: int
    profile: bytes
    records: tuple[tuple[str, str, bytes], ...]
    """Part, resource name, message as sent."""
    plans: tuple[CopiedPlan, ...]


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


class RegionTx(Protocol):
    """One transaction over the region."""

    municipalities: Collection[Municipality]

    def now(self) -> datetime:
        """The time of the transaction."""
        ...

    def standings(self, after: int, most: int) -> list[Standing]:
        """At most so many municipalities entered after a row, in order, with the state of their copies."""
        ...

    def standing(self, name: str) -> Standing | None:
        """One municipality with the state of its copy, or None."""
        ...

    def held(self, row_id: int) -> tuple[int, datetime | None]:
        """Revision of a municipality's copy and when it was confirmed; 0 and None where there is none."""
        ...

    def put_copy(self, row_id: int, copy: Copy) -> None:
        """Replace the copy of a municipality as a whole."""
        ...

    def mark(self, row_id: int, state: CopyState, reason: str, confirmed: bool) -> None:
        """Note how the last collection went; `confirmed` says that the copy is current as of now."""
        ...

    def rows(self, what: str, start: date, end: date) -> list[tuple[Any, ...]]:
        """Rows of `plans`, `measures`, `figures`, `totals`, `groups` or `unmapped` of plans that touch the days."""
        ...
