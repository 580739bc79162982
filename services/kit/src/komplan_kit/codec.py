"""One codec between proto messages and models, compiled from the descriptors at import.

A field that stands on one side only is a `Drift`, raised when the codec is made: contract and rules cannot part.
"""

import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin

from google.api import field_behavior_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.timestamp_pb2 import Timestamp
from google.type.date_pb2 import Date
from pydantic import ValidationError

from komplan_core.errors import Invalid
from komplan_core.record import Record
from komplan_core.values import Money
from komplan_kit.days import day_message

M = TypeVar("M", bound=Record)
Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]

_CAPITAL: Final = re.compile("([A-Z])")
_IMPOSSIBLE_DATE: Final = "no such day"
_ABSENT: Final = object()


class Drift(TypeError):
    """Message and model do not have the same fields of the same kinds."""


class Codec(Generic[M]):
    """Turns `message` into `model` and back."""

    def __init__(self, message: type[Message], model: type[M]) -> None:
        self.message, self.model = message, model
        plan = _plan(message, model)
        self._writers = [(field.name, field.write) for field in plan]
        self._readers = [(field.name, field.read) for field in plan]
        self._inputs = [(field.name, field.read_input) for field in plan if not field.output]
        self._changeable = {field.name: field.read_input for field in plan if not field.kept}

    def encode(self, record: M) -> Any:
        """The message that says the same as the record."""
        return _fill(self.message, self._writers, record)

    def part(self, values: Mapping[str, Any]) -> Any:
        """A message that says these fields of a record only; the values are those of valid records."""
        return self.message(
            **{
                name: write(value)
                for name, write in self._writers
                if (value := values.get(name)) is not None and value != ""
            }
        )

    def decode(self, message: Any, prefix: str = "") -> M:
        """The record that the message stands for. Raises Invalid with field paths below `prefix`."""
        return self._checked(
            {name: value for name, read in self._readers if (value := read(message)) is not _ABSENT}, prefix
        )

    def parse(self, encoded: bytes) -> M:
        """The record in stored bytes."""
        try:
            return self.decode(self.message.FromString(encoded))
        except DecodeError as error:
            raise Invalid("TEXT_ENCODING", "the stored message is not well-formed") from error

    def values(self, message: Any) -> dict[str, Any]:
        """What a caller gives for a new record: everything but what only the service sets."""
        return {name: value for name, read in self._inputs if (value := read(message)) is not _ABSENT}

    def patch(self, message: Any, paths: Iterable[str]) -> dict[str, Any]:
        """The masked fields with their new values; all that a caller may change if the mask is empty.

        Raises Invalid (MASK_PATH) for a path that does not exist or that the service keeps to itself, and (REQUIRED)
        for one that is masked and absent.
        """
        changes = {}
        for path in list(paths) or self._changeable:
            read = self._changeable.get(path)
            if read is None:
                raise Invalid.field("update_mask", "MASK_PATH", f"`{path[:60]}` is no field that may be changed")
            value = read(message)
            changes[path] = self._default(path) if value is _ABSENT else value
        return changes

    def merge(self, record: M, changes: Mapping[str, Any], prefix: str = "") -> M:
        """The record with the changes, validated once as a whole. Raises Invalid."""
        try:
            return record.revised(changes)
        except ValidationError as error:
            raise Invalid.of(error, prefix) from None

    def _default(self, name: str) -> Any:
        field = self.model.model_fields[name]
        if field.is_required():
            # an Update request calls the field after the resource (AIP-134)
            resource = _CAPITAL.sub(r"_\1", self.message.DESCRIPTOR.name).lower().strip("_")
            raise Invalid.field(f"{resource}.{name}", "REQUIRED", "fill in this field")
        return field.get_default(call_default_factory=True)

    def _checked(self, values: dict[str, Any], prefix: str) -> M:
        try:
            return self.model.model_validate(values)
        except ValidationError as error:
            raise Invalid.of(error, prefix) from None


@dataclass(frozen=True)
class _Field:
    name: str
    read: Reader
    read_input: Reader
    write: Writer
    output: bool
    """Whether only the service sets it."""
    kept: bool
    """Whether a change leaves it as it is."""


def _plan(message: type[Message], model: type[Record]) -> list[_Field]:
    fields: dict[str, FieldDescriptor] = dict(cast(Descriptor, message.DESCRIPTOR).fields_by_name)
    if drift := set(fields) ^ set(model.model_fields):
        raise Drift(f"{message.DESCRIPTOR.full_name} and {model.__name__} differ in {sorted(drift)}")
    return [_field(fields[name], model.model_fields[name].annotation, model) for name in fields]


def _field(field: FieldDescriptor, annotation: Any, model: type[Record]) -> _Field:
    where = f"{model.__name__}.{field.name}"
    kind, optional = bare_type(annotation)
    behaviour = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
    output = field_behavior_pb2.OUTPUT_ONLY in behaviour
    kept = output or field_behavior_pb2.IDENTIFIER in behaviour or field.name == "etag"
    if field.is_repeated and field.message_type is not None and field.message_type.GetOptions().map_entry:
        return _map_field(field, field.message_type, kind, where, output)
    if field.is_repeated:
        if get_origin(kind) is not tuple:
            raise Drift(f"{where} is repeated in the contract")
        item, _ = bare_type(get_args(kind)[0])
        read, read_input, write = _converters(field, item, where)
        name = field.name
        return _Field(
            name,
            lambda m: [read(value) for value in getattr(m, name)],
            lambda m: [read_input(value) for value in getattr(m, name)],
            lambda values: [write(value) for value in values] or None,
            output,
            kept,
        )
    if get_origin(kind) is tuple:
        raise Drift(f"{where} is repeated in the model only")
    read, read_input, write = _converters(field, kind, where)
    return _Field(
        field.name,
        _single(field, kind, optional, read),
        _single(field, kind, optional, read_input),
        write,
        output,
        kept,
    )


