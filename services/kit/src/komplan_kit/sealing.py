"""Personal fields sealed wherever they are stored, so that deleting a key erases what it sealed.

A sealed field reads `sealed:<key id>:<nonce and ciphertext>`. Person fields of one (sub)message share the
person's key, record fields share the record's key; the contract's `personal` option says which is which.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from komplan.type.v1 import personal_pb2

MARK: Final = "sealed:"
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the random id under which it is kept."""

    id: str
    secret: bytes


Find = Callable[[str], Key | None]
"""Finds a key by its id; None when it was deleted."""

Mint = Callable[[int], list[Key]]
"""Makes new keys."""


def is_personal(descriptor: Descriptor) -> bool:
    """Whether a message holds personal data anywhere. Raises TypeError for a marked field that is no single text."""
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


class SealBroken(Exception):
    """Sealed words do not open under their key: they were changed, or the key is another one."""


def unseal(message: Any, find: Find, lenient: bool = True) -> Any:
    """The message with its personal fields readable; a field whose key was deleted becomes empty.

    So does a field that does not open under its key; the log names its key, and `fsck` finds it. Who may write the
    message back must not be `lenient`: it raises SealBroken, so that nothing is written over what might be mended.
    """
    known: dict[str, Key | None] = {}
    for part, field, _ in _fields(message):
        text: str = getattr(part, field.name)
        if not text.startswith(MARK):
            continue
        key_id = _key_id(text)
        if key_id not in known:
            known[key_id] = find(key_id)
        opened = _opened(text, known[key_id], field.full_name)
        if opened is None:
            log.error("seal_broken", field=field.full_name, key_id=key_id)
            if not lenient:
                raise SealBroken(f"{field.full_name} does not open under key {key_id}")
        setattr(part, field.name, opened or "")
    return message


def broken(sealed: Any, find: Find) -> list[str]:
    """The personal fields of a stored message that are not sealed, or do not open under a key that is there."""
    found = []
    for part, field, _ in _fields(sealed):
        text: str = getattr(part, field.name)
        if text and (not text.startswith(MARK) or _opened(text, find(_key_id(text)), field.full_name) is None):
            found.append(str(field.full_name))
    return found


def key_ids(sealed: Any, scope: int = 0) -> list[str]:
    """Ids of the keys of one scope, or of all, with which a stored message is sealed, in the order of `seal`."""
    found: dict[str, None] = {}
    for part, field, of in _fields(sealed):
        text: str = getattr(part, field.name)
        if scope in (0, of) and text.startswith(MARK):
            found.setdefault(_key_id(text))
    return list(found)


def reseal(message: Any, before: Any, find: Find, mint: Mint) -> Any:
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


def sealed_bytes(content: bytes, key: Key, what: str) -> bytes:
    """A file sealed with a key; `what` it is must be said again to open it."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key.secret).encrypt(nonce, content, f"{key.id}:{what}".encode())


def opened_bytes(sealed: bytes, key: Key, what: str) -> bytes:
    """The file. Raises SealBroken."""
    try:
        return AESGCM(key.secret).decrypt(sealed[:12], sealed[12:], f"{key.id}:{what}".encode())
    except InvalidTag:
        raise SealBroken(f"{what} does not open under key {key.id}") from None


def _key_id(sealed: str) -> str:
    return sealed[len(MARK) :].partition(":")[0]


def _sealed(text: str, key: Key, field: str) -> str:
    nonce = secrets.token_bytes(12)
    body = AESGCM(key.secret).encrypt(nonce, text.encode(), f"{key.id}:{field}".encode())
    return f"{MARK}{key.id}:{base64.b64encode(nonce + body).decode()}"


def _opened(sealed: str, key: Key | None, field: str) -> str | None:
    """The text, empty without a key; None when the words are not those that were sealed."""
    if key is None:
        return ""
    try:
        raw = base64.b64decode(sealed[len(MARK) :].partition(":")[2], validate=True)
        return AESGCM(key.secret).decrypt(raw[:12], raw[12:], f"{key.id}:{field}".encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        return None


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
    fields: list[tuple[FieldDescriptor, int]] = []
    nested: list[tuple[str, bool]] = []
    for field in descriptor.fields:
        scope = field.GetOptions().Extensions[personal_pb2.personal]
        if scope:
            if field.is_repeated or field.type != FieldDescriptor.TYPE_STRING:
                raise TypeError(f"{field.full_name} is personal and no single text: it could not be sealed")
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
    parts = [descriptor.fields_by_name[name].message_type for name, _ in plan.nested]
    return any(scope == personal_pb2.KEY_SCOPE_RECORD for _, scope in plan.fields) or any(
        part is not None and _has_record_fields(part) for part in parts
    )
