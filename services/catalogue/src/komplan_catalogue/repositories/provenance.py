"""How facts about fields are stored."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import DateTime, String, and_, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import GenericFunction

from komplan_catalogue.rows.importing import ImportRunRow
from komplan_catalogue.rows.provenance import FieldFactRow
from komplan_catalogue.rows.services import ServiceRow
from komplan_core.catalogue.importing import RunState, SourceKind
from komplan_core.catalogue.provenance import Fact, Known, Layer
from komplan_kit.statements import Statement
from komplan_kit.store import Transaction

_LAYERS: Final = {layer.value: layer for layer in Layer}
_TABLE: Any = FieldFactRow.__table__
_OF = _TABLE.c.name == bindparam("of")
_ONE = and_(_OF, _TABLE.c.field == bindparam("of_field"), _TABLE.c.layer == bindparam("of_layer"))
_KNOWN = Statement(select(_TABLE.c.field, _TABLE.c.layer, _TABLE.c.value, _TABLE.c.deleted, _TABLE.c.source).where(_OF))
_FACTS = Statement(select(*[column for column in _TABLE.c if column.name not in ("name", "deleted")]).where(_OF))
_OWN: Final = tuple(column.name for column in _TABLE.c if column.name not in ("field", "value"))


class each_field(GenericFunction[str]):
    """The members of a JSON object of texts as rows of `key` and `value`: one statement takes all facts of an entry."""

    inherit_cache = True


@compiles(each_field, "sqlite")
def _json_each(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(each_field, "postgresql")
def _json_each_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_each_text(CAST({compiler.process(element.clauses, **options)} AS JSON))"


_pair = each_field(bindparam("facts", type_=String)).table_valued("key", "value")
_ADD = Statement(
    insert(_TABLE).from_select(
        ["field", "value", *_OWN],
        select(_pair.c.key, _pair.c.value, *[bindparam(name, type_=_TABLE.c[name].type).label(name) for name in _OWN]),
    )
)
_CHANGE = Statement(
    update(_TABLE)
    .where(_ONE)
    .values({name: bindparam(f"new_{name}") for name in ("value", "source", "role", "changed_at")})
)
_REMOVE = Statement(delete(_TABLE).where(_ONE))
_FORGET = Statement(delete(_TABLE).where(_OF))
_MARK = Statement(update(_TABLE).where(_OF).values(deleted=bindparam("new_deleted")))
_VERIFY = Statement(
    update(_TABLE)
    .where(_ONE)
    .values(verified_at=bindparam("new_verified_at"), verified_role=bindparam("new_verified_role"))
)
_FETCHED = Statement(
    select(func.max(ImportRunRow.fetched_at, type_=DateTime(timezone=True))).where(
        ImportRunRow.kind == SourceKind.REGISTER.value, ImportRunRow.state == RunState.APPLIED.value
    )
)

_one, _other = aliased(FieldFactRow), aliased(FieldFactRow)
_DIFFERING = Statement(
    select(ServiceRow.id, ServiceRow.name)
    .where(
        ServiceRow.id > bindparam("after"),
        exists(
            select(_one.name).where(
                _one.name == ServiceRow.name,
                _other.name == _one.name,
                _other.field == _one.field,
                _other.layer > _one.layer,
                _other.value != _one.value,
            )
        ),
    )
    .order_by(ServiceRow.id)
    .limit(bindparam("most"))
)


class FactStore:
    """What the layers say, inside a transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def known(self, name: str) -> Known:
        found = Known({})
        for field, layer, value, deleted, source in self._tx.session.all(_KNOWN, of=name):
            found.said.setdefault(field, {})[_LAYERS[layer]] = value
            found.sources[field, _LAYERS[layer]] = source
            found.deleted = bool(deleted)
        return found

    def facts(self, name: str) -> list[Fact]:
        rows = self._tx.session.all(_FACTS, of=name)
        return [
            Fact(field, Layer(layer), value, source, role, _aware(changed), _aware(verified) if verified else None, by)
            for field, layer, value, source, role, changed, verified, by in rows
        ]

    def add(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        own = {
            "name": name,
            "layer": layer.value,
            "source": source,
            "role": self._tx.caller.role,
            "changed_at": self._tx.now,
            "verified_at": None,
            "verified_role": "",
            "deleted": False,
        }
        self._tx.session.run(_ADD, facts=json.dumps(dict(values), ensure_ascii=False), **own)

    def change(self, name: str, layer: Layer, values: Mapping[str, str], source: str) -> None:
        own = {
            "of": name,
            "of_layer": layer.value,
            "new_source": source,
            "new_role": self._tx.caller.role,
            "new_changed_at": self._tx.now,
        }
        rows = [{**own, "of_field": field, "new_value": value} for field, value in values.items()]
        self._tx.session.run_many(_CHANGE, rows)

    def remove(self, name: str, facts: Iterable[tuple[str, Layer]]) -> None:
        rows = [{"of": name, "of_field": field, "of_layer": layer.value} for field, layer in facts]
        self._tx.session.run_many(_REMOVE, rows)

    def forget(self, name: str) -> None:
        self._tx.session.run(_FORGET, of=name)

    def mark_deleted(self, name: str, deleted: bool) -> None:
        self._tx.session.run(_MARK, of=name, new_deleted=deleted)

    def verify(self, name: str, facts: Iterable[tuple[str, Layer]], role: str) -> None:
        own = {"of": name, "new_verified_at": self._tx.now, "new_verified_role": role or self._tx.caller.role}
        rows = [{**own, "of_field": field, "of_layer": layer.value} for field, layer in facts]
        self._tx.session.run_many(_VERIFY, rows)

    def register_fetched_at(self) -> datetime | None:
        fetched: datetime | None = self._tx.session.value(_FETCHED)
        return _aware(fetched) if fetched is not None else None

    def differing_services(self, after: int, most: int) -> list[tuple[int, str]]:
        return [(int(row[0]), str(row[1])) for row in self._tx.session.all(_DIFFERING, after=after, most=most)]


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
