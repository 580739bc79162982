"""A new version that begins with all that another one says, under the same ids."""

from typing import Any, TypeVar

from komplan_core import names
from komplan_core.errors import Invalid
from komplan_core.planning.outline import by_parent, top_down
from komplan_core.record import Entity
from komplan_planning.ports.transaction import PlanningTx

M = TypeVar("M", bound=Entity)


def copy_content(tx: PlanningTx, based_on: str, version: str) -> None:
    """Copy sections, nodes and measures from one version of a plan into a new one; ids and states stay.

    Raises Invalid for `based_on` when there is no such version.
    """
    source = f"{names.parent(version)}/versions/{based_on}"
    if not based_on or tx.versions.find(source) is None:
        raise Invalid.field("based_on", "REFERENCE_MISSING", f"the plan has no version `{based_on[:63]}`")
    version_id = tx.versions.refer(version, "based_on")
    stored = tx.content.stored(source)
    for place in stored.sections:
        tx.content.sections.add(_under(version, tx.content.section(place.item)), version_id=version_id)
    node_ids: dict[str, int] = {}
    for place in top_down(stored.nodes, ()):
        node = _under(version, tx.content.node(place.item))
        tx.nodes.add(node, version_id=version_id)
        node_ids[place.id] = tx.nodes.refer(node.name, "based_on")
    of_node = by_parent(stored.measures)
    for node_id, row_id in node_ids.items():
        for place in of_node.get(node_id, ()):
            tx.measures.add(_under(version, tx.content.measure(place.item)), version_id=version_id, node_id=row_id)


def _under(version: str, item: M) -> M:
    collection, item_id = item.name.rsplit("/", 2)[1:]
    values: dict[str, Any] = {"name": f"{version}/{collection}/{item_id}", "etag": ""}
    return item.revised(values)
