"""What differs between two states of an entry, as dotted paths such as `title`, `address.street`, `contacts.1.phone`.

A list is followed item by item as long as it keeps its length; one that grew or shrank differs as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from komplan_core.errors import Invalid
from komplan_core.record import Record

R = TypeVar("R", bound=Record)
_OWN = ("name", "etag")


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of an entry: its number, which is its etag, and how it came about. `deleted` says that it was gone."""

    number: int
    at: datetime
    role: str
    deleted: bool


def changed_paths(before: Record, after: Record) -> tuple[str, ...]:
    """The paths at which two records of one kind differ, in the order of their fields; empty when they say the same.

    Names and etags are not looked at: they tell which entry and which state it is, not what is in it.
    """
    return tuple(
        path
        for name in type(before).model_fields
        if name not in _OWN
        for path in _differences(name, getattr(before, name), getattr(after, name))
    )


def applied(before: R, after: Record, paths: Iterable[str]) -> R:
    """`before` with the values that `after` has at these paths, validated once as a whole.

    Raises Invalid (MASK_PATH) for a path that leads nowhere, and whatever makes the whole invalid.
    """
    try:
        record: R = _record(before, after, [path.split(".") for path in paths])
    except ValidationError as error:
        raise Invalid.of(error) from None
    return record


def fields_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The fields in which the paths begin, each once."""
    return tuple(dict.fromkeys(path.partition(".")[0] for path in paths))


def _differences(path: str, before: Any, after: Any) -> list[str]:
    if before == after:
        return []
    if isinstance(before, Record) and isinstance(after, Record):
        inside = [
            found
            for name in type(before).model_fields
            for found in _differences(f"{path}.{name}", getattr(before, name), getattr(after, name))
        ]
        return inside or [path]
    if _are_lists_of_records(before, after):
        pairs = zip(before, after, strict=True)
        return [found for number, pair in enumerate(pairs) for found in _differences(f"{path}.{number}", *pair)]
    return [path]


def _are_lists_of_records(before: Any, after: Any) -> bool:
    if not (isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after)):
        return False
    return all(isinstance(item, Record) for item in (*before, *after))


def _record(before: Any, after: Any, paths: Iterable[list[str]]) -> Any:
    changes = {}
    for name, rests in _by_head(paths).items():
        if name not in type(before).model_fields or name in _OWN:
            _leads_nowhere(name)
        changes[name] = _value(getattr(before, name), getattr(after, name), rests)
    return before.revised(changes)


def _items(before: tuple[Any, ...], after: tuple[Any, ...], paths: Iterable[list[str]]) -> tuple[Any, ...]:
    items = list(before)
    for number, rests in _by_head(paths).items():
        if number not in {str(place) for place in range(min(len(before), len(after)))}:
            _leads_nowhere(number)
        items[int(number)] = _value(before[int(number)], after[int(number)], rests)
    return tuple(items)


def _value(before: Any, after: Any, rests: list[list[str]]) -> Any:
    if [] in rests:
        return after
    if isinstance(before, Record) and isinstance(after, Record):
        return _record(before, after, rests)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _items(before, after, rests)
    _leads_nowhere(rests[0][0])
    return after


def _by_head(paths: Iterable[list[str]]) -> dict[str, list[list[str]]]:
    grouped: dict[str, list[list[str]]] = {}
    for head, *rest in paths:
        grouped.setdefault(head, []).append(rest)
    return grouped


def _leads_nowhere(part: str) -> None:
    raise Invalid.field("paths", "MASK_PATH", f"`{part[:60]}` leads to nothing in both states")
