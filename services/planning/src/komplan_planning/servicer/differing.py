"""Differences between versions as the contract tells them: every value as text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from komplan.planning.v1 import plan_content_service_pb2 as pb
from komplan.planning.v1 import plan_view_pb2 as view
from komplan_core.planning.differences import KEYS, Difference, ItemDifference
from komplan_core.record import Record
from komplan_core.values import Money

_OWN = frozenset({"name", "etag"})


def told(items: Sequence[ItemDifference]) -> pb.DiffPlanVersionsResponse:
    """The whole answer."""
    counts = Counter(kind for item in items for kind in item.kinds)
    return pb.DiffPlanVersionsResponse(items=map(_item, items), **{str(kind): counts[kind] for kind in Difference})


def _item(item: ItemDifference) -> view.ItemDifference:
    there: Any = item.after or item.before
    if item.before and item.after:
        fields = [field for found in item.fields for field in _field(found.path, found.before, found.after)]
    else:
        fields = [field for name in type(there).model_fields if name not in _OWN for field in _whole(item, name)]
    return view.ItemDifference(
        id=item.id,
        kinds=item.kinds,
        number_before=getattr(item.before, "code", ""),
        number_after=getattr(item.after, "code", ""),
        title=there.title,
        fields=fields,
        blocks=[
            view.BlockDifference(id=found.id, before_sha256=found.before_sha256, after_sha256=found.after_sha256)
            for found in item.blocks
        ],
    )


def _whole(item: ItemDifference, name: str) -> Iterator[view.FieldDifference]:
    return _field(name, getattr(item.before, name, None), getattr(item.after, name, None))


def _field(path: str, before: Any, after: Any) -> Iterator[view.FieldDifference]:
    olds, news = dict(_leaves(path, before)), dict(_leaves(path, after))
    for leaf in {**olds, **news}:
        yield view.FieldDifference(path=leaf, before=olds.get(leaf, ()), after=news.get(leaf, ()))


def _leaves(path: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """The texts of a value by path: records are taken apart, what is empty is left out."""
    if isinstance(value, Record):
        for name, held in value.__dict__.items():
            yield from _leaves(f"{path}.{name}", held)
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        key = KEYS.get(type(value[0]))
        for number, item in enumerate(value):
            yield from _leaves(f"{path}.{key(item) if key else number}", item)
    elif texts := list(_texts(value)):
        yield path, texts


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, Decimal):
        return (format(value, "f"),)
    return (str(value.hal) if isinstance(value, Money) else str(value),)
