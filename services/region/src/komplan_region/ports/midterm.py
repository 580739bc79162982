"""The region's plan: what is kept of it."""

from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from komplan_core.monitoring import ActionPlan, Evaluation
from komplan_core.regional.midterm.plans import RegionPlan, RegionPlanSection, RegionPlanVersion
from komplan_core.regional.midterm.strategy import RegionMeasure, RegionPriority
from komplan_kit.store import Collection


@dataclass(frozen=True, slots=True)
class ServiceMeasure:
    """A measure of a city that names a service or its type."""

    name: str
    service_type: str
    change: str


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A record of the region itself, as its journal has it."""

    name: str
    encoded: bytes


class MidtermTx(Protocol):
    """The region's plans inside a transaction."""

    plans: Collection[RegionPlan]
    versions: Collection[RegionPlanVersion]
    sections: Collection[RegionPlanSection]
    priorities: Collection[RegionPriority]
    measures: Collection[RegionMeasure]
    action_plans: Collection[ActionPlan]
    evaluations: Collection[Evaluation]

    def versions_of(self, plan: str) -> list[RegionPlanVersion]:
        """The versions of a plan in the order in which they were built."""
        ...

    def sections_of(self, version: str) -> list[RegionPlanSection]:
        """The sections of a version in the order of printing."""
        ...

    def priorities_of(self, plan: str) -> list[RegionPriority]:
        """The region's priorities of a plan by their position."""
        ...

    def measures_of(self, plan: str) -> list[RegionMeasure]:
        """The region's measures of a plan by priority and position."""
        ...

    def action_plans_of(self, plan: str) -> list[ActionPlan]:
        """The action plans of a plan by year."""
        ...

    def evaluations_of(self, plan: str) -> list[Evaluation]:
        """The evaluations of a plan by year, the final one last."""
        ...

    def service_measures(self, start: date, end: date) -> list[ServiceMeasure]:
        """Measures of cities' plans that touch the days and name a service or its type."""
        ...

    def put_parts(self, version: str, parts: Iterable[tuple[str, bytes]]) -> None:
        """Keep what was generated for a version: code and encoded message, in the order of printing."""
        ...

    def parts(self, version: str) -> list[tuple[str, bytes]]:
        """What was generated for a version, in the order of printing."""
        ...

    def part(self, version: str, code: str) -> bytes | None:
        """One table that was generated for a version."""
        ...

    def pin(self, contents: Mapping[bytes, bytes]) -> None:
        """Keep contents under their hashes; what is kept already stays."""
        ...

    def pinned(self, hashes: Names[bytes]) -> dict[bytes, bytes]:
        """Kept contents by their hashes; those that are not kept are left out."""
        ...

    def not_pinned(self, hashes: Names[bytes]) -> set[bytes]:
        """Those of which no content is kept."""
        ...

    def journal_number(self) -> int:
        """Number of the last entry in the region's own journal."""
        ...

    def own_records(self, until: int) -> list[OwnRecord]:
        """What the region's own records were after an entry of its journal, without those that were deleted."""
        ...
