"""What the region works out of one city's copy: kept beside the copy, and replaced together with it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from komplan_region.ports.copies import Contents
from komplan_region.usecases.money import copied_plans

PROJECTIONS: Final[Mapping[str, Callable[[Contents], Any]]] = {"money": copied_plans}
"""Subject of the transaction → what its `put` takes. Pure; raises Refused SNAPSHOT_INVALID for what cannot be."""


def derived(contents: Contents) -> dict[str, Any]:
    """What every projection makes of a city."""
    return {subject: project(contents) for subject, project in PROJECTIONS.items()}
