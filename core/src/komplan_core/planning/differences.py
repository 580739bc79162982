"""What differs between two versions of a plan, item by item and field by field, told by stable ids.

A path names a field such as `title` or `service_change.unit`. Lines, indicators, yearly targets and extra fields are
found by what they are, not by their place: `financing.2027/esf/operating.planned`; of other lists of records an item
is a number. A list that only changed its order, or in which items have no name and come or go, differs as a whole.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from komplan_core.names import last_id
from komplan_core.planning.blocks import KINDS, Item, text_sha256, texts_of
from komplan_core.planning.extra import ExtraValue
from komplan_core.planning.indicators import Indicator, YearlyTarget
from komplan_core.planning.money import FinancingLine
from komplan_core.planning.outline import VersionContent
from komplan_core.record import Record

_OWN: Final = frozenset({"name", "etag"})
_PLACE: Final = frozenset({"parent", "node", "position"})
_NUMBER: Final = "code"
KEYS: Final[dict[type[Any], Callable[[Any], str]]] = {
    FinancingLine: lambda line: f"{line.year}/{line.source}/{line.kind}",
    Indicator: lambda indicator: str(indicator.code),
    YearlyTarget: lambda target: str(target.year),
    ExtraValue: lambda extra: str(extra.field),
}
"""By what the items of a list are known."""


class Difference(StrEnum):
    """What happened to a section, node or measure; one may be moved and changed at once."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    """Its printed number follows from a change elsewhere; it was not moved itself."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field: its dotted path and its values; None where it, or the item of a list, is not there."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A text block whose text differs: its id in the version, and its hashes; empty where there is no such text."""

    id: str
    before_sha256: str
    after_sha256: str


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """A section, node or measure that differs. Of what was added or removed the fields are those of the whole item."""

    id: str
    """The same in every version, such as `measures/m1`."""
    kinds: tuple[Difference, ...]
    before: Item | None
    after: Item | None
    fields: tuple[FieldDifference, ...]
    blocks: tuple[BlockDifference, ...]


def differences(before: VersionContent, after: VersionContent) -> tuple[ItemDifference, ...]:
    """What differs: sections, nodes, measures; of each kind in the order of `after`, then what was removed."""
    parts = (
        (before.sections, after.sections),
        (before.nodes, after.nodes),
        (before.measures, after.measures),
    )
    return tuple(found for olds, news in parts for found in _items(olds, news))


def _items(olds: Iterable[Item], news: Iterable[Item]) -> Iterator[ItemDifference]:
    left = {last_id(item.name): item for item in olds}
    for new in news:
        found = _item(left.pop(last_id(new.name), None), new)
        if found.kinds:
            yield found
    for old in left.values():
        yield _item(old, None)


def _item(before: Item | None, after: Item | None) -> ItemDifference:
    there = after or before
    assert there is not None
    fields = tuple(_fields(before, after)) if before and after else ()
    return ItemDifference(
        id=f"{KINDS[type(there)]}/{last_id(there.name)}",
        kinds=_kinds(before, after, fields),
        before=before,
        after=after,
        fields=fields,
        blocks=tuple(_blocks(before, after)) if fields or not (before and after) else (),
    )


def _kinds(before: Item | None, after: Item | None, fields: Iterable[FieldDifference]) -> tuple[Difference, ...]:
    if before is None:
        return (Difference.ADDED,)
    if after is None:
        return (Difference.REMOVED,)
    heads = {field.path.partition(".")[0] for field in fields}
    found = []
    if moved := heads & _PLACE:
        found.append(Difference.MOVED)
    if heads - _PLACE - {_NUMBER}:
        found.append(Difference.CHANGED)
    if _NUMBER in heads and not moved:
        found.append(Difference.RENUMBERED)
    return tuple(found)


def _blocks(before: Item | None, after: Item | None) -> Iterator[BlockDifference]:
    olds = dict(texts_of(before)) if before else {}
    news = dict(texts_of(after)) if after else {}
    for block_id in {**olds, **news}:
        old, new = olds.get(block_id, ""), news.get(block_id, "")
        if old != new and _hash(old) != _hash(new):  # two ways of writing a letter are one text
            yield BlockDifference(block_id, _hash(old), _hash(new))


def _hash(text: str) -> str:
    return text_sha256(text) if text else ""


def _fields(before: Record, after: Record, prefix: str = "") -> Iterator[FieldDifference]:
    olds, news = before.__dict__, after.__dict__
    for name in type(before).model_fields:
        if olds[name] != news[name] and (prefix or name not in _OWN):
            yield from _values(f"{prefix}{name}", olds[name], news[name])


def _values(path: str, before: Any, after: Any) -> Iterator[FieldDifference]:
    if isinstance(before, Record) and isinstance(after, Record):
        yield from _fields(before, after, f"{path}.")
    elif isinstance(before, tuple) and (key := _key(before or after)):
        if _keeps_order(key, before, after):
            yield from _keyed(path, key, before, after)
        else:
            yield FieldDifference(path, before, after)
    elif _are_records(before, after):
        for number, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield from _fields(old, new, f"{path}.{number}.")
    else:
        yield FieldDifference(path, before, after)


def _keyed(path: str, key: Callable[[Any], str], before: Any, after: Any) -> Iterator[FieldDifference]:
    olds = {key(item): item for item in before}
    for new in after:
        old = olds.pop(key(new), None)
        if old is None:
            yield FieldDifference(f"{path}.{key(new)}", None, new)
        elif old != new:
            yield from _fields(old, new, f"{path}.{key(new)}.")
    for name, old in olds.items():
        yield FieldDifference(f"{path}.{name}", old, None)


def _key(items: tuple[Any, ...]) -> Callable[[Any], str] | None:
    return KEYS.get(type(items[0])) if items else None


def _keeps_order(key: Callable[[Any], str], before: Any, after: Any) -> bool:
    """Whether `after` is what stayed of `before`, in its order, followed by what is new."""
    olds, news = [key(item) for item in before], [key(item) for item in after]
    stayed = [name for name in olds if name in set(news)]
    return news[: len(stayed)] == stayed


def _are_records(before: Any, after: Any) -> bool:
    if not (isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after)):
        return False
    return all(isinstance(item, Record) for item in (*before, *after))
