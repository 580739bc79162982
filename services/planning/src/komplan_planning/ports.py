"""What the use cases need of storage."""

from dataclasses import dataclass
from typing import Protocol

from komplan_core.needs import Need
from komplan_core.organisation import Member
from komplan_core.planning import Measure, Plan, PlanNode, PlanVersion
from komplan_core.process import Cycle
from komplan_kit.reading import Listing
from komplan_kit.store import Collection


@dataclass(frozen=True)
class Kept:
    """What is kept, and how each kind is listed."""

    cycles: Listing
    plans: Listing
    versions: Listing
    nodes: Listing
    measures: Listing
    needs: Listing
    members: Listing


class FeedTx(Protocol):
    """One consistent reading of what is published."""

    def revision(self) -> int:
        """The journal number of the last change of anything published; 0 before there is any."""
        ...

    def published(self, part: str) -> list[bytes]:
        """Stored messages of `plans`, `versions`, `nodes`, `measures` (of adopted versions) or `needs`."""
        ...


class PlanningTx(FeedTx, Protocol):
    """One transaction over a municipality's plans."""

    cycles: Collection[Cycle]
    plans: Collection[Plan]
    versions: Collection[PlanVersion]
    nodes: Collection[PlanNode]
    measures: Collection[Measure]
    needs: Collection[Need]
    members: Collection[Member]

    def nodes_of(self, version: str) -> list[PlanNode]:
        """All nodes of a version."""
        ...

    def measures_of(self, version: str) -> list[Measure]:
        """All measures of a version."""
        ...

    def has_published(self, plan: str) -> bool:
        """Whether a version of the plan has left the draft."""
        ...

    def uses(self, name: str) -> bool:
        """Whether anything refers to this cycle, plan, node or need."""
        ...

    def sibling(self, version: str, parent: str, position: int, of_measures: bool) -> str | None:
        """The name of the node or measure at a place among siblings, or None."""
        ...
