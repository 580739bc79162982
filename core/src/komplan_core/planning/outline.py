"""All that a version holds, and in which order it is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from komplan_core.names import last_id
from komplan_core.planning.contents import PlanNode, PlanSection
from komplan_core.planning.measures import Measure

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """Where a section, node or measure stands: under which node (by id, empty at the top), and at which place."""

    id: str
    under: str
    position: int
    item: T


def by_parent(places: Iterable[Place[T]]) -> dict[str, list[Place[T]]]:
    """What stands under each node, by place."""
    below: dict[str, list[Place[T]]] = {}
    for place in sorted(places, key=lambda place: place.position):
        below.setdefault(place.under, []).append(place)
    return below


def top_down(nodes: Iterable[Place[T]], measures: Iterable[Place[T]]) -> Iterator[Place[T]]:
    """Every node, its measures, and the nodes below it, by place."""
    below, of_node = by_parent(nodes), by_parent(measures)
    left = below.get("", [])[::-1]
    while left:
        node = left.pop()
        yield node
        yield from of_node.get(node.id, ())
        left.extend(below.get(node.id, [])[::-1])


@dataclass(frozen=True, slots=True)
class VersionContent:
    """Sections, nodes and measures of one version, in any order."""

    sections: tuple[PlanSection, ...] = ()
    nodes: tuple[PlanNode, ...] = ()
    measures: tuple[Measure, ...] = ()

    def in_order(self) -> Iterator[PlanSection | PlanNode | Measure]:
        """Sections by place, then the tree from top to bottom."""
        yield from sorted(self.sections, key=lambda section: section.position)
        nodes = [_place(node, node.parent) for node in self.nodes]
        measures = [_place(measure, measure.node) for measure in self.measures]
        for place in top_down(nodes, measures):
            yield place.item


def _place(item: PlanNode | Measure, under: str) -> Place[PlanNode | Measure]:
    return Place(last_id(item.name), under, item.position, item)
