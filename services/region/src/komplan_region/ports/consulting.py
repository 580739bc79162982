"""Asking the region's consultation how its rounds stand."""

from typing import Protocol

from komplan_core.resolutions import RoundStanding


class RegionConsultation(Protocol):
    """The consultation in which people comment on the region's plan."""

    async def rounds_of(self, versions: tuple[str, ...]) -> tuple[RoundStanding, ...] | None:
        """How the rounds on these versions (`areas/*/plans/*/versions/*`) stand; None where none can be asked."""
        ...
