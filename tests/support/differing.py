"""Applying what a comparison of two versions found, to see whether it told everything."""

from typing import Any

from komplan_core.names import last_id
from komplan_core.planning.differences import KEYS, Difference, FieldDifference, ItemDifference
from komplan_core.planning.outline import VersionContent
from komplan_core.record import Record


def applied(content: VersionContent, found: tuple[ItemDifference, ...]) -> VersionContent:
    """The content with all that was found done to it."""
    parts = {}
    for part in ("sections", "nodes", "measures"):
        items = {last_id(item.name): item for item in getattr(content, part)}
        for difference in found:
            collection, item_id = difference.id.split("/")
            if collection != part:
                continue
            if Difference.REMOVED in difference.kinds:
                del items[item_id]
            elif Difference.ADDED in difference.kinds:
                items[item_id] = difference.after
            else:
                items[item_id] = _value(items[item_id], [(f.path.split("."), f) for f in difference.fields])
        parts[part] = tuple(items.values())
    return VersionContent(**parts)


def by_id(content: VersionContent) -> dict[str, Record]:
    """Every item under its name, without etags."""
    return {item.name: item.revised({"etag": ""}) for item in (*content.sections, *content.nodes, *content.measures)}


def _value(held: Any, found: list[tuple[list[str], FieldDifference]]) -> Any:
    heads: dict[str, list[tuple[list[str], FieldDifference]]] = {}
    for (head, *rest), difference in found:
        heads.setdefault(head, []).append((rest, difference))
    if isinstance(held, Record):
        return held.revised({name: _below(getattr(held, name), below) for name, below in heads.items()})
    key = KEYS.get(type(next(iter(held), below_first(heads))))
    items = {key(item) if key else str(number): item for number, item in enumerate(held)}
    for name, below in heads.items():
        new = _below(items.get(name), below)
        if new is None:
            del items[name]
        else:
            items[name] = new
    return tuple(items.values())


def below_first(heads: dict[str, list[tuple[list[str], FieldDifference]]]) -> Any:
    """What was added to a list that held nothing."""
    return next(iter(heads.values()))[0][1].after


def _below(held: Any, found: list[tuple[list[str], FieldDifference]]) -> Any:
    for rest, difference in found:
        if not rest:
            return difference.after
    return _value(held, found)
