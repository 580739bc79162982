"""The contract of the services at a terminal: their methods, and their messages as JSON."""

import difflib
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from google.protobuf import json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from google.type.date_pb2 import Date

from komplan_core.errors import Invalid
from komplan_kit.client import Peer
from komplan_kit.sheets.cells import Unreadable, read_day

MOST: Final = 10_000_000
"""Characters of a JSON file."""
_WHOLE: Final = (
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
)
_REAL: Final = (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT)


def methods_of(package: str) -> Iterator[MethodDescriptor]:
    """All methods of a package such as `komplan.planning.v1`."""
    for module in pkgutil.iter_modules(import_module(package).__path__):
        if module.name.endswith("_service_pb2"):
            for service in import_module(f"{package}.{module.name}").DESCRIPTOR.services_by_name.values():
                yield from service.methods


def callable_of(peer: Peer, method: MethodDescriptor) -> Any:
    """A unary method on a channel."""
    return peer.channel.unary_unary(
        f"/{method.containing_service.full_name}/{method.name}",
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=GetMessageClass(method.output_type).FromString,
    )


def plain(message: Any) -> Any:
    """A message as JSON gives it."""
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


def read_json(file: Path | None) -> Any:
    """What a JSON file says, or stdin without one. Raises Invalid."""
    try:
        with file.open(encoding="utf-8") if file is not None else sys.stdin as stream:
            text = stream.read(MOST + 1)
        if len(text) > MOST:
            raise Invalid.field("file", "MESSAGE_TOO_LARGE", f"the file has more than {MOST} characters")
        return json.loads(text)
    except OSError as error:
        raise Invalid.field("file", "INVALID_VALUE", f"{file}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise Invalid.field("file", "INVALID_VALUE", f"not a JSON file: {error}") from None


def message_of(values: Any, message: Any, where: str = "") -> Any:
    """The message, filled with what JSON says; a day may be written `2030-01-31`. Raises Invalid with paths."""
    try:
        json_format.ParseDict(_checked(values, message.DESCRIPTOR, where), message)
    except json_format.ParseError as error:
        raise Invalid.field(where, "INVALID_VALUE", str(error)) from None
    return message


def _checked(values: Any, descriptor: Descriptor, where: str) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise _wrong(where, "write an object of fields in { }")
    by_name = {name: field for field in descriptor.fields for name in (field.name, field.json_name)}
    checked = {}
    for name, value in values.items():
        path = f"{where}.{name}" if where else name
        field = by_name.get(name)
        if field is None:
            near = difflib.get_close_matches(name, by_name, 1)
            advice = (
                f"did you mean `{near[0]}`?" if near else f"there are {', '.join(f.name for f in descriptor.fields)}"
            )
            raise Invalid.field(path, "UNKNOWN_FIELD", f"`{name[:60]}` is no field of {descriptor.name}: {advice}")
        checked[name] = value if value is None else _field(value, field, path)
    return checked


def _field(value: Any, field: FieldDescriptor, path: str) -> Any:
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return value
    if not field.is_repeated:
        return _value(value, field, path)
    if not isinstance(value, list):
        raise _wrong(path, "write a list in [ ]")
    return [_value(item, field, f"{path}.{index}") for index, item in enumerate(value)]


def _value(value: Any, field: FieldDescriptor, path: str) -> Any:
    if field.message_type is not None:
        return _nested(value, field.message_type, path)
    for kinds, allowed, advice in _SCALARS:
        if field.cpp_type in kinds and not allowed(value):
            raise _wrong(path, advice)
    return value


def _nested(value: Any, descriptor: Descriptor, path: str) -> Any:
    if descriptor is Date.DESCRIPTOR and isinstance(value, str):
        try:
            day = read_day(value)
        except Unreadable as error:
            raise _wrong(path, str(error)) from None
        return {"year": day.year, "month": day.month, "day": day.day}
    if not descriptor.full_name.startswith("google.protobuf."):
        return _checked(value, descriptor, path)
    try:
        json_format.ParseDict(value, GetMessageClass(descriptor)())
    except json_format.ParseError:
        advice = {"Timestamp": "a moment such as 2030-01-31T10:00:00Z", "FieldMask": "the fields, as title,period"}
        raise _wrong(path, f"write {advice.get(descriptor.name, 'another value')}") from None
    return value


def _is_whole(value: Any) -> bool:
    if isinstance(value, str):
        return value.removeprefix("-").isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


_SCALARS: Final[tuple[tuple[tuple[int, ...], Callable[[Any], bool], str], ...]] = (
    ((FieldDescriptor.CPPTYPE_STRING,), lambda value: isinstance(value, str), 'write a text in " "'),
    ((FieldDescriptor.CPPTYPE_BOOL,), lambda value: isinstance(value, bool), "write true or false"),
    (_WHOLE, _is_whole, "write a whole number"),
    (_REAL, lambda value: isinstance(value, int | float) and not isinstance(value, bool), "write a number"),
)


def _wrong(path: str, advice: str) -> Invalid:
    return Invalid.field(path, "INVALID_VALUE", advice)
