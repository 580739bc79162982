"""Joins a model to its table by field name; a field without a column is a `Drift`, raised when the mapper is made.

A scalar field is a column of its name. A nested record is a set of columns named `field_part`. A list of records
is a child table with a column for each part, a list of records inside those a JSON column; a list of codes is a child
table with one column `value`, where it is filtered, else a JSON column. Fields of which only the stored message knows
are named in `only_encoded`, those of a list's records by a path such as `authors.full_name`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_args, get_origin

from sqlalchemy import Column, Table, bindparam, delete, insert, inspect

from komplan_core.record import Record
from komplan_core.values import Money
from komplan_kit.codec import Drift, bare_type
from komplan_kit.statements import Statement

M = TypeVar("M", bound=Record)
Columns = dict[str, Any]
OWN = frozenset({"id", "name", "etag", "encoded"})


class Child:
    """A child table of one list field; `hidden` parts of its records stand in the stored message only."""

    def __init__(self, field: str, row: type[Any], item: Any, hidden: frozenset[str] = frozenset()) -> None:
        self.field, self.hidden = field, hidden
        table: Table = row.__table__
        parents = [column for column in table.columns if _refers_to_a_row(column)]
        if len(parents) != 1:
            raise Drift(f"{table.name} needs exactly one foreign key to the id of the row that it belongs to")
        self.parent = parents[0].name
        columns = {column.name for column in table.columns} - {"id", "ordinal", self.parent}
        self.values: Callable[[Any], Columns]
        self.record: Callable[[Any, Columns], Any]
        if isinstance(item, type) and issubclass(item, Record):
            _check_hidden(item, hidden)
            fill = _columns(item, columns, table.name, hidden)
            self.values = lambda value: _filled(fill, value)
            self.record = lambda row, given: _record(item, row, given)
        elif columns == {"value"} and not hidden:
            self.values = lambda value: {"value": _stored(value)}
            self.record = lambda row, given: row.value
        else:
            raise Drift(f"{table.name} holds single values and needs one column `value`")
        self.insert = Statement(insert(table))
        self.clear = Statement(delete(table).where(table.c[self.parent] == bindparam("parent_id")))

    def rows(self, record: Any, parent_id: int) -> list[Columns]:
        """The rows of this field, in order."""
        return [
            {"ordinal": ordinal, self.parent: parent_id, **self.values(value)}
            for ordinal, value in enumerate(getattr(record, self.field))
        ]

    def records(self, row: Any, encoded: Any) -> tuple[Any, ...]:
        """What the rows of this field say, in order; hidden parts are those of the encoded item at the same place."""
        rows = getattr(row, self.field)
        if not self.hidden:
            return tuple(self.record(item, {}) for item in rows)
        given = [{part: getattr(item, part) for part in self.hidden} for item in getattr(encoded, self.field)]
        return tuple(self.record(item, parts) for item, parts in zip(rows, given, strict=True))


class Mapper(Generic[M]):
    """Turns a record into the columns of its row and the rows of its children, and a row into a record."""

    def __init__(self, model: type[M], row: type[Any], only_encoded: Iterable[str] = ()) -> None:
        self.model, self.table = model, row.__table__
        hidden = set(only_encoded)
        relations = {relation.key: relation.mapper.class_ for relation in inspect(row).relationships}
        self.children = [
            Child(name, relations[name], _item(model, name), _below(hidden, name))
            for name in model.model_fields
            if name in relations
        ]
        hidden -= {f"{child.field}.{part}" for child in self.children for part in child.hidden}
        _check_hidden(model, hidden)
        keys = {column.name for column in self.table.columns if _refers_to_a_row(column)}
        columns = {column.name for column in self.table.columns} - OWN - keys
        skipped = hidden | set(relations) | {"name", "etag"}
        self._fill = _columns(model, columns, self.table.name, skipped)
        self._only_encoded = hidden
        self.keys = keys

    def columns(self, record: M) -> Columns:
        """Values of the typed columns."""
        return _filled(self._fill, record)

    def record(self, row: Any, encoded: M) -> M:
        """The record that the row and its children say; what only the message knows is taken from `encoded`."""
        values = {name: getattr(encoded, name) for name in self._only_encoded}
        lists = {child.field: child.records(row, encoded) for child in self.children}
        record: M = _record(self.model, row, {**values, **lists})
        return record


def _refers_to_a_row(column: Column[Any]) -> bool:
    """Whether the column holds a row id, which no model knows. A key to a name holds a value of the model."""
    return any(key.column.name == "id" for key in column.foreign_keys)


def _below(paths: Iterable[str], field: str) -> frozenset[str]:
    return frozenset(path.removeprefix(f"{field}.") for path in paths if path.startswith(f"{field}."))


def _check_hidden(model: type[Record], hidden: Iterable[str]) -> None:
    if unknown := set(hidden) - set(model.model_fields):
        raise Drift(f"{model.__name__} has no {sorted(unknown)} that only its message could know")


def _columns(
    model: type[Record], columns: set[str], where: str, skipped: Iterable[str] = ()
) -> list[tuple[str, str, str | None]]:
    """(column, field, part of a nested record or None) for every field; complete on both sides."""
    plan: list[tuple[str, str, str | None]] = []
    for name, field in model.model_fields.items():
        if name in skipped:
            continue
        kind, _ = bare_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            plan.extend((f"{name}_{part}", name, part) for part in kind.model_fields)
        else:
            plan.append((name, name, None))
    if drift := {column for column, _, _ in plan} ^ columns:
        raise Drift(f"{where} and {model.__name__} differ in {sorted(drift)}")
    return plan


def _filled(plan: list[tuple[str, str, str | None]], record: Any) -> Columns:
    held = record.__dict__
    values: Columns = {}
    for column, name, part in plan:
        value = held[name]
        if part is not None and value is not None:
            value = getattr(value, part)
        values[column] = _stored(value)
    return values


def _stored(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is Money:
        return value.hal
    if kind is tuple:
        return [_stored(item) for item in value]
    if kind is Decimal:
        return format(value, "f")
    if isinstance(value, Record):
        return {name: _in_json(held) for name, held in value.__dict__.items()}
    return str(value) if isinstance(value, StrEnum) else value


def _in_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _stored(value)


def _record(model: Any, row: Any, given: Mapping[str, Any] | None = None) -> Any:
    values: dict[str, Any] = dict(given or {})
    for name, field in model.model_fields.items():
        if name in values:
            continue
        kind, optional = bare_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            parts = {part: getattr(row, f"{name}_{part}") for part in kind.model_fields}
            values[name] = None if optional and all(part is None for part in parts.values()) else parts
        else:
            values[name] = getattr(row, name)
    return model.model_validate(values)


def _item(model: type[Record], name: str) -> Any:
    kind, _ = bare_type(model.model_fields[name].annotation)
    if get_origin(kind) is not tuple:
        raise Drift(f"{model.__name__}.{name} has a child table and is no list")
    return bare_type(get_args(kind)[0])[0]