def _single(field: FieldDescriptor, kind: Any, optional: bool, convert: Reader) -> Reader:
    name = field.name
    if field.has_presence:
        absent = None if optional else _ABSENT
        if convert is _same:
            return lambda m: getattr(m, name) if m.HasField(name) else absent
        return lambda m: convert(getattr(m, name)) if m.HasField(name) else absent
    if optional:
        raise Drift(f"{field.full_name} may be absent in the model and has no presence in the contract")
    if kind is not str and field.type == FieldDescriptor.TYPE_STRING:
        return lambda m: convert(value) if (value := getattr(m, name)) else _ABSENT
    if convert is _same:
        return attrgetter(name)  # the most frequent kind of field, read without a call of ours
    return lambda m: convert(getattr(m, name))


def _map_field(field: FieldDescriptor, entry: Descriptor, kind: Any, where: str, output: bool) -> _Field:
    if get_origin(kind) is not dict:
        raise Drift(f"{where} is a map in the contract")
    value_field = entry.fields_by_name["value"]
    item, _ = bare_type(get_args(kind)[1])
    read, read_input, write = _converters(value_field, item, where)
    name = field.name
    return _Field(
        name,
        lambda m: {key: read(value) for key, value in getattr(m, name).items()},
        lambda m: {key: read_input(value) for key, value in getattr(m, name).items()},
        lambda values: {key: write(value) for key, value in values.items()} or None,
        output,
        output,
    )


def _converters(field: FieldDescriptor, kind: Any, where: str) -> tuple[Reader, Reader, Writer]:
    if field.message_type is not None:
        return _message_converters(field.message_type, kind, where)
    wanted = _SCALARS.get(field.type, ())
    if isinstance(kind, type) and issubclass(kind, StrEnum) and str in wanted:
        return _same, _same, str
    if kind is Decimal and str in wanted:
        return _same, _same, lambda value: format(value, "f")
    if kind is Money and field.type == FieldDescriptor.TYPE_INT64:
        return _same, _same, lambda value: value.hal
    if kind in wanted:
        return _same, _same, _same
    raise Drift(f"{where} is {kind} in the model and {field.full_name} of type {field.type} in the contract")


def _message_converters(descriptor: Descriptor, kind: Any, where: str) -> tuple[Reader, Reader, Writer]:
    if descriptor is Date.DESCRIPTOR and kind is date:
        return _read_date, _read_date, day_message
    if descriptor is Timestamp.DESCRIPTOR and kind is datetime:
        return _read_time, _read_time, _write_time
    if not (isinstance(kind, type) and issubclass(kind, Record)):
        raise Drift(f"{where} is {kind} in the model and a message in the contract")
    message = GetMessageClass(descriptor)
    plan = _plan(message, kind)
    writers = [(item.name, item.write) for item in plan]
    readers = [(item.name, item.read) for item in plan]
    inputs = [(item.name, item.read_input) for item in plan if not item.output]
    return _nested(readers), _nested(inputs), lambda record: _fill(message, writers, record)


def _nested(readers: list[tuple[str, Reader]]) -> Reader:
    return lambda m: {name: value for name, read in readers if (value := read(m)) is not _ABSENT}


def _fill(message: type[Message], writers: list[tuple[str, Writer]], record: Any) -> Any:
    held = record.__dict__
    return message(
        **{name: write(value) for name, write in writers if (value := held[name]) is not None and value != ""}
    )


def _same(value: Any) -> Any:
    return value


def _read_date(value: Any) -> Any:
    try:
        return date(value.year, value.month, value.day)
    except ValueError:
        return _IMPOSSIBLE_DATE


def _read_time(value: Any) -> Any:
    try:
        return value.ToDatetime(UTC)
    except (ValueError, OverflowError):
        return _IMPOSSIBLE_DATE


def _write_time(value: datetime) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(value)
    return stamp


def bare_type(annotation: Any) -> tuple[Any, bool]:
    """The type under Annotated and Optional, and whether None is allowed."""
    optional = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            options = [item for item in get_args(annotation) if item is not type(None)]
            if len(options) != 1:
                raise Drift(f"a field is one type or None, not {annotation}")
            annotation, optional = options[0], True
        else:
            return annotation, optional


_SCALARS: Final[dict[int, tuple[type, ...]]] = {
    FieldDescriptor.TYPE_STRING: (str,),
    FieldDescriptor.TYPE_BYTES: (bytes,),
    FieldDescriptor.TYPE_BOOL: (bool,),
    FieldDescriptor.TYPE_INT32: (int,),
    FieldDescriptor.TYPE_INT64: (int,),
    FieldDescriptor.TYPE_DOUBLE: (float,),
}
