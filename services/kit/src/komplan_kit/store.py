"""Current rows and their journal: one way of reading and changing entities inside a transaction (D4, D14)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, cast

from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message
from pydantic import ValidationError
from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update

from komplan_core.errors import Invalid, NotFound, Stale, Taken, Violation
from komplan_core.names import Pattern
from komplan_core.record import Entity
from komplan_kit import sealing
from komplan_kit.caller import NOBODY, Caller
from komplan_kit.codec import Codec
from komplan_kit.keystore import Keystore
from komplan_kit.mapper import Mapper
from komplan_kit.statements import Session, Statement

M = TypeVar("M", bound=Entity)
REMEMBERED: Final = 64
"""Records of each kind that need not be parsed again, such as the round into which everybody writes."""


class Kind(Generic[M]):
    """One kind of entity: what it is called, and how it is checked, carried and stored. Made once per service."""

    def __init__(
        self,
        title: str,
        pattern: Pattern,
        codec: Codec[M],
        row: type[Any],
        *,
        only_encoded: Iterable[str] = (),
        public: ColumnElement[bool] | None = None,
    ) -> None:
        self.title, self.pattern, self.codec, self.row = title, pattern, codec, row
        self.mapper: Mapper[M] = Mapper(codec.model, row, only_encoded)
        self.personal = sealing.is_personal(cast(Descriptor, codec.message.DESCRIPTOR))
        table = self.table = self.mapper.table
        self.public = public
        self.decoded = lru_cache(maxsize=REMEMBERED)(codec.parse)
        """The record of stored bytes, for kinds without personal data: the same bytes are one frozen record."""
        by_name = table.c.name == bindparam("of")
        self.select = Statement(select(table.c.encoded).where(by_name))
        self.select_public = (
            Statement(select(table.c.encoded).where(by_name, public)) if public is not None else self.select
        )
        self.select_id = Statement(select(table.c.id).where(by_name))
        self.select_keys = Statement(select(*[table.c[key] for key in sorted(self.mapper.keys)]).where(by_name))
        self.insert = Statement(insert(table).returning(table.c.id))
        own = [column.name for column in table.columns if column.name not in {"id", "name", *self.mapper.keys}]
        self.update = self._update(own)
        self.update_keys = self._update([*own, *self.mapper.keys])
        self.remove = Statement(delete(table).where(by_name))

    def _update(self, columns: list[str]) -> Statement:
        new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
        table = self.table
        return Statement(update(table).where(table.c.name == bindparam("of")).values(new).returning(table.c.id))


@dataclass(frozen=True, slots=True)
class Written:
    """What a use case wrote: the bytes to answer with, and the bytes that may be kept (personal fields sealed)."""

    name: str
    etag: str
    reply: bytes
    kept: bytes


@dataclass(slots=True)
class JournalEntry:
    """One change, as it goes into the journal."""

    seq: int
    name: str
    encoded: bytes
    role: str
    deleted: bool


@dataclass(slots=True)
class Transaction:
    """The state of one group of use cases on the writer, or of one reading use case."""

    session: Session = field(init=False)
    keys: Keystore | None
    now: datetime
    seq: int = 0
    caller: Caller = NOBODY
    journal: list[JournalEntry] = field(default_factory=list)
    doomed: dict[str, None] = field(default_factory=dict)
    """Ids of keys that are deleted just before the commit: a refused erasure must not erase."""
    after: list[Callable[[], None]] = field(default_factory=list)
    """Called once the commit has succeeded; what is refused is not called."""
    seen: dict[Any, Any] = field(default_factory=dict)
    """What was read or written here and need not be read again. All of it is forgotten when anything is taken back."""
    minted: dict[str, sealing.Key] = field(default_factory=dict)
    """The newest keys, which need not be looked up."""
    reads: bool = False
    """Whether it is of one reading use case: then nothing changes while it lasts."""

    def key(self, key_id: str) -> sealing.Key | None:
        """The sealing key, or None when it was deleted or is about to be."""
        if key_id in self.doomed:
            return None
        return self.minted.get(key_id) or self.key_store().find(key_id)

    def keys_of(self, key_ids: Sequence[str]) -> dict[str, sealing.Key]:
        """The sealing keys that neither were deleted nor are about to be, looked up together."""
        return self.key_store().find_all([key_id for key_id in key_ids if key_id not in self.doomed])

    def mint(self, count: int) -> list[sealing.Key]:
        """New keys, to be used for one record."""
        made = self.key_store().mint(count)
        self.minted = {key.id: key for key in made}
        return made

    def key_store(self) -> Keystore:
        """The store of sealing keys. A service that keeps personal data without one is wrongly composed."""
        if self.keys is None:
            raise RuntimeError("personal data are to be stored and the service has no key store")
        return self.keys

    def record(self, name: str, encoded: bytes, deleted: bool = False) -> None:
        """Append to the journal under the number that `next_seq` gave."""
        self.journal.append(JournalEntry(self.seq, name, encoded, self.caller.role, deleted))

    def next_seq(self) -> int:
        """The next journal number."""
        self.seq += 1
        return self.seq

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is written inside stands or falls as one; the rest of the use case goes on either way."""
        seq, entries, doomed, after = self.seq, len(self.journal), len(self.doomed), len(self.after)
        self.session.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.session.execute("ROLLBACK TO SAVEPOINT attempt")
            self.session.execute("RELEASE SAVEPOINT attempt")
            self.seq = seq
            del self.journal[entries:]
            self.doomed = dict.fromkeys(list(self.doomed)[:doomed])
            del self.after[after:]
            self.seen = {}
            raise
        self.session.execute("RELEASE SAVEPOINT attempt")


