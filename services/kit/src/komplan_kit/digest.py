"""One hash over all that a feed publishes, the same on both sides when they hold the same."""

import hashlib
from collections.abc import Iterable


def digest_of(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """SHA-256 over entries, by name: name, space, length of the message in decimal digits, line feed, message."""
    found = hashlib.sha256()
    for name, encoded in sorted(entries):
        found.update(f"{name} {len(encoded)}\n".encode())
        found.update(encoded)
    return found.digest()
