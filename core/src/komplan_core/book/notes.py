"""C2SP signed-note: a text with Ed25519 signatures, and the keys as text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from komplan_core.book.errors import BookError
from komplan_core.book.texts import based, unbased

ED25519: Final = 1
"""Kind of a log's key."""
COSIGNATURE: Final = 4
"""Kind of a witness's key: timestamped Ed25519 (tlog-cosignature)."""
MOST_SIGNATURES: Final = 32
MOST_CHARACTERS: Final = 100_000
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
"""Control characters other than the line feed."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name under which it signs; for a log the name is its origin."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE) or len(self.public) != 32:
            raise BookError("KEY_INVALID", f"the key of `{self.name}` is no Ed25519 key of type 1 or 4")

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key of `<name>+<8 hex digits>+<base64>`. Raises BookError KEY_INVALID."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise BookError("KEY_INVALID", "a public key is written <name>+<8 hexadecimal digits>+<base64>")
        data = unbased(parts[2])
        key = cls(parts[0], data[0] if data else 0, data[1:])
        if key.key_id.hex() != parts[1]:
            raise BookError("KEY_INVALID", f"the key of `{key.name}` is damaged: its identifier does not fit")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{based(bytes((self.kind,)) + self.public)}"

    @property
    def key_id(self) -> bytes:
        """Four bytes that a signature names the key with."""
        return sha256(self.name.encode() + b"\n" + bytes((self.kind,)) + self.public).digest()[:4]

    def check(self, message: bytes, signature: bytes) -> None:
        """Raise BookError SIGNATURE_INVALID unless the key signed the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise BookError("SIGNATURE_INVALID", f"the signature of `{self.name}` does not hold") from None


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of signature."""

    name: str
    key_id: bytes
    payload: bytes

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Raises BookError NOTE_INVALID."""
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—":
            raise BookError("NOTE_INVALID", "a line of signature is not `— name base64`")
        data = unbased(parts[2])
        if len(data) < 5:
            raise BookError("NOTE_INVALID", "a signature is too short")
        return cls(_check_name(parts[1]), data[:4], data[4:])

    def __str__(self) -> str:
        return f"— {self.name} {based(self.key_id + self.payload)}"

    def by(self, key: VerifierKey) -> bool:
        """Whether it claims to be of this key."""
        return self.key_id == key.key_id and self.name == key.name


class SigningKey:
    """A private key with the name under which it signs. `kind` is COSIGNATURE for a witness."""

    __slots__ = ("_key_id", "_private", "name", "verifier")

    def __init__(self, name: str, private: Ed25519PrivateKey, kind: int = ED25519) -> None:
        self.name = name
        self._private = private
        self.verifier = VerifierKey(name, kind, private.public_key().public_bytes_raw())
        """The public key."""
        self._key_id = self.verifier.key_id

    def sign(self, body: str) -> str:
        """The line of signature of a note's text, without line feed."""
        if self.verifier.kind != ED25519:
            raise BookError("KEY_INVALID", f"the key of `{self.name}` is a witness's: it cosigns, and signs no notes")
        return f"— {self.name} {based(self._key_id + self._private.sign(body.encode()))}"

    def sign_raw(self, message: bytes) -> bytes:
        """The 64 bytes of signature of a message."""
        return self._private.sign(message)


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a line feed, and its signatures."""

    body: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, text: str, most: int = MOST_CHARACTERS) -> "Note":
        """Raises BookError NOTE_INVALID, also for a text of more than `most` characters."""
        if len(text) > most:
            raise BookError("NOTE_INVALID", "the note is too long")
        if _CONTROLS.search(text):
            raise BookError("NOTE_INVALID", "the note holds control characters")
        head, blank, tail = text.rpartition("\n\n")
        if not blank or not tail.endswith("\n"):
            raise BookError("NOTE_INVALID", "a note is a text, an empty line, and lines of signatures")
        lines = tail[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise BookError("NOTE_INVALID", f"a note has at most {MOST_SIGNATURES} signatures")
        return cls(head + "\n", tuple(Signature.parse(line) for line in lines))

    def format(self) -> str:
        """The note as text."""
        return self.body + "\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def with_line(self, line: str) -> "Note":
        """The note with one more signature; one of the same key is replaced."""
        new = Signature.parse(line)
        kept = tuple(old for old in self.signatures if (old.name, old.key_id) != (new.name, new.key_id))
        return replace(self, signatures=(*kept, new))


def signed(note: Note, keys: Iterable[VerifierKey]) -> list[str]:
    """The names of the given log keys that signed the note.

    Raises BookError SIGNATURE_INVALID where a known key's signature does not hold, KEY_UNKNOWN where none is by a
    known key. Signatures of unknown keys are passed over, as signed-note asks for.
    """
    names = []
    for signature, key in matched(note, keys, ED25519):
        key.check(note.body.encode(), signature.payload)
        names.append(key.name)
    if not names:
        raise BookError("KEY_UNKNOWN", "the note is signed by none of the keys that you trust")
    return names


def matched(note: Note, keys: Iterable[VerifierKey], kind: int) -> list[tuple[Signature, VerifierKey]]:
    """The signatures that claim to be of a given key of a kind, with that key."""
    fit = [key for key in keys if key.kind == kind]
    return [(signature, key) for signature in note.signatures for key in fit if signature.by(key)]


def _check_name(name: str) -> str:
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise BookError("NAME_INVALID", "the name of a key has no spaces and no plus")
    return name
