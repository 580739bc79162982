"""Whether a database still says one thing: rows, their journal, their hashes and their seals agree."""

import pkgutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from google.protobuf.message import DecodeError
from sqlalchemy import MetaData, Table, bindparam, func, inspect, select

from komplan_core.errors import Invalid
from komplan_kit import sealing
from komplan_kit.engine import Store
from komplan_kit.keystore import Keystore
from komplan_kit.statements import Session, Statement
from komplan_kit.store import Kind, sha256

PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree with another: a resource name or `journal`, and what is wrong with it."""

    name: str
    problem: str


def kinds_of(repositories: ModuleType) -> list[Kind[Any]]:
    """All kinds that a service's `repositories` module, or a module of that package, declares."""
    inside = [found.name for found in pkgutil.iter_modules(getattr(repositories, "__path__", ()))]
    modules = [repositories, *(import_module(f"{repositories.__name__}.{name}") for name in inside)]
    kinds = {
        value.table.name: value for module in modules for value in vars(module).values() if isinstance(value, Kind)
    }
    return list(kinds.values())


def check(store: Store, metadata: MetaData, kinds: Iterable[Kind[Any]], keys: Keystore | None = None) -> list[Finding]:
    """All findings, on one consistent state. It only reads, and nothing waits for it. Raises Unavailable."""
    kinds = list(kinds)
    try:
        session = Session(store.reader(), store.dialect)
        try:
            session.execute("BEGIN" if store.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            journal = _Journal(session, metadata, kinds, keys)
            return [*journal.findings(), *(found for kind in kinds for found in _rows(session, kind, journal, keys))]
        finally:
            session.discard()
    except Exception as error:
        if store.is_fault(error):
            store.explain(error)
        raise


class _Journal:
    def __init__(self, session: Session, metadata: MetaData, kinds: list[Kind[Any]], keys: Keystore | None) -> None:
        table, head = metadata.tables["journal"], metadata.tables["journal_head"]
        self._session, self._kinds, self._keys = session, kinds, keys
        columns = (table.c.seq, table.c.name, table.c.encoded, table.c.sha256, table.c.deleted)
        self._page = Statement(
            select(*columns).where(table.c.seq > bindparam("after")).order_by(table.c.seq).limit(PAGE)
        )
        self._encoded = Statement(select(table.c.encoded).where(table.c.seq == bindparam("number")))
        self._head = Statement(select(head.c.seq).where(head.c.id == 1))
        newest = select(func.max(table.c.seq)).group_by(table.c.name)
        latest = Statement(select(table.c.name, table.c.seq).where(table.c.seq.in_(newest), ~table.c.deleted))
        self.current: dict[str, int] = dict(session.all(latest))
        """The number of the newest entry of everything that was not deleted."""
        self.seen: set[str] = set()

    def encoded(self, name: str) -> bytes | None:
        """What the newest entry of a resource says."""
        self.seen.add(name)
        seq = self.current.get(name)
        return bytes(self._session.value(self._encoded, number=seq)) if seq is not None else None

    def findings(self) -> Iterator[Finding]:
        """Numbers without holes up to the head, hashes that fit, nothing personal in the open."""
        last = 0
        while page := self._session.all(self._page, after=last):
            find = _keys_of(((self._personal(name), encoded) for _, name, encoded, _, _ in page), self._keys)
            for seq, name, encoded, digest, deleted in page:
                if seq != last + 1:
                    yield Finding("journal", f"the entries {last + 1} to {seq - 1} are missing")
                last = seq
                if bytes(digest) != sha256(bytes(encoded)):
                    yield Finding(name, f"entry {seq} does not have the hash that it was written with")
                elif not deleted:
                    yield from self._sealed(seq, name, bytes(encoded), find)
        if (head := self._session.value(self._head)) != last:
            yield Finding("journal", f"the last entry is {last}, its head says {head}")

    def _personal(self, name: str) -> Kind[Any] | None:
        return next((kind for kind in self._kinds if kind.personal and kind.pattern.matches(name)), None)

    def _sealed(self, seq: int, name: str, encoded: bytes, find: sealing.Find) -> Iterator[Finding]:
        kind = self._personal(name)
        if kind is None or self._keys is None:
            return
        for field in sealing.broken(kind.codec.message.FromString(encoded), find):
            yield Finding(name, f"entry {seq} holds {field} unsealed or sealed with another key")


def _rows(session: Session, kind: Kind[Any], journal: _Journal, keys: Keystore | None) -> Iterator[Finding]:
    after = 0
    page = Statement(select(kind.table).where(kind.table.c.id > bindparam("after")).order_by("id").limit(PAGE))
    titles = [column.name for column in kind.table.columns]
    place = titles.index("encoded")
    children = [(child, *_child(kind, child.field, child.parent)) for child in kind.mapper.children]
    while rows := session.all(page, after=after):
        find = _keys_of(((kind, values[place]) for values in rows), keys)
        for values in rows:
            row = dict(zip(titles, values, strict=True))
            after = row["id"]
            name, encoded = row["name"], bytes(row["encoded"])
            if (entry := journal.encoded(name)) is None:
                yield Finding(name, "the row has no entry in the journal, or that of a deletion")
            elif entry != encoded:
                yield Finding(name, "the row does not hold the message of its newest entry")
            if (record := _record(kind, encoded, find)) is None:
                yield Finding(name, "the stored message is not well-formed or breaks a rule")
                continue
            if not row["etag"] == record.etag == str(journal.current.get(name)):
                yield Finding(name, "the etag is not the number of the newest entry")
            said = {**kind.mapper.columns(record), "name": record.name}
            differ = [column for column, value in said.items() if _plain(row[column]) != _plain(value)]
            for child, table, statement in children:
                stored = [
                    dict(zip(table.columns.keys(), item, strict=True)) for item in session.all(statement, of=row["id"])
                ]
                wanted = child.rows(record, row["id"])
                if [_same_columns(item, wanted) for item in stored] != [_plain(item) for item in wanted]:
                    differ.append(child.field)
            if differ:
                yield Finding(name, f"columns and message differ in {', '.join(sorted(differ))}")
    for name in journal.current:
        if kind.pattern.matches(name) and name not in journal.seen:
            yield Finding(name, "the journal has it and the table has no row")


def _child(kind: Kind[Any], field: str, parent: str) -> tuple[Table, Statement]:
    table: Table = inspect(kind.row).relationships[field].mapper.class_.__table__
    return table, Statement(select(table).where(table.c[parent] == bindparam("of")).order_by("ordinal"))


def _keys_of(stored: Iterable[tuple[Kind[Any] | None, bytes]], keys: Keystore | None) -> sealing.Find:
    """The keys of some stored messages, looked up together: a check reads every message."""
    if keys is None:
        return lambda key_id: None
    ids: dict[str, None] = {}
    for kind, encoded in stored:
        if kind is not None and kind.personal:
            with suppress(DecodeError):  # what is damaged is found where it is read
                ids.update(dict.fromkeys(sealing.key_ids(kind.codec.message.FromString(bytes(encoded)))))
    return keys.find_all(list(ids)).get


def _record(kind: Kind[Any], encoded: bytes, find: sealing.Find) -> Any:
    try:
        message = kind.codec.message.FromString(encoded)
        if kind.personal:  # unreadable words are found in the journal; here they would only break limits of length
            message = sealing.unseal(message, find)
        return kind.codec.decode(message)
    except (DecodeError, Invalid):
        return None


def _same_columns(stored: dict[str, Any], wanted: list[dict[str, Any]]) -> Any:
    return _plain({column: value for column, value in stored.items() if not wanted or column in wanted[0]})


def _plain(value: Any) -> Any:
    """A value as every database gives it back: SQLite knows no time zones."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return value
