"""Fields of messages by their paths, as texts of cells."""

from typing import Any

from google.api import field_behavior_pb2
from google.protobuf.descriptor import FieldDescriptor

from komplan_kit.sheets.cells import Cell

_KEPT = (field_behavior_pb2.OUTPUT_ONLY, field_behavior_pb2.IDENTIFIER)


def text_at(message: Any, path: str, cell: Cell) -> str:
    """What a cell says of a field; empty where the field, or a message on the way to it, is absent."""
    for name in path.split("."):
        field = message.DESCRIPTOR.fields_by_name[name]
        if field.has_presence and not message.HasField(name):
            return ""
        message = getattr(message, name)
    text: str = cell.write(message)
    return text


def put(message: Any, path: str, text: str, cell: Cell) -> None:
    """Let a field be what a cell says; an empty cell clears it. Raises Unreadable."""
    *above, last = path.split(".")
    value = cell.read(text) if text else None
    for name in above:
        if value is None and not message.HasField(name):
            return
        message = getattr(message, name)
    message.ClearField(last)
    if value is None:
        return
    field = message.DESCRIPTOR.fields_by_name[last]
    if field.is_repeated:
        getattr(message, last).extend(value)
    elif field.message_type is not None:
        getattr(message, last).CopyFrom(value)
    else:
        setattr(message, last, value)


def drop_empty(message: Any, paths: set[str]) -> None:
    """Clear the messages among these fields that say nothing."""
    for name in paths:
        if message.HasField(name) and not getattr(message, name).ListFields():
            message.ClearField(name)


def changeable(message: Any) -> list[FieldDescriptor]:
    """The fields that a caller may change."""

    def kept(field: FieldDescriptor) -> bool:
        behaviour = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
        return field.name == "etag" or any(kind in behaviour for kind in _KEPT)

    return [field for field in message.DESCRIPTOR.fields if not kept(field)]
