"""Keys of personal data, in a database of their own: whoever deletes a key erases what it sealed, everywhere.

A sealed field reads `sealed:<key id>:<nonce and ciphertext>`. Person fields of one (sub)message share the
person's key, record fields share the record's key; the contract's `personal` option says which is which.
"""

import base64
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, Table, bindparam, delete, insert, select

from komplan.type.v1 import personal_pb2
from komplan_kit.clock import Clock, utc_now
from komplan_kit.engine import Store
from komplan_kit.statements import Session, Statement

MARK: Final = "sealed:"
AHEAD: Final = 256
"""Keys made ahead of need, so that a key costs no commit of its own. Unused ones seal nothing."""
_METADATA: Final = MetaData()
_KEYS: Final = Table(
    "sealing_key",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
_PUT: Final = Statement(insert(_KEYS))
_GET: Final = Statement(select(_KEYS.c.key).where(_KEYS.c.id == bindparam("key_id")))
_DROP: Final = Statement(delete(_KEYS).where(_KEYS.c.id == bindparam("key_id")))


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the random id under which it is kept."""

    id: str
    secret: bytes


class Keystore:
    """Makes, finds and deletes keys. Every key is durable before anything is sealed with it."""

    def __init__(self, address: str, clock: Clock = utc_now) -> None:
        self._store, self._clock = Store(address), clock
        _METADATA.create_all(self._store.engine)
        self._lock = threading.Lock()
        self._writer = Session(self._store.writer(), self._store.dialect)
        self._local = threading.local()
        self._ahead: list[Key] = []

    def mint(self, count: int) -> list[Key]:
        """New keys. They are made and committed many at a time, ahead of need; each is given out once."""
        with self._lock:
            if len(self._ahead) < count:
                made = [Key(secrets.token_hex(8), AESGCM.generate_key(256)) for _ in range(count + AHEAD)]
                now = self._clock()
                self._in_transaction(
                    lambda: self._writer.run_many(_PUT, [{"id": k.id, "key": k.secret, "made_at": now} for k in made])
                )
                self._ahead.extend(made)
            return [self._ahead.pop() for _ in range(count)]

    def find(self, key_id: str) -> Key | None:
        """The key, or None when it was deleted."""
        secret = self._reader().value(_GET, key_id=key_id)
        return Key(key_id, bytes(secret)) if secret is not None else None

    def delete(self, key_ids: Sequence[str]) -> None:
        """Delete keys for good; the bytes leave the file and its log."""
        with self._lock:
            self._in_transaction(lambda: [self._writer.run(_DROP, key_id=key_id) for key_id in key_ids])
            if self._store.sqlite:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the writing connection."""
        self._writer.close()

    def _in_transaction(self, work: Callable[[], object]) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE" if self._store.sqlite else "BEGIN")
            work()
            self._writer.execute("COMMIT")
        except Exception as error:
            self._writer.close()
            self._writer = Session(self._store.writer(), self._store.dialect)
            self._store.explain(error)

    def _reader(self) -> Session:
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = Session(self._store.reader(), self._store.dialect)
        return session


def is_personal(descriptor: Descriptor) -> bool:
    """Whether a message holds personal data anywhere."""
    return _plan(descriptor).any


def keys_needed(message: Message) -> int:
    """How many keys sealing this message takes: one for each person, one for the record."""
    persons = sum(1 for part, plan in _parts(message) if plan.names_person(part))
    return persons + (1 if _has_record_fields(message.DESCRIPTOR) else 0)


def seal(message: Any, keys: Sequence[Key]) -> Any:
    """A copy with all personal fields sealed; `keys` are those of the persons in order, then the record's."""
    sealed = type(message)()
    sealed.CopyFrom(message)
    persons = iter(keys)
    for part, plan in _parts(sealed):
        person = next(persons) if plan.names_person(part) else None
        for field, scope in plan.fields:
            key = keys[-1] if scope == personal_pb2.KEY_SCOPE_RECORD else person
            if (text := getattr(part, field.name)) and key is not None:
                setattr(part, field.name, _sealed(text, key, field.full_name))
    return sealed


def unseal(message: Any, find: Callable[[str], Key | None]) -> Any:
    """The message with its personal fields readable; a field whose key was deleted becomes empty."""
    known: dict[str, Key | None] = {}
    for part, field, _ in _fields(message):
        text: str = getattr(part, field.name)
        if not text.startswith(MARK):
            continue
        key_id, _, body = text[len(MARK) :].partition(":")
        if key_id not in known:
            known[key_id] = find(key_id)
        setattr(part, field.name, _opened(body, known[key_id], field.full_name))
    return message


def key_ids(sealed: Any, scope: int) -> list[str]:
    """Ids of the keys of one scope with which a stored message is sealed, in the order of `seal`."""
    found: dict[str, None] = {}
    for part, field, of in _fields(sealed):
        text: str = getattr(part, field.name)
        if of == scope and text.startswith(MARK):
            found.setdefault(text[len(MARK) :].partition(":")[0])
    return list(found)


def reseal(message: Any, before: Any, find: Callable[[str], Key | None], mint: Callable[[int], list[Key]]) -> Any:
    """The message sealed with the keys of its stored predecessor; what is newly named gets a new key."""
    persons, record = (
        key_ids(before, scope) for scope in (personal_pb2.KEY_SCOPE_PERSON, personal_pb2.KEY_SCOPE_RECORD)
    )
    kept = [key for key_id in persons if (key := find(key_id))]
    own = [key for key_id in record[:1] if (key := find(key_id))]
    people = keys_needed(message) - (1 if _has_record_fields(message.DESCRIPTOR) else 0)
    kept = kept[:people] + mint(max(0, people - len(kept)))
    if _has_record_fields(message.DESCRIPTOR):
        kept += own or mint(1)
    return seal(message, kept)


def _sealed(text: str, key: Key, field: str) -> str:
    nonce = secrets.token_bytes(12)
    body = AESGCM(key.secret).encrypt(nonce, text.encode(), f"{key.id}:{field}".encode())
    return f"{MARK}{key.id}:{base64.b64encode(nonce + body).decode()}"


def _opened(body: str, key: Key | None, field: str) -> str:
    if key is None:
        return ""
    raw = base64.b64decode(body)
    try:
        return AESGCM(key.secret).decrypt(raw[:12], raw[12:], f"{key.id}:{field}".encode()).decode()
    except InvalidTag:
        return ""


@dataclass(frozen=True)
class _Plan:
    fields: tuple[tuple[FieldDescriptor, int], ...]
    nested: tuple[tuple[str, bool], ...]

    @property
    def any(self) -> bool:
        return bool(self.fields or self.nested)

    def names_person(self, part: Any) -> bool:
        """Whether a field under the person's key is filled."""
        return any(scope == personal_pb2.KEY_SCOPE_PERSON and getattr(part, field.name) for field, scope in self.fields)


@cache
def _plan(descriptor: Descriptor) -> _Plan:
    fields, nested = [], []
    for field in descriptor.fields:
        scope = field.GetOptions().Extensions[personal_pb2.personal]
        if scope:
            fields.append((field, scope))
        elif (
            field.message_type is not None
            and not field.message_type.GetOptions().map_entry
            and _plan(field.message_type).any
        ):
            nested.append((field.name, field.is_repeated))
    return _Plan(tuple(fields), tuple(nested))


def _parts(message: Any) -> Iterator[tuple[Any, _Plan]]:
    plan = _plan(message.DESCRIPTOR)
    if plan.fields:
        yield message, plan
    for name, repeated in plan.nested:
        if repeated:
            for item in getattr(message, name):
                yield from _parts(item)
        elif message.HasField(name):
            yield from _parts(getattr(message, name))


def _fields(message: Any) -> Iterator[tuple[Any, FieldDescriptor, int]]:
    for part, plan in _parts(message):
        for field, scope in plan.fields:
            yield part, field, scope


@cache
def _has_record_fields(descriptor: Descriptor) -> bool:
    plan = _plan(descriptor)
    return any(scope == personal_pb2.KEY_SCOPE_RECORD for _, scope in plan.fields) or any(
        _has_record_fields(descriptor.fields_by_name[name].message_type) for name, _ in plan.nested
    )
