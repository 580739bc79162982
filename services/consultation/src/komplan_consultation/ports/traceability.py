"""What the use cases need to follow a settlement into the text and on."""

from collections.abc import Collection as Codes
from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation.traceability import Incorporation
from komplan_kit.store import Collection, Written


@dataclass(frozen=True, slots=True)
class PointAt:
    """Where a point stands: its resource name, and what people call it, such as `17/2`."""

    name: str
    label: str


class TraceTx(Protocol):
    """Why texts changed."""

    incorporations: Collection[Incorporation]

    def of_round(self, round_id: int) -> list[Incorporation]:
        """All incorporations of a round, in the order in which they were entered."""
        ...

    def add(self, incorporation: Incorporation, round_id: int) -> Written:
        """Store one."""
        ...

    def decided(self, round_id: int, outcomes: Codes[str], states: Codes[str]) -> list[PointAt]:
        """Points decided with one of these outcomes in one of these states, by the order of their numbers.

        Those of comments that were set aside are left out.
        """
        ...

    def is_entered(self, plan: str, source: str, sha256: str) -> bool:
        """Whether something published stands in the book of a plan, as it is now."""
        ...

    def entered(self, plan: str, source: str, sha256: str, leaf: int) -> None:
        """Remember that it does."""
        ...

    def consulted(self) -> list[str]:
        """The versions of plans on which there is or was a round."""
        ...

    def is_begun(self, plan: str) -> bool:
        """Whether a plan has a book."""
        ...
