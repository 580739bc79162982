"""Personal fields sealed wherever they are stored, so that deleting a key erases what it sealed.

A sealed field reads `sealed:<key id>:<nonce and ciphertext>`. Person fields of one (sub)message share the
person's key, record fields share the record's key; the contract's `personal` option says which is which.
"""

import binascii
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """A key and the id under which it is kept, which tells when it was made and nothing of whom."""

    id: str
    secret: bytes


Find = Callable[[str], Key | None]
"""Finds a key by its id; None when it was deleted."""

FindAll = Callable[[Sequence[str]], Mapping[str, Key]]
"""Finds keys by their ids; those that were deleted are left out."""

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
    persons, ciphers = iter(keys), dict[str, AESGCM]()
    for part, plan in _parts(sealed):
        person = next(persons) if plan.names_person(part) else None
        for field in plan.fields:
            key = keys[-1] if field.scope == personal_pb2.KEY_SCOPE_RECORD else person
            if (text := getattr(part, field.name)) and key is not None:
                if key.id not in ciphers:
                    ciphers[key.id] = AESGCM(key.secret)
                setattr(part, field.name, _sealed(text, key.id, ciphers[key.id], field.full_name))
    return sealed


class SealBroken(Exception):
    """Sealed words do not open under their key: they were changed, or the key is another one."""


def unseal(message: Any, find: Find, lenient: bool = True) -> Any:
    """The message with its personal fields readable; a field whose key was deleted becomes empty.

    So does a field that does not open under its key; the log names its key, and `fsck` finds it. Who may write the
    message back must not be `lenient`: it raises SealBroken, so that nothing is written over what might be mended.
    """
    _open(_texts(message), find, lenient)
    return message


def unseal_all(messages: Sequence[Any], find_all: FindAll, lenient: bool = True) -> None:
    """Make messages readable, as `unseal` does, with all their keys looked up together."""
    texts = [text for message in messages for text in _texts(message)]
    ids = dict.fromkeys(_key_id(text) for _, _, text in texts if text.startswith(MARK))
    _open(texts, find_all(list(ids)).get, lenient)


def broken(sealed: Any, find: Find) -> list[str]:
    """The personal fields of a stored message that are not sealed, or do not open under a key that is there."""
    ciphers = _Ciphers(find)
    return [
        field.full_name
        for _, field, text in _texts(sealed)
        if not text.startswith(MARK) or _opened(text, ciphers, field.full_name) is None
    ]


def key_ids(sealed: Any, scope: int = 0) -> list[str]:
    """Ids of the keys of one scope, or of all, with which a stored message is sealed, in the order of `seal`."""
    found: dict[str, None] = {}
    for _, field, text in _texts(sealed):
        if scope in (0, field.scope) and text.startswith(MARK):
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


def _sealed(text: str, key_id: str, cipher: AESGCM, field: str) -> str:
    nonce = secrets.token_bytes(12)
    body = cipher.encrypt(nonce, text.encode(), f"{key_id}:{field}".encode())
    return f"{MARK}{key_id}:{binascii.b2a_base64(nonce + body, newline=False).decode('ascii')}"


class _Ciphers:
    """The keys of some messages, each looked up and made ready once."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._known: dict[str, AESGCM | None] = {}

    def get(self, key_id: str) -> AESGCM | None:
        """What opens words under this key; None when it was deleted."""
        if key_id not in self._known:
            key = self._find(key_id)
            self._known[key_id] = AESGCM(key.secret) if key is not None else None
        return self._known[key_id]


def _open(texts: Iterable["_Text"], find: Find, lenient: bool) -> None:
    ciphers = _Ciphers(find)
    for part, field, text in texts:
        if not text.startswith(MARK):
            continue
        opened = _opened(text, ciphers, field.full_name)
        if opened is None:
            key_id = _key_id(text)
            log.error("seal_broken", field=field.full_name, key_id=key_id)
            if not lenient:
                raise SealBroken(f"{field.full_name} does not open under key {key_id}")
        setattr(part, field.name, opened or "")


def _opened(sealed: str, ciphers: _Ciphers, field: str) -> str | None:
    """The text, empty without a key; None when the words are not those that were sealed."""
    key_id, _, body = sealed[len(MARK) :].partition(":")
    cipher = ciphers.get(key_id)
    if cipher is None:
        return ""
    try:
        raw = binascii.a2b_base64(body, strict_mode=True)
        return cipher.decrypt(raw[:12], raw[12:], f"{key_id}:{field}".encode()).decode()
    except (InvalidTag, ValueError):  # the errors of base64 and UTF-8 are ValueErrors
        return None


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    full_name: str
    scope: int


@dataclass(frozen=True, slots=True)
class _Plan:
    fields: tuple[_Field, ...]
    nested: tuple[tuple[str, bool, "_Plan"], ...]

    @property
    def any(self) -> bool:
        return bool(self.fields or self.nested)

    def names_person(self, part: Any) -> bool:
        """Whether a field under the person's key is filled."""
        return any(field.scope == personal_pb2.KEY_SCOPE_PERSON and getattr(part, field.name) for field in self.fields)


@cache
def _plan(descriptor: Descriptor) -> _Plan:
    fields: list[_Field] = []
    nested: list[tuple[str, bool, _Plan]] = []
    for field in descriptor.fields:
        scope = field.GetOptions().Extensions[personal_pb2.personal]
        if scope:
            if field.is_repeated or field.type != FieldDescriptor.TYPE_STRING:
                raise TypeError(f"{field.full_name} is personal and no single text: it could not be sealed")
            fields.append(_Field(field.name, field.full_name, scope))
        elif (
            field.message_type is not None
            and not field.message_type.GetOptions().map_entry
            and (below := _plan(field.message_type)).any
        ):
            nested.append((field.name, field.is_repeated, below))
    return _Plan(tuple(fields), tuple(nested))


def _parts(message: Any, plan: _Plan | None = None) -> Iterator[tuple[Any, _Plan]]:
    plan = plan or _plan(message.DESCRIPTOR)
    if plan.fields:
        yield message, plan
    for name, repeated, below in plan.nested:
        if repeated:
            for item in getattr(message, name):
                yield from _parts(item, below)
        elif message.HasField(name):
            yield from _parts(getattr(message, name), below)


_Text = tuple[Any, _Field, str]
"""A filled personal field: whose it is, which, and what stands there."""


def _texts(message: Any) -> list[_Text]:
    return [
        (part, field, text)
        for part, plan in _parts(message)
        for field in plan.fields
        if (text := getattr(part, field.name))
    ]


@cache
def _has_record_fields(descriptor: Descriptor) -> bool:
    return _seals_record(_plan(descriptor))


def _seals_record(plan: _Plan) -> bool:
    own = any(field.scope == personal_pb2.KEY_SCOPE_RECORD for field in plan.fields)
    return own or any(_seals_record(below) for _, _, below in plan.nested)
