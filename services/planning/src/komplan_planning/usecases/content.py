"""Reading versions: whole, text by text, and against each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from komplan_core import names
from komplan_core.errors import NotFound
from komplan_core.planning.blocks import Item, TextBlock, blocks_of
from komplan_core.planning.differences import ItemDifference
from komplan_core.planning.outline import Place, by_parent, top_down
from komplan_kit.reading import varint
from komplan_planning.ports.content import MoneyTotal, StoredContent
from komplan_planning.ports.transaction import PlanningTx
from komplan_planning.usecases.comparing import compared

MOST_BLOCKS = 32
"""More text blocks than one item has."""


@dataclass(frozen=True, slots=True)
class WholeVersion:
    """The stored messages of a version, and its money."""

    version: bytes
    content: StoredContent
    totals: list[MoneyTotal]


@dataclass(frozen=True, slots=True)
class BlockPage:
    """Text blocks, and where the next page begins; 0 on the last."""

    blocks: list[TextBlock]
    after: int


def whole(tx: PlanningTx, name: str, staff: bool) -> WholeVersion:
    """A version with all that stands in it, in five statements. Raises NotFound, also for what may not be seen."""
    version = _seen(tx, name, staff)
    return WholeVersion(version, tx.content.stored(name), tx.content.totals(name))


def block(tx: PlanningTx, name: str, staff: bool) -> TextBlock:
    """One text block. Raises NotFound."""
    item_name = name.rsplit("/blocks/", 1)[0]
    version = names.parent(item_name)
    if tx.content.version(version, staff) is not None and (item := _item(tx, item_name)) is not None:
        for found in blocks_of(item):
            if found.name == name:
                return found
    raise NotFound("NOT_FOUND", f"there is no text `{name}`")


def blocks(tx: PlanningTx, version: str, staff: bool, after: int, most: int) -> BlockPage:
    """Text blocks in the order of printing, from a place on; only what the page shows is read."""
    _seen(tx, version, staff)
    first, skipped = divmod(after, MOST_BLOCKS)
    page: list[TextBlock] = []
    for place, item in enumerate(_in_order(tx, tx.content.stored(version), first), first):
        for number, found in enumerate(blocks_of(item)):
            if place == first and number < skipped:
                continue
            if len(page) == most:
                return BlockPage(page, place * MOST_BLOCKS + number)
            page.append(found)
    return BlockPage(page, 0)


def difference(tx: PlanningTx, base: str, name: str, staff: bool) -> tuple[ItemDifference, ...]:
    """What differs between two versions. Raises NotFound."""
    _seen(tx, base, staff)
    _seen(tx, name, staff)
    return compared(tx.content, tx.content.stored(base), tx.content.stored(name))


def _seen(tx: PlanningTx, name: str, staff: bool) -> bytes:
    found = tx.content.version(name, staff)
    if found is None:
        raise NotFound("NOT_FOUND", f"there is no plan version `{name}`")
    return found


def _item(tx: PlanningTx, name: str) -> Item | None:
    for pattern, kept in ((names.SECTION, tx.content.sections), (names.NODE, tx.nodes), (names.MEASURE, tx.measures)):
        if pattern.matches(name):
            return kept.find(name)
    return None


def _in_order(tx: PlanningTx, content: StoredContent, first: int) -> Iterator[Item]:
    """Sections, then the tree from top to bottom, from the first-th item on."""
    readers: dict[int, Callable[[bytes], Item]] = {id(place): tx.content.section for place in content.sections}
    readers |= dict.fromkeys(map(id, content.nodes), tx.content.node)
    readers |= dict.fromkeys(map(id, content.measures), tx.content.measure)
    order = [*content.sections, *top_down(content.nodes, content.measures)]
    return (readers[id(place)](place.item) for place in order[first:])


def nested(content: StoredContent) -> bytes:
    """Sections (field 2) and top nodes (field 3) of a PlanTree, made of stored messages.

    A TreeNode has its node in field 1, its measures in 2, the nodes below it in 3.
    """
    below, measures = by_parent(content.nodes), by_parent(content.measures)

    def node(place: Place[bytes]) -> bytes:
        own = _field(1, place.item)
        under = b"".join(_field(2, measure.item) for measure in measures.get(place.id, ()))
        return own + under + b"".join(_field(3, node(child)) for child in below.get(place.id, ()))

    sections = b"".join(_field(2, place.item) for place in content.sections)
    return sections + b"".join(_field(3, node(place)) for place in below.get("", ()))


def _field(number: int, message: bytes) -> bytes:
    return bytes([number << 3 | 2]) + varint(len(message)) + message
