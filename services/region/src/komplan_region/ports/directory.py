"""The directory with the state of the copies."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from komplan_core.directory import CopyState, EntryKind, Feed, Municipality
from komplan_core.regional.speaking import SpeaksFor
from komplan_region.ports.limits import ALL

_WORST_LAST: Final = (
    CopyState.FRESH,
    CopyState.STALE,
    CopyState.NEVER,
    CopyState.UNREACHABLE,
    CopyState.QUARANTINED,
)


@dataclass(frozen=True, slots=True)
class FeedStanding:
    """The state of the copy of one feed of an area."""

    feed: Feed
    state: CopyState = CopyState.NEVER
    cursor: int = 0
    """Number up to which the copy holds everything."""
    revision: int = 0
    """Number of the last published change in it."""
    as_of: datetime | None = None
    """When it was last confirmed."""
    reason: str = ""
    records: int = 0
    digest: bytes = b""
    profile_sha256: bytes = b""
    """Hash of the structure as the city sent it; of the planning feed only."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A municipality and the state of the region's copy of it."""

    municipality: Municipality
    row_id: int
    feeds: tuple[FeedStanding, ...]
    """Those that are collected, planning first."""
    territory_codes: tuple[str, ...] = ()
    """RÚIAN codes of its member municipalities, as the copy of its structure says."""
    expired: bool = False
    """Whether the last day of its entry is over."""

    @property
    def is_asked(self) -> bool:
        """Whether the region asks it and takes what it says."""
        entry = self.municipality
        return entry.kind is EntryKind.CITY and not entry.blocked and not self.expired

    @property
    def state(self) -> CopyState:
        """The worst state of its feeds."""
        return max((feed.state for feed in self.feeds), key=_WORST_LAST.index)

    @property
    def revision(self) -> int:
        """Number of the last published change in the copy of its plans."""
        return self.feeds[0].revision

    @property
    def collected_at(self) -> datetime | None:
        """When all feeds had been confirmed: the oldest of the moments. None where one never was."""
        moments = [feed.as_of for feed in self.feeds if feed.as_of is not None]
        return min(moments) if len(moments) == len(self.feeds) else None

    @property
    def reason(self) -> str:
        """Why it is not fresh."""
        told = [(feed.feed, feed.reason) for feed in self.feeds if feed.reason]
        return "; ".join(reason if len(self.feeds) == 1 else f"{feed}: {reason}" for feed, reason in told)

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy of its plans, however old."""
        return self.feeds[0].as_of is not None


class Collecting(Protocol):
    """Asks the cities for what they published."""

    def collect(self, seconds: float) -> AsyncIterator[Standing]:
        """Ask all cities that are neither blocked nor expired, each within `seconds`; gives each one's standing."""
        ...


class DirectoryTx(Protocol):
    """The directory inside a transaction."""

    def standings(self, after: int = 0, most: int = ALL) -> list[Standing]:
        """At most so many municipalities entered after a row, in order, with the state of their copies."""
        ...

    def standing(self, name: str) -> Standing | None:
        """One municipality with the state of its copy, or None."""
        ...

    def speaks_for(self, row_id: int) -> SpeaksFor:
        """For which territory an entry speaks, as the office confirmed it; an ORP with all that ever lay in it."""
        ...

    def row_ids(self) -> list[int]:
        """Those of all entries."""
        ...

    def is_collected(self, row_id: int, feed: Feed) -> bool:
        """Whether it is in the directory, neither blocked nor expired, and this feed of it is collected."""
        ...
