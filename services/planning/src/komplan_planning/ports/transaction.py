"""One transaction, for all use cases."""

from contextlib import AbstractContextManager
from typing import Protocol

from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_core.planning import Measure, Plan, PlanNode, PlanVersion
from komplan_core.process import Cycle
from komplan_kit.store import Collection
from komplan_planning.ports.adoption import AdoptionTx
from komplan_planning.ports.content import ContentTx
from komplan_planning.ports.evidence import EvidenceTx
from komplan_planning.ports.feed import FeedTx
from komplan_planning.ports.grants import GrantsTx
from komplan_planning.ports.meetings import MeetingTx
from komplan_planning.ports.monitoring import MonitoringTx
from komplan_planning.ports.organisation import OrganisationTx
from komplan_planning.ports.process import ProcessTx


class PlanningTx(Protocol):
    """One transaction over a municipality's plans."""

    feed: FeedTx
    adoption: AdoptionTx
    evidence: EvidenceTx
    content: ContentTx
    grants: GrantsTx
    organisation: OrganisationTx
    meetings: MeetingTx
    monitoring: MonitoringTx
    process: ProcessTx
    cycles: Collection[Cycle]
    plans: Collection[Plan]
    versions: Collection[PlanVersion]
    nodes: Collection[PlanNode]
    measures: Collection[Measure]
    needs: Collection[Need]
    members: Collection[Member]

    def attempt(self) -> AbstractContextManager[None]:
        """What is written inside stands or falls as one; the rest of the use case goes on either way."""
        ...

    def nodes_of(self, version: str) -> list[PlanNode]:
        """All nodes of a version."""
        ...

    def measures_of(self, version: str) -> list[Measure]:
        """All measures of a version."""
        ...

    def has_published(self, plan: str) -> bool:
        """Whether a version of the plan has left the draft."""
        ...

    def plans_of(self, cycle: str) -> list[str]:
        """Names of the plans of a cycle."""
        ...

    def years_of(self, plan: str) -> set[int]:
        """Years of money and of yearly targets on the measures of all versions of a plan."""
        ...

    def exists(self, name: str) -> bool:
        """Whether planning keeps a resource of this name."""
        ...

    def uses(self, name: str) -> bool:
        """Whether anything refers to this cycle, plan, node or need."""
        ...

    def sibling(self, version: str, parent: str, position: int, of_measures: bool) -> str | None:
        """The name of the node or measure at a place among siblings, or None."""
        ...
