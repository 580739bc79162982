"""Evidence as plain data for `--json`: every field is there, days are ISO texts, what is absent is null."""

from typing import Any

from google.protobuf.message import Message
from google.type.date_pb2 import Date

from komplan_cli.planning.process_plain import date_text


def plain(message: Message) -> dict[str, Any]:
    """A message as a dict."""
    found: dict[str, Any] = {}
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        if field.is_repeated:
            found[field.name] = [_told(item) for item in value]
        elif field.has_presence and not message.HasField(field.name):
            found[field.name] = None
        else:
            found[field.name] = _told(value)
    return found


def _told(value: Any) -> Any:
    if isinstance(value, Date):
        return date_text(value)
    return plain(value) if isinstance(value, Message) else value
