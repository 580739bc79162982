"""The copies of what the cities published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from komplan_core.directory import CopyState, Feed
from komplan_core.profile import Profile
from komplan_core.regional.copied import CopiedCapacity
from komplan_core.regional.crosswalk_entries import CrosswalkEntry
from komplan_core.regional.speaking import Claim, SpeaksFor


@dataclass(frozen=True, slots=True)
class NamedCapacity:
    """A capacity of a service under its resource name."""

    name: str
    shown: CopiedCapacity


@dataclass(frozen=True, slots=True)
class OfOffice:
    """What the region's office says of a city, whatever the city says itself."""

    mapped: tuple[CrosswalkEntry, ...] = ()
    """What its codes stand for."""
    speaks_for: SpeaksFor = SpeaksFor()


NOTHING_SAID: Final = OfOffice()


@dataclass(frozen=True, slots=True)
class Contents:
    """What one city published, read: its structure, and its records by part. A part that is not there is empty."""

    profile: Profile
    found: Mapping[str, list[Any]]
    """`plans`, `versions`, `nodes`, `measures`, `sections`, `needs`, `need_rounds`, `needs_reports`, `observations`,
    `evaluations` of planning; `providers`, `services`, `places`, `situations`, `capacities` of the catalogue."""
    office: OfOffice = OfOffice()

    @property
    def mapped(self) -> tuple[CrosswalkEntry, ...]:
        """What the region says of the city's codes: always give it to `Crosswalk` together with the profile."""
        return self.office.mapped


@dataclass(frozen=True, slots=True)
class CopiedRecord:
    """A record as the city sent it, with the number of its last change there."""

    part: str
    name: str
    number: int
    encoded: bytes


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a city, on one consistent state."""

    cursors: Mapping[Feed, int]
    revision: int
    """Of the feed that is asked about."""
    profile: bytes
    """The city's structure, empty where none came yet."""
    records: Mapping[str, CopiedRecord]
    """By name: all of the feed that is asked about, and the parts that were asked for besides."""
    office: OfOffice = OfOffice()


@dataclass(frozen=True, slots=True)
class Derived:
    """What one projection made of a city."""

    value: Any
    """What `put` of the subject takes."""
    claims: tuple[Claim, ...] = ()
    """What the city says of a territory that is not its own, and what is therefore not in the value."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A checked answer of a city: what is to be written, and the cursor that stands for it."""

    feed: Feed
    based_on: Mapping[Feed, int]
    """The cursors of what it was merged with."""
    cursor: int
    revision: int
    profile: bytes
    """The structure, empty where the city did not send it anew."""
    profile_sha256: bytes
    territory_codes: tuple[str, ...]
    """RÚIAN codes of the members, as the structure says that came anew."""
    removed: tuple[str, ...]
    changed: tuple[CopiedRecord, ...]
    records: int
    """Entries in the copy, with what did not change."""
    digest: bytes
    derived: Mapping[str, Derived]
    """What the projections made of it that had to be made anew, by their subject."""
    office: OfOffice = OfOffice()
    """With which they made it."""


class ClaimsTx(Protocol):
    """What cities say of territory that is not their own."""

    def put(self, row_id: int, subject: str, claims: Collection[Claim]) -> None:
        """Replace what was noted of a city when this subject was made."""
        ...

    def of_row(self, row_id: int) -> tuple[Claim, ...]:
        """All that is noted of a city, by subject and code."""
        ...


class CopiesTx(Protocol):
    """The copies inside a transaction."""

    def held(self, row_id: int, feed: Feed, parts: Collection[str]) -> Held:
        """All that is held of these parts of a city, for an answer of this feed."""
        ...

    def cursors(self, row_id: int) -> dict[Feed, int]:
        """Up to where the copy of each feed holds everything; 0 where there is none."""
        ...

    def put(self, row_id: int, taken: Taken) -> None:
        """Write what changed, and the cursor. What follows from it is put by each projection."""
        ...

    def confirm(self, row_id: int, feed: Feed, before: int, cursor: int) -> None:
        """Note that the copy is still current, unless it is blocked or moved from `before` meanwhile."""
        ...

    def mark(self, row_id: int, feed: Feed, state: CopyState, reason: str) -> None:
        """Note how the last collection went; the last good copy stays."""
        ...

    def reset(self, row_id: int) -> None:
        """Let the next collection ask for everything and believe it, whatever its numbers; what is held stays."""
        ...

    def forget(self, row_id: int, feed: Feed, parts: Collection[str]) -> None:
        """Remove the copy of a feed, which is made of these parts."""
        ...
