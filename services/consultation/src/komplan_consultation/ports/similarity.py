"""What groups of like points ask of storage."""

from collections.abc import Collection as Names
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation.groups import SimilarityGroup
from komplan_kit.store import Collection, Written


@dataclass(frozen=True, slots=True)
class Said:
    """What a point says. Personal data: it stays inside the office."""

    name: str
    label: str
    text: str


class SimilarityTx(Protocol):
    """Groups of like points, each in its round."""

    groups: Collection[SimilarityGroup]

    def add(self, group: SimilarityGroup, round_id: int) -> Written:
        """Store a new group. Raises Taken when the name exists."""
        ...

    def confirmed_of(self, point: str) -> str:
        """Name of the confirmed group that a point is in, or empty."""
        ...

    def in_state(self, round_id: int, state: str) -> list[SimilarityGroup]:
        """The groups of a round in a state, oldest first."""
        ...

    def comparable(self, round_id: int) -> list[Said]:
        """What the points say that have no settlement and are in no confirmed group, in the order of their numbers."""
        ...

    def labels(self, points: Names[str]) -> dict[str, str]:
        """How points are printed, by name; what is not there is left out."""
        ...

    def said(self, points: Sequence[str]) -> list[Said]:
        """What these points say, in the order given; what is not there is left out."""
        ...