class Collection(Generic[M]):
    """All entities of one kind, inside a transaction. Every change appends to the journal."""

    def __init__(self, kind: Kind[M], transaction: Transaction) -> None:
        self._kind, self._tx = kind, transaction

    def find(self, name: str) -> M | None:
        """The entity, or None."""
        if self._kind.personal:
            message = self._stored(name)
            return self._kind.codec.decode(self._readable(message)) if message is not None else None
        encoded = self._tx.session.value(self._kind.select, of=name)
        return self._kind.decoded(bytes(encoded)) if encoded is not None else None

    def get(self, name: str, field: str = "name") -> M:
        """The entity. Raises NotFound."""
        self._kind.pattern.parse(name, field)
        found = self.find(name)
        if found is None:
            raise NotFound("NOT_FOUND", f"there is no {self._kind.title} `{name}`")
        return found

    @property
    def model(self) -> type[M]:
        """What its entities are."""
        return self._kind.codec.model

    def unchanged(self, name: str, etag: str = "") -> Written:
        """The answer to a change that changes nothing. Raises Stale, NotFound."""
        message = self._stored(name)
        self._check(name, message, etag)
        kept = message.SerializeToString(deterministic=True)
        reply = self._readable(message).SerializeToString(deterministic=True)
        return Written(name, message.etag, reply, kept)

    def refer(self, name: str, field: str) -> int:
        """The row id behind a reference. Raises Invalid for `field` when there is no such entity."""
        row_id = self._tx.session.value(self._kind.select_id, of=name)
        if row_id is None:
            raise Invalid.field(field, "REFERENCE_MISSING", f"there is no {self._kind.title} `{name[:200]}`")
        return int(row_id)

    def make(self, values: Mapping[str, Any], prefix: str = "") -> M:
        """A new record from a caller's values. Raises Invalid with field paths below `prefix`."""
        try:
            return self._kind.codec.model.model_validate({**values, "etag": ""})
        except ValidationError as error:
            raise Invalid.of(error, prefix) from None

    def add(self, record: M, **keys: Any) -> Written:
        """Store a new entity; `keys` are the row ids of what it refers to. Raises Taken when the name exists."""
        session = self._tx.session
        if session.value(self._kind.select_id, of=record.name) is not None:
            raise Taken("ALREADY_EXISTS", f"`{record.name}` exists already")
        written = self._encoded(record, None)
        row = {
            **self._kind.mapper.columns(record),
            **keys,
            "name": record.name,
            "etag": written.etag,
            "encoded": written.kept,
        }
        row_id = session.value(self._kind.insert, **row)
        self._put_children(record, int(row_id), fresh=True)
        self._tx.record(record.name, written.kept)
        return written

    def changed(self, name: str, changes: Mapping[str, Any], prefix: str = "") -> M:
        """The stored record with a caller's changes, validated as a whole. Raises NotFound, Invalid."""
        return self._kind.codec.merge(self.get(name, f"{prefix}.name" if prefix else "name"), changes, prefix)

    def merged(self, record: M, changes: Mapping[str, Any], prefix: str = "") -> M:
        """The record with changes, validated as a whole. Raises Invalid with field paths below `prefix`."""
        return self._kind.codec.merge(record, changes, prefix)

    def replace(self, record: M, etag: str = "", **keys: Any) -> Written:
        """Store a changed entity; `keys` are row ids that it now refers to. Raises Stale (old `etag`), NotFound."""
        before = self._stored(record.name)
        self._check(record.name, before, etag)
        written = self._encoded(record, before)
        values = {**self._kind.mapper.columns(record), **self._keys(record.name, keys), "etag": written.etag}
        new = {f"new_{column}": value for column, value in {**values, "encoded": written.kept}.items()}
        statement = self._kind.update_keys if keys else self._kind.update
        row_id = self._tx.session.value(statement, of=record.name, **new)
        self._put_children(record, int(row_id), fresh=False)
        self._tx.record(record.name, written.kept)
        return written

    def delete(self, name: str, etag: str = "") -> Written:
        """Remove an entity; a tombstone stays in the journal. Raises Stale, NotFound."""
        self._kind.pattern.parse(name)
        self._check(name, self._stored(name), etag)
        self._tx.session.run(self._kind.remove, of=name)
        self._tx.next_seq()
        self._tx.record(name, b"", deleted=True)
        return Written(name, "", b"", b"")

    def erase(self, name: str, scope: int) -> M:
        """Delete the keys that seal an entity's personal fields of a scope; its history becomes unreadable too.

        They go when the transaction is about to commit, never when the use case is refused after all.
        """
        self._kind.pattern.parse(name)
        message = self._stored(name)
        if message is None:
            raise NotFound("NOT_FOUND", f"there is no {self._kind.title} `{name}`")
        self._tx.doomed.update(dict.fromkeys(sealing.key_ids(message, scope)))
        return self._kind.codec.decode(self._readable(message))

    def _stored(self, name: str) -> Any:
        encoded = self._tx.session.value(self._kind.select, of=name)
        return self._kind.codec.message.FromString(bytes(encoded)) if encoded is not None else None

    def _readable(self, message: Any) -> Any:
        return sealing.unseal(message, self._tx.key, lenient=False) if self._kind.personal else message

    def _check(self, name: str, before: Any, etag: str) -> None:
        if before is None:
            raise NotFound("NOT_FOUND", f"there is no {self._kind.title} `{name}`")
        if etag and etag != before.etag:
            message = f"`{name}` was changed since it was read: read it again and repeat"
            raise Stale("STALE_ETAG", message, (Violation("etag", "STALE_ETAG", message),))

    def _encoded(self, record: M, before: Any) -> Written:
        etag = str(self._tx.next_seq())
        message = self._kind.codec.encode(record)
        message.etag = etag
        reply = message.SerializeToString(deterministic=True)
        kept = self._sealed(message, before).SerializeToString(deterministic=True) if self._kind.personal else reply
        return Written(record.name, etag, reply, kept)

    def _sealed(self, message: Message, before: Any) -> Any:
        mint = self._tx.mint
        if before is None:
            return sealing.seal(message, mint(sealing.keys_needed(message)))
        return sealing.reseal(message, before, self._tx.key, mint)

    def _keys(self, name: str, keys: Mapping[str, Any]) -> Mapping[str, Any]:
        if keys and (missing := self._kind.mapper.keys - set(keys)):
            row = self._tx.session.first(self._kind.select_keys, of=name) or ()
            kept = dict(zip(sorted(self._kind.mapper.keys), row, strict=True))
            return {**{key: kept[key] for key in missing}, **keys}
        return keys

    def _put_children(self, record: M, row_id: int, fresh: bool) -> None:
        for child in self._kind.mapper.children:
            if not fresh:
                self._tx.session.run(child.clear, parent_id=row_id)
            if rows := child.rows(record, row_id):
                self._tx.session.run_many(child.insert, rows)


def sha256(encoded: bytes) -> bytes:
    """The hash that stands beside an entry."""
    return hashlib.sha256(encoded).digest()
