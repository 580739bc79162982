"""What a file wants of a version: its items beside those that are there, and from both the changes to ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from komplan.planning.v1 import plan_batch_pb2, plan_view_pb2
from komplan_core import names
from komplan_core.errors import Invalid
from komplan_kit import inputs
from komplan_planning.sources.columns import ETAG, TABLES, Table
from komplan_planning.sources.fields import changeable

COLLECTIONS: Final = {"section": "sections", "node": "nodes", "measure": "measures"}
FIELDS: Final = {"section": "plan_section", "node": "plan_node", "measure": "measure"}
LARGEST_ITEM: Final = 3 << 20
"""Bytes; what is larger does not travel in one message."""
UNORDERED: Final = frozenset({"financing"})
"""Lists of which the order says nothing: a sorted sheet changed nothing."""


class Where(NamedTuple):
    """A row of a sheet, counted from 1, or a record of a document."""

    sheet: str
    row: int


class Problem(NamedTuple):
    """What is wrong, where, and what to do. It never repeats the value."""

    where: Where
    column: str
    reason: str
    message: str


@dataclass
class Item:
    """A section, node or measure as the file wants it."""

    kind: str
    message: Any
    before: Any
    """What is there; None for a new one."""
    where: Where
    etag: str = ""
    lines: dict[str, list[Where]] = field(default_factory=dict)
    """Rows of the items of its lists that stand in sheets of their own."""


@dataclass
class Draft:
    """All that a file wants, and what is wrong with it."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Present:
    """What stands in a version now."""

    version: str
    items: dict[str, Any]
    """Messages by name, in the order of the plan."""

    @classmethod
    def of(cls, tree: plan_view_pb2.PlanTree) -> "Present":
        """What a tree holds."""
        nodes, measures = [], []
        left = list(tree.nodes)[::-1]
        while left:
            branch = left.pop()
            nodes.append(branch.node)
            measures += branch.measures
            left.extend(list(branch.nodes)[::-1])
        every = [*tree.sections, *nodes, *measures]
        return cls(tree.version.name, {item.name: item for item in every})

    def of_kind(self, kind: str) -> list[Any]:
        """All sections, nodes or measures."""
        return [item for name, item in self.items.items() if name.split("/")[-2] == COLLECTIONS[kind]]

    def name(self, kind: str, id_: str) -> str:
        """What an item with this id is called."""
        return f"{self.version}/{COLLECTIONS[kind]}/{id_}"


def changes(draft: Draft) -> list[tuple[Item, plan_batch_pb2.ContentChange]]:
    """The changes that make the version what the draft wants, each with its item; their positions count from 1.

    What cannot travel is added to the draft's problems instead.
    """
    found: list[tuple[Item, plan_batch_pb2.ContentChange]] = []
    for item in draft.items:
        try:
            inputs.check(item.message, f"{FIELDS[item.kind]}.")
        except Invalid as error:
            draft.problems.extend(told(item, error))
            continue
        mask = _mask(item)
        if mask or item.before is None:
            item.message.etag = item.etag
            change = plan_batch_pb2.ContentChange(position=len(found) + 1, update_mask={"paths": mask})
            getattr(change, item.kind).CopyFrom(item.message)
            if change.ByteSize() > LARGEST_ITEM:
                message = f"one item has {LARGEST_ITEM >> 20} MiB at most"
                draft.problems.append(Problem(item.where, "", "SOURCE_TOO_LARGE", message))
                continue
            found.append((item, change))
    return found


def _mask(item: Item) -> list[str]:
    if item.before is None:
        return []
    return [field.name for field in changeable(item.message) if _differs(item, field)]


def _differs(item: Item, field: Any) -> bool:
    old, new = getattr(item.before, field.name), getattr(item.message, field.name)
    if field.has_presence and item.before.HasField(field.name) != item.message.HasField(field.name):
        return True
    if field.name in UNORDERED:
        return bool(
            sorted(line.SerializeToString() for line in old) != sorted(line.SerializeToString() for line in new)
        )
    return bool(old != new)


def told(item: Item, error: Invalid) -> Iterator[Problem]:
    """The problems that an error tells of an item."""
    for violation in error.violations:
        yield problem(item, violation.field, violation.reason, violation.message)


def problem(item: Item, field: str, reason: str, message: str) -> Problem:
    """The problem, in the row and column that the field came from."""
    path = ETAG if field == "etag" else field.partition(".")[2]
    head, _, rest = path.partition(".")
    number, _, inner = rest.partition(".")
    rows = item.lines.get(head, [])
    if number.isdecimal() and int(number) < len(rows):
        return Problem(rows[int(number)], _header(head, item.kind, inner), reason, message)
    if head in item.lines:
        return Problem(rows[0] if rows else item.where, "", reason, message)
    return Problem(item.where, _header("", item.kind, path), reason, message)


def _header(of: str, kind: str, path: str) -> str:
    table: Table = next(table for table in TABLES if (table.field, table.kind) == (of, kind))
    column = table.column(path) if path else None
    return column.header if column is not None else path


def by_id(items: Iterable[Item]) -> dict[str, Item]:
    """The items that have an id, by it."""
    return {names.last_id(item.message.name): item for item in items if item.message.name}
