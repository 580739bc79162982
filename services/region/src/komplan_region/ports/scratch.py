"""What a version of the region's plan was built from, and the region that is made of it once more."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from komplan_core.regional.midterm.plans import PinnedInput
from komplan_region.ports.copies import CopiedRecord
from komplan_region.ports.midterm import OwnRecord
from komplan_region.ports.transaction import RegionTx


@dataclass(frozen=True, slots=True)
class PinnedCopy:
    """A copy that a version was built from, with all of its records."""

    told: PinnedInput
    profile: bytes
    """The city's structure; empty where the feed has none."""
    records: tuple[CopiedRecord, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """All that a version was built from."""

    built_at: datetime
    own: Sequence[OwnRecord]
    """In the order in which they were first written."""
    copies: Sequence[PinnedCopy]


class Scratch(Protocol):
    """Makes a region of what a version pins, in a place of its own that is gone afterwards."""

    def __call__(self, pinned: Pinned) -> AbstractContextManager[RegionTx]:
        """A transaction over that region, at the moment at which the version was built."""
        ...
