"""What stands in a version, as it is stored; and the records by which approved plans change."""

from dataclasses import dataclass
from typing import Protocol

from komplan_core.planning import Measure, PlanChange, PlanNode, PlanSection
from komplan_core.planning.outline import Place, VersionContent
from komplan_kit.store import Collection


@dataclass(frozen=True, slots=True)
class StoredContent:
    """Stored messages of a version with their places, each kind by place."""

    sections: list[Place[bytes]]
    nodes: list[Place[bytes]]
    measures: list[Place[bytes]]


@dataclass(frozen=True, slots=True)
class MoneyTotal:
    """Money of one year, source and kind in haléře; None where no line says it, or none knows both for `overrun`."""

    year: int
    source: str
    kind: str
    planned: int | None
    secured: int | None
    actual: int | None
    gap: int
    overrun: int | None
    lines: int


class ContentTx(Protocol):
    """What stands in versions."""

    sections: Collection[PlanSection]
    changes: Collection[PlanChange]

    def version(self, name: str, staff: bool) -> bytes | None:
        """The stored version, or None where there is none that the caller may see."""
        ...

    def stored(self, version: str) -> StoredContent:
        """All that stands in a version, in three statements."""
        ...

    def totals(self, version: str) -> list[MoneyTotal]:
        """Money of a version by year, source and kind, in one statement."""
        ...

    def of(self, version: str) -> VersionContent:
        """All that stands in a version, sections, nodes and measures by place."""
        ...

    def section(self, encoded: bytes) -> PlanSection:
        """The section in a stored message."""
        ...

    def node(self, encoded: bytes) -> PlanNode:
        """The node in a stored message."""
        ...

    def measure(self, encoded: bytes) -> Measure:
        """The measure in a stored message."""
        ...

    def section_at(self, version: str, position: int) -> str | None:
        """The name of the section at a place, or None."""
        ...

    def set_aside(self, name: str) -> None:
        """Free the place of a section, node or measure that is about to be written or removed."""
        ...

    def dependencies(self, version: str) -> dict[str, list[str]]:
        """Ids of the measures on which each measure of a version depends, by its id."""
        ...

    def is_waited_for(self, measure: str) -> bool:
        """Whether another measure of the version depends on this one."""
        ...

    def approved(self, plan: str) -> str | None:
        """The name of the version that was adopted last, or None."""
        ...
