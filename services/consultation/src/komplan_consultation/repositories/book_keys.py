"""The keys that sign the books: in one file outside the database, readable by its owner only."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from komplan_core.book.merkle import EMPTY
from komplan_core.book.notes import SigningKey
from komplan_core.errors import Refused

_END: Final = "-----END PRIVATE KEY-----\n"
CUT: Final = (
    "this book had {size} entries and the database has {now}, or others: its end was cut off or rewritten; "
    "restore the newest database and start again"
)
MISSING: Final = (
    "the key that signs this book is not in `{path}`: put the file back from its backup and start again; "
    "if the key is lost, go on in a new book with `komplan consultation book recover`"
)


class BookKeys:
    """The file of signing keys. New books are signed by its last key; each book names the one that signs it.

    Usually there is one key. During a rotation both stand there, so that whichever way it ends, none is lost.
    """

    def __init__(self, path: Path, host: str) -> None:
        self.path, self.host = path, host
        self.refusals: dict[str, str] = {}
        """Why a book takes no entries, by origin; under the empty origin that of all books."""
        self.grown = False
        """Whether a book has grown since its head was last kept."""
        self._lock = Lock()
        self._keys = self._read()
        self._signing: dict[str, SigningKey] = {}
        self._committed: dict[str, tuple[int, bytes]] = {}

    def __bool__(self) -> bool:
        return bool(self._keys)

    def current(self) -> bytes:
        """The public key that new books are signed by. Raises Refused BOOK_READ_ONLY."""
        with self._lock:
            self._keys = self._read()  # another replica may have rotated it
        if not self._keys:
            raise Refused("BOOK_READ_ONLY", MISSING.format(path=self.path.name))
        return public(self._keys[-1])

    def signing(self, origin: str, wanted: bytes) -> SigningKey:
        """The key of a book, by its public half. Raises Refused BOOK_READ_ONLY."""
        key = self._signing.get(origin)
        if key is not None and key.verifier.public == wanted:
            return key
        found = self._find(wanted)
        if found is None:
            with self._lock:
                self._keys = self._read()  # another replica may have rotated it
            found = self._find(wanted)
        if found is None:
            raise Refused("BOOK_READ_ONLY", MISSING.format(path=self.path.name))
        key = self._signing[origin] = SigningKey(origin, found)
        return key

    def check(self, origin: str) -> None:
        """Raise Refused BOOK_READ_ONLY where a check found that this book must take no entries."""
        reason = self.refusals.get(origin) or self.refusals.get("")
        if reason:
            raise Refused("BOOK_READ_ONLY", reason)

    def committed(self, origin: str, size: int, root: bytes) -> None:
        """Remember that a book was seen this far in the database, committed; it never goes back."""
        if size > self._committed.get(origin, (-1, b""))[0]:
            self._committed[origin] = (size, root)

    def cut(self, origin: str, size: int, root: bytes) -> str:
        """Why a book as it stands does not follow from what was committed; empty where it may.

        A larger one may: another replica may have written it.
        """
        known, seen = self._committed.get(origin, (0, EMPTY))
        sound = size > known or (size, root) == (known, seen)
        return "" if sound else CUT.format(size=known, now=size)

    def make_first(self) -> None:
        """Make the first key, unless another replica was faster."""
        with self._lock:
            put(self.path, _pem(Ed25519PrivateKey.generate()), only_new=True)
            self._keys = self._read()

    def add(self) -> bytes:
        """Make a key, which is the last one from now on. It is durable before anything is signed; its public half."""
        with self._lock:
            made = Ed25519PrivateKey.generate()
            self._write([*self._read(), made])
            return public(made)

    def keep(self, used: Collection[bytes]) -> None:
        """Forget keys that sign no book any more; the last one stays."""
        with self._lock:
            known = self._read()
            left = [key for key in known[:-1] if public(key) in used] + known[-1:]
            if len(left) < len(known):
                self._write(left)

    def has(self, wanted: bytes) -> bool:
        """Whether the file holds the key with this public half."""
        with self._lock:
            self._keys = self._read()
        return self._find(wanted) is not None

    def _find(self, wanted: bytes) -> Ed25519PrivateKey | None:
        return next((key for key in self._keys if public(key) == wanted), None)

    def _read(self) -> list[Ed25519PrivateKey]:
        if not self.path.exists():
            return []
        if os.name == "posix" and self.path.stat().st_mode & 0o077:
            raise Refused("CONFIG", f"others may read the key of the book {self.path}: chmod 600")
        blocks = [block + _END for block in self.path.read_text("ascii").split(_END) if block.strip()]
        keys = [serialization.load_pem_private_key(block.encode(), password=None) for block in blocks]
        if not keys or not all(isinstance(key, Ed25519PrivateKey) for key in keys):
            raise Refused("CONFIG", f"{self.path} holds no Ed25519 key: put the key of the book back")
        return [key for key in keys if isinstance(key, Ed25519PrivateKey)]

    def _write(self, keys: list[Ed25519PrivateKey]) -> None:
        put(self.path, "".join(map(_pem, keys)))
        self._keys = keys


def public(key: Ed25519PrivateKey) -> bytes:
    """The public half, 32 bytes."""
    return key.public_key().public_bytes_raw()


def put(path: Path, text: str, only_new: bool = False) -> None:
    """Replace a private file as a whole, durably: a reader sees the old one or the new one.

    With `only_new` a file that is there stays as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(text)  # made with mode 0600
        file.flush()
        os.fsync(file.fileno())
    if only_new:
        with suppress(FileExistsError):
            path.hardlink_to(file.name)
        Path(file.name).unlink()
    else:
        Path(file.name).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _pem(key: Ed25519PrivateKey) -> str:
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return text if text.endswith("\n") else text + "\n"
