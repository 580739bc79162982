"""What the consultation takes from planning."""

from dataclasses import dataclass
from typing import Protocol

from komplan_core.consultation.drafts import DraftBlock


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """A version as planning froze it, with its texts in the order of printing."""

    name: str
    sha256: str
    blocks: tuple[DraftBlock, ...]


class Planning(Protocol):
    """Planning, as the consultation asks it; a servicer asks before the use case begins."""

    async def version(self, name: str) -> PlannedVersion | None:
        """A frozen version; None where the instance keeps no plans. Raises Refused, Unavailable."""
        ...
