"""Private keys of signatures that others check: one Ed25519 key in a file of its own, readable by its owner only."""

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from komplan_core.book.notes import ED25519, SigningKey
from komplan_core.errors import Refused


def signing_key(path: Path, name: str, kind: int = ED25519) -> SigningKey:
    """The key of a file, to sign as `name`. Raises Refused where others may read it or it holds no Ed25519 key."""
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise Refused("CONFIG", f"others may read the private key {path}: chmod 600")
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise Refused("CONFIG", f"{path}: {error.strerror}") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("CONFIG", f"{path} holds no Ed25519 key in PEM without a password")
    return SigningKey(name, key, kind)


def make_signing_key(path: Path) -> None:
    """Make a key in a new file of mode 0600, durably. Raises FileExistsError: no key is overwritten."""
    made = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
