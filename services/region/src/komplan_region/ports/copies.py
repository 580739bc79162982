"""The copies of what the cities published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from komplan_core.directory import CopyState
from komplan_core.profile import Profile


@dataclass(frozen=True, slots=True)
class Contents:
    """All that one city published, read: its structure, and its records by part."""

    profile: Profile
    found: Mapping[str, list[Any]]
    """`plans`, `versions`, `nodes`, `measures`, `needs`, `sections` and what other feeds bring, checked together."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The published state of one city at one revision, checked."""

    revision: int
    profile: bytes
    records: tuple[tuple[str, str, bytes], ...]
    """Part, resource name, message as sent."""
    derived: Mapping[str, Any]
    """What each projection made of it, by its subject."""


class CopiesTx(Protocol):
    """The copies inside a transaction."""

    def held(self, row_id: int) -> tuple[int, datetime | None]:
        """Revision of a municipality's copy and when it was confirmed; 0 and None where there is none."""
        ...

    def put(self, row_id: int, copy: Copy) -> None:
        """Replace the copy of a municipality as a whole; what follows from it is put by each projection."""
        ...

    def mark(self, row_id: int, state: CopyState, reason: str, confirmed: bool) -> None:
        """Note how the last collection went; `confirmed` says that the copy is current as of now."""
        ...
