"""The one check of text from outside, before anything is stored: the same verdict on every database."""

import re
import unicodedata
from functools import cache
from typing import Any, Final

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from komplan_core.errors import Invalid

FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""NUL, control characters but tab and line ends, bidirectional and invisible characters, lone surrogates."""

LONGEST_TEXT: Final = 100_000
"""Characters of one text, the longest that any field holds."""
MOST_ITEMS: Final = 1_000
"""Items of one list in a request: more is refused before anything walks it."""
MOST_MARKS: Final = 30
"""Combining marks in a row, as in the stream-safe text format: normalising longer runs takes time in their square."""
_MARKS: Final = re.compile(f"[^\x00-\u02ff]{{{MOST_MARKS + 1},}}")


def check(message: Message, prefix: str = "", most: int = MOST_ITEMS) -> None:
    """Refuse forbidden characters and endless lists anywhere in the message; bring its text to NFC. Raises Invalid."""
    for name in _lists(message.DESCRIPTOR):
        if len(getattr(message, name)) > most:
            raise Invalid.field(prefix + name, "TOO_MANY", f"a list has {most} items at most")
    for field, repeated, nested in _plan(message.DESCRIPTOR):
        if nested is None:
            _check_map(getattr(message, field), f"{prefix}{field}")
        elif nested:
            _check_nested(message, field, repeated, prefix, most)
        elif repeated:
            values = getattr(message, field)
            for index, value in enumerate(values):
                if not (value.isascii() and value.isprintable()):
                    values[index] = _clean(value, f"{prefix}{field}.{index}")
        elif (value := getattr(message, field)) and not (value.isascii() and value.isprintable()):
            clean = _clean(value, prefix + field)
            if clean != value:
                setattr(message, field, clean)


def _check_nested(message: Message, field: str, repeated: bool, prefix: str, most: int) -> None:
    if repeated:
        for index, item in enumerate(getattr(message, field)):
            check(item, f"{prefix}{field}.{index}.", most)
    elif message.HasField(field):
        check(getattr(message, field), f"{prefix}{field}.", most)


def _check_map(held: Any, field: str) -> None:
    for key, value in list(held.items()):
        _clean(str(key), field)
        if isinstance(value, Message):
            check(value, f"{field}.{key}.")
        elif isinstance(value, str):
            held[key] = _clean(value, f"{field}.{key}")


def _clean(value: str, field: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise Invalid.field(field, "TEXT_TOO_LONG", f"a text has {LONGEST_TEXT} characters at most")
    if FORBIDDEN.search(value) or any(map(_is_pile, _MARKS.findall(value))):
        raise Invalid.field(field, "TEXT_CONTROL", "remove control, bidirectional, invisible and piled-up characters")
    return unicodedata.normalize("NFC", value)


def _is_pile(run: str) -> bool:
    """Whether more marks follow one another than any script piles up."""
    in_a_row = 0
    for character in run:
        in_a_row = in_a_row + 1 if unicodedata.combining(character) else 0
        if in_a_row > MOST_MARKS:
            return True
    return False


@cache
def _lists(descriptor: Descriptor) -> tuple[str, ...]:
    """Names of the fields that hold many."""
    return tuple(field.name for field in descriptor.fields if field.is_repeated)


@cache
def _plan(descriptor: Descriptor) -> tuple[tuple[str, bool, bool | None], ...]:
    """Fields that hold text: name, whether repeated, whether a message; None for a map."""
    return tuple(
        (field.name, field.is_repeated, None if _is_map(field) else field.message_type is not None)
        for field in descriptor.fields
        if field.type == FieldDescriptor.TYPE_STRING
        or (field.message_type is not None and holds_text(field.message_type))
    )


@cache
def holds_text(descriptor: Descriptor) -> bool:
    """Whether the message has text anywhere."""
    seen: set[Any] = set()

    def search(found: Descriptor) -> bool:
        if found in seen:
            return False
        seen.add(found)
        return any(
            field.type == FieldDescriptor.TYPE_STRING or (field.message_type is not None and search(field.message_type))
            for field in found.fields
        )

    return search(descriptor)


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry
