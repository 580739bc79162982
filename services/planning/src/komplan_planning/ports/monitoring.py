"""What the use cases of monitoring need of storage."""

from datetime import date, datetime
from typing import Protocol

from komplan_core.monitoring import (
    ActionPlan,
    Deviation,
    Evaluation,
    Observation,
    PlanProject,
    ProjectRevision,
    PublishedObservation,
)
from komplan_core.planning import Measure
from komplan_core.record import Entity
from komplan_kit.store import Collection


class MonitoringTx(Protocol):
    """How plans are carried out."""

    action_plans: Collection[ActionPlan]
    observations: Collection[Observation]
    published: Collection[PublishedObservation]
    deviations: Collection[Deviation]
    projects: Collection[PlanProject]
    revisions: Collection[ProjectRevision]
    evaluations: Collection[Evaluation]

    def action_plans_of(self, plan: str) -> list[ActionPlan]:
        """All action plans of a plan."""
        ...

    def observations_of(self, plan: str) -> list[Observation]:
        """All working records of a plan."""
        ...

    def published_of(self, plan: str) -> list[PublishedObservation]:
        """All that is published of a plan's measures."""
        ...

    def deviations_of(self, plan: str) -> list[Deviation]:
        """All deviations of a plan."""
        ...

    def projects_of(self, plan: str) -> list[PlanProject]:
        """All projects of a plan."""
        ...

    def revisions_of(self, plan: str) -> list[ProjectRevision]:
        """All revisions of a plan's projects."""
        ...

    def evaluations_of(self, plan: str) -> list[Evaluation]:
        """All evaluations of a plan."""
        ...

    def plans_of(self, cycle: str) -> list[str]:
        """The names of a cycle's plans; the cycle by its resource name."""
        ...

    def known(self, name: str, day: date) -> tuple[datetime, Entity] | None:
        """What a resource was at the end of a day and since when; None where there was none.

        Raises Invalid for a kind of which the journal is not told.
        """
        ...

    def known_measures(self, version: str, day: date, after: int, most: int) -> list[tuple[int, Measure]]:
        """Measures of a version at the end of a day in the order of creation, with the number to go on after."""
        ...

    def known_published(self, plan: str, day: date) -> list[PublishedObservation]:
        """What was published of a plan's measures at the end of a day."""
        ...
